import type { NewNotice } from '#domain/delivery';
import { of, type Facts } from './about-money.js';
import { matches } from './act.js';
import { lastEnded } from './last-ended.js';
import type { Seat, Source } from './model.js';
import { placeName } from './naming.js';
import type { StoredEntitlement } from './store.js';

/** What is told of an entitlement that began or ended, once its seats were seen as they should be. */
export function aboutAccess(entitlement: StoredEntitlement, facts: Facts): NewNotice[] {
  const plan = facts.plans.get(entitlement.planId);
  if (!plan) return [];
  const seats = facts.seats.filter((seat) => facts.planIdsOfPlace.get(seat.place.id)?.includes(plan.id));
  const { memberId } = facts;
  if (entitlement.granting) {
    const wanted = seats.filter((seat) => seat.wanted === 'in');
    const settled = wanted.every((seat) => seat.observed === 'in' || seat.problem === 'waiting');
    if (!settled) return [];
    const since = entitlement.since.getTime();
    const places = wanted.filter((seat) => seat.observed === 'in').map((seat) => placeName(seat.place));
    const giving = entitlement.sources.filter((source) => source.verdict !== 'ended');
    const grant = giving.every((source) => source.kind === 'grant')
      ? giving.find((source) => source.verdict === 'active')
      : undefined;
    const key = `welcome:${memberId}:${plan.id}:${since}`;
    if (!grant && entitlement.endedAt) {
      return [
        {
          ...of(facts),
          kind: 'back_again',
          key: `back:${memberId}:${plan.id}:${since}`,
          values: { plan: plan.name },
        },
      ];
    }
    if (!grant) {
      const values = {
        plan: plan.name,
        places: places.join('\n'),
        trial: entitlement.trial,
        ...(plan.solo ? { solo: true } : {}),
      };
      return [{ ...of(facts), kind: 'welcome', key, values }];
    }
    const reason = facts.reasons.get(grant.id) ?? '';
    return [
      { ...of(facts), kind: 'grant_given', key, values: { plan: plan.name, reason, until: grant.until } },
    ];
  }
  if (!entitlement.endedAt || !seats.every((seat) => seat.wanted === 'in' || matches('out', seat.observed))) {
    return [];
  }
  const key = `ended:${memberId}:${plan.id}:${entitlement.endedAt.getTime()}`;
  return [
    {
      ...of(facts),
      kind: 'access_ended',
      key,
      values: { plan: plan.name, reason: endReason(entitlement.sources) },
    },
  ];
}

/** Why it ended, as a key of `notices.access_ended.reasons` texts. */
function endReason(sources: readonly Source[]): string {
  const last = lastEnded(sources);
  // A price that left the plan leaves no source behind; the subscription itself may go on.
  if (!last) return 'other';
  if (last.kind === 'grant') return 'grant_over';
  return last.cause ?? 'other';
}

/** The way into a group that waits for the person to come. */
export function aboutJoining(seat: Seat, facts: Facts): NewNotice[] {
  if (seat.wanted !== 'in' || seat.problem !== 'waiting' || !seat.place.joinLink) return [];
  const key = `join:${seat.id}:${seat.wantedAt.getTime()}`;
  const values = { place: placeName(seat.place), url: seat.place.joinLink };
  return [{ ...of(facts), kind: 'join_link', key, values, urgent: true }];
}
