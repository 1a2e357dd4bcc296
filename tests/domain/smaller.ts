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
    for (const candidate of candidates(best)) {
      left -= 1;
      if (!(await fails(candidate))) continue;
      best = candidate;
      shrunk = true;
      break;
    }
  }
  return best;
}

/** Every history that is one step smaller, the big steps first. */
function* candidates(history: History): Generator<History> {
  for (const list of LISTS) {
    for (let index = 0; index < history[list].length; index += 1) {
      yield consistent({ ...history, [list]: history[list].toSpliced(index, 1) });
    }
  }
  for (const [index, one] of history.subscriptions.entries()) {
    if (one.chapters.length < 2) continue;
    const shorter = { ...one, chapters: one.chapters.slice(0, -1) };
    yield consistent({ ...history, subscriptions: history.subscriptions.with(index, shorter) });
  }
  for (const [index, one] of history.payments.entries()) {
    if (one.turns.length === 0) continue;
    const shorter = { ...one, turns: one.turns.slice(0, -1) };
    yield consistent({ ...history, payments: history.payments.with(index, shorter) });
  }
}

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
