import type { Redemption } from '../billing/discounts.js';
import { productName } from '../billing/lines.js';
import { amountOf, unitAmount } from '../billing/pricing.js';
import { applySwitch, previewSwitch, type Switch } from '../billing/switching.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import type { Price } from '../shapes/catalogue.js';
import type { Invoice } from '../shapes/invoice.js';
import type { Subscription } from '../shapes/subscription.js';
import { html, type Html } from './html.js';
import { lineText } from './line-text.js';
import type { Portal } from './portal-parts.js';
import type { Words } from './texts.js';

/** What a visitor chose. */
export interface Chosen {
  price: unknown;
  quantity?: number;
  redemption?: Redemption | undefined;
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

/** A plan as people read it: its name, what it costs and how often. */
function planText(ledger: Ledger, words: Words, price: Price, currency: string, quantity = 1): string {
  const sum = money(amountOf(ledger, { price, quantity }, currency), currency, words.language);
  const { interval = 'month', interval_count: n = 1 } = price.recurring ?? {};
  const per = n === 1 ? words.say(units[interval]) : words.say('every', { n, unit: words.say(interval) });
  return `${quantity > 1 ? `${quantity} × ` : ''}${productName(ledger, price)} · ${sum} ${per}`;
}

/** A list of other plans; choosing one leads to a page that says what it costs. */
export function switchForm(portal: Portal, row: Subscription): Html | null {
  const { ledger, words } = portal;
  const prices = offers(portal, row);
  if (prices.length === 0) return null;
  return html`<form class="row" method="get">
    <input type="hidden" name="lang" value="${words.language}" />
    <input type="hidden" name="id" value="${row.id}" />
    <select name="price" aria-label="${words.say('otherPlan')}">
      ${prices.map(
        (price) => html`<option value="${price.id}">${planText(ledger, words, price, row.currency)}</option>`,
      )}
    </select>
    <button class="plain">${words.say('switchPlan')}</button>
  </form>`;
}

function switchOf(
  portal: Portal,
  row: Subscription,
  chosen: Chosen,
): (Switch & { price: Price }) | undefined {
  const { features } = portal;
  const [item] = row.items.data;
  const quantity = chosen.quantity ?? item?.quantity ?? 1;
  const own = chosen.price === item?.price.id && quantity !== item?.quantity ? item?.price : undefined;
  const price = own ?? offers(portal, row).find((offer) => offer.id === chosen.price);
  if (!item || !price) return undefined;
  const { proration_behavior: proration, trial_update_behavior: trial } = features.subscription_update;
  return {
    price,
    changes: [{ id: item.id, price, quantity }],
    proration,
    endsTrial: trial === 'end_trial',
    redemption: chosen.redemption,
  };
}

/** What a switch costs today and from the next invoice on, with a button that confirms it. */
export function confirmation(
  portal: Portal,
  row: Subscription,
  chosen: Chosen,
  act: 'switch' | 'confirm',
): Html | null {
  const { ledger, words } = portal;
  const wanted = switchOf(portal, row, chosen);
  const [item] = row.items.data;
  if (!wanted || !item) return null;
  const { now, next } = previewSwitch(ledger, row, wanted);
  const quantity = wanted.changes[0]?.quantity ?? 1;
  return html`<section class="box">
    <h1>${words.say('confirmSwitch')}</h1>
    <p class="soft">${planText(ledger, words, item.price, row.currency, item.quantity)}</p>
    <p><b>→ ${planText(ledger, words, wanted.price, row.currency, quantity)}</b></p>
    ${now ? bill(portal, now, words.say('dueToday')) : html`<p class="soft">${words.say('nothingToday')}</p>`}
    ${
      row.cancel_at !== null && row.cancel_at <= next.period_end
        ? html`<p class="soft">${words.say('ends', { date: words.date(row.cancel_at) })}</p>`
        : bill(portal, next, words.say('nextInvoice', { date: words.date(next.period_end) }))
    }
    <form method="post">
      <input type="hidden" name="lang" value="${words.language}" />
      <input type="hidden" name="id" value="${row.id}" />
      <input type="hidden" name="price" value="${wanted.price.id}" />
      <button class="wide" name="do" value="${act}">${words.say('confirm')}</button>
    </form>
  </section>`;
}

function bill({ ledger, words }: Portal, invoice: Invoice, title: string): Html {
  const sum = (amount: number) => money(amount, invoice.currency, words.language);
  const off = invoice.total_discount_amounts.reduce((total, { amount }) => total + amount, 0);
  const credit = invoice.total - invoice.amount_due;
  const row = (text: string, amount: number) =>
    html`<div class="row"><span class="soft">${text}</span><span>${sum(amount)}</span></div>`;
  return html`<div class="bill">
    <div class="row"><b>${title}</b><b>${sum(invoice.amount_due)}</b></div>
    ${invoice.lines.data.map((line) => row(lineText(ledger, words, line), line.amount))}
    ${off > 0 && row(words.say('discount'), 0 - off)}
    ${credit !== 0 && row(words.say(credit > 0 ? 'creditUsed' : 'creditKept'), 0 - credit)}
  </div>`;
}

/** Switches a plan as it was confirmed; the key of what to say about it. */
export function switchPlan(portal: Portal, row: Subscription, chosen: Chosen): string {
  const wanted = switchOf(portal, row, chosen);
  if (!wanted) return 'problem_state';
  // What cannot be paid is not begun: the portal asks for another card instead.
  if (!previewSwitch(portal.ledger, row, wanted).pays) return 'problem_declined';
  applySwitch(portal.ledger, row, wanted);
  return 'notice_switched';
}
