import { replaceCard } from '../billing/cards.js';
import { collect } from '../billing/collection.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import type { Invoice } from '../shapes/invoice.js';
import type { PortalSession } from '../shapes/portal.js';
import { isLive } from '../shapes/subscription.js';
import { html, type Html } from './html.js';
import { pageOf, redirect, tag, type Page } from './layout.js';
import { chosenSwitch, confirmFlow, flowPage } from './portal-flow.js';
import { button, cardBox, type Portal } from './portal-parts.js';
import { actOnSubscription, subscriptionsBox } from './portal-subscriptions.js';
import type { Visit } from './visit.js';
import type { Words } from './texts.js';

function open(ledger: Ledger, session: PortalSession, words: Words): Portal | undefined {
  const customer = ledger.customers.get(session.customer);
  const configuration = ledger.portalConfigurations.get(session.configuration);
  return customer && configuration && { ledger, customer, words, features: configuration.features };
}

/** The page on which a customer looks after their own subscriptions, card and invoices. */
export function showPortal(ledger: Ledger, session: PortalSession, visit: Visit): Page {
  const { words } = visit;
  const portal = open(ledger, session, words);
  if (!portal)
    return pageOf(words, { title: '404', body: html`<p>${words.say('missing')}</p>`, status: 404 });
  const focus = flowPage(portal, session, visit) ?? chosenSwitch(portal, visit);
  const title = focus?.title ?? words.say('portal');
  const home = html` <section class="box">
      <h1>${title}</h1>
      <p class="soft">${portal.customer.name} ${portal.customer.email}</p>
    </section>
    ${subscriptionsBox(portal)} ${portal.features.payment_method_update.enabled && cardBox(portal)}
    ${portal.features.invoice_history.enabled && invoicesBox(portal)}`;
  const body = html`${focus?.body ?? home}
  ${session.return_url && html`<p><a href="${session.return_url}">← ${words.say('returnTo')}</a></p>`}`;
  return pageOf(words, { title, body, said: visit.said });
}

function invoicesBox({ ledger, customer, words }: Portal): Html {
  const rows = ledger.invoices
    .all()
    .filter((row) => row.customer === customer.id && row.status !== 'draft')
    .toReversed();
  const parts = rows.map((row) => invoiceRow(words, row));
  return html`<section class="box">
    <h2>${words.say('invoices')}</h2>
    ${parts.length > 0 ? parts : html`<p class="soft">${words.say('noInvoices')}</p>`}
  </section>`;
}

function invoiceRow(words: Words, row: Invoice): Html {
  return html`<div class="row">
    <div>
      <p><a href="../invoice/${row.id}?lang=${words.language}">${row.number}</a> ${tag(words, row.status)}</p>
      <p class="soft">${words.date(row.created)} · ${money(row.amount_due, row.currency, words.language)}</p>
    </div>
    ${row.status === 'open' && button(words, 'pay', row.id, words.say('payInvoice'))}
  </div>`;
}

/** A button of the portal was pressed. */
export function submitPortal(ledger: Ledger, session: PortalSession, visit: Visit): Page {
  const portal = open(ledger, session, visit.words);
  const said = portal ? act(portal, session, visit) : 'problem_state';
  const after = session.flow?.after_completion.redirect;
  return redirect(after && said.startsWith('notice') ? after.return_url : visit.again(said));
}

function act(portal: Portal, session: PortalSession, visit: Visit): string {
  const { form } = visit;
  const { ledger, customer, features } = portal;
  const id = typeof form['id'] === 'string' ? form['id'] : '';
  const subscription = ledger.subscriptions.get(id);
  const own = subscription?.customer === customer.id && isLive(subscription) ? subscription : undefined;
  switch (form['do']) {
    case 'card':
      if (!features.payment_method_update.enabled) return 'problem_state';
      if (form['card'] !== 'ok' && form['card'] !== 'fails-later') return 'problem_declined';
      replaceCard(ledger, customer, form['card']);
      return 'notice_card';
    case 'pay':
      return payOpen(portal, id);
    case 'confirm':
      return own ? confirmFlow(portal, session, own) : 'problem_state';
    default:
      return own ? actOnSubscription(portal, own, visit) : 'problem_state';
  }
}

function payOpen({ ledger, customer }: Portal, id: string): string {
  const invoice = ledger.invoices.get(id);
  if (invoice?.customer !== customer.id || invoice.status !== 'open') return 'problem_state';
  const failed = collect(ledger, invoice, { automatic: false });
  if (failed === undefined) return 'notice_paid';
  return failed === null ? 'problem_nocard' : 'problem_declined';
}
