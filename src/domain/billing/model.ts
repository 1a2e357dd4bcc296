import type { Tx } from '#database';
import type { Member } from '#domain/members';

export interface Money {
  /** Minor units of the currency. */
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
}

export interface PlanPrice extends Money {
  /** Stripe's price id. */
  priceId: string;
  interval: 'day' | 'week' | 'month' | 'year' | null;
  intervalCount: number;
}

export type RemovalPolicy = 'role' | 'kick' | 'role_then_kick';

export interface Plan {
  id: string;
  communityId: string;
  name: string;
  /** Days of access after the first failed invoice of a period. */
  graceDays: number;
  removal: RemovalPolicy;
  /** Days between losing the role and being removed, under `role_then_kick`. */
  kickAfterDays: number;
  archivedAt: Date | null;
  prices: PlanPrice[];
}

export type SubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';

/** Stripe's subscription as last fetched. */
export interface Subscription {
  id: string;
  memberId: string;
  stripeId: string;
  stripeCustomerId: string;
  status: SubscriptionStatus;
  priceIds: string[];
  periodEnd: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
  endedUnpaid: boolean;
  failingSince: Date | null;
  payUrl: string | null;
  amount: number | null;
  currency: string | null;
  fetchedAt: Date;
}

export interface Customer {
  stripeId: string;
  memberId: string;
  fetchedAt: Date | null;
  failedAt: Date | null;
}

export interface PlanChange {
  name?: string;
  graceDays?: number;
  removal?: RemovalPolicy;
  kickAfterDays?: number;
}

/** The room's door. */
export interface Billing {
  plans(communityId: string, archivedToo?: boolean): Promise<Plan[]>;
  /** By id. Throws UserFacingError `plan_unknown`. */
  plan(communityId: string, planId: string): Promise<Plan>;
  /** Makes a plan from a Stripe price, which is looked up first. */
  createPlan(communityId: string, input: { name: string; priceId: string } & PlanChange): Promise<Plan>;
  addPrice(communityId: string, planId: string, priceId: string): Promise<Plan>;
  removePrice(communityId: string, planId: string, priceId: string): Promise<Plan>;
  editPlan(communityId: string, planId: string, change: PlanChange): Promise<Plan>;
  archivePlan(communityId: string, planId: string, archived: boolean): Promise<Plan>;
  /** Recurring prices that Stripe has and no plan of this community uses, for a picker. */
  freePrices(communityId: string): Promise<(PlanPrice & { product: string })[]>;

  /** A Checkout page for this member and price; the reference in it is signed. */
  checkout(communityId: string, member: Member, priceId: string): Promise<{ url: string }>;
  /** The Customer Portal, or null for somebody who never paid. */
  portal(communityId: string, memberId: string): Promise<{ url: string } | null>;
  customers(communityId: string, memberId: string): Promise<Customer[]>;
  subscriptions(communityId: string, memberId: string, tx?: Tx): Promise<Subscription[]>;

  /**
   * Checks the signature on the raw body and stores the event id. Throws SignatureRefused.
   * @returns whether the id was new, and what to sync
   */
  acceptEvent(rawBody: string, signature: string): Promise<AcceptedEvent>;
  /**
   * Fetches the customer's whole truth from Stripe and writes it, if later than what is stored.
   * @returns whose access may have changed; null when the customer is not ours
   * Throws ProviderUnavailable.
   */
  sync(stripeCustomerId: string): Promise<{ communityId: string; memberId: string } | null>;
  /** Ties a completed Checkout (or payment link) to the member its signed reference names, then as `sync`. */
  syncCheckout(sessionId: string): Promise<{ communityId: string; memberId: string } | null>;
  /**
   * Whom events since the last look mention (Stripe keeps 30 days). The look counts only once `sawEvents`
   * is told its cursor, after everything it named was enqueued. Throws ProviderUnavailable.
   */
  missedEvents(): Promise<{ customers: string[]; sessions: string[]; cursor: string | null }>;
  sawEvents(cursor: string): Promise<void>;
  /** Events that were stored but never handled, oldest first. */
  unhandledEvents(olderThan: Date): Promise<string[]>;
  markHandled(stripeCustomerId: string, upTo: Date): Promise<void>;
  /** Forgets events handled longer ago than Stripe itself remembers them (30 days). */
  tidy(): Promise<void>;
  /** Customers last fetched before `before`, at most `limit`. */
  staleCustomers(communityId: string, before: Date, limit: number): Promise<string[]>;
  move(tx: Tx, communityId: string, fromMemberId: string, toMemberId: string): Promise<void>;
}

export interface AcceptedEvent {
  fresh: boolean;
  type: string;
  customerId: string | null;
  sessionId: string | null;
}
