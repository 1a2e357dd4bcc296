import type { PlanPrice, SubscriptionStatus } from './model.js';

/** A subscription as the provider tells it, reduced to what the rules need. */
export interface ProviderSubscription {
  id: string;
  status: SubscriptionStatus;
  priceIds: string[];
  /** Latest period end over the items. */
  periodEnd: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  /** Ended because the last retry failed. */
  endedUnpaid: boolean;
  /** When the first invoice still unpaid was finalised; null when nothing is owed. */
  failingSince: Date | null;
  /** Where the member can pay what is owed. */
  payUrl: string | null;
  amount: number | null;
  currency: string | null;
  createdAt: Date;
}

export interface ProviderEvent {
  id: string;
  type: string;
  createdAt: Date;
  customerId: string | null;
  /** Set for Checkout Sessions. */
  sessionId: string | null;
}

export interface ProviderCheckout {
  customerId: string | null;
  reference: string | null;
}

/** The payment provider. Every method throws ProviderUnavailable when it cannot be asked. */
export interface Provider {
  /** Throws SignatureRefused. Tolerance 300 s either way of `now`. */
  readEvent(rawBody: string, signature: string, now: Date): ProviderEvent;
  /** All subscriptions of a customer in any status; null when the customer is unknown or deleted. */
  subscriptions(customerId: string): Promise<ProviderSubscription[] | null>;
  /** `key` makes the call idempotent. */
  createCustomer(input: { name: string; metadata: Record<string, string>; key: string }): Promise<string>;
  checkoutUrl(input: {
    customerId: string;
    priceId: string;
    recurring: boolean;
    reference: string;
    locale: 'en' | 'zh-CN';
    metadata: Record<string, string>;
    key: string;
  }): Promise<string>;
  portalUrl(customerId: string, locale: 'en' | 'zh-CN'): Promise<string>;
  checkout(sessionId: string): Promise<ProviderCheckout | null>;
  /** null when Stripe does not know it or it is not active. */
  price(priceId: string): Promise<(PlanPrice & { product: string }) | null>;
  prices(): Promise<(PlanPrice & { product: string })[]>;
  /** Events after `afterId`, oldest first, and the newest id seen; null: the cursor is too old or unset. */
  eventsSince(afterId: string | null): Promise<{ events: ProviderEvent[]; newestId: string | null }>;
}
