import { turn, type Histories } from './histories.js';

/**
 * Whether `addPairsByCourse` is worth its sorting: where a triangle of counts does not stay in the caches, and
 * members have so many courses that most of the work is in the pairs.
 */
export function byCourse({ courses, offsets, items }: Histories): boolean {
  return courses >= 600 && items.length >= 40 * (offsets.length - 1);
}

/**
 * Adds who took what together to a lower triangle, course by course: a row stays in the nearest cache while everybody
 * who took the course is gone through. The same sums as member by member.
 */
export function addPairsByCourse(pairs: Int32Array, histories: Histories): void {
  const { courses, offsets } = histories;
  const sorted = histories.items.slice();
  for (let member = 0; member + 1 < offsets.length; member += 1) {
    sorted.subarray(offsets[member], offsets[member + 1]).sort();
  }
  const turned = turn(histories);
  for (let course = 0; course < courses; course += 1) {
    const row = pairs.subarray((course * (course + 1)) / 2, ((course + 1) * (course + 2)) / 2);
    const last = turned.offsets[course + 1] as number;
    for (let at = turned.offsets[course] as number; at < last; at += 1) {
      const member = turned.items[at] as number;
      for (let place = offsets[member] as number; ; place += 1) {
        const other = sorted[place] as number;
        row[other] = (row[other] as number) + 1;
        // Every list that is gone through has the course itself.
        if (other === course) break;
      }
    }
  }
}
