import type { Database } from '#database';
import { hours, later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Delivery, NoticeKind, NoticeValues } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { HoldStore } from './hold-store.js';
import type { Hold, Seat } from './model.js';
import { placeName } from './naming.js';
import type { PlaceStore } from './place-store.js';

/** A wave of more removals than this in one place stops and asks. */
export function removalLimit(seated: number): number {
  return Math.max(5, Math.floor(seated * 0.03));
}

/** Removals within this time belong to one wave. */
const WAVE_MS = hours(1);

export interface HoldDeps {
  database: Database;
  holdStore: HoldStore;
  placeStore: PlaceStore;
  members: Members;
  delivery: Delivery;
  clock: Clock;
}

/** The mass-removal breaker: an outage of somebody else's must never empty a place. */
export function createHolds({ database, holdStore, placeStore, members, delivery, clock }: HoldDeps) {
  /** Tells the moderators once; each in their own language, by the ladder. */
  async function tellStaff(communityId: string, kind: NoticeKind, key: string, values: NoticeValues) {
    const staff = await members.staff(communityId);
    await database.transaction(async (tx) => {
      for (const memberId of staff) {
        const notice = { communityId, memberId, kind, key: `${key}:${memberId}`, values, urgent: true };
        await delivery.post(tx, notice);
      }
    });
    await delivery.wake(communityId);
  }

  return {
    /**
     * Whether a removal that a sweep asks for may go ahead now. The whole wave is judged together: those
     * wanted out and still in, and those removed within the last hour.
     */
    async allows(communityId: string, seat: Seat): Promise<boolean> {
      const now = clock.now();
      const decision = await holdStore.decisionFor(communityId, seat);
      if (decision) return decision === 'approved';
      const size = await holdStore.wave(communityId, seat.place.id, later(now, -WAVE_MS));
      if (size.removals <= removalLimit(size.of)) return true;
      const holdId = await holdStore.open(communityId, seat.place.id, size, now);
      if (holdId) {
        const values = { place: placeName(seat.place), ...size, holdId };
        await tellStaff(communityId, 'hold_asked', `hold:${holdId}`, values);
      }
      return false;
    },

    /** A place that refuses us: told once per problem and day. */
    async blocked(communityId: string, seat: Seat, problem: string): Promise<void> {
      const now = clock.now();
      if (!(await placeStore.setProblem(communityId, seat.place.id, problem, now))) return;
      const key = `blocked:${seat.place.id}:${problem}:${now.toISOString().slice(0, 10)}`;
      await tellStaff(communityId, 'place_blocked', key, { place: placeName(seat.place), problem });
    },

    async open(communityId: string): Promise<Hold[]> {
      const holds: Hold[] = [];
      for (const { id, placeId, removals, of, at } of await holdStore.waiting(communityId)) {
        const place = await placeStore.place(communityId, placeId);
        if (place) holds.push({ id, place, removals, of, at });
      }
      return holds;
    },

    /** Returns the members whose seats were waiting for the decision. */
    async decide(communityId: string, holdId: string, approved: boolean, byId: string): Promise<string[]> {
      const hold = await holdStore.decide(communityId, holdId, approved, byId, clock.now());
      if (!hold) throw new UserFacingError('hold_unknown');
      await members.audit(communityId, {
        action: approved ? 'hold.approved' : 'hold.kept',
        actorId: byId,
        details: { place: hold.placeId, removals: hold.removals },
      });
      return approved ? holdStore.membersLeaving(communityId, hold.placeId) : [];
    },
  };
}

export type Holds = ReturnType<typeof createHolds>;
