import { seededRandom } from './random.js';

/**
 * What each member took: courses are numbers below `courses`, members lie one after the other. A member has each
 * course once.
 */
export interface Histories {
  readonly courses: number;
  /** Whether `items` is in the order in which they were taken, oldest first. */
  readonly ordered: boolean;
  /** Where each member's items begin; one longer than there are members. */
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

export function memberCount({ offsets }: Histories): number {
  return offsets.length - 1;
}

/** A view: not to be written to, and good as long as the histories are. */
export function historyOf({ offsets, items }: Histories, member: number): Uint32Array {
  return items.subarray(offsets[member], offsets[member + 1]);
}

/** Each member's courses as lists; a course that comes again is left out. */
export function historiesOf(
  lists: readonly ArrayLike<number>[],
  courses: number,
  ordered: boolean,
): Histories {
  const offsets = new Uint32Array(lists.length + 1);
  const items = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let used = 0;
  lists.forEach((list, member) => {
    const first = used;
    for (let place = 0; place < list.length; place += 1) {
      const course = list[place] as number;
      if (!Number.isInteger(course) || course < 0 || course >= courses) {
        throw new RangeError(`course ${course} of ${courses}`);
      }
      if (!items.subarray(first, used).includes(course)) items[used++] = course;
    }
    offsets[member + 1] = used;
  });
  return { courses, ordered, offsets, items: items.slice(0, used) };
}

/** Every history through `change`, which may return a shorter view of what it gets. */
export function mapHistories(
  histories: Histories,
  change: (history: Uint32Array, member: number) => ArrayLike<number>,
): Histories {
  const size = memberCount(histories);
  const offsets = new Uint32Array(size + 1);
  const items = new Uint32Array(histories.items.length);
  let used = 0;
  for (let member = 0; member < size; member += 1) {
    const kept = change(historyOf(histories, member), member);
    items.set(kept, used);
    used += kept.length;
    offsets[member + 1] = used;
  }
  return { ...histories, offsets, items: items.slice(0, used) };
}

export interface HeldOut {
  /** All members, without the course that was held out. */
  kept: Histories;
  /** By member the held-out course, or −1 where there was but one. */
  truth: Int32Array;
}

/** Takes each member's last course away; where the order is unknown any of them, the same for the same seed. */
export function holdOutLast(histories: Histories, seed = 7): HeldOut {
  const truth = new Int32Array(memberCount(histories)).fill(-1);
  const random = seededRandom(seed);
  const kept = mapHistories(histories, (history, member) => {
    if (history.length < 2) return history;
    const place = histories.ordered ? history.length - 1 : Math.floor(random() * history.length);
    truth[member] = history[place] as number;
    return history.filter((_, at) => at !== place);
  });
  return { kept, truth };
}

/** How many members took each course. */
export function takenCounts({ items, courses }: Histories): Int32Array {
  const taken = new Int32Array(courses);
  for (const course of items) taken[course] = (taken[course] as number) + 1;
  return taken;
}

/** Only the courses for which `keep` names a new number (others −1), `size` of them in all. */
export function withCourses(histories: Histories, keep: Int32Array, size: number): Histories {
  const chosen = mapHistories(histories, (history) =>
    history.map((course) => keep[course] as number).filter((course) => course !== 0xffffffff),
  );
  return { ...chosen, courses: size };
}

/** Members in `chosen`, in its order. */
export function someMembers(histories: Histories, chosen: readonly number[]): Histories {
  const lists = chosen.map((member) => historyOf(histories, member));
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (offsets[at + 1] = (offsets[at] as number) + list.length));
  const items = new Uint32Array(offsets[lists.length] as number);
  lists.forEach((list, at) => items.set(list, offsets[at]));
  return { ...histories, offsets, items };
}

/** Members of each course instead of courses of each member. */
export function turn({ courses, offsets, items }: Histories): { offsets: Uint32Array; items: Uint32Array } {
  const turned = new Uint32Array(courses + 1);
  for (const course of items) turned[course + 1] = (turned[course + 1] as number) + 1;
  for (let course = 0; course < courses; course += 1) {
    turned[course + 1] = (turned[course + 1] as number) + (turned[course] as number);
  }
  const place = turned.slice();
  const members = new Uint32Array(items.length);
  for (let member = 0; member + 1 < offsets.length; member += 1) {
    for (let at = offsets[member] as number; at < (offsets[member + 1] as number); at += 1) {
      const course = items[at] as number;
      members[place[course] as number] = member;
      place[course] = (place[course] as number) + 1;
    }
  }
  return { offsets: turned, items: members };
}
