export interface Money {
  /** Minor units of the currency. */
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
}

export interface PlanPrice extends Money {
  /** Stripe's price id. */
  priceId: string;
  /** null: paid once. */
  interval: 'day' | 'week' | 'month' | 'year' | null;
  intervalCount: number;
  /** How many days a one-off price lasts; null: for good. Nothing for a recurring one. */
  days: number | null;
}

export type RemovalPolicy = 'role' | 'kick' | 'role_then_kick';

/** What an owner decides about a plan. */
export interface PlanRules {
  /** Days of access after the first failed invoice of a period. */
  graceDays: number;
  removal: RemovalPolicy;
  /** Days between losing the role and being removed, under `role_then_kick`. */
  kickAfterDays: number;
  /** Days to try it out before the first payment, once per member; 0: none. */
  trialDays: number;
  /** Whether a member may pay each period's invoice by hand, and within how many days. */
  byInvoice: boolean;
  daysUntilDue: number;
}

export interface Plan extends PlanRules {
  id: string;
  communityId: string;
  name: string;
  archivedAt: Date | null;
  /** Sells one course alone: offered with that course and not among the memberships. Paid once. */
  solo: boolean;
  prices: PlanPrice[];
}

export type PlanChange = Partial<PlanRules> & { name?: string };

export type SubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';

/** Where the money for something is: kept, wholly given back, or taken away by a dispute that is open or lost. */
export type MoneyState = 'kept' | 'refunded' | 'disputed';

export interface MoneyStanding {
  money: MoneyState;
  /** When we first saw it gone; null while it is kept. */
  goneAt: Date | null;
}

/** Stripe's subscription as last fetched. */
export interface Subscription extends MoneyStanding {
  id: string;
  memberId: string;
  stripeId: string;
  stripeCustomerId: string;
  status: SubscriptionStatus;
  priceIds: string[];
  periodStart: Date | null;
  periodEnd: Date | null;
  trialEnd: Date | null;
  /** Invoices are not collected for now; `pausedUntil` null: until somebody resumes. */
  collectionPaused: boolean;
  pausedUntil: Date | null;
  /** The end of the last period that was paid for; told where it matters (paused, paid by hand). */
  paidThrough: Date | null;
  /** Each period's invoice is paid by hand. */
  byInvoice: boolean;
  cancelAt: Date | null;
  endedAt: Date | null;
  endedUnpaid: boolean;
  failingSince: Date | null;
  /** Where the invoice that is open can be paid. */
  payUrl: string | null;
  /** The invoice that waits to be paid by hand, with what and until when. */
  openInvoice: string | null;
  openAmount: number | null;
  openDueAt: Date | null;
  amount: number | null;
  currency: string | null;
  fetchedAt: Date;
}

/** Something bought once. A gift gives nothing before it is redeemed, and then to whoever redeemed it. */
export interface Order extends Money, MoneyStanding {
  id: string;
  /** Who paid. */
  memberId: string;
  priceIds: string[];
  /** Stripe's id by which its payment is found; null: it cost nothing. */
  paymentIntent: string | null;
  paidAt: Date;
  giftId: string | null;
  /** From when on it counts; null: a gift that nobody redeemed yet. */
  startsAt: Date | null;
}

export type DisputeState = 'none' | 'inquiry' | 'open' | 'won' | 'lost';

/** Money that arrived, and how much of it went back. */
export interface Payment extends Money {
  /** Our id. */
  id: string;
  memberId: string;
  /** Stripe's charge. */
  stripeId: string;
  paymentIntent: string | null;
  /** Stripe's id of the subscription it was for. */
  subscriptionId: string | null;
  /** Minor units. */
  refunded: number;
  dispute: DisputeState;
  /** Stripe's id of the latest one; a payment can be disputed again. */
  disputeId: string | null;
  paidAt: Date;
  goneAt: Date | null;
  receiptUrl: string | null;
}

export interface Gift {
  id: string;
  payerId: string;
  planId: string;
  priceId: string;
  createdAt: Date;
  redeemedById: string | null;
  redeemedAt: Date | null;
  /** null: not paid for yet. */
  paidAt: Date | null;
}

export interface Customer {
  stripeId: string;
  memberId: string;
  fetchedAt: Date | null;
  failedAt: Date | null;
}

/** Whose access may have changed. */
export interface Concerned {
  communityId: string;
  memberIds: string[];
}

export interface AcceptedEvent {
  fresh: boolean;
  type: string;
  customerId: string | null;
  sessionId: string | null;
  /** Told of by a dispute, which names no customer. */
  chargeId: string | null;
}
