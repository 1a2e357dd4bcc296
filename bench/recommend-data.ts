import { seededRandom, type Histories } from '#domain/recommend';

/**
 * Members with tastes, seeded: courses lie in groups of 25, a member has a few groups and takes from them what is
 * popular there, and now and then anything else. Each course once.
 * @param size how many courses a member takes, drawn anew for each
 */
export function seededHistories(
  members: number,
  courses: number,
  size: (random: () => number) => number,
  seed = 1,
): Histories {
  const random = seededRandom(seed);
  const groups = Math.ceil(courses / 25);
  const offsets = new Uint32Array(members + 1);
  let items = new Uint32Array(members * 8);
  const seen = new Int32Array(courses).fill(-1);
  for (let member = 0, used = 0; member < members; member += 1) {
    const most = Math.min(courses, size(random));
    const own = Math.max(2, Math.ceil(most / 12));
    const first = Math.floor(random() ** 1.5 * groups);
    if (used + most > items.length) {
      const longer = new Uint32Array(Math.ceil(items.length * 1.5) + most);
      longer.set(items);
      items = longer;
    }
    for (let taken = 0; taken < most;) {
      const group = (first + Math.floor(random() * own) * 7) % groups;
      let course =
        random() < 0.2
          ? Math.floor(random() ** 2 * courses)
          : Math.min(courses - 1, group + groups * Math.floor(random() ** 2 * 25));
      while (seen[course] === member) course = (course + 1) % courses;
      seen[course] = member;
      items[used + taken] = course;
      taken += 1;
    }
    used += most;
    offsets[member + 1] = used;
  }
  return { courses, ordered: true, offsets, items: items.subarray(0, offsets[members]) };
}

/** As large as MovieLens 1M: 6,000 × 3,300, about a million taken, most members few and some very many. */
export function movieSized(): Histories {
  return seededHistories(6_000, 3_300, (random) => 20 + Math.floor(random() ** 3 * 585));
}
