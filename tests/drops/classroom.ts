import type { Database } from '#database';
import { expand, parseRule, type DropRule } from '#domain/drops';
import type { PlanChange } from '#domain/billing';
import { courseChanged } from '#jobs';
import { openSchool } from '../domain/school.js';
import { createFakeDesk, type FakeDesk } from '../handoff/fake-desk.js';
import { createPlatform, type FakePlatform } from './platform.js';

export interface Text {
  key: string;
  body: string;
}

/** A picture of one point. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A community with a plan, two platforms with places in them, and a folder for uploads. */
export async function openClassroom(database: Database, dataDir: string, rules: PlanChange = {}) {
  let discord: FakePlatform | undefined;
  let telegram: FakePlatform | undefined;
  let desks: { discord: FakeDesk; telegram: FakeDesk } | undefined;
  const school = await openSchool(database, rules, {
    dataDir,
    posters(clock) {
      discord = createPlatform('discord', clock);
      telegram = createPlatform('telegram', clock);
      return { discord: discord.poster, telegram: telegram.poster };
    },
    desks(clock) {
      desks = { discord: createFakeDesk('discord', clock), telegram: createFakeDesk('telegram', clock) };
      return { discord: desks.discord.port, telegram: desks.telegram.port };
    },
  });
  if (!discord || !telegram || !desks) throw new Error('the stage asked for no posters');
  const { communityId, courses, drops, members, queue, plan } = school;
  const maker = await school.arrive('maker');
  await members.setRank(communityId, maker.id, 'owner', maker.id);

  const bytes = (content: string | Uint8Array) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file = (name: string, content: string | Uint8Array) => ({
    name,
    size: bytes(content).length,
    open: async () =>
      (async function* () {
        yield bytes(content);
      })(),
  });

  /** Uploads a whole course: what is not in `lessons` any more is gone from the draft. */
  async function upload(slug: string, lessons: readonly Text[], front: string[] = []): Promise<string> {
    const head = [
      '---',
      `slug: ${slug}`,
      `title: Course ${slug}`,
      `plans: [${plan.name}]`,
      ...front,
      '---',
      '',
    ];
    const files = lessons.map(({ key, body }, at) =>
      file(
        `${String(at + 1).padStart(3, '0')}-${key}.md`,
        `---\nkey: ${key}\ntitle: Lesson ${key}\n---\n${body}\n`,
      ),
    );
    const report = await courses.upload(communityId, {
      files: [file('course.md', head.join('\n')), file('dot.png', DOT), ...files],
      slug,
      byId: maker.id,
    });
    return report.courseId;
  }

  /** Uploads, publishes, and lets everything happen that comes of it. */
  async function publish(slug: string, lessons?: readonly Text[], front?: string[]): Promise<string> {
    if (lessons) await upload(slug, lessons, front);
    const { id } = await courses.publish(communityId, { slug, byId: maker.id });
    await changed(id);
    return id;
  }

  async function changed(courseId: string): Promise<void> {
    await queue.next(courseChanged, { communityId, courseId });
    await queue.runDue();
  }

  async function withdraw(slug: string): Promise<void> {
    const { id } = await courses.withdraw(communityId, { slug, byId: maker.id });
    await changed(id);
  }

  /** Rules as a creator writes them. */
  async function rulesOf(
    courseId: string,
    text: string,
    options: { only?: string; from?: string; zone?: DropRule['zone'] } = {},
  ) {
    const lessons = await drops.lessonsToSchedule(communityId, courseId);
    const posted = new Set(
      (await drops.drops(communityId, courseId)).filter((one) => one.postedAt).map((one) => one.lessonKey),
    );
    const { zone = 'community', only, from } = options;
    return expand(parseRule(text), lessons, {
      zone,
      posted,
      ...(only ? { only } : {}),
      ...(from ? { from } : {}),
    });
  }

  async function schedule(
    courseId: string,
    text: string,
    options: { only?: string; from?: string; zone?: DropRule['zone']; whole?: boolean } = {},
  ) {
    const rules = await rulesOf(courseId, text, options);
    const report = await drops.schedule(communityId, {
      courseId,
      rules,
      whole: options.whole ?? false,
      byId: maker.id,
    });
    await queue.runDue();
    return report;
  }

  /** Announces in so many places of a platform. */
  async function addPlaces(platform: 'discord' | 'telegram', count: number, planIds: string[] = [plan.id]) {
    const fake = platform === 'discord' ? discord : telegram;
    const space = (await members.spaces(communityId)).find((one) => one.platform === platform);
    if (!fake || !space) throw new Error('no such platform here');
    for (let n = 0; n < count; n += 1) {
      const externalId = `${platform}-${fake.places.length + 1}`;
      fake.places.push({ externalId, title: `#${externalId}`, problem: null });
      await drops.addOutlet(communityId, {
        spaceId: space.id,
        externalId,
        planIds,
        threads: true,
        byId: maker.id,
      });
    }
  }

  return {
    ...school,
    platforms: { discord, telegram },
    desks,
    maker,
    upload,
    publish,
    changed,
    withdraw,
    rulesOf,
    schedule,
    addPlaces,
  };
}

export type Classroom = Awaited<ReturnType<typeof openClassroom>>;
