import type { Database } from '#database';
import { hours, later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Delivery, NoticeKind, NoticeValues } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { HoldStore } from './hold-store.js';
import type { Hold, Place, Seat } from './model.js';
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
    const fresh = await database.transaction(async (tx) => {
      const posted = [];
      for (const memberId of staff) {
        const notice = { communityId, memberId, kind, key: `${key}:${memberId}`, values, urgent: true };
        posted.push(await delivery.post(tx, notice));
      }
      return posted;
    });
    await delivery.wake(communityId, fresh);
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
      const { place } = seat;
      const size = await holdStore.wave(communityId, place.id, later(now, -WAVE_MS));
      if (size.removals <= removalLimit(size.of)) return true;
      const { id: holdId, isNew, removals: told } = await holdStore.open(communityId, place.id, size, now);
      if (!isNew && size.removals <= 2 * told) return false;
      // Whoever was asked about a few decides about a few: when it becomes many, they are asked again.
      if (!isNew) await holdStore.resize(communityId, holdId, size);
      const key = isNew ? `hold:${holdId}` : `hold:${holdId}:${size.removals}`;
      await tellStaff(communityId, 'hold_asked', key, { place: placeName(place), ...size, holdId });
      return false;
    },

    /** A place that refuses us: told when it is news. What nobody can explain may come and go: once a day. */
    async blocked(communityId: string, place: Place, problem: string): Promise<void> {
      const now = clock.now();
      if (!(await placeStore.setProblem(communityId, place.id, problem, now))) return;
      const since = now.toISOString().slice(0, problem === 'unknown' ? 10 : undefined);
      const key = `blocked:${place.id}:${problem}:${since}`;
      await tellStaff(communityId, 'place_blocked', key, { place: placeName(place), problem });
    },

    async open(communityId: string): Promise<Hold[]> {
      const holds: Hold[] = [];
      for (const { id, placeId, removals, of, at } of await holdStore.waiting(communityId)) {
        const place = await placeStore.place(communityId, placeId);
        if (place) holds.push({ id, place, removals, of, at });
      }
      return holds;
    },

    /**
     * Returns the members whose seats were waiting for the decision. Throws UserFacingError `hold_grew` when by
     * now clearly more would have to leave than whoever approves was told.
     */
    async decide(communityId: string, holdId: string, approved: boolean, byId: string): Promise<string[]> {
      const asked = await holdStore.find(communityId, holdId);
      if (asked && approved) {
        const size = await holdStore.wave(communityId, asked.placeId, later(clock.now(), -WAVE_MS));
        if (size.removals > asked.removals + removalLimit(size.of)) {
          await holdStore.resize(communityId, holdId, size);
          throw new UserFacingError('hold_grew', { removals: size.removals, of: size.of });
        }
      }
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
