/** Money over time, as plain rows: what the pure rules of this room count from. Instants; amounts in minor units. */

/** What a subscription comes to at the prices of the community's plans. */
export interface Worth {
  planId: string;
  /** Minor units, not rounded. */
  monthly: number;
  currency: string;
}

/** What a subscription was like during a time. */
export interface Terms {
  status: string;
  collectionPaused: boolean;
  /** null: at no price of ours. */
  worth: Worth | null;
}

/** What it costs is for one period, before discounts. */
export interface Priced {
  priceIds: readonly string[];
  amount: number | null;
  discount: number;
  currency: string | null;
}

export interface SubscriptionFacts extends Terms {
  stripeId: string;
  createdAt: Date;
  trialEnd: Date | null;
  endedAt: Date | null;
  endedUnpaid: boolean;
  /** When the payment that is missing now was first tried; null: nothing is missing. */
  failingSince: Date | null;
  /** When money first came for it; null: never. */
  firstPaidAt: Date | null;
  /** How it was before it changed, the oldest first; what it is now stands above. */
  pasts: readonly (Terms & { until: Date })[];
}

export interface PaymentFacts {
  /** null: bought once. */
  subscriptionId: string | null;
  amount: number;
  currency: string;
  paidAt: Date;
  /** When it was first tried in vain, or was due; null: it came in time. */
  failedAt: Date | null;
}

/** Money that went back. */
export interface ReturnFacts {
  at: Date;
  amount: number;
  currency: string;
}

/** A price of one of the community's plans. */
export interface PriceFacts {
  planId: string;
  amount: number;
  /** null: paid once. */
  interval: string | null;
  intervalCount: number;
}

export interface Facts {
  subscriptions: readonly SubscriptionFacts[];
  payments: readonly PaymentFacts[];
  returns: readonly ReturnFacts[];
}

/** A day of the community: from its first instant to before the next day's. */
export interface DaySpan {
  /** `2026-11-22` */
  day: string;
  from: Date;
  to: Date;
}
