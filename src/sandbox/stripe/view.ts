import { cardFor } from './billing/cards.js';
import { invoiceMethods } from './billing/sending.js';
import { productName } from './billing/lines.js';
import type { Ledger } from './ledger.js';
import type { Price } from './shapes/catalogue.js';
import type { Interval } from './shapes/basics.js';
import { subscriptionOf } from './shapes/invoice.js';
import { periodEnd } from './shapes/subscription.js';
import type { Settings, StripeState } from './state.js';
import { discountNames, moneyViewOf, type MoneyView } from './view-money.js';
import type { Delivery } from './webhooks/queue.js';

/** Amounts are in the smallest unit, times in milliseconds since the epoch. */
export interface StripeView extends MoneyView {
  now: number;
  settings: Settings;
  customers: {
    id: string;
    name: string | null;
    email: string | null;
    delinquent: boolean;
    /** Credit is negative; in the customer's own currency. */
    balance: number;
    currency: string | null;
    card: { last4: string; kind: string } | null;
  }[];
  prices: {
    id: string;
    product: string;
    nickname: string | null;
    amount: number;
    currency: string;
    /** What it costs in other currencies. */
    otherCurrencies: Record<string, number>;
    interval: Interval | null;
    intervalCount: number | null;
    active: boolean;
  }[];
  subscriptions: {
    id: string;
    customer: string;
    status: string;
    prices: string[];
    periodStart: number;
    periodEnd: number;
    currency: string;
    quantity: number;
    /** Whether invoices are sent and paid by hand. */
    sent: boolean;
    daysUntilDue: number | null;
    trialEnd: number | null;
    /** Whether its invoices are not collected at the moment; a paused subscription says so by its status. */
    collectionPaused: boolean;
    /** When collecting goes on by itself. */
    collectionResumesAt: number | null;
    discounts: string[];
    cancelAt: number | null;
    endedAt: number | null;
    card: { last4: string; kind: string } | null;
    metadata: Record<string, string>;
  }[];
  /** Open sessions only. */
  sessions: {
    id: string;
    mode: string;
    url: string;
    customer: string | null;
    email: string | null;
    reference: string | null;
    amount: number;
    currency: string;
    lines: string[];
    promotionCodes: boolean;
    discount: number;
    methods: string[];
    expiresAt: number;
  }[];
  /** Newest first. */
  invoices: {
    id: string;
    number: string | null;
    customer: string;
    subscription: string | null;
    reason: string;
    status: string;
    amount: number;
    currency: string;
    attempts: number;
    /** What coupons took off. */
    discount: number;
    /** For what was sent. */
    dueAt: number | null;
    /** How it can be paid by hand; empty unless it is open. */
    methods: string[];
    createdAt: number;
    nextAttemptAt: number | null;
    url: string | null;
  }[];
  /** The latest hundred, newest first. */
  events: {
    id: string;
    type: string;
    object: string;
    createdAt: number;
    deliveries: { state: string; attempts: number; last: number | string | null }[];
  }[];
  webhookFaults: { drop: number; double: number; delay: boolean; shuffle: number; held: number };
  requestFaults: StripeState['requestFaults'];
}

const ms = (seconds: number) => seconds * 1000;
const msOrNull = (seconds: number | null) => (seconds === null ? null : seconds * 1000);

/** What a page shows of the books. */
export function viewOf(ledger: Ledger): StripeView {
  const { state } = ledger;
  const cardOf = (method: { id: string; card?: { last4: string } } | undefined) =>
    method?.card ? { last4: method.card.last4, kind: state.cards[method.id] ?? 'ok' } : null;
  return {
    now: ms(ledger.now()),
    settings: structuredClone(state.settings),
    customers: state.customers.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      delinquent: row.delinquent,
      balance: row.balance,
      currency: row.currency,
      card: cardOf(usualCard(ledger, row.id)),
    })),
    prices: state.prices.map((row) => priceView(ledger, row)),
    subscriptions: state.subscriptions.map((row) => {
      const customer = ledger.customers.get(row.customer);
      return {
        id: row.id,
        customer: row.customer,
        status: row.status,
        prices: row.items.data.map((item) => item.price.id),
        periodStart: ms(Math.min(...row.items.data.map((item) => item.current_period_start))),
        periodEnd: ms(periodEnd(row)),
        currency: row.currency,
        quantity: row.items.data.reduce((sum, item) => sum + item.quantity, 0),
        sent: row.collection_method === 'send_invoice',
        daysUntilDue: row.days_until_due,
        trialEnd: row.status === 'trialing' ? msOrNull(row.trial_end) : null,
        collectionPaused: row.pause_collection !== null,
        collectionResumesAt: msOrNull(row.pause_collection?.resumes_at ?? null),
        discounts: discountNames(ledger, row.discounts),
        cancelAt: msOrNull(row.cancel_at),
        endedAt: msOrNull(row.ended_at),
        card: cardOf(customer && cardFor(ledger, customer, row)),
        metadata: { ...row.metadata },
      };
    }),
    sessions: state.checkoutSessions
      .filter((row) => row.status === 'open')
      .map((row) => ({
        id: row.id,
        mode: row.mode,
        url: row.url ?? '',
        customer: row.customer,
        email: row.customer_email,
        reference: row.client_reference_id,
        amount: row.amount_total,
        currency: row.currency,
        lines: (state.checkouts[row.id]?.lines ?? []).map((line) => line.description),
        promotionCodes: row.allow_promotion_codes === true,
        discount: row.total_details.amount_discount,
        methods: [...row.payment_method_types],
        expiresAt: ms(row.expires_at),
      })),
    invoices: invoiceViews(ledger),
    ...moneyViewOf(ledger),
    events: eventViews(ledger),
    webhookFaults: {
      drop: state.webhookFaults.drop,
      double: state.webhookFaults.double,
      delay: state.webhookFaults.delay,
      shuffle: state.webhookFaults.shuffle,
      held: state.webhookFaults.collected.length + (state.webhookFaults.delay ? state.outbox.length : 0),
    },
    requestFaults: structuredClone(state.requestFaults),
  };
}

function usualCard(ledger: Ledger, customer: string) {
  const preferred = ledger.customers.get(customer)?.invoice_settings.default_payment_method;
  if (preferred) return ledger.paymentMethods.get(preferred);
  return ledger.paymentMethods.all().findLast((row) => row.customer === customer);
}

function priceView(ledger: Ledger, price: Price): StripeView['prices'][number] {
  return {
    id: price.id,
    product: productName(ledger, price),
    nickname: price.nickname,
    amount: price.unit_amount,
    currency: price.currency,
    otherCurrencies: { ...ledger.state.currencyOptions[price.id] },
    interval: price.recurring?.interval ?? null,
    intervalCount: price.recurring?.interval_count ?? null,
    active: price.active,
  };
}

function invoiceViews(ledger: Ledger): StripeView['invoices'] {
  return ledger.invoices
    .all()
    .toReversed()
    .map((row) => ({
      id: row.id,
      number: row.number,
      customer: row.customer,
      subscription: subscriptionOf(row),
      reason: row.billing_reason,
      status: row.status,
      amount: row.amount_due,
      currency: row.currency,
      attempts: row.attempt_count,
      discount: row.total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0),
      dueAt: msOrNull(row.due_date),
      methods: row.status === 'open' ? invoiceMethods(ledger, row) : [],
      createdAt: ms(row.created),
      nextAttemptAt: msOrNull(row.next_payment_attempt),
      url: row.hosted_invoice_url,
    }));
}

function eventViews(ledger: Ledger): StripeView['events'] {
  const recent = ledger.events.all().slice(-100);
  const deliveries = new Map<string, Pick<Delivery, 'state' | 'attempts' | 'last'>[]>();
  for (const event of recent) deliveries.set(event.id, []);
  for (const { event, state, attempts, last } of ledger.state.deliveries) {
    deliveries.get(event)?.push({ state, attempts, last });
  }
  return recent.toReversed().map((event) => ({
    id: event.id,
    type: event.type,
    object: event.data.object.id,
    createdAt: ms(event.created),
    deliveries: deliveries.get(event.id) ?? [],
  }));
}
