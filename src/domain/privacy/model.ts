import type { Grant, Seat } from '#domain/access';
import type { Order, Subscription } from '#domain/billing';
import type { Kept } from '#domain/members';

/** What somebody who wants to be forgotten has to know first. */
export interface Farewell {
  /** Subscriptions that run: they have to end first. */
  running: Subscription[];
  /** What is lost: names of plans that are open now, what was given by hand, what was bought once. */
  plans: string[];
  grants: Grant[];
  orders: Order[];
  /** Gifts that were paid for and whose code was not said yet. They go on to work; the code is not told again. */
  giftsOpen: number;
}

export type Forgetting =
  | { kind: 'forgotten' }
  /** Seats that cannot be taken back just now; it is tried again, for 30 days at most. */
  | { kind: 'under_way'; open: Seat[] }
  | { kind: 'refused'; running: Subscription[] };

/** The room's door. */
export interface Privacy {
  /** Everything that is kept about a member, by what it is. */
  kept(communityId: string, memberId: string): Promise<Kept>;
  /** Asks the payment provider first. Throws ProviderUnavailable. */
  farewell(communityId: string, memberId: string): Promise<Farewell>;
  /**
   * Forgets a member: seats first, then every row. Safe to call again; refused while a subscription runs.
   * Throws ProviderUnavailable, and UserFacingError `last_owner` rather than leave nobody in charge.
   */
  forget(communityId: string, memberId: string): Promise<Forgetting>;
  /** Ids of those of whom something was still to be done, first come first. */
  leaving(communityId: string): Promise<string[]>;
  /** Takes what was deleted out of the database's files too, when somebody was forgotten since the last time. */
  scour(): Promise<void>;
}
