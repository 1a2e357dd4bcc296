import { later, minutes } from '#kernel/clock';
import type { DropCondition } from '#domain/drops';
import { file, shelve } from '../learning/shelf.js';
import { demo, person, type Product } from '../_support/product.js';

const SLUG = 'tides';
const LATER = 'stars';

/**
 * A course that is announced in a channel and read by Lin, and one that waits for its time. Each door leaves
 * something to be done and wakes nobody; it answers with the data of the job that does it.
 */
export async function openClasses(product: Product) {
  const { members, access, courses, drops, learning } = product.app.rooms;
  const communityId = product.community.id;
  const { clock } = product.sandbox;
  const maker = { platform: 'discord', externalId: person('olivia').discordId, name: 'Olivia' } as const;
  const byId = (await members.arrive(communityId, maker)).member.id;
  const reader = { platform: 'discord', externalId: person('lin').discordId, name: 'Lin' } as const;
  const memberId = (await members.arrive(communityId, reader)).member.id;

  const courseId = await shelve(product, {
    slug: SLUG,
    title: 'Tides',
    lessons: { one: 'The moon.', two: 'The sun.', three: 'The shore.' },
    plans: ['Membership'],
  });
  const [membership] = (await courses.course(communityId, courseId)).planIds;
  if (!membership) throw new Error('nobody may read the course');
  const candidates = await drops.outletCandidates(communityId);
  const channel = candidates.find((one) => one.externalId === demo.discord.coursesChannelId);
  if (!channel) throw new Error('the demo has no channel for courses');
  const { spaceId, externalId } = channel;
  const outlet = await drops.addOutlet(communityId, {
    spaceId,
    externalId,
    planIds: [],
    threads: false,
    byId,
  });

  const inAnHour = later(clock.now(), minutes(60)).toISOString().slice(0, 16);
  const conditions: [string, DropCondition][] = [
    ['one', { kind: 'now' }],
    ['two', { kind: 'at', local: inAnHour }],
  ];
  const rules = new Map(conditions.map(([key, one]) => [key, { all: [one], zone: 'community' as const }]));
  await drops.schedule(communityId, { courseId, rules, whole: true, byId });
  await product.settle();

  const endsAt = later(clock.now(), minutes(120));
  const given = { memberId, planId: membership, reason: 'a guest', endsAt, byId };
  await access.grant(communityId, given);
  await access.converge(communityId, memberId, 'event');
  await product.settle();
  await drops.begin(communityId, memberId, courseId);
  await learning.follow(communityId, memberId, courseId, true);

  const stars = await courses.upload(communityId, {
    files: [
      file('course.md', `---\ntitle: Stars\nslug: ${LATER}\nfree: true\n---\nStars.\n`),
      file('one.md', 'The first star.\n'),
    ],
    byId,
  });
  await courses.publish(communityId, { slug: LATER, byId, at: later(clock.now(), minutes(10)) });

  const moveTo = (ms: number) => product.sandbox.advanceTo(later(clock.now(), ms));

  /** A new draft with other words in one lesson goes live. */
  async function rewrite(key: string, body: string): Promise<void> {
    await courses.editLesson(communityId, { slug: SLUG, key, body, byId });
    await courses.publish(communityId, { slug: SLUG, byId });
  }

  return {
    /** Jobs for which something is left to be done here. */
    jobs: new Set(['publish-courses', 'course-changed', 'release-drops', 'settle-outlet', 'follow-access']),
    /** The second course's time comes. */
    async isTime() {
      await moveTo(minutes(11));
      return {};
    },
    /** What stands in the channel is not what the course says any more. */
    async edited() {
      await rewrite('one', 'The moon, said better.');
      return { communityId, courseId };
    },
    /** The second lesson is due in the channel, and for Lin. */
    async isDropTime() {
      await moveTo(minutes(60));
      return { communityId };
    },
    /** A change is planned, and not yet brought to the channel. */
    async postsWait() {
      await rewrite('two', 'The sun, said better.');
      await drops.courseChanged(communityId, courseId);
      return { communityId, outletId: outlet.id };
    },
    /** What Lin was given ends. */
    async runsOut() {
      await moveTo(minutes(120));
      await access.converge(communityId, memberId, 'event');
      return { communityId, memberId };
    },

    /** What the channel shows, what is open to Lin, and what she was told. */
    async state() {
      const { messages } = product.sandbox.discord.state();
      const enrolment = await learning.enrolment(communityId, memberId, courseId);
      const studies = await learning.studies(communityId, memberId, courseId);
      const inbox = await product.app.rooms.delivery.inbox(communityId, memberId, 50);
      return {
        later: (await courses.course(communityId, stars.courseId)).state,
        channel: (messages[externalId] ?? []).map((one) =>
          JSON.stringify([one.content, one.embeds, one.components]),
        ),
        open: studies.flatMap(({ lessonKey, openAt }) => (openAt ? [lessonKey] : [])).toSorted(),
        paused: enrolment?.pausedAt ?? null,
        told: inbox.map(({ kind, values }) => `${kind} ${String(values['lessonKey'] ?? '')}`),
      };
    },
  };
}

export type Classes = Awaited<ReturnType<typeof openClasses>>;
