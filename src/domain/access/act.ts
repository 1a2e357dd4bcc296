import { hours, later, minutes, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Outcome } from '#kernel/outcome';
import type { Holds } from './holds.js';
import type { ConvergeReport, Origin, Seat } from './model.js';
import type { Look, SeatAddress, SeatPorts } from './ports.js';
import type { PlaceStore } from './place-store.js';
import type { AccessStore } from './store.js';

export interface ActDeps {
  store: AccessStore;
  placeStore: PlaceStore;
  ports: SeatPorts;
  holds: Holds;
  clock: Clock;
  log: Log;
}

/** A removal that a sweep asks for waits this long, so that its whole wave is known before the first one. */
const SETTLE_MS = 10_000;

/** After that, a place that refused us is tried again, by one of those who wait for it. */
const CLOSED_MS = hours(1);

/** After that, somebody else looks after a removal that stopped between ban and unban. */
const LIFT_MS = minutes(1);

export const emptyReport = (): ConvergeReport => ({
  granted: 0,
  removed: 0,
  already: 0,
  waiting: 0,
  failed: 0,
  held: 0,
  retryInMs: null,
});

export function addressOf(seat: Seat): SeatAddress {
  const { spaceExternalId, kind, externalId } = seat.place;
  return { spaceId: spaceExternalId, kind, placeId: externalId, personId: seat.accountExternalId };
}

/**
 * Closes one seat's gap and writes what was seen afterwards. What is wanted is read again right before, and
 * compared right after, so that two of these at once still end where the rules say.
 */
export async function closeGap(
  deps: ActDeps,
  communityId: string,
  seatId: string,
  origin: Origin,
  report: ConvergeReport,
): Promise<void> {
  const { store, ports, holds, clock } = deps;
  for (let round = 0; round < 3; round += 1) {
    const seat = await store.seat(communityId, seatId);
    if (!seat) return;
    if (settled(seat, seat.observed)) {
      if (seat.retryAt) await store.updateSeat(communityId, seatId, { retryAt: null });
      return;
    }
    const port = ports[seat.place.platform];
    if (!port || seat.wanted === 'free') return;
    const closedUntil = closedFor(seat, origin);
    if (closedUntil && clock.now() < closedUntil) {
      report.failed += 1;
      // A removal that waits for a moderator goes on waiting for them.
      if (seat.problem === 'held') return;
      await store.updateSeat(communityId, seatId, { problem: seat.place.problem, retryAt: closedUntil });
      return;
    }
    if (seat.wanted === 'out' && origin === 'sweep' && !seat.lifting) {
      const ready = later(seat.wantedAt, SETTLE_MS);
      if (clock.now() < ready) {
        await store.updateSeat(communityId, seatId, { retryAt: ready });
        return wait(report, ready.getTime() - clock.now().getTime());
      }
    }
    // What a pass was stopped from is not done by the next event about the same person either.
    if (seat.wanted === 'out' && !seat.lifting && (origin === 'sweep' || seat.problem === 'held')) {
      if (!(await holds.allows(communityId, seat))) {
        report.held += 1;
        await store.updateSeat(communityId, seatId, { problem: 'held', retryAt: null });
        return;
      }
    }
    const outcome = await port.ensure(addressOf(seat), seat.wanted, {
      lifting: seat.lifting,
      beforeBan: () =>
        store.updateSeat(communityId, seatId, { lifting: true, retryAt: later(clock.now(), LIFT_MS) }),
      reason: seat.wanted === 'in' ? 'Lyceum: entitled' : 'Lyceum: entitlement ended',
    });
    const changed = await record(deps, communityId, seat, outcome, report);
    const after = await store.seat(communityId, seatId);
    if (!changed || !after || matches(after.wanted, after.observed)) return;
    // Either the wish changed meanwhile, or somebody undid what we did: both are worth another try at once.
    if (after.wanted === seat.wanted && after.problem !== 'not_confirmed') return;
  }
}

/** Writes what became of an attempt; false when there is nothing more to do about this seat now. */
async function record(
  deps: ActDeps,
  communityId: string,
  seat: Seat,
  outcome: Outcome,
  report: ConvergeReport,
): Promise<boolean> {
  const { store, ports, clock } = deps;
  const port = ports[seat.place.platform];
  if (!port) return false;
  if (outcome.kind === 'done' || outcome.kind === 'already' || outcome.kind === 'absent') {
    // Nothing counts as done because it was asked for: only what is seen afterwards counts.
    const look = await port.look(addressOf(seat));
    // Who turns out to be there after all is not waited for.
    const isThere = look.kind === 'seen' && look.present;
    const problem = outcome.kind === 'absent' && seat.wanted === 'in' && !isThere ? 'waiting' : null;
    if (problem) await offerWayIn(deps, communityId, seat);
    return seen(deps, communityId, seat, look, outcome, problem, report);
  }
  const now = clock.now();
  report.failed += 1;
  if (outcome.kind === 'forbidden') {
    if (!PERSONAL.has(outcome.code))
      await deps.holds.blocked(communityId, seat.place, nameOf(seat, outcome.code));
    const data = { problem: outcome.code, attempts: seat.attempts + 1, retryAt: later(now, CLOSED_MS) };
    await store.updateSeat(communityId, seat.id, { ...data, ...(await refusedBan(deps, seat)) });
    return false;
  }
  const pause = outcome.kind === 'retry' ? outcome.afterMs : backOff(seat.attempts);
  const problem = outcome.kind === 'retry' ? 'busy' : 'no_answer';
  await store.updateSeat(communityId, seat.id, {
    problem,
    attempts: seat.attempts + 1,
    retryAt: later(now, pause),
  });
  wait(report, pause);
  return false;
}

/** One cause shows in several refusals: what a look has named already is not told again by another name. */
function nameOf({ place }: Seat, code: string): string {
  return place.problem === null || place.problem === 'unknown' ? code : place.problem;
}

/**
 * The ban of a removal may have been refused, or only its lifting. Whoever is still inside was not banned by us:
 * remembering otherwise, we would lift somebody else's ban some day.
 */
async function refusedBan({ ports }: ActDeps, seat: Seat): Promise<{ lifting?: false }> {
  if (seat.wanted !== 'out' || seat.lifting) return {};
  const look = await ports[seat.place.platform]?.look(addressOf(seat));
  return look?.kind === 'seen' && look.observed === 'in' ? { lifting: false } : {};
}

/**
 * Until when nobody needs to be tried in a place that refuses us: each try would be refused as well, and platforms
 * count refusals. null: now. Somebody who asks finds out sooner whether it was mended.
 */
function closedFor({ place, wanted, lifting }: Seat, origin: Origin): Date | null {
  const { problem, problemAt } = place;
  if (!problem || !problemAt || lifting || problem === 'unknown' || ONE_WAY[problem] === other(wanted))
    return null;
  return later(problemAt, origin === 'verify' ? minutes(1) : CLOSED_MS);
}

const other = (wanted: Seat['wanted']) => (wanted === 'in' ? 'out' : 'in');

/** What keeps us from letting people in alone, or from removing them alone. */
export const ONE_WAY: Record<string, 'in' | 'out'> = {
  bot_no_restrict: 'out',
  missing_permission_kick: 'out',
  bot_no_invite: 'in',
  // A role that is gone is held by nobody.
  role_gone: 'in',
};

/** A group that people enter by asking: the standing link is made once and kept. */
async function offerWayIn({ ports, placeStore }: ActDeps, communityId: string, seat: Seat): Promise<void> {
  const { place } = seat;
  if (place.joinLink || place.kind !== 'room') return;
  const joinLink = await ports[place.platform]?.joinLink(place.spaceExternalId);
  if (joinLink) await placeStore.setJoinLink(communityId, place.id, joinLink);
}

async function seen(
  { store, placeStore, clock, log }: ActDeps,
  communityId: string,
  seat: Seat,
  look: Look,
  outcome: Outcome,
  problem: string | null,
  report: ConvergeReport,
): Promise<boolean> {
  const now = clock.now();
  if (look.kind !== 'seen') {
    const pause = look.kind === 'retry' ? look.afterMs : backOff(seat.attempts);
    await store.updateSeat(communityId, seat.id, {
      problem: 'not_confirmed',
      attempts: seat.attempts + 1,
      retryAt: later(now, pause),
    });
    report.failed += 1;
    wait(report, pause);
    return false;
  }
  const closed = matches(seat.wanted, look.observed);
  // A guild that a plan opens by itself is no place for guests.
  const left =
    closed &&
    seat.wanted === 'out' &&
    isGuildRoom(seat) &&
    !(await placeStore.isOpened(communityId, seat.place.id));
  await store.updateSeat(communityId, seat.id, {
    observed: look.observed,
    observedAt: now,
    observedBy: 'read-back',
    problem: closed ? null : (problem ?? 'not_confirmed'),
    // Whoever is waited for is not tried in vain.
    attempts: closed || problem === 'waiting' ? 0 : seat.attempts + 1,
    retryAt: closed || problem === 'waiting' ? null : later(now, backOff(seat.attempts)),
    lifting: false,
    // Whoever was removed from a guild once may come back as a guest.
    ...(left ? { wanted: 'free' as const, wantedAt: now } : {}),
  });
  if (closed) {
    if (outcome.kind === 'already') report.already += 1;
    else if (seat.wanted === 'in') report.granted += 1;
    else report.removed += 1;
    // That it was so already says nothing about what we may do.
    const way = ONE_WAY[seat.place.problem ?? ''];
    if (outcome.kind === 'done' && way !== other(seat.wanted)) {
      await placeStore.setProblem(communityId, seat.place.id, null, now);
    }
  } else if (problem === 'waiting') {
    report.waiting += 1;
  } else {
    report.failed += 1;
    wait(report, backOff(seat.attempts));
    log.warn({ seatId: seat.id, wanted: seat.wanted, observed: look.observed }, 'a change was not confirmed');
  }
  return true;
}

/** A person's ban is as good as being out, and never what `in` means. */
export function matches(wanted: Seat['wanted'], observed: Seat['observed']): boolean {
  if (wanted === 'free') return true;
  return wanted === 'in' ? observed === 'in' : observed === 'out' || observed === 'banned';
}

/**
 * As wanted, and no removal of ours is under way: it may have stopped between the ban and its lifting, and as
 * long as we believe that, somebody else's ban would be taken for ours.
 */
export function settled(seat: Pick<Seat, 'wanted' | 'lifting'>, observed: Seat['observed']): boolean {
  return matches(seat.wanted, observed) && !seat.lifting;
}

/** What is written when somebody was seen: a seat that is as it should be has no trouble left. */
export function sighting(seat: Seat, observed: Seat['observed'], observedAt: Date, observedBy: string) {
  const calm = settled(seat, observed) ? { problem: null, attempts: 0, retryAt: null } : {};
  return { observed, observedAt, observedBy, ...calm };
}

const isGuildRoom = (seat: Seat) => seat.place.kind === 'room' && seat.place.platform === 'discord';

const backOff = (attempts: number) => Math.min(hours(1), 5_000 * 2 ** Math.min(attempts, 12));

function wait(report: ConvergeReport, ms: number): void {
  report.retryInMs = report.retryInMs === null ? ms : Math.min(report.retryInMs, ms);
}

/** Codes that are about one person, not about our rights in the place. */
const PERSONAL = new Set(['is_admin_there', 'banned_there', 'not_in_space']);
