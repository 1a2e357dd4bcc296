import type { History } from './history.js';

/** The lists of a history whose entries can be left out one by one. */
const LISTS = [
  'subscriptions',
  'orders',
  'payments',
  'deletions',
  'grants',
  'news',
  'providerAway',
  'platformAway',
  'comings',
  'present',
  'byHand',
  'sweeps',
  'places',
  'plans',
] as const;

/**
 * Leaves out of a failing history whatever it fails without, so that people can read what is left.
 * @param fails whether a history still fails; asked at most `tries` times, and a few more
 */
export async function smallest(
  history: History,
  fails: (history: History) => boolean | Promise<boolean>,
  tries: number,
): Promise<History> {
  let best = history;
  for (let shrunk = true, left = tries; shrunk && left > 0;) {
    shrunk = false;
    for (const step of steps) {
      // Where a step helped, the next one of its kind may help as well.
      for (let index = 0; left > 0;) {
        const candidate = step(best, index);
        if (candidate === undefined) break;
        left -= 1;
        if (candidate && (await fails(consistent(candidate)))) {
          best = consistent(candidate);
          shrunk = true;
        } else index += 1;
      }
    }
  }
  return best;
}

/** One way to make a history smaller at one entry; null: not at this one; undefined: there are no more. */
type Step = (history: History, index: number) => History | null | undefined;

const without =
  (list: (typeof LISTS)[number]): Step =>
  (history, index) =>
    index < history[list].length ? { ...history, [list]: history[list].toSpliced(index, 1) } : undefined;

const lastChapter: Step = (history, index) => {
  const one = history.subscriptions[index];
  if (!one || one.chapters.length < 2) return one && null;
  const shorter = { ...one, chapters: one.chapters.slice(0, -1) };
  return { ...history, subscriptions: history.subscriptions.with(index, shorter) };
};

const lastMoneyTurn: Step = (history, index) => {
  const one = history.payments[index];
  if (!one || one.turns.length === 0) return one && null;
  return { ...history, payments: history.payments.with(index, { ...one, turns: one.turns.slice(0, -1) }) };
};

const steps: readonly Step[] = [...LISTS.map(without), lastChapter, lastMoneyTurn];

/** Whatever speaks of something that is not there any more goes too. */
function consistent(history: History): History {
  const planIds = new Set(history.plans.map((plan) => plan.id));
  const places = history.places
    .map((place) => ({ ...place, planIds: place.planIds.filter((id) => planIds.has(id)) }))
    .filter((place) => place.planIds.length > 0);
  const paidFor = new Set([...history.subscriptions, ...history.orders].map((one) => one.id));
  const payments = history.payments.filter((one) => paidFor.has(one.of));
  const told = new Set([
    ...history.subscriptions.flatMap((one) => one.chapters.map((_, index) => `${one.id}.${index}`)),
    ...history.orders.map((one) => one.id),
    ...payments.flatMap((one) => [one.id, ...one.turns.map((_, index) => `${one.id}.${index}`)]),
    ...history.deletions.map((one) => `deleted-${one.customer}`),
  ]);
  return {
    ...history,
    places,
    payments,
    grants: history.grants.filter((grant) => planIds.has(grant.planId)),
    news: history.news.filter((one) => told.has(one.event)),
    byHand: history.byHand.filter((id) => places.some((place) => place.id === id)),
  };
}
