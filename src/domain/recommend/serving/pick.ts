import { diversify } from '../diversity.js';
import { explore } from '../explore.js';

/** Something that could be shown. */
export interface Scored<Item> {
  item: Item;
  courseId: string;
  score: number;
  isLocked: boolean;
  /** In a language that the member does not read, as far as we know. */
  isForeign: boolean;
}

export interface Picked<Item> {
  item: Item;
  propensity: number;
  explored: boolean;
}

/** How many lists give their last place to one that would not have had it. */
const EXPLORED = 0.1;

/** So many of the best are looked at when a list is made less alike. */
const LOOKED_AT = 30;

interface Wish {
  count: number;
  /** Courses that the member said they would like: they stand first. */
  liked: ReadonlySet<string>;
  alike(one: string, other: string): number;
  /** null: nothing is tried out, only the best are taken. */
  random: (() => number) | null;
}

/**
 * Chooses `count` of what could be shown, best first: what the member can read before what they perhaps cannot, not
 * all of a kind, at most one of them locked and never the first while anything is open.
 */
export function pick<Item>(scored: readonly Scored<Item>[], wish: Wish): Picked<Item>[] {
  const { count, liked, alike, random } = wish;
  if (count <= 0) return [];
  const order = scored.toSorted(
    (a, b) =>
      Number(liked.has(b.courseId)) - Number(liked.has(a.courseId)) ||
      Number(a.isForeign) - Number(b.isForeign) ||
      b.score - a.score ||
      (a.courseId < b.courseId ? -1 : 1),
  );
  const open = order.filter(({ isLocked }) => !isLocked);
  const [locked] = order.filter(({ isLocked }) => isLocked);
  const best = open.filter(({ courseId }) => liked.has(courseId)).slice(0, count);
  const others = open.filter((one) => !best.includes(one));
  const varied = diversify(
    (others[0]?.isForeign ? others : others.filter(({ isForeign }) => !isForeign))
      .slice(0, LOOKED_AT)
      .map((course) => ({ course, score: course.score })),
    (one, other) => alike(one.courseId, other.courseId),
    count - best.length,
  );
  const ranked = [...best, ...varied, ...others.filter((one) => !varied.includes(one))];
  const shown = random
    ? explore(ranked, count, { share: EXPLORED }, random)
    : ranked.slice(0, count).map((course) => ({ course, propensity: 1, explored: false }));
  const picked = shown.map(({ course, propensity, explored }) => ({ of: course, propensity, explored }));
  const last = picked[picked.length - 1];
  const isBetter =
    last &&
    !last.explored &&
    !locked?.isForeign &&
    (last.of.isForeign || (locked?.score ?? 0) > last.of.score);
  if (locked && (picked.length < count || isBetter)) {
    if (picked.length === count) picked.pop();
    // Unless it is all there is, what can be begun now stands before it.
    picked.push({ of: locked, propensity: 1, explored: false });
  }
  return picked.map(({ of, propensity, explored }) => ({ item: of.item, propensity, explored }));
}
