import type { Verdict } from '#domain/access';
import type { Life } from '../../src/domain/access/life.js';
import type { StoredEntitlement } from '../../src/domain/access/store.js';
import type { History, HistoryPlace } from './history.js';
import type { Knowledge } from './knowledge.js';
import { isOpen, planSays, settle, type Standing } from './reference.js';

type Wanted = 'in' | 'out' | 'free';
type Wish = { accountId: string; placeId: string; wanted: Wanted };

export interface Judgement {
  verdicts: readonly Verdict[];
  lives: ReadonlyMap<string, Life>;
  wishes: readonly Wish[];
}

const DAY = 86_400_000;
const NEVER: Standing = { granting: false, paid: false };

/** What must hold at every moment of a history, whatever its end. */
export function createInvariants(
  history: History,
  knowledge: Knowledge,
  entitlements: ReadonlyMap<string, StoredEntitlement>,
) {
  const broken: string[] = [];
  const given = new Set<string>();
  /** What the reference made of each plan when it was last asked: what is unknown stays so. */
  const standings = new Map<string, Standing>();
  /** What was learned since the rules were last asked: then a new answer is not time's doing alone. */
  let news = true;
  let lastAnswer = '';
  let mayKick = new Set<string>();
  const reachable = history.places.filter((place) => history.accounts.includes(place.platform));

  const answerOf = ({ verdicts, wishes }: Judgement) =>
    [
      ...verdicts.map((one) => `${one.planId}=${one.state}`),
      ...wishes.map((one) => `${one.placeId}:${one.wanted}`),
    ].join(' ');

  return {
    broken,
    given,

    learned(): void {
      news = true;
    },

    /**
     * From what is known, as old as it is, the rules say what the reference says; and time alone changes an
     * answer only at an announced moment.
     */
    judged(at: number, judgement: Judgement, announced: number | null): void {
      const grants = history.grants
        .filter((grant) => grant.madeAt <= at)
        .map((grant) => ({
          ...grant,
          revokedAt: grant.revokedAt !== null && grant.revokedAt <= at ? grant.revokedAt : null,
        }));
      const known = { now: at, plans: history.plans, places: reachable, grants, ...knowledge.known() };
      for (const plan of history.plans) {
        const must = settle(planSays(known, plan), standings.get(plan.id) ?? NEVER);
        standings.set(plan.id, must);
        const life = judgement.lives.get(plan.id);
        const is = { granting: life?.granting ?? false, paid: (life?.granting && !life.trial) ?? false };
        if (is.granting === must.granting && is.paid === must.paid) continue;
        broken.push(`at ${at} ${plan.id} is ${JSON.stringify(is)} and must be ${JSON.stringify(must)}`);
      }
      for (const place of reachable) {
        const wanted = judgement.wishes.find((one) => one.placeId === place.id)?.wanted === 'in';
        if (wanted !== isOpen(place, standings))
          broken.push(`at ${at} ${place.id} is ${wanted ? '' : 'not '}wanted`);
      }
      const answer = answerOf(judgement);
      if (!news && answer !== lastAnswer && (announced === null || announced > at)) {
        broken.push(`by ${at} it became ${answer}, announced for ${announced}, before: ${lastAnswer}`);
      }
      lastAnswer = answer;
      news = false;
    },

    /** Until right before the announced moment the answer is the same. */
    justBefore(judgement: Judgement): void {
      const answer = answerOf(judgement);
      if (!news && answer !== lastAnswer) broken.push(`too early: ${answer}, before: ${lastAnswer}`);
    },

    wished(at: number, place: HistoryPlace, before: Wanted | undefined, wanted: Wanted): void {
      news = true;
      if (wanted === 'in') {
        given.add(place.id);
        mayKick = new Set([...mayKick, place.spaceId]);
      }
      if (wanted !== 'out') return;
      if (place.planIds.length > 0 && before === undefined) broken.push(`${place.id} was never given`);
      if (place.planIds.length === 0) checkKick(at, place);
    },

    /** Called for each attempt to take a seat away on a platform. */
    taking(_at: number, place: HistoryPlace): void {
      if (place.planIds.length > 0 && !given.has(place.id)) broken.push(`${place.id} was never given`);
    },
  };

  /** Leaving a guild altogether: only when no plan in it is given, on its day, and once per ending. */
  function checkKick(at: number, room: HistoryPlace): void {
    const here = history.places.filter((place) => place.spaceId === room.spaceId);
    const plans = history.plans.filter((plan) => here.some((place) => place.planIds.includes(plan.id)));
    if (plans.some((plan) => standings.get(plan.id)?.granting))
      broken.push(`kicked at ${at} although entitled`);
    if (!mayKick.delete(room.spaceId)) broken.push(`kicked at ${at} without having been given anything anew`);
    const days = plans.flatMap((plan) => {
      const endedAt = entitlements.get(plan.id)?.endedAt;
      if (!endedAt || plan.removal === 'role') return [];
      return endedAt.getTime() + (plan.removal === 'kick' ? 0 : plan.kickAfterDays * DAY);
    });
    if (!days.some((day) => day <= at)) broken.push(`kicked at ${at} before any plan asks for it`);
  }
}
