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

/** A range of days in one currency. Shares are 0 to 1; null: there was nothing to be a part of. */
export interface RevenueSummary {
  currency: string;
  /** At its end, and before its first day. */
  mrr: number;
  mrrBefore: number;
  /** By beginning and by ending; `mrrOther`: by other prices, discounts and pauses. mrr − mrrBefore = new − lost + other. */
  mrrNew: number;
  mrrLost: number;
  mrrOther: number;
  subscribers: number;
  subscribersBefore: number;
  trials: number;
  started: number;
  ended: number;
  endedUnpaid: number;
  /** Of the subscribers there were before the range and those that began in it, how many ended in it. */
  churn: number | null;
  trialsOver: number;
  trialsPaid: number;
  /** Of the trials that were over, how many paid. */
  conversion: number | null;
  paid: number;
  refunded: number;
  recovered: number;
  failedCount: number;
  recoveredCount: number;
  /** Of the payments that failed at first, how many were made later. */
  recovery: number | null;
}

/** What a plan brings now, in one currency. */
export interface PlanRevenue {
  planId: string;
  currency: string;
  mrr: number;
  subscribers: number;
  trials: number;
}

/** Subscribers who first paid in one month of the community's zone, in whatever currency. */
export interface PayingCohort {
  /** `2026-11` */
  month: string;
  people: number;
  /** How many pay at the end of that month, of the next one …; null: it is not over. */
  paying: (number | null)[];
}

/** The room's door. */
export interface Revenue {
  /**
   * Counts the days that end with today anew (two days back by default); the same any number of times. Where
   * nothing was counted yet, or days were left out, all that are missing. Of the six weeks before, only what shows
   * late is looked at again: trials that paid after all, and payments that were made after all.
   */
  rollUp(communityId: string, options?: { days?: number }): Promise<{ days: number }>;
  /** By currency, then by day. Days on which there was nothing yet have no row. */
  days(communityId: string, from: string, to: string): Promise<RevenueDayFigures[]>;
  /** A range of days by currency: first what brings most. Empty: nothing was ever sold. */
  summaries(communityId: string, from: string, to: string): Promise<RevenueSummary[]>;
  /** What the plans bring now. */
  plans(communityId: string): Promise<PlanRevenue[]>;
  /** The latest first; months in which nobody began have none. At most 36 months. */
  cohorts(communityId: string, months: number): Promise<PayingCohort[]>;
}
