import { days, later } from '#kernel/clock';
import type { RemovalPolicy } from '#domain/billing';
import { latest } from './instants.js';
import type { PlaceKind, Wanted } from './model.js';
import type { Platform } from '#domain/members';

/** One member's situation, reduced to what decides about seats. */
export interface SeatFacts {
  now: Date;
  accounts: readonly { id: string; platform: Platform }[];
  /** Every place of the community that a plan opens, and the rooms around roles. */
  places: readonly {
    id: string;
    platform: Platform;
    spaceId: string;
    kind: PlaceKind;
    planIds: readonly string[];
    /** Plans that open it only during, or only after, a trial; the others always. */
    phases?: ReadonlyMap<string, 'trial' | 'paid'>;
  }[];
  /** Per plan the member ever had: whether it grants now, when it last ended, and what removal means. */
  plans: readonly {
    planId: string;
    granting: boolean;
    /** Only a trial gives it: nothing was paid yet. */
    trial: boolean;
    endedAt: Date | null;
    removal: RemovalPolicy;
    kickAfterDays: number;
  }[];
  /** Seats that exist already, by `accountId:placeId`. */
  known: ReadonlyMap<string, { wanted: Wanted; wantedAt: Date }>;
}

export interface SeatWish {
  accountId: string;
  placeId: string;
  wanted: Wanted;
}

/**
 * Which seats a member should have. A seat is taken away only where we once gave it: whoever was let in by
 * a person keeps that place. A guild itself is left only under a removal policy that says so, when no plan
 * opens anything in it any more.
 * @returns the wishes, and when the next one changes by time alone
 */
export function seatsWanted(facts: SeatFacts): { wishes: SeatWish[]; nextAt: Date | null } {
  const granting = new Set(facts.plans.filter((plan) => plan.granting).map((plan) => plan.planId));
  const trials = new Set(facts.plans.filter((plan) => plan.trial).map((plan) => plan.planId));
  const wishes: SeatWish[] = [];
  let nextAt: Date | null = null;
  for (const account of facts.accounts) {
    for (const place of facts.places) {
      if (place.platform !== account.platform) continue;
      const wanted = place.planIds.some((id) => {
        const phase = place.phases?.get(id);
        return granting.has(id) && (!phase || (phase === 'trial') === trials.has(id));
      });
      const known = facts.known.get(`${account.id}:${place.id}`);
      if (wanted) {
        wishes.push({ accountId: account.id, placeId: place.id, wanted: 'in' });
      } else if (place.kind === 'room' && place.planIds.length === 0 && place.platform === 'discord') {
        const kick = kickAt(facts, account.id, place.spaceId, granting);
        // A removal happens once for what was taken: whoever comes back afterwards is let be.
        const done =
          kick !== null &&
          known?.wanted === 'free' &&
          (known.wantedAt >= kick || known.wantedAt >= takenAt(facts, account.id, place.spaceId));
        const due = kick !== null && kick <= facts.now && !done;
        if (due || known)
          wishes.push({ accountId: account.id, placeId: place.id, wanted: due ? 'out' : 'free' });
        if (kick && kick > facts.now && (nextAt === null || kick < nextAt)) nextAt = kick;
      } else if (known) {
        wishes.push({ accountId: account.id, placeId: place.id, wanted: 'out' });
      }
    }
  }
  return { wishes, nextAt };
}

/** When something in a guild was last taken from an account. */
function takenAt({ places, known, now }: SeatFacts, accountId: string, spaceId: string): Date {
  const seats = places
    .filter((place) => place.spaceId === spaceId && place.planIds.length > 0)
    .flatMap((place) => known.get(`${accountId}:${place.id}`) ?? []);
  // What is still wanted in is being taken right now.
  return latest(seats.map((seat) => (seat.wanted === 'in' ? now : seat.wantedAt))) ?? now;
}

/** When an account has to leave a guild altogether; null: not by our rules. */
function kickAt(
  facts: SeatFacts,
  accountId: string,
  spaceId: string,
  granting: ReadonlySet<string>,
): Date | null {
  const here = facts.places.filter((place) => place.spaceId === spaceId);
  const plansHere = new Set(here.flatMap((place) => place.planIds));
  if ([...plansHere].some((id) => granting.has(id))) return null;
  // Whom a plan gave nothing here, because a trial of it opens nothing or the account is new, it takes nothing from.
  const took = ({ planId, endedAt }: SeatFacts['plans'][number]) =>
    here.some((place) => {
      const seat = place.planIds.includes(planId) ? facts.known.get(`${accountId}:${place.id}`) : undefined;
      return seat !== undefined && endedAt !== null && (seat.wanted === 'in' || seat.wantedAt >= endedAt);
    });
  const ended = facts.plans.filter((plan) => plan.endedAt && took(plan));
  // Of several plans that ended, the last one's policy counts.
  const last = ended.sort((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0))[0];
  if (!last?.endedAt || last.removal === 'role') return null;
  return last.removal === 'kick' ? last.endedAt : later(last.endedAt, days(last.kickAfterDays));
}
