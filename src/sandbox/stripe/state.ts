import type { CardKind } from './shapes/card.js';
import type { Price, Product } from './shapes/catalogue.js';
import type { Charge } from './shapes/charge.js';
import type { CheckoutSession, LineItem } from './shapes/checkout-session.js';
import type { Coupon, PromotionCode } from './shapes/coupon.js';
import type { Customer } from './shapes/customer.js';
import type { Discount } from './shapes/discount.js';
import type { Dispute } from './shapes/dispute.js';
import type { InvoiceItem } from './shapes/invoice-item.js';
import type { InvoicePayment } from './shapes/invoice-payment.js';
import type { Invoice } from './shapes/invoice.js';
import type { PaymentMethod } from './shapes/payment-method.js';
import type { PaymentLink } from './shapes/payment-link.js';
import type { PaymentIntent } from './shapes/payment-intent.js';
import { newAccount, type Account, type StripeEvent, type WebhookEndpoint } from './shapes/platform.js';
import type { PortalConfiguration, PortalSession } from './shapes/portal.js';
import type { Metadata } from './shapes/basics.js';
import type { Refund } from './shapes/refund.js';
import type { missingCardBehaviours, Subscription } from './shapes/subscription.js';
import type { Due } from './agenda.js';
import type { Redemption } from './billing/discounts.js';
import type { Resumption } from './billing/resumption.js';
import type { Delivery, WebhookFaults } from './webhooks/queue.js';
import type { RequestFault } from './http/request-faults.js';
import type { SavedAnswer } from './http/idempotency.js';

export const lastRetryOutcomes = ['cancel', 'unpaid', 'past_due'] as const;

export const disputeOutcomes = ['leave', 'cancel'] as const;

/** What a merchant sets in Stripe's dashboard. */
export interface Settings {
  /** What becomes of a subscription when the last retry has failed. */
  afterLastRetry: (typeof lastRetryOutcomes)[number];
  /** Days after the first failed attempt at which an invoice is tried again. */
  retryDays: number[];
  /** Minutes for which a renewal's invoice stays a draft. */
  draftMinutes: number;
  /** Days before a renewal at which `invoice.upcoming` is sent. */
  upcomingDays: number;
  /** The same for invoices that were sent, so many days after the due date. */
  afterOverdue: (typeof lastRetryOutcomes)[number];
  giveUpDays: number;
  /** Days before and after the due date at which an automation tells; `null` without one. */
  willBeDueDays: number | null;
  overdueDays: number | null;
  /** Whether a dispute ends the subscription whose payment it is about. */
  afterDispute: (typeof disputeOutcomes)[number];
}

/** What a Checkout Session will do when it is paid, which the session itself does not show. */
export interface CheckoutPlan {
  lines: LineItem[];
  discount: Redemption | null;
  metadata: Metadata;
  description: string | null;
  trialEnd: number | null;
  trialDays: number | null;
  missingCard: (typeof missingCardBehaviours)[number];
  setupFutureUsage: 'off_session' | 'on_session' | null;
}

/** Everything the sandbox's Stripe knows: one plain, JSON-serialisable object. */
export interface StripeState {
  version: 1;
  /** Source of all ids. */
  counter: number;
  /** Milliseconds up to which everything due has been done. */
  time: number;
  settings: Settings;
  account: Account;
  customers: Customer[];
  products: Product[];
  prices: Price[];
  paymentMethods: PaymentMethod[];
  subscriptions: Subscription[];
  invoices: Invoice[];
  invoiceItems: InvoiceItem[];
  invoicePayments: InvoicePayment[];
  paymentIntents: PaymentIntent[];
  charges: Charge[];
  checkoutSessions: CheckoutSession[];
  coupons: Coupon[];
  promotionCodes: PromotionCode[];
  discounts: Discount[];
  refunds: Refund[];
  disputes: Dispute[];
  paymentLinks: PaymentLink[];
  portalConfigurations: PortalConfiguration[];
  portalSessions: PortalSession[];
  webhookEndpoints: WebhookEndpoint[];
  events: StripeEvent[];
  /** Ids of deleted objects, with their `object`. */
  deleted: Record<string, string>;
  /** What each saved card does when it is charged. */
  cards: Record<string, CardKind>;
  checkouts: Record<string, CheckoutPlan>;
  /** What each payment link sells. */
  linkLines: Record<string, LineItem[]>;
  /** What a price costs in other currencies than its own. */
  currencyOptions: Record<string, Record<string, number>>;
  /** The only products that a coupon takes something off, for coupons that name any. */
  couponProducts: Record<string, string[]>;
  /** Terms that discounts given earlier still follow. */
  deletedCoupons: Record<string, Coupon>;
  /** For paused subscriptions that are being resumed. */
  resumptions: Record<string, Resumption>;
  /** For invoices that have failed: when first (seconds), and how many automatic retries since. */
  dunning: Record<string, { first: number; retries: number }>;
  endpointSecrets: Record<string, string>;
  /** The endpoint whose address and secret the host decides. */
  primaryEndpoint: string | null;
  agenda: Due[];
  deliveries: Delivery[];
  /** Delivery ids in the order in which they will be sent. */
  outbox: string[];
  webhookFaults: WebhookFaults;
  requestFaults: RequestFault[];
  idempotency: Record<string, SavedAnswer>;
}

export const defaultSettings: Settings = {
  afterLastRetry: 'cancel',
  retryDays: [1, 3, 5, 7, 9, 11, 13, 14],
  draftMinutes: 60,
  upcomingDays: 7,
  afterOverdue: 'past_due',
  giveUpDays: 30,
  willBeDueDays: null,
  overdueDays: null,
  afterDispute: 'leave',
};

/** A Stripe account nobody has used. `created` is in seconds. */
export function emptyState(created: number): StripeState {
  return {
    version: 1,
    counter: 0,
    time: 0,
    settings: structuredClone(defaultSettings),
    account: newAccount('acct_1LyceumSandbox0', created, { name: 'Lyceum', country: 'US', currency: 'usd' }),
    customers: [],
    products: [],
    prices: [],
    paymentMethods: [],
    subscriptions: [],
    invoices: [],
    invoiceItems: [],
    invoicePayments: [],
    paymentIntents: [],
    charges: [],
    checkoutSessions: [],
    coupons: [],
    promotionCodes: [],
    discounts: [],
    refunds: [],
    disputes: [],
    paymentLinks: [],
    portalConfigurations: [],
    portalSessions: [],
    webhookEndpoints: [],
    events: [],
    deleted: {},
    cards: {},
    checkouts: {},
    linkLines: {},
    currencyOptions: {},
    couponProducts: {},
    deletedCoupons: {},
    resumptions: {},
    dunning: {},
    endpointSecrets: {},
    primaryEndpoint: null,
    agenda: [],
    deliveries: [],
    outbox: [],
    webhookFaults: { drop: 0, double: 0, delay: false, shuffle: 0, collected: [] },
    requestFaults: [],
    idempotency: {},
  };
}

/** A copy of a state that may have been stored before something of it existed: what is missing is empty. */
export function currentState(stored: StripeState): StripeState {
  const copy = structuredClone(stored);
  return {
    ...emptyState(copy.account.created),
    ...copy,
    settings: { ...defaultSettings, ...copy.settings },
  };
}
