/** Money of one currency over a range of days; amounts in minor units. */
export interface RevenueDayFigures {
  /** `2026-11-22` in the community's zone. */
  day: string;
  currency: string;
  mrr: number;
  subscribers: number;
  trials: number;
  started: number;
  ended: number;
  endedUnpaid: number;
  trialsOver: number;
  trialsPaid: number;
  paid: number;
  refunded: number;
  recovered: number;
  failedCount: number;
  recoveredCount: number;
}

/** The room's door. */
export interface Revenue {
  /** Counts the days that end with today anew (two days back by default); the same any number of times. */
  rollUp(communityId: string, options?: { days?: number }): Promise<void>;
  /** By currency, then by day. */
  days(communityId: string, from: string, to: string): Promise<RevenueDayFigures[]>;
}
