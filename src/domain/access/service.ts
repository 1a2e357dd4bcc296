import { lockMember, type Database } from '#database';
import { minutes, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { Billing } from '#domain/billing';
import type { Delivery } from '#domain/delivery';
import type { MemberWake, Members } from '#domain/members';
import { addressOf, closeGap, emptyReport, sighting } from './act.js';
import { chainOf } from './chain.js';
import { compute, judge } from './compute.js';
import { createAlarms } from './alarms.js';
import { createDrift, runPass } from './drift.js';
import { createDriftStore } from './drift-store.js';
import { createImported } from './imported.js';
import { createImportedStore } from './imported-store.js';
import { createHoldStore } from './hold-store.js';
import { createHolds } from './holds.js';
import type { Access } from './model.js';
import { createPersonalStore } from './personal-store.js';
import { createPlaceStore } from './place-store.js';
import type { SeatPorts } from './ports.js';
import { createPlaces } from './places.js';
import { createRights } from './rights.js';
import { createSightings } from './sightings.js';
import { createAccessStore } from './store.js';
import { compare, lookAround } from './sweep.js';
import { tell } from './tell.js';
import { createVacate } from './vacate.js';

export interface AccessDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  billing: Billing;
  ports: SeatPorts;
  wake: MemberWake;
  clock: Clock;
  log: Log;
}

/** Seats seen within this time are not looked at again by a sweep. */
const FRESH_MS = minutes(30);

/** Builds the access room. */
export function createAccess(given: AccessDeps): Access {
  const { database, members, billing, ports, wake, clock } = given;
  const store = createAccessStore(database);
  const placeStore = createPlaceStore(database);
  const holdStore = createHoldStore(database);
  const holds = createHolds({ ...given, holdStore, placeStore });
  const driftStore = createDriftStore(database);
  const deps = { ...given, store, placeStore, holds, driftStore };

  async function lookAtAll(communityId: string, memberId: string): Promise<void> {
    for (const seat of await store.seats(communityId, memberId)) {
      const look = await ports[seat.place.platform]?.look(addressOf(seat));
      if (look?.kind !== 'seen') continue;
      await store.updateSeat(communityId, seat.id, sighting(seat, look.observed, clock.now(), 'read-back'));
    }
  }

  const rights = createRights(deps);

  return {
    ...createPlaces(deps),
    ...createSightings(deps),
    ...rights,
    ...createDrift({ ...deps, checkRights: rights.checkRights }),
    ...createAlarms(deps),
    ...createVacate(deps),
    ...createImported({ ...deps, importedStore: createImportedStore(database) }),

    async grant(communityId, { memberId, planId, reason, endsAt, byId }) {
      await members.member(communityId, memberId);
      await billing.plan(communityId, planId);
      const now = clock.now();
      const grant = await database.transaction(async (tx) => {
        await lockMember(tx, communityId, memberId);
        const row = { memberId, planId, reason, grantedById: byId, startsAt: now, endsAt };
        const made = await store.putGrant(communityId, row, now, tx);
        await store.owe(communityId, memberId, planId, now, tx);
        const details = { plan: planId, reason, until: endsAt?.toISOString() ?? null };
        const entry = { action: 'grant.given', actorId: byId, subjectId: memberId, details };
        await members.audit(communityId, entry, tx);
        return made;
      });
      await wake.member(communityId, memberId);
      return grant;
    },

    async revoke(communityId, { grantId, reason, byId }) {
      const grant = await store.grant(communityId, grantId);
      if (!grant) throw new UserFacingError('grant_unknown');
      await database.transaction(async (tx) => {
        await lockMember(tx, communityId, grant.memberId);
        const revoked = await store.revokeGrant(communityId, grantId, byId, clock.now(), tx);
        if (!revoked) throw new UserFacingError('grant_unknown');
        await store.owe(communityId, grant.memberId, grant.planId, clock.now(), tx);
        const details = { grant: grantId, reason };
        const entry = { action: 'grant.revoked', actorId: byId, subjectId: grant.memberId, details };
        await members.audit(communityId, entry, tx);
      });
      await wake.member(communityId, grant.memberId);
      return { ...grant, revokedAt: clock.now() };
    },

    async redeem(communityId, member, code) {
      const { id, planId } = await billing.giftToRedeem(communityId, code);
      await database.transaction(async (tx) => {
        await lockMember(tx, communityId, member.id);
        if (!(await billing.takeGift(tx, communityId, id, member.id)))
          throw new UserFacingError('gift_taken');
        await store.owe(communityId, member.id, planId, clock.now(), tx);
        const details = { gift: id, plan: planId };
        await members.audit(communityId, { action: 'gift.redeemed', actorId: member.id, details }, tx);
      });
      await wake.member(communityId, member.id);
      return { planId };
    },

    async grants(communityId, memberId) {
      const now = clock.now();
      const all = await store.grants(communityId, memberId);
      return all.filter((grant) => !grant.revokedAt && (!grant.endsAt || grant.endsAt > now));
    },

    entitlements: (communityId, memberId) => store.entitlements(communityId, memberId),
    seats: (communityId, memberId) => store.seats(communityId, memberId),
    chain: (communityId, memberId) => chainOf(deps, communityId, memberId),

    async converge(communityId, memberId, origin) {
      if (origin === 'verify') await lookAtAll(communityId, memberId);
      const verdicts = await compute(deps, communityId, memberId);
      const report = emptyReport();
      for (const seat of await store.seats(communityId, memberId)) {
        await closeGap(deps, communityId, seat.id, origin, report);
      }
      // Right away, while the seat still tells how and when it was read back.
      await driftStore.settle(communityId, memberId);
      // Whoever is leaving knows, and nothing new is to be kept about them.
      if (await members.isKnown(communityId, memberId)) await tell(deps, communityId, memberId, verdicts);
      return report;
    },

    async dryRun(communityId) {
      await lookAround(deps, communityId, 500, 0);
      const places = new Map((await placeStore.places(communityId)).map((place) => [place.id, place]));
      const wishes = new Map();
      const seats = [];
      for (const memberId of await store.membersConcerned(communityId)) {
        wishes.set(memberId, (await judge(deps, communityId, memberId)).wishes);
        seats.push(...(await store.seats(communityId, memberId)));
      }
      return compare(deps, communityId, wishes, seats, places);
    },

    async due(communityId, limit) {
      const now = clock.now();
      const recheck = await store.dueForRecheck(communityId, now, limit);
      const retry = await store.dueForRetry(communityId, now, limit);
      const due = [];
      for (const memberId of new Set([...recheck, ...retry])) {
        // Only what time changed needs the provider's word; a refused seat does not.
        const customers = recheck.includes(memberId) ? await billing.customers(communityId, memberId) : [];
        due.push({ memberId, customers: customers.map((customer) => customer.stripeId) });
      }
      return due;
    },

    async sweep(communityId, limit) {
      return runPass(deps, communityId, limit, FRESH_MS);
    },

    holds: (communityId) => holds.open(communityId),
    async decideHold(communityId, holdId, approve, byId) {
      for (const memberId of await holds.decide(communityId, holdId, approve, byId)) {
        await wake.member(communityId, memberId);
      }
    },
    ...createPersonalStore(database),
    async move(tx, communityId, from, to) {
      await store.move(tx, communityId, from, to, clock.now());
      await driftStore.move(tx, communityId, from, to);
    },
  };
}
