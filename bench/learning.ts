import { Readable } from 'node:stream';
import type { UploadFile } from '#domain/courses';
import { demo } from '#sandbox';
import { newPeople, type Known } from './crowd.js';
import { line, quantile, rounded, sampleOf, type Sample } from './measure.js';
import type { BenchStage } from './stage.js';

/** Lessons of each course, and how many of them each member has done. */
const LESSONS = 12;
const DONE = 3;

/**
 * `/courses` and `/learn` in a community where every member has begun every course, from saying it to reading the
 * answer; and how long a large course takes to come in.
 * @param counts how many of each
 */
export async function learning(
  stage: BenchStage,
  counts: { members: number; courses: number },
): Promise<void> {
  const people = await newPeople(stage, counts.members);
  const makerId = people[0]?.member.id ?? '';
  const began = performance.now();
  const courseIds = await manyCourses(stage, counts.courses, makerId);
  line(
    `${counts.courses} courses of ${LESSONS} lessons uploaded and published, one after the other`,
    `${rounded((performance.now() - began) / counts.courses)} ms each`,
  );
  const rows = await progressOfAll(stage, people, courseIds);
  line('rows of progress written for them', rows.toLocaleString('en'));

  const bare = await bareCalls(stage);
  tell('a bare REST call to the sandbox, for comparison', bare);
  const said = sayer(stage, people);
  for (const [what, name, options] of [
    ['/courses, the first page', 'courses', () => ({})],
    ['/courses, another page', 'courses', (at: number) => ({ page: 1 + (at % 12) })],
    ['/courses by a word in the title', 'courses', (at: number) => ({ search: `Course ${at % 90}` })],
    [
      '/courses of one course, with its picture',
      'courses',
      (at: number) => ({ course: `course-${at % 90}` }),
    ],
    ['/learn, where they stopped', 'learn', () => ({})],
    ['/learn in another course', 'learn', (at: number) => ({ course: `course-${at % 90}` })],
  ] as const) {
    await said(name, options(0), 0);
    tell(what, await sampleOf(150, (at) => said(name, options(at), at)), bare);
  }
  await largeUpload(stage, makerId);
}

function tell(what: string, sample: Sample, bare?: Sample): void {
  const times = bare ? `; ${rounded(quantile(sample, 0.5) / quantile(bare, 0.5))} × a bare call` : '';
  line(what, `p50 ${rounded(quantile(sample, 0.5))} ms, p95 ${rounded(quantile(sample, 0.95))} ms${times}`);
}

function file(name: string, text: string): UploadFile {
  const data = Buffer.from(text);
  return { name, size: data.length, open: async () => Promise.resolve(Readable.from([data])) };
}

const lesson = (at: number) =>
  `---\norder: ${at}\n---\n# Lesson ${at}\n\n${`Take a **brush** and [look](https://example.org/${at}). `.repeat(60)}\n`;

async function manyCourses({ app, communityId }: BenchStage, count: number, byId: string): Promise<string[]> {
  const { courses } = app.rooms;
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const about = `---\ntitle: Course ${at}\nslug: course-${at}\nfree: true\ntags: [tag${at % 7}]\n---\nAbout course ${at}.\n`;
    const files = Array.from({ length: LESSONS }, (_, number) => file(`l${number}.md`, lesson(number)));
    const report = await courses.upload(communityId, { files: [file('course.md', about), ...files], byId });
    await courses.publish(communityId, { slug: report.slug, byId });
    ids.push(report.courseId);
  }
  return ids;
}

/** Everybody has begun everything, and is somewhere in it. @returns how many rows that took */
async function progressOfAll(
  { app, database, communityId, sandbox }: BenchStage,
  people: readonly Known[],
  courseIds: readonly string[],
): Promise<number> {
  const [first = ''] = courseIds;
  const keys = (await app.rooms.courses.outline(communityId, first)).map(({ key }) => key);
  const now = sandbox.clock.now();
  const memberIds = people.map(({ member }) => member.id);
  // Written in one statement each: what is measured comes afterwards.
  const enrolments = await database.unscoped.$executeRaw`
    INSERT INTO "Enrolment" ("id", "communityId", "memberId", "courseId", "startedAt", "countsFrom", "lessonKey",
      "lastAt")
    SELECT gen_random_uuid()::text, ${communityId}, member, course, ${now}, ${now}, ${keys[DONE] ?? null},
      ${now}::timestamptz - random() * interval '30 days'
    FROM unnest(${memberIds}::text[]) AS member CROSS JOIN unnest(${[...courseIds]}::text[]) AS course`;
  const studies = await database.unscoped.$executeRaw`
    INSERT INTO "Study" ("id", "communityId", "memberId", "courseId", "lessonKey", "seenAt", "doneAt")
    SELECT gen_random_uuid()::text, ${communityId}, member, course, lesson, ${now}, ${now}
    FROM unnest(${memberIds}::text[]) AS member CROSS JOIN unnest(${[...courseIds]}::text[]) AS course
      CROSS JOIN unnest(${keys.slice(0, DONE)}::text[]) AS lesson`;
  await database.unscoped.$executeRaw`ANALYZE`;
  return enrolments + studies;
}

async function bareCalls({ sandbox }: BenchStage): Promise<Sample> {
  const headers = { authorization: `Bot ${demo.discord.token}` };
  return sampleOf(200, async () => {
    const answer = await fetch(`${sandbox.discord.url}/api/v10/users/@me`, { headers });
    await answer.text();
  });
}

/** Each time somebody else speaks. */
function sayer({ sandbox }: BenchStage, people: readonly Known[]) {
  const run = sandbox.discord.actions['runCommand'];
  if (!run) throw new Error('the sandbox runs no commands');
  const channelId = demo.discord.generalChannelId;
  return async (name: string, options: Record<string, string | number>, at: number): Promise<void> => {
    const as = people[(at * 7) % people.length]?.discordId ?? '';
    const answer = (await run.run(run.input.parse({ as, channelId, name, options }))) as { outcome: string };
    if (answer.outcome !== 'reply') throw new Error(`/${name} was answered with ${answer.outcome}`);
  };
}

async function largeUpload({ app, communityId }: BenchStage, byId: string): Promise<void> {
  const files = Array.from({ length: 200 }, (_, at) => file(`lesson-${at}.md`, lesson(at)));
  const about = file(
    'course.md',
    '---\ntitle: A long one\nslug: long\nfree: true\n---\nTwo hundred lessons.\n',
  );
  let told = 0;
  const started = performance.now();
  await app.rooms.courses.upload(communityId, {
    files: [about, ...files],
    byId,
    onProgress: () => {
      told += 1;
    },
  });
  const uploaded = performance.now() - started;
  await app.rooms.courses.publish(communityId, { slug: 'long', byId });
  line(
    'a course of 200 lessons uploaded, checked and stored',
    `${rounded(uploaded)} ms, progress told ${told} times; published after ${rounded(performance.now() - started - uploaded)} ms more`,
  );
}
