import { seatsWanted } from '#domain/access';
import type { Platform } from '#domain/members';
import { matches } from '../../src/domain/access/act.js';
import { livesOf, recheckOf, standingOf, type Life } from '../../src/domain/access/life.js';
import type { StoredEntitlement } from '../../src/domain/access/store.js';
import { FRIEND, tidingsOf, type History, type HistoryPlace } from './history.js';
import { createInvariants } from './invariants.js';
import { createKnowledge } from './knowledge.js';
import { truthAt } from './ledger.js';
import { placesThatMustBeIn } from './reference.js';
import { createTimeline } from './timeline.js';
import { aroundRoles, awayUntil, createWorld, troubleUntil } from './world.js';

interface SimSeat {
  accountId: string;
  place: HistoryPlace;
  wanted: 'in' | 'out' | 'free';
  wantedAt: Date;
  observed: 'in' | 'out' | 'banned' | 'unknown';
  lifting: boolean;
}

/** How much of a kind really happened, so that a run that tested nothing is noticed. */
export type Seen = Record<
  'wanted' | 'given' | 'taken' | 'kicked' | 'unknown' | 'unanswered' | 'late' | 'tried' | 'redeemed',
  number
>;

export interface SimResult {
  /** What went wrong; empty: the history ended as the reference says and no promise was broken on the way. */
  wrong: string[];
  seen: Seen;
}

const HOUR = 3_600_000;

/**
 * Lives through a history with the product's pure rules and the plainest possible surroundings: truths are
 * fetched when a webhook, a sweep or a due time says so, and written only if later; seats are wanted and
 * observed.
 */
export function simulate(history: History): SimResult {
  const timeline = createTimeline();
  const world = createWorld(history);
  const knowledge = createKnowledge(history);
  const entitlements = new Map<string, StoredEntitlement>();
  const seats = new Map<string, SimSeat>();
  const seen: Seen = {
    wanted: 0,
    given: 0,
    taken: 0,
    kicked: 0,
    unknown: 0,
    unanswered: 0,
    late: 0,
    tried: 0,
    redeemed: 0,
  };
  const rooms = new Set(history.places.filter((one) => one.kind === 'role').map((one) => one.spaceId));
  const places = [...history.places, ...[...rooms].map(aroundRoles)];
  const wantable = places.map((place) => ({ ...place, phases: new Map(Object.entries(place.phases)) }));
  const plans = history.plans.map((one) => ({
    ...one,
    prices: one.prices.map(({ id: priceId, days }) => ({ priceId, days })),
  }));
  const accounts = history.accounts.map((platform) => ({ id: platform as string, platform }));
  const tidings = tidingsOf(history);
  const guard = createInvariants(history, knowledge, entitlements);
  /** When the rules said that they would answer otherwise; each saying makes those before it void. */
  let announced: number | null = null;
  let sayings = 0;

  /** What the rules say at `at` about what is known. */
  function judge(at: number, known = at) {
    const now = new Date(at);
    const grants = history.grants.flatMap((grant, index) =>
      grant.madeAt > known
        ? []
        : {
            id: `grant-${index}`,
            planId: grant.planId,
            startsAt: new Date(grant.startsAt),
            endsAt: date(grant.endsAt),
            revokedAt: grant.revokedAt !== null && grant.revokedAt <= known ? date(grant.revokedAt) : null,
          },
    );
    const { verdicts, lives } = livesOf({ now, plans, ...knowledge.facts(), grants }, entitlements);
    const standings = history.plans.map((plan) => standingOf(plan, lives.get(plan.id)));
    const wanted = seatsWanted({ now, accounts, places: wantable, plans: standings, known: seats });
    const recheckAt = earliestOf(
      verdicts.map((one) => recheckOf(one, lives.get(one.planId) as Life, wanted.nextAt, now)),
    );
    return { verdicts, lives, wishes: wanted.wishes, recheckAt };
  }

  function converge(at: number): void {
    const judgement = judge(at);
    guard.judged(at, judgement, announced);
    const { verdicts, lives, wishes, recheckAt: next } = judgement;
    for (const verdict of verdicts) {
      const life = lives.get(verdict.planId);
      if (!life) continue;
      if (verdict.state === 'unknown') seen.unknown += 1;
      if (life.granting && life.trial) seen.tried += 1;
      const { planId, state, until, graceUntil, recheckAt, sources } = verdict;
      const { granting, trial, since, endedAt } = life;
      const entitlement = { planId, state, granting, trial, since, until, graceUntil, endedAt, recheckAt };
      entitlements.set(planId, { ...entitlement, sources });
    }
    for (const wish of wishes) {
      const key = `${wish.accountId}:${wish.placeId}`;
      const known = seats.get(key);
      if (known?.wanted === wish.wanted) continue;
      const place = places.find((one) => one.id === wish.placeId);
      if (!place) continue;
      guard.wished(at, place, known?.wanted, wish.wanted);
      if (wish.wanted === 'in') seen.wanted += 1;
      const before = known ?? { accountId: wish.accountId, place, observed: 'unknown', lifting: false };
      seats.set(key, { ...before, wanted: wish.wanted, wantedAt: new Date(at) });
    }
    if (next !== null && next <= at) guard.broken.push(`a recheck at ${next} is not later than ${at}`);
    announced = next;
    const saying = (sayings += 1);
    if (next !== null && next > at) timeline.plan(next, (then) => due(then, saying));
    closeGaps(at);
  }

  /** Time alone changed something: Stripe is asked first, as `sweep-due` does, about the person's own books. */
  function due(at: number, saying: number): void {
    if (saying !== sayings) return;
    if (at === announced) guard.justBefore(judge(at - 1, at));
    const away = awayUntil(history, at);
    const own = knowledge.customers().filter((customer) => customer !== FRIEND);
    if (away === null || own.length === 0) {
      for (const customer of own) write(customer, at, at);
      return converge(at);
    }
    seen.unanswered += 1;
    timeline.plan(away, (then) => due(then, saying));
  }

  function write(customer: string, askedAt: number, told: number): void {
    if (knowledge.write(customer, askedAt, told)) guard.learned();
    else seen.late += 1;
  }

  /** A webhook: whatever it says, Stripe is asked. The answer takes its time and may come late. */
  function ask(customer: string, at: number, tookMs: number, again: boolean): void {
    const away = awayUntil(history, at);
    if (away !== null) {
      seen.unanswered += 1;
      if (again) timeline.plan(away, (then) => ask(customer, then, tookMs, again));
      return;
    }
    timeline.plan(at + tookMs, (then) => {
      write(customer, at, at + Math.floor(tookMs / 2));
      converge(then);
    });
  }

  function redeem(at: number, order: string, woken: boolean): void {
    if (!knowledge.redeem(order, at)) return;
    seen.redeemed += 1;
    guard.learned();
    if (woken) converge(at);
  }

  function closeGaps(at: number): void {
    for (const seat of seats.values()) {
      const { place, wanted } = seat;
      if (wanted === 'free' || closed(seat)) continue;
      if (wanted === 'out' && place.platform === 'telegram') seat.lifting = true;
      if (wanted === 'out') guard.taking(at, place);
      const before = world.taken.length;
      const outcome = world.ensure(place, wanted, at, seat.lifting);
      const look = world.look(place, at);
      if (world.taken.length > before) seen[place.planIds.length === 0 ? 'kicked' : 'taken'] += 1;
      if (outcome.kind === 'done' && wanted === 'in') seen.given += 1;
      if (look.kind === 'seen' && outcome.kind !== 'forbidden') {
        seat.observed = look.observed;
        seat.lifting = false;
        if (wanted === 'out' && place.kind === 'room' && place.platform === 'discord') {
          seat.wanted = 'free';
          seat.wantedAt = new Date(at);
          guard.learned();
        }
      } else {
        const again = troubleUntil(history, place.platform, at) ?? at + 90_000;
        timeline.plan(again, closeGaps);
      }
    }
  }

  function lookAround(at: number): void {
    for (const seat of seats.values()) {
      const look = world.look(seat.place, at);
      if (look.kind === 'seen') seat.observed = look.observed;
    }
  }

  function comes(at: number, spaceId: string, what: 'join' | 'leave', noticed: boolean): void {
    const here = places.filter((place) => place.spaceId === spaceId);
    const platform: Platform = here[0]?.platform ?? 'discord';
    if (what === 'join') world.join(platform, spaceId);
    else world.leave(spaceId);
    if (!noticed) return;
    const ours = [...seats.values()].filter((seat) => seat.place.spaceId === spaceId);
    if (world.isAsking(spaceId)) {
      world.answerAsking(spaceId, ours.some((seat) => seat.wanted === 'in') ? 'approve' : 'decline');
    }
    for (const seat of ours) seat.observed = world.has(seat.place) ? 'in' : 'out';
    converge(at);
  }

  function sweep(at: number): void {
    if (awayUntil(history, at) === null) {
      const heardOf = tidings.filter((one) => one.at <= at).map((one) => one.customer);
      for (const customer of new Set(heardOf)) write(customer, at, at);
    }
    lookAround(at);
    converge(at);
  }

  // What becomes known at an instant is known to all that happens then.
  for (const { madeAt, revokedAt } of history.grants) {
    timeline.plan(madeAt, guard.learned);
    if (revokedAt !== null) timeline.plan(revokedAt, guard.learned);
  }
  for (const one of history.news) {
    timeline.plan(one.at, (at) => ask(one.customer, at, one.tookMs, one.again));
  }
  for (const { id, gift } of history.orders) {
    for (const at of gift?.tries ?? []) timeline.plan(at, (then) => redeem(then, id, gift?.woken ?? false));
  }
  for (const { madeAt, revokedAt, woken } of history.grants) {
    if (woken) timeline.plan(madeAt, converge);
    if (woken && revokedAt !== null) timeline.plan(revokedAt, converge);
  }
  for (const one of history.comings) {
    timeline.plan(one.at, (at) => comes(at, one.spaceId, one.what, one.seen));
  }
  for (const at of history.sweeps) timeline.plan(at, sweep);

  // Everything has healed: sweeps, and the person comes to wherever they are not once they are told that they may.
  timeline.runUntil(history.endAt - 1);
  timeline.plan(history.endAt, sweep);
  timeline.plan(history.endAt + HOUR, sweep);
  for (const spaceId of new Set(places.map((place) => place.spaceId))) {
    timeline.plan(history.endAt + HOUR, (at) => comes(at, spaceId, 'join', true));
  }
  timeline.plan(history.endAt + HOUR, sweep);
  timeline.runUntil(history.endAt + HOUR);

  const must = placesThatMustBeIn(truthAt(history, history.endAt + HOUR, knowledge.outcome));
  const wrong = history.places
    .filter((place) => must.has(place.id) || guard.given.has(place.id))
    .filter((place) => world.has(place) !== must.has(place.id))
    .map((place) => `${place.id} is ${world.has(place) ? 'in' : 'out'} and must not be`);
  return { wrong: [...wrong, ...guard.broken], seen };
}

const closed = (seat: SimSeat) =>
  matches(seat.wanted, seat.observed) && !(seat.lifting && seat.observed === 'banned');

const date = (at: number | null) => (at === null ? null : new Date(at));

function earliestOf(instants: readonly (Date | null)[]): number | null {
  const known = instants.filter((one) => one !== null).map((one) => one.getTime());
  return known.length === 0 ? null : Math.min(...known);
}
