import type { PlaceKind } from '#domain/access';
import type { RemovalPolicy } from '#domain/billing';
import type { Platform } from '#domain/members';
import type { Chapter, MoneyTurn } from './story.js';

/** One member's sixty days, everything that went wrong on the way included. Instants in milliseconds. */
export interface History {
  plans: HistoryPlan[];
  places: HistoryPlace[];
  accounts: Platform[];
  subscriptions: { id: string; customer: string; chapters: Chapter[] }[];
  orders: HistoryOrder[];
  payments: HistoryPayment[];
  /** Customers that somebody deletes at the provider. */
  deletions: { customer: string; at: number }[];
  grants: HistoryGrant[];
  /** Webhooks as they arrive: each makes somebody ask about a customer. */
  news: HistoryNews[];
  providerAway: Span[];
  platformAway: (Span & { platform: Platform; answer: Trouble })[];
  comings: { at: number; spaceId: string; what: 'join' | 'leave'; seen: boolean }[];
  /** Spaces where the person is from the start, and places that a human put them into. */
  present: string[];
  byHand: string[];
  sweeps: number[];
  /** When all has healed, the person comes to each guild: does anybody see it? */
  cameUnseen: boolean;
  /** The platforms report our own deeds back to us, as they do anybody's. */
  echoes: boolean;
  endAt: number;
}

export interface HistoryPlan {
  id: string;
  graceDays: number;
  removal: RemovalPolicy;
  kickAfterDays: number;
  /** `once`: not a subscription; then `days` says how long it lasts, null for good. */
  prices: { id: string; once: boolean; days: number | null }[];
}

export interface HistoryPlace {
  id: string;
  platform: Platform;
  spaceId: string;
  kind: PlaceKind;
  planIds: string[];
  /** Plans that open it only while they are tried out, or only once they are paid for. */
  phases: Record<string, 'trial' | 'paid'>;
}

export interface HistoryOrder {
  id: string;
  customer: string;
  prices: string[];
  paidAt: number;
  /** A gift, which the person tries to redeem at these moments; null: for whoever paid. */
  gift: { tries: number[]; woken: boolean } | null;
}

export interface HistoryPayment {
  id: string;
  customer: string;
  /** Id of the subscription or order it was for. */
  of: string;
  paidAt: number;
  amount: number;
  turns: MoneyTurn[];
}

export interface HistoryGrant {
  planId: string;
  /** When it was written down; it may begin later. */
  madeAt: number;
  startsAt: number;
  endsAt: number | null;
  revokedAt: number | null;
  /** Whether whoever wrote it down lived to wake the rest. */
  woken: boolean;
}

export interface HistoryNews {
  at: number;
  /** Which of the tidings it is: `sub-1.0` is the birth of the first subscription. */
  event: string;
  customer: string;
  tookMs: number;
  again: boolean;
}

export interface Span {
  from: number;
  to: number;
}

/** What a platform answers that is in trouble: nothing, although it did it or stopped half-way; or to wait. */
export type Trouble = 'lost' | 'done' | 'half' | 'retry';

export const START = Date.parse('2026-03-01T00:00:00Z');
export const DAYS = 60;
export const END = START + (DAYS + 2) * 24 * 3_600_000;

/** Pays for gifts to the person, and is somebody else. */
export const FRIEND = 'cus-friend';

/** Something that the provider tells of. */
export interface Tidings {
  id: string;
  at: number;
  customer: string;
  what: 'subscription' | 'checkout' | 'refund' | 'dispute' | 'deleted';
  /** The payment that a refund or a dispute is about. */
  payment?: string;
}

/** All that the provider tells of, earliest first. */
export function tidingsOf(
  history: Pick<History, 'subscriptions' | 'orders' | 'payments' | 'deletions'>,
): Tidings[] {
  const tidings: Tidings[] = [];
  for (const { id, customer, chapters } of history.subscriptions) {
    chapters.forEach(({ at }, index) => {
      tidings.push({ id: `${id}.${index}`, at, customer, what: index === 0 ? 'checkout' : 'subscription' });
    });
  }
  for (const { id, customer, paidAt } of history.orders) {
    tidings.push({ id, at: paidAt, customer, what: 'checkout' });
  }
  for (const { id, customer, paidAt, turns } of history.payments) {
    turns.forEach(({ at, dispute }, index) => {
      const before = turns[index - 1]?.dispute ?? 'none';
      const what = dispute === before ? 'refund' : 'dispute';
      tidings.push({ id: `${id}.${index}`, at, customer, what, payment: id });
    });
    // Money may come a little before or after what it pays for.
    tidings.push({ id, at: paidAt, customer, what: 'subscription' });
  }
  for (const { customer, at } of history.deletions) {
    tidings.push({ id: `deleted-${customer}`, at, customer, what: 'deleted' });
  }
  return tidings.sort((a, b) => a.at - b.at);
}
