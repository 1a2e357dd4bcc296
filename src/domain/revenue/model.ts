/**
 * Money of one currency over a day; amounts in minor units.
 *
 * - A subscriber is a subscription at a price of one of the community's plans that was paid for at least once, has
 *   not ended and is not paused. While a payment is late (past due, in grace) it goes on counting until it ends.
 * - A trial is a subscription before its trial's end; it is no subscriber, and adds nothing to the MRR.
 * - MRR (monthly recurring revenue) is what the subscribers pay in a month: a price by the year counts a twelfth,
 *   one by the week 52/12, one by the day 365/12, less discounts that go on. Single sales, gifts and what is
 *   granted by hand are none of it.
 */
export interface RevenueDayFigures {
  /** `2026-11-22` in the community's zone. */
  day: string;
  currency: string;
  /** At the end of the day (today: now). */
  mrr: number;
  /** MRR of those who began to pay on that day, and of those who ended. What is left of the change is other prices,
   * discounts and pauses. */
  mrrNew: number;
  mrrLost: number;
  subscribers: number;
  trials: number;
  /** Began to pay on that day: a trial's first payment counts, not its beginning. */
  started: number;
  /** Subscribers that ended. */
  ended: number;
  /** Ended because a payment failed for good; among `ended`. */
  endedUnpaid: number;
  /** Trials whose end fell on that day, and how many of those paid then or later. */
  trialsOver: number;
  trialsPaid: number;
  /** All that was paid for what is sold here, single sales too. */
  paid: number;
  /** Given back on that day, and lost to disputes. */
  refunded: number;
  /** Paid on that day after a first try had failed, or after the day it was due. */
  recovered: number;
  /** Payments that failed at first on that day, and how many of those were made later. */
  failedCount: number;
  recoveredCount: number;
}

/** The room's door. */
export interface Revenue {
  /**
   * Counts the days that end with today anew (two days back by default); the same any number of times. Where
   * nothing was counted yet, or days were left out, all that are missing.
   */
  rollUp(communityId: string, options?: { days?: number }): Promise<{ days: number }>;
  /** By currency, then by day. Days on which there was nothing yet have no row. */
  days(communityId: string, from: string, to: string): Promise<RevenueDayFigures[]>;
}
