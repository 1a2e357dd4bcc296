import type { Rooms } from '#contracts';
import type { Database } from '#database';
import type { UploadFile } from '#domain/courses';
import { seededRandom } from '#domain/recommend';
import { days, hours, later, type Clock } from '#kernel/clock';
import { people } from '#sandbox';
import { pick, type Chance } from './seed-activity-people.js';
import { shortCourses, type ShortCourse } from './seed-shelf.js';

export interface LearnersDeps {
  rooms: Rooms;
  database: Database;
  clock: Clock;
  signal: AbortSignal;
}

/** People who took courses here and never used the bot in the sandbox: nobody is written to who is not there. */
const LEARNERS = 60;
const SEED = 7_201_122;

/** In which order most people take the courses of a language, the longer ones first. */
const TRACKS = {
  en: [
    'good-notes',
    'reading-papers',
    'good-questions',
    'draw-thinking',
    'useful-feedback',
    'week-in-blocks',
  ],
  'zh-CN': ['clear-words', 'one-page-plan', 'short-meetings', 'teach-others'],
} as const;

/** Of the people of the sandbox: what these two finished before anybody opens the page. */
const KNOWN = {
  ben: ['reading-papers', 'good-questions'],
  lin: ['one-page-plan', 'short-meetings'],
} as const;

/** More courses, and months of people who took them one after the other, so that there is something to learn from. */
export async function seedLearners({ rooms, database, clock, signal }: LearnersDeps): Promise<void> {
  const { members } = rooms;
  const [community] = await members.communities();
  const creator = people.find(({ rank }) => rank === 'creator');
  if (!community || !creator) return;
  const communityId = community.id;
  const maker = await members.byAccount(communityId, 'discord', creator.discordId);
  if (!maker) return;
  await publishShelf(rooms, database, communityId, maker.id, clock.now(), signal);

  const { courses: listed } = await rooms.courses.courses(communityId, {
    state: 'published',
    limit: 100,
    offset: 0,
  });
  const bySlug = new Map(listed.map(({ slug, id }) => [slug, id]));
  const lessons = new Map<string, string[]>();
  for (const { id } of listed) {
    lessons.set(
      id,
      (await rooms.courses.outline(communityId, id)).map(({ key }) => key),
    );
  }
  const taken: Taken[] = [];
  const chance = seededRandom(SEED);
  for (let index = 0; index < LEARNERS; index += 1) {
    signal.throwIfAborted();
    const externalId = `9${String(200_000_000 + index)}`;
    const person = { platform: 'discord', externalId, name: `Demo ${index + 1}` } as const;
    const member = await members.enlist(communityId, [person]);
    if (member === 'two_people') continue;
    taken.push(...historyOf(member.id, index % 5 < 3 ? 'en' : 'zh-CN', clock.now(), chance));
  }
  for (const [key, slugs] of Object.entries(KNOWN)) {
    const person = people.find((one) => one.key === key);
    if (!person) continue;
    const { name, locale, discordId: externalId } = person;
    const { member } = await members.arrive(communityId, { platform: 'discord', externalId, name, locale });
    taken.push(
      ...slugs.map((slug, index) => ({
        memberId: member.id,
        slug,
        at: later(clock.now(), -days(40 - 15 * index)),
        finishes: true,
      })),
    );
  }
  await write(database, communityId, taken, bySlug, lessons);
}

interface Taken {
  memberId: string;
  slug: string;
  at: Date;
  finishes: boolean;
}

/** Mostly the next of the track; now and then something else. */
function historyOf(memberId: string, language: keyof typeof TRACKS, now: Date, chance: Chance): Taken[] {
  const track: readonly string[] = TRACKS[language];
  const all = [...TRACKS.en, ...TRACKS['zh-CN']];
  const count = 1 + Math.floor(chance() * track.length);
  const seen = new Set<string>();
  let at = later(now, -days(20 + 62 * chance()));
  let next = chance() < 0.7 ? 0 : Math.floor(chance() * track.length);
  const found: Taken[] = [];
  for (let n = 0; n < count && at < now; n += 1) {
    const usual = track[next % track.length] ?? '';
    const slug = chance() < 0.85 ? usual : (pick(all, chance) ?? usual);
    if (!seen.has(slug)) found.push({ memberId, slug, at, finishes: chance() < 0.8 });
    seen.add(slug);
    next += 1;
    at = later(at, days(3 + 9 * chance()));
  }
  return found;
}

async function write(
  { prisma }: Database,
  communityId: string,
  taken: readonly Taken[],
  bySlug: ReadonlyMap<string, string>,
  lessons: ReadonlyMap<string, string[]>,
): Promise<void> {
  const enrolments = [];
  const studies = [];
  for (const { memberId, slug, at, finishes } of taken) {
    const courseId = bySlug.get(slug);
    const keys = courseId === undefined ? [] : (lessons.get(courseId) ?? []);
    if (courseId === undefined || keys.length === 0) continue;
    const of = { communityId, memberId, courseId };
    const read = finishes ? keys : keys.slice(0, 1);
    const doneAt = (index: number) => later(at, hours(2 + 20 * index));
    const lastAt = doneAt(read.length - 1);
    enrolments.push({
      ...of,
      startedAt: at,
      countsFrom: at,
      lastAt,
      lessonKey: read.at(-1) ?? null,
      finishedAt: finishes ? lastAt : null,
    });
    for (const [index, lessonKey] of read.entries()) {
      studies.push({ ...of, lessonKey, seenAt: doneAt(index), doneAt: finishes ? doneAt(index) : null });
    }
  }
  await prisma.enrolment.createMany({ data: enrolments, skipDuplicates: true });
  await prisma.study.createMany({ data: studies, skipDuplicates: true });
}

/** Uploaded and published as their creator would have done, on a day that is past. */
async function publishShelf(
  { courses }: Rooms,
  { prisma }: Database,
  communityId: string,
  byId: string,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  for (const course of shortCourses) {
    signal.throwIfAborted();
    const { slug, courseId } = await courses.upload(communityId, { files: filesOf(course), byId });
    await courses.publish(communityId, { slug, byId });
    const data = { publishedAt: later(now, -days(course.age)) };
    await prisma.course.updateMany({ where: { communityId, id: courseId }, data });
  }
  // The courses that everything began with are as old.
  const older = { communityId, slug: { in: ['good-notes', 'clear-words'] } };
  await prisma.course.updateMany({ where: older, data: { publishedAt: later(now, -days(88)) } });
}

function filesOf({ slug, title, summary, tags, language, free, lessons }: ShortCourse): UploadFile[] {
  const head = [
    '---',
    `title: ${title}`,
    `slug: ${slug}`,
    `summary: "${summary}"`,
    `tags: [${tags.join(', ')}]`,
    `language: ${language}`,
    ...(free ? ['free: true'] : ['plans: [Membership, Pro]']),
    '---',
    '',
  ].join('\n');
  return [
    file('course.md', `${head}${summary}\n`),
    ...lessons.map(([name, text], index) => file(`0${index + 1}-${slug}.md`, `# ${name}\n\n${text}\n`)),
  ];
}

function file(name: string, text: string): UploadFile {
  const bytes = Buffer.from(text);
  return {
    name,
    size: bytes.length,
    async open() {
      return (async function* () {
        yield bytes;
      })();
    },
  };
}
