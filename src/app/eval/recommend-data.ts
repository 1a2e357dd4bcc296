import { createHash } from 'node:crypto';
import { historiesOf, type Histories } from '#domain/recommend';
import type { CourseRow, TakenRow } from './recommend-files.js';

/** Names as numbers, in the order in which they come up: training, courses, then members of the test. */
export interface RecommendData {
  members: string[];
  courses: string[];
  /** One text a course; null: there is no file of courses. */
  texts: string[] | null;
  histories: Histories;
  /** By member; a course that nothing is known about is −1. */
  truth: number[][];
  /** What was left out or cannot be known, in sentences. */
  notes: string[];
  /** Of what was read, so that figures can be told from those of other data. */
  hash: string;
}

export function joinRecommendData(
  train: readonly TakenRow[],
  test: readonly TakenRow[],
  listed: readonly CourseRow[] | null,
): RecommendData {
  const members = numbering();
  const courses = numbering();
  const ordered = train.some(({ position }) => position !== null);
  const sorted = ordered ? inOrder(train) : train;
  const lists: number[][] = [];
  const taken = new Set<string>();
  let double = 0;
  for (const row of sorted) {
    const pair = pairOf(row);
    if (taken.has(pair)) {
      double += 1;
      continue;
    }
    taken.add(pair);
    (lists[members.add(row.member)] ??= []).push(courses.add(row.course));
  }
  const inTraining = { members: members.names.length, courses: courses.names.length };
  for (const { course } of listed ?? []) courses.add(course);
  const truth: number[][] = [];
  const unknown = new Set<string>();
  let [known, twice] = [0, 0];
  for (const row of test) {
    const pair = pairOf(row);
    if (taken.has(pair)) {
      known += 1;
      continue;
    }
    const right = (truth[members.add(row.member)] ??= []);
    const course = courses.numberOf(row.course);
    if (course === undefined) unknown.add(row.course);
    if (course !== undefined && right.includes(course)) twice += 1;
    else right.push(course ?? -1);
  }
  const size = members.names.length;
  const texts = listed && new Map(listed.map(({ course, text }) => [course, text]));
  return {
    members: members.names,
    courses: courses.names,
    texts: texts && courses.names.map((course) => texts.get(course) ?? ''),
    histories: historiesOf(
      Array.from({ length: size }, (_, member) => lists[member] ?? []),
      courses.names.length,
      ordered,
    ),
    truth: Array.from({ length: size }, (_, member) => truth[member] ?? []),
    notes: [
      ordered ? '' : 'no positions in the training file: models that go by order are left out',
      several(double, 'line of the training file says again', 'lines of the training file say again'),
      several(twice, 'line of the test says again', 'lines of the test say again'),
      known > 0
        ? `${known} of the test are in the training file: they cannot be recommended, not counted`
        : '',
      unknown.size > 0
        ? `${unknown.size} courses of the test are in no other file: counted as missed${listed ? '' : '; --courses can tell about them'}`
        : '',
      size > inTraining.members ? `${size - inTraining.members} members are in the test only: newcomers` : '',
      courses.names.length > inTraining.courses
        ? `${courses.names.length - inTraining.courses} courses were taken by nobody in training: known by their texts`
        : '',
    ].filter((note) => note !== ''),
    hash: hashOf(train, test),
  };
}

function several(count: number, one: string, more: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : more} what was said before: left out`;
}

/** By position; equal ones as in the file. */
function inOrder(rows: readonly TakenRow[]): TakenRow[] {
  return rows.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

const pairOf = ({ member, course }: TakenRow): string => `${member}\n${course}`;

function numbering() {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    numberOf: (name: string) => numbers.get(name),
    add(name: string): number {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}

function hashOf(...files: (readonly TakenRow[])[]): string {
  const hash = createHash('sha256');
  for (const rows of files) {
    for (const { member, course, position } of rows) hash.update(`${member}\n${course}\n${position}\n`);
    hash.update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}
