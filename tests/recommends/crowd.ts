import type { Database } from '#database';
import type { Rooms } from '#contracts';
import { seededRandom } from '#domain/recommend';
import { days, later } from '#kernel/clock';

const TOPICS = [
  'watercolour brush pigment',
  'camera lens exposure',
  '排版 字体 网格',
  'podcast microphone 剪辑',
];

/** Courses in topics of `each`, published by their maker; one lesson each. @returns ids, topic by topic */
export async function teach(rooms: Rooms, communityId: string, byId: string, each = 5): Promise<string[]> {
  const ids: string[] = [];
  for (const [topic, words] of TOPICS.entries()) {
    for (let step = 0; step < each; step += 1) {
      const slug = `t${topic}-${step}`;
      const file = (name: string, text: string) => ({
        name,
        size: text.length,
        open: () => Promise.resolve(chunks(text)),
      });
      const head = ['---', `slug: ${slug}`, `title: Course ${topic}.${step}`, `tags: [topic-${topic}]`];
      const needs = step > 0 ? [`prerequisites: [t${topic}-${step - 1}]`] : [];
      await rooms.courses.upload(communityId, {
        files: [
          file('course.md', [...head, ...needs, '---', words, ''].join('\n')),
          file('1.md', `---\nkey: one\ntitle: First\n---\n${words} ${words}\n`),
          file('2.md', `---\nkey: two\ntitle: Second\n---\n${words}\n`),
        ],
        byId,
      });
      const course = await rooms.courses.editCourse(communityId, { slug, free: true, byId });
      await rooms.courses.publish(communityId, { slug, byId });
      ids.push(course.id);
    }
  }
  return ids;
}

async function* chunks(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** What made-up members took, as course numbers: they go through a topic, and on to the next. */
export function journeys(members: number, courses: number, each: number, seed = 3): number[][] {
  const random = seededRandom(seed);
  const topics = courses / each;
  return Array.from({ length: members }, () => {
    const list: number[] = [];
    let topic = Math.floor(random() * topics);
    let step = Math.floor(random() * 2);
    const size = 2 + Math.floor(random() * 5);
    while (list.length < size) {
      const next = random() < 0.1 ? Math.floor(random() * courses) : topic * each + step;
      if (!list.includes(next)) list.push(next);
      step += 1;
      if (step >= each) [topic, step] = [(topic + 1) % topics, 0];
    }
    return list;
  });
}

/** Writes members who took these courses, a day apart each, the last of them ten days ago. @returns their ids */
export async function enrolCrowd(
  { prisma }: Database,
  communityId: string,
  courseIds: readonly string[],
  lists: readonly (readonly number[])[],
  now: Date,
): Promise<string[]> {
  const members = await prisma.member.createManyAndReturn({
    data: lists.map(() => ({ communityId, createdAt: later(now, -days(90)) })),
    select: { id: true },
  });
  const ids = members.map(({ id }) => id).toSorted();
  const data = lists.flatMap((list, at) =>
    list.map((course, place) => {
      const startedAt = later(now, -days(10 + list.length - place));
      return {
        communityId,
        memberId: ids[at] ?? '',
        courseId: courseIds[course] ?? '',
        ...{ startedAt, countsFrom: startedAt, lastAt: startedAt },
        finishedAt: place < list.length - 1 ? later(startedAt, days(1)) : null,
      };
    }),
  );
  await prisma.enrolment.createMany({ data });
  return ids;
}
