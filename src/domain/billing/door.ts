import type { Tx } from '#database';
import type { Belongings, Member } from '#domain/members';
import type {
  AcceptedEvent,
  Concerned,
  Customer,
  Gift,
  Order,
  Payment,
  Plan,
  PlanChange,
  PlanPrice,
  Subscription,
} from './model.js';
import type { TieDoor } from './tie.js';

/** What a member wants to buy, beside the price. */
export interface CheckoutWish {
  /** A promotion code as people type it. Throws UserFacingError `code_unknown` when none is good for this now. */
  code?: string;
  /** For somebody else: the answer names the gift. */
  gift?: boolean;
}

/** The room's door. */
export interface Billing extends TieDoor, Belongings {
  plans(communityId: string, archivedToo?: boolean): Promise<Plan[]>;
  /** By id. Throws UserFacingError `plan_unknown`. */
  plan(communityId: string, planId: string): Promise<Plan>;
  /**
   * Makes a plan from a Stripe price, which is looked up first.
   * `days`: how long a one-off price lasts; nothing: for good. Throws UserFacingError for a recurring one.
   * `solo`: for one course alone; such plans hold one-off prices only (UserFacingError `solo_recurring`).
   */
  createPlan(
    communityId: string,
    input: { name: string; priceId: string; days?: number; solo?: boolean } & PlanChange,
  ): Promise<Plan>;
  addPrice(communityId: string, planId: string, priceId: string, days?: number): Promise<Plan>;
  removePrice(communityId: string, planId: string, priceId: string): Promise<Plan>;
  editPlan(communityId: string, planId: string, change: PlanChange): Promise<Plan>;
  archivePlan(communityId: string, planId: string, archived: boolean): Promise<Plan>;
  /** Prices that Stripe has and no plan of this community uses, for a picker. */
  freePrices(communityId: string): Promise<(PlanPrice & { product: string })[]>;

  /** A Checkout page for this member and price; the reference in it is signed. */
  checkout(
    communityId: string,
    member: Member,
    priceId: string,
    wish?: CheckoutWish,
  ): Promise<{ url: string }>;
  /** Days to try the plan out that this member would get now; 0: none, or had already. */
  trialDaysFor(communityId: string, memberId: string, plan: Plan): Promise<number>;
  /**
   * Subscribes the member with invoices to be paid by hand, and says where the first one is paid.
   * Throws UserFacingError `not_by_invoice`, or `email_needed` when Stripe knows no address
   * to send invoices to, `email_bad` when it takes no mail to the one that was given.
   */
  subscribeByInvoice(
    communityId: string,
    member: Member,
    priceId: string,
    email?: string,
  ): Promise<{ url: string }>;
  /** Pages to pay at that are still open are closed: whoever opened one is leaving. Throws ProviderUnavailable. */
  closeCheckouts(communityId: string, memberId: string): Promise<void>;
  /**
   * The Customer Portal, or null for somebody who never paid. Like the next two, throws UserFacingError
   * `portal_refuses` where the owner has not switched on at Stripe what it is to show.
   */
  portal(communityId: string, memberId: string): Promise<{ url: string } | null>;
  /** The Portal, at the page that shows what changing to this price costs and asks to confirm it. */
  switchPage(
    communityId: string,
    memberId: string,
    subscriptionId: string,
    priceId: string,
  ): Promise<{ url: string }>;
  /** The Portal, at the page that cancels this subscription. */
  cancelPage(communityId: string, memberId: string, subscriptionId: string): Promise<{ url: string }>;

  customers(communityId: string, memberId: string): Promise<Customer[]>;
  subscriptions(communityId: string, memberId: string, tx?: Tx): Promise<Subscription[]>;
  /** What the member bought once, for themselves or as gifts, newest first. */
  orders(communityId: string, memberId: string): Promise<Order[]>;
  /** Orders that give this member something: their own, and gifts they redeemed. */
  ordersFor(communityId: string, memberId: string, tx?: Tx): Promise<Order[]>;
  /** All that the member paid, newest first. */
  payments(communityId: string, memberId: string): Promise<Payment[]>;

  /** What the member bought for others, newest first. */
  gifts(communityId: string, memberId: string): Promise<Gift[]>;
  /** The code of a gift, for the one who paid for it. Throws UserFacingError `gift_unknown`, `gift_unpaid`. */
  giftCode(communityId: string, memberId: string, giftId: string): Promise<string>;
  /** The gift that a code stands for. Throws UserFacingError `gift_unknown`, `gift_taken`, `gift_unpaid`. */
  giftToRedeem(communityId: string, code: string): Promise<Gift>;
  /** Gives the gift to this member: true for exactly one of any number of tries. */
  takeGift(tx: Tx, communityId: string, giftId: string, memberId: string): Promise<boolean>;

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
  sync(stripeCustomerId: string): Promise<Concerned | null>;
  /** Ties a completed Checkout (or payment link) to the member its signed reference names, then as `sync`. */
  syncCheckout(sessionId: string): Promise<Concerned | null>;
  /** The customer who paid a charge; null when Stripe knows none. */
  customerOfCharge(chargeId: string): Promise<string | null>;
  /**
   * Whom events since the last look mention (Stripe keeps 30 days). The look counts only once `sawEvents`
   * is told its cursor, after everything it named was enqueued. Throws ProviderUnavailable.
   */
  missedEvents(): Promise<{
    customers: string[];
    sessions: string[];
    charges: string[];
    cursor: string | null;
  }>;
  sawEvents(cursor: string): Promise<void>;
  /** Events that were stored but never handled, oldest first. */
  unhandledEvents(olderThan: Date): Promise<string[]>;
  markHandled(stripeCustomerId: string, upTo: Date): Promise<void>;
  /** Forgets events handled longer ago than Stripe itself remembers them (30 days). */
  tidy(): Promise<void>;
  /** Customers last fetched before `before`, at most `limit`. */
  staleCustomers(communityId: string, before: Date, limit: number): Promise<string[]>;
}
