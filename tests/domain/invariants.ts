import type { Verdict } from '#domain/access';
import type { StoredEntitlement } from '../../src/domain/access/store.js';
import type { History, HistoryPlace } from './history.js';
import { holds, pays } from './reference.js';
import type { Chapter } from './story.js';

type Wanted = 'in' | 'out' | 'free';
type Wish = { accountId: string; placeId: string; wanted: Wanted };
type Known = Chapter & { fetchedAt: number };

const DAY = 86_400_000;

/** What must hold at every moment of a history, whatever its end. */
export function createInvariants(
  history: History,
  fetched: ReadonlyMap<string, Known>,
  entitlements: ReadonlyMap<string, StoredEntitlement>,
) {
  const broken: string[] = [];
  const given = new Set<string>();
  /** What was learned since the rules were last asked: then a new answer is not time's doing alone. */
  let news = true;
  let lastAnswer = '';
  let mayKick = new Set<string>();

  const answerOf = (verdicts: readonly Verdict[], wishes: readonly Wish[]) =>
    [
      ...verdicts.map((one) => `${one.planId}=${one.state}`),
      ...wishes.map((one) => `${one.placeId}:${one.wanted}`),
    ].join(' ');

  /** Whether what is known, as old as it is, gives this plan: nobody who answered said otherwise. */
  function stillGiven(planId: string, at: number): boolean {
    const plan = history.plans.find((one) => one.id === planId);
    if (!plan) return false;
    const paidFor = [...fetched.values()].some(
      (one) =>
        one.status !== 'canceled' &&
        one.prices.some((price) => plan.prices.includes(price)) &&
        pays(one, plan.graceDays, one.fetchedAt),
    );
    return (
      paidFor ||
      history.grants.some((grant) => grant.planId === planId && grant.madeAt <= at && holds(grant, at))
    );
  }

  return {
    broken,
    given,

    learned(): void {
      news = true;
    },

    /** Time alone changes an answer only at an announced moment. */
    judged(
      at: number,
      verdicts: readonly Verdict[],
      wishes: readonly Wish[],
      announced: number | null,
    ): void {
      const answer = answerOf(verdicts, wishes);
      if (!news && answer !== lastAnswer && (announced === null || announced > at)) {
        broken.push(`by ${at} it became ${answer}, announced for ${announced}, before: ${lastAnswer}`);
      }
      lastAnswer = answer;
      news = false;
    },

    /** Until right before the announced moment the answer is the same. */
    justBefore({ verdicts, wishes }: { verdicts: readonly Verdict[]; wishes: readonly Wish[] }): void {
      const answer = answerOf(verdicts, wishes);
      if (!news && answer !== lastAnswer) broken.push(`too early: ${answer}, before: ${lastAnswer}`);
    },

    wished(at: number, place: HistoryPlace, before: Wanted | undefined, wanted: Wanted): void {
      news = true;
      if (wanted === 'in') {
        given.add(place.id);
        mayKick = new Set([...mayKick, place.spaceId]);
      }
      if (wanted !== 'out') return;
      if (place.planIds.some((id) => stillGiven(id, at))) {
        broken.push(`${place.id} is taken at ${at} although nobody said that it ended`);
      }
      if (place.planIds.length > 0 && before === undefined) broken.push(`${place.id} was never given`);
      if (place.planIds.length === 0) checkKick(at, place);
    },

    /** Called for each attempt to take a seat away on a platform. */
    taking(_at: number, place: HistoryPlace): void {
      if (place.planIds.length > 0 && !given.has(place.id)) broken.push(`${place.id} was never given`);
    },
  };

  /** Leaving a guild altogether: only when nothing in it is given, on its day, and once per ending. */
  function checkKick(at: number, room: HistoryPlace): void {
    const here = history.places.filter((place) => place.spaceId === room.spaceId);
    const plans = history.plans.filter((plan) => here.some((place) => place.planIds.includes(plan.id)));
    if (plans.some((plan) => stillGiven(plan.id, at))) broken.push(`kicked at ${at} although entitled`);
    if (!mayKick.delete(room.spaceId)) broken.push(`kicked at ${at} without having been given anything anew`);
    const days = plans.flatMap((plan) => {
      const endedAt = entitlements.get(plan.id)?.endedAt;
      if (!endedAt || plan.removal === 'role') return [];
      return endedAt.getTime() + (plan.removal === 'kick' ? 0 : plan.kickAfterDays * DAY);
    });
    if (!days.some((day) => day <= at)) broken.push(`kicked at ${at} before any plan asks for it`);
  }
}
