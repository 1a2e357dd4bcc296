import type { DisputeState, PlanPrice, SubscriptionStatus } from './model.js';

/** A subscription as the provider tells it, reduced to what the rules need. */
export interface ProviderSubscription {
  id: string;
  status: SubscriptionStatus;
  priceIds: string[];
  /** Earliest period start and latest period end over the items. */
  periodStart: Date | null;
  periodEnd: Date | null;
  trialEnd: Date | null;
  collectionPaused: boolean;
  pausedUntil: Date | null;
  /** The latest period end over the lines of paid invoices; null: nothing was ever paid. */
  paidThrough: Date | null;
  byInvoice: boolean;
  cancelAt: Date | null;
  endedAt: Date | null;
  /** Ended because the last retry failed. */
  endedUnpaid: boolean;
  /** When the first invoice still unpaid was finalised, or, if it was sent, became due; null: nothing is owed. */
  failingSince: Date | null;
  /** Where the member can pay what is open. */
  payUrl: string | null;
  openInvoice: string | null;
  openAmount: number | null;
  openDueAt: Date | null;
  amount: number | null;
  currency: string | null;
  /** What discounts that go on take off `amount`; absent: nothing. */
  discount?: number;
  createdAt: Date;
}

/** A Checkout in payment mode that was paid, or cost nothing. */
export interface ProviderOrder {
  /** Checkout Session. */
  id: string;
  paymentIntent: string | null;
  priceIds: string[];
  amount: number;
  currency: string;
  paidAt: Date;
  /** Our id of the gift it pays for. */
  giftId: string | null;
}

/** A charge that succeeded. */
export interface ProviderPayment {
  id: string;
  paymentIntent: string | null;
  subscriptionId: string | null;
  invoiceId: string | null;
  amount: number;
  refunded: number;
  currency: string;
  dispute: DisputeState;
  disputeId: string | null;
  paidAt: Date;
  /** When its invoice was first tried in vain, or was due; absent: paid in time, or no invoice. */
  failedAt?: Date;
  receiptUrl: string | null;
}

/** All that the provider says about one customer. */
export interface ProviderBooks {
  subscriptions: ProviderSubscription[];
  orders: ProviderOrder[];
  payments: ProviderPayment[];
}

export interface ProviderEvent {
  id: string;
  type: string;
  createdAt: Date;
  customerId: string | null;
  /** Set for Checkout Sessions. */
  sessionId: string | null;
  /** Set for disputes, which name no customer. */
  chargeId: string | null;
}

export interface ProviderCheckout {
  customerId: string | null;
  reference: string | null;
}

type PageLocale = 'en' | 'zh-CN';

/** Where in the Customer Portal to begin. */
export type PortalTask =
  { kind: 'switch'; subscriptionId: string; priceId: string } | { kind: 'cancel'; subscriptionId: string };

/** The payment provider. Every method throws ProviderUnavailable when it cannot be asked. */
export interface Provider {
  /** Throws SignatureRefused. Tolerance 300 s either way of `now`. */
  readEvent(rawBody: string, signature: string, now: Date): ProviderEvent;
  /** Everything about a customer; null when the customer was deleted. */
  books(customerId: string): Promise<ProviderBooks | null>;
  /** `key` makes the call idempotent. */
  createCustomer(input: { name: string; metadata: Record<string, string>; key: string }): Promise<string>;
  checkoutUrl(input: {
    customerId: string;
    priceId: string;
    recurring: boolean;
    /** 0: none. */
    trialDays: number;
    /** The provider's id of a promotion code; null: the page lets people type one. */
    promotionCode: string | null;
    reference: string;
    locale: PageLocale;
    metadata: Record<string, string>;
    key: string;
    /** null: the promotion code is not good for this. */
  }): Promise<string | null>;
  /** The provider's id of a promotion code that can be used now; null: none is called so. */
  promotionCode(code: string): Promise<string | null>;
  /**
   * A subscription whose invoices are sent and paid by hand.
   * @returns where the first invoice is paid; null when no address is known to send invoices to
   */
  subscribeByInvoice(input: {
    customerId: string;
    priceId: string;
    daysUntilDue: number;
    /** Told to the provider, and kept nowhere else. */
    email: string | null;
    metadata: Record<string, string>;
    key: string;
  }): Promise<string | null>;
  /** Closes the customer's Checkout pages that are still open. */
  closeCheckouts(customerId: string): Promise<void>;
  /** null: the portal is not set up to offer this. */
  portalUrl(customerId: string, locale: PageLocale, task?: PortalTask): Promise<string | null>;
  checkout(sessionId: string): Promise<ProviderCheckout | null>;
  customerOfCharge(chargeId: string): Promise<string | null>;
  /** null when Stripe does not know it or it is not active. */
  price(priceId: string): Promise<(Omit<PlanPrice, 'days'> & { product: string }) | null>;
  prices(): Promise<(Omit<PlanPrice, 'days'> & { product: string })[]>;
  /** Events after `afterId`, oldest first, and the newest id seen; null: the cursor is too old or unset. */
  eventsSince(afterId: string | null): Promise<{ events: ProviderEvent[]; newestId: string | null }>;
}
