import { cancelNow } from '../billing/cancelling.js';
import { changeItems } from '../billing/changes.js';
import { cancelAtPeriodEnd } from '../billing/endings.js';
import { productName } from '../billing/lines.js';
import { pauseSubscription, resumeSubscription } from '../billing/pausing.js';
import { amountOf, unitAmount } from '../billing/pricing.js';
import { changeTrial } from '../billing/trials.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import type { Price } from '../shapes/catalogue.js';
import type { Customer } from '../shapes/customer.js';
import type { PortalConfiguration } from '../shapes/portal.js';
import { isLive, periodEnd, type Subscription } from '../shapes/subscription.js';
import { html, type Html } from './html.js';
import { tag } from './layout.js';
import type { Visit } from './visit.js';
import type { Words } from './texts.js';

/** A portal as one visitor sees it. */
export interface Portal {
  ledger: Ledger;
  customer: Customer;
  words: Words;
  features: PortalConfiguration['features'];
}

/** One button of the portal, as a form of its own. */
export function button(words: Words, act: string, id: string, label: string, plain = false): Html {
  return html`<form method="post">
    <input type="hidden" name="lang" value="${words.language}" />
    <input type="hidden" name="id" value="${id}" />
    <button class="${plain && 'plain'}" name="do" value="${act}">${label}</button>
  </form>`;
}

/** The visitor's running subscriptions, with what the portal lets them do. */
export function subscriptionsBox(portal: Portal): Html {
  const { ledger, customer, words } = portal;
  const rows = ledger.subscriptions.all().filter((row) => row.customer === customer.id && isLive(row));
  const parts = rows.map((row) => {
    const names = row.items.data.map((item) => productName(ledger, item.price)).join(', ');
    const sum = row.items.data.reduce((total, item) => total + amountOf(ledger, item, row.currency), 0);
    return html`<div class="row">
        <div>
          <p><b>${names}</b> ${tag(words, row.status)}</p>
          <p class="soft">${money(sum, row.currency, words.language)} · ${whatNext(words, row)}</p>
        </div>
        <div>${buttonsFor(portal, row)}</div>
      </div>
      ${switchForm(portal, row)}`;
  });
  return html`<section class="box">
    <h2>${words.say('subscriptions')}</h2>
    ${parts.length > 0 ? parts : html`<p class="soft">${words.say('noSubscriptions')}</p>`}
  </section>`;
}

function whatNext(words: Words, row: Subscription): string {
  if (row.cancel_at !== null) return words.say('ends', { date: words.date(row.cancel_at) });
  if (row.status === 'paused') return words.say('status_paused');
  const date = words.date(periodEnd(row));
  return words.say(row.status === 'trialing' ? 'trialUntil' : 'renews', { date });
}

function buttonsFor({ words, features }: Portal, row: Subscription): Html[] {
  const buttons: Html[] = [];
  if (row.status === 'paused') {
    if (features.subscription_pause.enabled) {
      buttons.push(button(words, 'unpause', row.id, words.say('unpause')));
    }
  } else if (features.subscription_pause.enabled && row.status === 'active' && row.cancel_at === null) {
    buttons.push(button(words, 'pause', row.id, words.say('pause'), true));
  }
  if (!features.subscription_cancel.enabled) return buttons;
  const planned = row.cancel_at !== null;
  const label = words.say(planned ? 'resume' : 'cancel');
  buttons.push(button(words, planned ? 'resume' : 'cancel', row.id, label, !planned));
  return buttons;
}

/** Where a visitor may switch to: offered, sold in their currency, and not what they have. */
function offers({ ledger, features }: Portal, row: Subscription): Price[] {
  const update = features.subscription_update;
  const fixed = row.collection_method === 'send_invoice' || row.items.data.length !== 1;
  const runs = row.status === 'active' || row.status === 'trialing' || row.status === 'past_due';
  if (!update.enabled || fixed || !runs || !update.default_allowed_updates.includes('price')) return [];
  return (update.products ?? [])
    .flatMap(({ prices }) => prices)
    .map((id) => ledger.prices.get(id))
    .filter((price): price is Price => price?.active === true && price.recurring !== null)
    .filter((price) => unitAmount(ledger, price, row.currency) !== undefined)
    .filter((price) => price.id !== row.items.data[0]?.price.id);
}

const units = { day: 'perDay', week: 'perWeek', month: 'perMonth', year: 'perYear' } as const;

function switchForm(portal: Portal, row: Subscription): Html | null {
  const { ledger, words } = portal;
  const prices = offers(portal, row);
  if (prices.length === 0) return null;
  return html`<form class="row" method="post">
    <input type="hidden" name="lang" value="${words.language}" />
    <input type="hidden" name="id" value="${row.id}" />
    <select name="price" aria-label="${words.say('otherPlan')}">
      ${prices.map((price) => {
        const sum = money(unitAmount(ledger, price, row.currency) ?? 0, row.currency, words.language);
        const { interval = 'month', interval_count: n = 1 } = price.recurring ?? {};
        const per =
          n === 1 ? words.say(units[interval]) : words.say('every', { n, unit: words.say(interval) });
        return html`<option value="${price.id}">${productName(ledger, price)} · ${sum} ${per}</option>`;
      })}
    </select>
    <button class="plain" name="do" value="switch">${words.say('switchPlan')}</button>
  </form>`;
}

/** Somebody pressed a button of a subscription of theirs; the key of what to say about it. */
export function actOnSubscription(portal: Portal, subscription: Subscription, { form }: Visit): string {
  const { ledger, features } = portal;
  switch (form['do']) {
    case 'cancel':
      return features.subscription_cancel.enabled ? cancel(portal, subscription) : 'problem_state';
    case 'resume':
      if (subscription.cancel_at === null) return 'problem_state';
      cancelAtPeriodEnd(ledger, subscription, false);
      return 'notice_resumed';
    case 'pause':
      if (!features.subscription_pause.enabled) return 'problem_state';
      pauseSubscription(ledger, subscription, { credits: true, invoices: false });
      return 'notice_paused';
    case 'unpause':
      if (!features.subscription_pause.enabled) return 'problem_state';
      resumeSubscription(ledger, subscription, {
        anchor: 'now',
        behaviour: 'resume_on_payment_success',
        proration: 'create_prorations',
      });
      return subscription.status === 'active' ? 'notice_resumed' : 'problem_declined';
    case 'switch':
      return switchPlan(portal, subscription, form['price']);
    default:
      return 'problem_state';
  }
}

function cancel({ ledger, features }: Portal, subscription: Subscription): string {
  const { mode, proration_behavior: proration } = features.subscription_cancel;
  if (mode === 'at_period_end') {
    cancelAtPeriodEnd(ledger, subscription, true);
    return 'notice_cancelled';
  }
  cancelNow(ledger, subscription, {
    prorates: proration !== 'none',
    invoices: proration === 'always_invoice',
  });
  return 'notice_ended';
}

function switchPlan(portal: Portal, subscription: Subscription, wanted: unknown): string {
  const { ledger, features } = portal;
  const price = offers(portal, subscription).find((offer) => offer.id === wanted);
  if (!price) return 'problem_state';
  const { proration_behavior: proration, trial_update_behavior: trial } = features.subscription_update;
  const id = subscription.items.data[0]?.id;
  changeItems(ledger, subscription, [{ id, price }], proration);
  if (subscription.status === 'trialing' && trial === 'end_trial') {
    changeTrial(ledger, subscription, 'now', proration);
  }
  return 'notice_switched';
}
