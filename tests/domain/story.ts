import type { SubscriptionStatus } from '#domain/billing';

/** What Stripe would say about a subscription from `at` on. Instants in milliseconds since 1970. */
export interface Chapter {
  at: number;
  status: SubscriptionStatus;
  prices: readonly string[];
  failingSince: number | null;
  cancelAt: number | null;
  endedAt: number | null;
  endedUnpaid: boolean;
}

/** A turn in a subscription's life: which of the turns that are legal then, and how long after the last one. */
export interface Turn {
  afterHours: number;
  pick: number;
}

const HOUR = 3_600_000;

/** An unpaid first invoice is given up after so long. */
const INCOMPLETE_MS = 23 * HOUR;

type Change = (now: Chapter, at: number, offers: Offers) => Partial<Chapter>;
type Offers = readonly (readonly string[])[];

const paid: Change = () => ({ status: 'active', failingSince: null });
const fails: Change = (now, at) => ({ status: 'past_due', failingSince: now.failingSince ?? at });
const ends: Change = (_now, at) => ({ status: 'canceled', endedAt: at, cancelAt: null });
const endsUnpaid: Change = (now, at, offers) => ({ ...ends(now, at, offers), endedUnpaid: true });
const turns: Record<SubscriptionStatus, readonly Change[]> = {
  incomplete: [paid, (_now, at) => ({ status: 'incomplete_expired', endedAt: at, failingSince: null })],
  trialing: [paid, fails, ends, () => ({ status: 'paused' })],
  active: [
    fails,
    // The invoice was finalised an hour before the first try to collect it.
    (_now, at) => ({ status: 'past_due', failingSince: at - HOUR }),
    ends,
    (_now, at) => ({ cancelAt: at + 36 * HOUR }),
    (_now, at) => ({ cancelAt: at + 12 * 24 * HOUR }),
    () => ({ cancelAt: null }),
    (now, _at, offers) => ({
      prices: offers[(offers.indexOf(now.prices) + 1) % offers.length] ?? now.prices,
    }),
  ],
  past_due: [paid, () => ({ status: 'unpaid' }), endsUnpaid, ends],
  unpaid: [paid, ends, endsUnpaid],
  paused: [paid, ends],
  canceled: [],
  incomplete_expired: [],
};

/**
 * A legal life of one subscription.
 * @param offers the prices it may be sold at, to switch between
 * @returns its chapters, earliest first; before the first it does not exist
 */
export function lifeStory(
  start: { at: number; status: SubscriptionStatus; offer: number },
  given: readonly Turn[],
  offers: Offers,
  until: number,
): Chapter[] {
  const prices = offers[start.offer % offers.length] ?? [];
  const failing = start.status === 'incomplete' ? start.at : null;
  const first = { at: start.at, status: start.status, prices, failingSince: failing };
  const chapters: Chapter[] = [{ ...first, cancelAt: null, endedAt: null, endedUnpaid: false }];
  const last = () => chapters.at(-1) as Chapter;
  const turn = (at: number, change: Change) =>
    chapters.push({ ...last(), ...change(last(), at, offers), at });
  /** What happens by itself until `at`. */
  const elapse = (at: number) => {
    const { status, cancelAt } = last();
    const expiry = start.at + INCOMPLETE_MS;
    if (status === 'incomplete' && expiry <= at) turn(expiry, turns.incomplete[1] as Change);
    if (cancelAt !== null && cancelAt + lateMs <= at) turn(cancelAt + lateMs, ends);
  };
  // Stripe may take a while to end what was announced to end.
  const lateMs = start.offer % 2 === 0 ? 0 : 40 * 60_000;
  let at = start.at;
  for (const { afterHours, pick } of given) {
    at += afterHours * HOUR;
    if (at > until) break;
    elapse(at);
    const possible = turns[last().status];
    const change = possible[pick % possible.length];
    if (!change) break;
    turn(at, change);
  }
  elapse(until);
  return chapters;
}

/** The chapter that holds at `at`; undefined before the first. */
export function chapterAt(chapters: readonly Chapter[], at: number): Chapter | undefined {
  return chapters.findLast((chapter) => chapter.at <= at);
}
