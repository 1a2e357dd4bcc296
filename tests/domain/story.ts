import type { SubscriptionStatus } from '#domain/billing';
import type { Draw } from './draw.js';

/** What Stripe would say about a subscription from `at` on. Instants in milliseconds since 1970. */
export interface Chapter {
  at: number;
  status: SubscriptionStatus;
  prices: readonly string[];
  periodStart: number;
  trialEnd: number | null;
  collectionPaused: boolean;
  pausedUntil: number | null;
  paidThrough: number | null;
  byInvoice: boolean;
  failingSince: number | null;
  cancelAt: number | null;
  endedAt: number | null;
  endedUnpaid: boolean;
}

/** A life: its chapters, earliest first (before the first it does not exist), and when it was paid for. */
export interface Life {
  chapters: Chapter[];
  paidAt: number[];
}

type Offers = readonly (readonly string[])[];
interface Scene {
  at: number;
  draw: Draw;
  offers: Offers;
  /** When the story ends. */
  until: number;
}
/** `pays`: how long after the change the money arrives; nothing arrives without. */
type Change = (now: Chapter, scene: Scene) => Partial<Chapter> & { pays?: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PERIOD = 20 * DAY;

/** An unpaid first invoice is given up after so long. */
const INCOMPLETE_MS = 23 * HOUR;

/** A charge may be a little older than the period it pays for, and an hour younger. */
const charged = (draw: Draw) => draw.pick([-2 * MINUTE, 0, 0, HOUR]);

/** A period begins and is paid for. */
const begins: Change = (_now, { at, draw }) => ({
  status: 'active',
  periodStart: at,
  paidThrough: at + PERIOD,
  failingSince: null,
  pays: charged(draw),
});
/** What is open is paid, by hand or after all. */
const settles: Change = (now) => ({
  status: 'active',
  paidThrough: now.periodStart + PERIOD,
  failingSince: null,
  pays: 0,
});
/** The invoice was finalised an hour before the first try to collect it, or is told at once. */
const fails: Change = (_now, { at, draw }) => ({
  status: 'past_due',
  periodStart: at,
  failingSince: at - draw.pick([0, HOUR]),
});
const overdue: Change = (_now, { at }) => ({ status: 'past_due', failingSince: at });
const ends: Change = (_now, { at }) => ({ status: 'canceled', endedAt: at, cancelAt: null });
const endsUnpaid: Change = (now, scene) => ({ ...ends(now, scene), endedUnpaid: true });
const announces: Change = (_now, { at, draw }) => ({ cancelAt: at + draw.pick([36 * HOUR, 12 * DAY]) });
const takesBack: Change = () => ({ cancelAt: null });
const switches: Change = (now, { offers, draw }) => ({
  prices: offers[(offers.indexOf(now.prices) + 1) % offers.length] ?? now.prices,
  // The difference may be charged at once.
  ...(draw.chance(2) ? { pays: 0 } : {}),
});
const pausesCollection: Change = (_now, { at, draw, until }) => {
  const pausedUntil = draw.pick([null, at + 5 * DAY, at + 15 * DAY]);
  // Nothing is given anew while the end is being judged.
  const later = pausedUntil !== null && pausedUntil > until;
  return { collectionPaused: true, pausedUntil: later ? pausedUntil + 60 * DAY : pausedUntil };
};
const collectsAgain: Change = () => ({ collectionPaused: false, pausedUntil: null });
/** A period begins that nobody pays for: the collection is paused, or the invoice has yet to be paid by hand. */
const rollsOver: Change = (_now, { at }) => ({ periodStart: at });
const tryLonger: Change = (now) => ({ trialEnd: (now.trialEnd ?? 0) + 5 * DAY });
const expires: Change = (_now, { at }) => ({
  status: 'incomplete_expired',
  endedAt: at,
  failingSince: null,
});

/** What can happen to a subscription as it stands. */
function turnsOf(now: Chapter): readonly Change[] {
  switch (now.status) {
    case 'incomplete':
      return [begins, expires];
    case 'trialing':
      return [ends, announces, takesBack, tryLonger, switches, pausesCollection];
    case 'active':
      if (now.collectionPaused) return [rollsOver, collectsAgain, collectsAgain, announces, ends];
      if (now.byInvoice) return [settles, settles, rollsOver, overdue, ends, announces, pausesCollection];
      return [begins, fails, ends, announces, takesBack, switches, pausesCollection];
    case 'past_due':
      return [settles, () => ({ status: 'unpaid' }), endsUnpaid, ends];
    case 'unpaid':
      return [settles, ends, endsUnpaid];
    case 'paused':
      return [begins, ends];
    case 'canceled':
    case 'incomplete_expired':
      return [];
  }
}

/** What happens by itself: when, and what. */
function fateOf(now: Chapter, bornAt: number): { at: number; changes: readonly Change[] }[] {
  const fates: { at: number; changes: readonly Change[] }[] = [];
  if (now.status === 'incomplete') fates.push({ at: bornAt + INCOMPLETE_MS, changes: [expires] });
  if (now.endedAt !== null) return [];
  if (now.cancelAt !== null) fates.push({ at: now.cancelAt, changes: [ends] });
  if (now.status === 'trialing' && now.trialEnd !== null) {
    const pauses: Change = () => ({ status: 'paused' });
    const unpaid: Change = (_now, { at }) => ({ status: 'active', periodStart: at });
    const changes = now.collectionPaused ? [unpaid, ends] : [begins, begins, fails, pauses, ends];
    fates.push({ at: now.trialEnd, changes });
  }
  if (now.pausedUntil !== null) fates.push({ at: now.pausedUntil, changes: [collectsAgain] });
  return fates.toSorted((a, b) => a.at - b.at);
}

/**
 * A legal life of one subscription.
 * @param offers the prices it may be sold at, to switch between
 */
export function lifeOf(draw: Draw, bornAt: number, most: number, offers: Offers, until: number): Life {
  const status = draw.pick<SubscriptionStatus>(['incomplete', 'trialing', 'trialing', 'active', 'active']);
  const byInvoice = status === 'active' && draw.chance(3);
  const trialEnd = status === 'trialing' ? bornAt + draw.between(1, 20) * DAY : null;
  const paidAt: number[] = [];
  const chapters: Chapter[] = [];
  const turn = (at: number, change: Change, now: Chapter) => {
    const { pays, ...rest } = change(now, { at, draw, offers, until });
    chapters.push({ ...now, ...rest, at });
    if (pays !== undefined) paidAt.push(at + pays);
  };
  const last = () => chapters.at(-1) as Chapter;
  turn(bornAt, status === 'active' && !byInvoice ? begins : () => ({}), {
    at: bornAt,
    status,
    prices: draw.pick(offers),
    periodStart: bornAt,
    trialEnd,
    collectionPaused: false,
    pausedUntil: null,
    // The invoice of a trial is of nothing, and paid at once.
    paidThrough: trialEnd,
    byInvoice,
    failingSince: status === 'incomplete' ? bornAt : null,
    cancelAt: null,
    endedAt: null,
    endedUnpaid: false,
  });
  // Stripe may take a while to do what was announced.
  const lateMs = draw.pick([0, 0, 40 * MINUTE]);
  const elapse = (at: number) => {
    for (;;) {
      const [fate] = fateOf(last(), bornAt);
      if (!fate || fate.at + lateMs > at) return;
      turn(Math.max(fate.at + lateMs, last().at), draw.pick(fate.changes), last());
    }
  };
  let at = bornAt;
  for (let turns = draw.between(0, most); turns > 0; turns -= 1) {
    at += draw.between(1, 24 * 15) * HOUR;
    if (at > until) break;
    elapse(at);
    const possible = turnsOf(last());
    if (possible.length === 0) break;
    turn(at, draw.pick(possible), last());
  }
  elapse(until);
  return { chapters, paidAt: paidAt.toSorted((a, b) => a - b) };
}

/** What becomes of a payment: how much went back, and what the bank says, from `at` on. */
export interface MoneyTurn {
  at: number;
  refunded: number;
  dispute: 'none' | 'inquiry' | 'open' | 'won' | 'lost';
}

/** A legal life of one payment after it arrived. */
export function moneyLifeOf(draw: Draw, paidAt: number, amount: number, most: number): MoneyTurn[] {
  const turns: MoneyTurn[] = [];
  let now: MoneyTurn = { at: paidAt, refunded: 0, dispute: 'none' };
  for (let left = draw.between(0, most); left > 0; left -= 1) {
    const possible = moneyTurnsOf(now, amount);
    if (possible.length === 0) break;
    now = { ...now, ...draw.pick(possible), at: now.at + draw.between(1, 24 * 12) * HOUR };
    turns.push(now);
  }
  return turns;
}

function moneyTurnsOf({ refunded, dispute }: MoneyTurn, amount: number): Partial<MoneyTurn>[] {
  if (dispute === 'lost') return [];
  if (dispute === 'open') return [{ dispute: 'won' }, { dispute: 'lost' }];
  const turns: Partial<MoneyTurn>[] = [];
  if (refunded < amount) turns.push({ refunded: amount });
  if (refunded === 0) turns.push({ refunded: amount / 2 });
  if (dispute === 'none') turns.push({ dispute: 'inquiry' });
  if (dispute === 'inquiry') turns.push({ dispute: 'won' });
  if (dispute !== 'won') turns.push({ dispute: 'open' });
  return turns;
}

/** The chapter that holds at `at`; undefined before the first. */
export function chapterAt<T extends { at: number }>(chapters: readonly T[], at: number): T | undefined {
  return chapters.findLast((chapter) => chapter.at <= at);
}
