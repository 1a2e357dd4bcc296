import { attachCard, createCard, wouldPay } from '../billing/cards.js';
import { collect } from '../billing/collection.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import { cardKinds } from '../shapes/card.js';
import type { Invoice } from '../shapes/invoice.js';
import { html } from './html.js';
import { cardChoice, pageOf, redirect, tag, type Page } from './layout.js';
import type { Visit } from './visit.js';

/** A finalized invoice; while it is open it can be paid here with any card. */
export function showInvoice(invoice: Invoice, visit: Visit): Page {
  const { words } = visit;
  const title = words.say('invoice', { number: invoice.number ?? invoice.id });
  const body = html` <section class="box">
      <h1>${title} ${tag(words, invoice.status)}</h1>
      <p class="soft">${invoice.customer_name} ${invoice.customer_email} · ${words.date(invoice.created)}</p>
      <p class="sum">${money(invoice.amount_due, invoice.currency, words.language)}</p>
      <p class="soft">${words.say('amountDue')}</p>
      ${invoice.lines.data.map(
        (line) =>
          html`<div class="row">
            <span
              >${line.description}<br />
              <span class="soft"
                >${words.date(line.period.start)} – ${words.date(line.period.end)}</span
              ></span
            >
            <span>${money(line.amount, line.currency, words.language)}</span>
          </div>`,
      )}
    </section>
    ${
      invoice.status === 'open' &&
      html`<form class="box" method="post">
        <input type="hidden" name="lang" value="${words.language}" />
        ${cardChoice(
          words,
          cardKinds.map((kind) => ({ kind, means: kind })),
        )}
        <button class="wide" name="do" value="pay">${words.say('payInvoice')}</button>
      </form>`
    }`;
  return pageOf(words, { title, body, said: visit.said });
}

/** Somebody pays an open invoice with the card they chose. */
export function submitInvoice(ledger: Ledger, invoice: Invoice, visit: Visit): Page {
  const customer = ledger.customers.get(invoice.customer);
  const kind = cardKinds.find((candidate) => candidate === visit.form['card']);
  if (invoice.status !== 'open' || !customer || !kind) return redirect(visit.again('problem_state'));
  const card = createCard(ledger, kind, { email: customer.email, name: customer.name });
  if (wouldPay(ledger, card, true)) attachCard(ledger, card, customer);
  const failed = collect(ledger, invoice, { method: card, automatic: false, present: true });
  return redirect(visit.again(failed === undefined ? 'notice_paid' : 'problem_declined'));
}
