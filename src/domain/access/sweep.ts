import { later, type Clock } from '#kernel/clock';
import type { Members } from '#domain/members';
import { addressOf, matches, settled, sighting } from './act.js';
import type { Finding } from './drift-store.js';
import type { DryRun, PassReport, Place, Seat } from './model.js';
import { placeName } from './naming.js';
import type { Census, Look, SeatPorts } from './ports.js';
import type { AccessStore } from './store.js';
import type { SeatWish } from './wanted.js';

export interface SweepDeps {
  store: AccessStore;
  members: Members;
  ports: SeatPorts;
  clock: Clock;
}

/**
 * Looks at the seats that were not looked at for longest and writes what is seen. It repairs nothing
 * itself: it names the seats that drifted, and whose they are. A platform that asks to wait ends its part of
 * the pass, and so does a space that does not answer.
 * @param olderThanMs seats seen more recently than this are left out
 */
export async function lookAround(
  { store, ports, clock }: SweepDeps,
  communityId: string,
  limit: number,
  olderThanMs: number,
): Promise<PassReport & { members: string[]; found: Finding[] }> {
  const report = { examined: 0, drifted: 0, repaired: 0, failed: 0, held: 0 };
  const members = new Set<string>();
  const found: Finding[] = [];
  const tired = new Set<string>();
  const silences = new Map<string, number>();
  const seats = await store.leastSeen(communityId, later(clock.now(), -olderThanMs), limit);
  const listed = await censuses(ports, seats);
  for (const seat of seats) {
    const { platform, spaceId } = seat.place;
    const port = ports[platform];
    if (!port || tired.has(platform) || (silences.get(spaceId) ?? 0) >= SILENCES) continue;
    const people = listed.get(spaceId);
    const look = people ? lookIn(people, seat) : await port.look(addressOf(seat));
    report.examined += 1;
    if (look.kind === 'retry') {
      tired.add(platform);
      continue;
    }
    if (look.kind !== 'seen') {
      report.failed += 1;
      silences.set(spaceId, (silences.get(spaceId) ?? 0) + 1);
      continue;
    }
    silences.delete(spaceId);
    const seenAt = clock.now();
    await store.updateSeat(communityId, seat.id, sighting(seat, look.observed, seenAt, 'sweep'));
    // Who had to come by themselves has come, though nobody saw it.
    const waits = seat.problem === 'waiting' && !look.present;
    // In a group they may also have asked for it, and nobody heard.
    if (waits && seat.place.joinLink) members.add(seat.memberId);
    if (settled(seat, look.observed) || waits) continue;
    if (seat.problem === 'held') {
      report.held += 1;
      continue;
    }
    report.drifted += 1;
    members.add(seat.memberId);
    const { id: seatId, memberId, place, wanted } = seat;
    found.push({ seatId, memberId, placeId: place.id, wanted, seen: look.observed, seenAt });
  }
  return { ...report, members: [...members], found };
}

/** After so many seats in a row without an answer, the rest of a space waits for the next pass. */
const SILENCES = 5;

/** From so many seats in one space on, listing everybody is cheaper than asking for each. */
const CENSUS_FROM = 20;

/** Lists the spaces with many seats to look at, where the platform can. */
async function censuses(
  ports: SeatPorts,
  seats: readonly Seat[],
): Promise<ReadonlyMap<string, NonNullable<Census>>> {
  const bySpace = new Map<string, Seat[]>();
  for (const seat of seats) {
    const here = bySpace.get(seat.place.spaceId);
    if (here) here.push(seat);
    else bySpace.set(seat.place.spaceId, [seat]);
  }
  const listed = new Map<string, NonNullable<Census>>();
  for (const [spaceId, [first, ...rest]] of bySpace) {
    if (!first || rest.length + 1 < CENSUS_FROM) continue;
    const people = await ports[first.place.platform]?.census?.(first.place.spaceExternalId);
    // An empty list is no answer either: we ourselves are in there.
    if (people && people.size > 0) listed.set(spaceId, people);
  }
  return listed;
}

function lookIn(people: NonNullable<Census>, seat: Seat): Look {
  const roles = people.get(seat.accountExternalId);
  const held = roles !== undefined && (seat.place.kind === 'room' || roles.includes(seat.place.externalId));
  return { kind: 'seen', observed: held ? 'in' : 'out', present: roles !== undefined };
}

/** Compares wishes with what was last seen, for people to read before anything is done. */
export async function compare(
  { members }: SweepDeps,
  communityId: string,
  wishesOf: ReadonlyMap<string, readonly SeatWish[]>,
  seats: readonly Seat[],
  places: ReadonlyMap<string, Place>,
): Promise<DryRun> {
  const run: DryRun = { gain: [], lose: [], unknown: 0 };
  const seatOf = new Map(seats.map((seat) => [`${seat.accountId}:${seat.place.id}`, seat]));
  for (const [memberId, wishes] of wishesOf) {
    const member = await members.member(communityId, memberId);
    const name = member.accounts[0]?.name ?? '';
    for (const wish of wishes) {
      const observed = seatOf.get(`${wish.accountId}:${wish.placeId}`)?.observed ?? 'unknown';
      if (matches(wish.wanted, observed)) continue;
      const found = places.get(wish.placeId);
      const place = found ? placeName(found) : '';
      if (wish.wanted === 'in') run.gain.push({ memberId, name, place });
      else if (observed === 'unknown') run.unknown += 1;
      else run.lose.push({ memberId, name, place });
    }
  }
  return run;
}
