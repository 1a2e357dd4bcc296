import { html, type TemplateResult } from 'lit';
import type { Store } from '../state/store.js';
import { emailOf, isCustomerOf, type Customer, type Invoice, type Session } from '../state/standing.js';
import type { CardKind, Person, StripeView } from '../state/views.js';
import { money } from '../look/time.js';
import './menu.js';
import type { Choice } from './menu.js';

export const HAND_METHODS = ['alipay', 'wechat_pay', 'card'] as const;
export type HandMethod = (typeof HAND_METHODS)[number];

/** What one can do at Stripe from here. */
export interface Desk {
  store: Store;
  /** Id of what is being worked on. */
  busy: string | null;
  pay(session: Session, card: CardKind, method?: string): void;
  /** Puts a good card on file, then pays. */
  settle(invoice: Invoice): void;
  retry(invoice: Invoice): void;
  /** Pays at the invoice's page, as its payer would. */
  payByHand(invoice: Invoice, method: HandMethod, card?: CardKind): void;
  act(id: string, action: string, input: object): void;
  /** Lets everything wait for some work. */
  during(id: string, work: Promise<unknown>): void;
}

export const personOf = (store: Store, customer: Customer | undefined): Person | undefined =>
  customer && store.about.people.find((one) => isCustomerOf(one, customer));

export const customerOf = (store: Store, id: string | null): Customer | undefined =>
  store.view.stripe.customers.find((one) => one.id === id);

export const priceOf = (store: Store, id: string | undefined): StripeView['prices'][number] | undefined =>
  store.view.stripe.prices.find((one) => one.id === id);

/** “$19.00 a month”, in the currency that is asked for where the price has one. */
export function priceText(
  { language, words }: Store,
  price: StripeView['prices'][number],
  currency = price.currency,
): string {
  const other = price.otherCurrencies[currency];
  const amount =
    other === undefined ? money(price.amount, price.currency, language) : money(other, currency, language);
  if (!price.interval) return `${amount} ${words.stripe.once}`;
  const many = price.intervalCount !== null && price.intervalCount > 1 ? `${price.intervalCount} × ` : '';
  return `${amount} ${many}${words.stripe.per[price.interval]}`;
}

/** What happened, said at the edge of the page. */
async function outcome(
  store: Store,
  amount: string,
  asked: Promise<{ paid?: boolean; problem?: string } | undefined>,
) {
  const result = await asked;
  if (!result) return;
  const paid = result.paid === true;
  const text = paid ? store.words.stripe.paid(amount) : store.words.stripe.declined;
  store.say({ platform: 'stripe', tone: paid ? 'good' : 'bad', text });
}

export function createDesk(
  store: Store,
  busy: string | null,
  during: (id: string, work: Promise<unknown>) => void,
): Desk {
  const amountOf = ({ amount, currency }: { amount: number; currency: string }) =>
    money(amount, currency, store.language);
  return {
    store,
    busy,
    pay(session, card, method = 'card') {
      const person = personOf(store, customerOf(store, session.customer)) ?? store.person;
      const input = { sessionId: session.id, card, method, email: emailOf(person), name: person.name };
      during(session.id, outcome(store, amountOf(session), store.act('stripe', 'payCheckout', input)));
    },
    settle(invoice) {
      const work = async () => {
        const card = await store.act('stripe', 'setCard', { customerId: invoice.customer, card: 'ok' });
        if (card === undefined) return;
        await outcome(store, amountOf(invoice), store.act('stripe', 'payInvoice', { invoiceId: invoice.id }));
      };
      during(invoice.id, work());
    },
    retry(invoice) {
      const asked = store.act<{ paid: boolean }>('stripe', 'payInvoice', { invoiceId: invoice.id });
      during(invoice.id, outcome(store, amountOf(invoice), asked));
    },
    payByHand(invoice, method, card = 'ok') {
      const input = { invoiceId: invoice.id, method, card };
      during(invoice.id, outcome(store, amountOf(invoice), store.act('stripe', 'payByHand', input)));
    },
    during,
    act: (id, action, input) => during(id, store.act('stripe', action, input)),
  };
}

/** The three dots of something, with all that can be done to it. */
export function menu({ store, busy }: Desk, label: string, choices: readonly Choice[]): TemplateResult {
  return html`<action-menu
    .label=${label}
    .back=${store.words.stripe.back}
    .choices=${choices}
    .off=${busy !== null}
  ></action-menu>`;
}
