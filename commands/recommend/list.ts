import { say, type CommandContext, type Phrase, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Course } from '#domain/courses';
import type { Recommendation } from '#domain/recommend';
import { sizePhrase } from '../pieces/courses.js';
import { reasonPhrase, type Names } from './reason.js';

const COUNT = 3;

/** Three courses or lessons, each with its reason and buttons; or why there are none. */
export async function recommendations(context: CommandContext, rooms: Rooms): Promise<Reply> {
  const { actor, community } = context;
  const who = [community.id, actor.member.id] as const;
  const found = actor.member.recommended
    ? await rooms.recommends.forMember(...who, { count: COUNT, way: 'asked' })
    : [];
  const listed = await rooms.courses.courses(community.id, { state: 'published', limit: 100_000, offset: 0 });
  if (found.length === 0) return nothing(actor.member.recommended, listed.total);
  const courses = new Map(listed.courses.map((course) => [course.id, course]));
  const names = await namesFor(found, courses, context, rooms);
  const shown = found.flatMap((one) => {
    const course = courses.get(one.courseId);
    return course ? [{ one, course }] : [];
  });
  const items = await Promise.all(
    shown.map(({ one, course }, at) => itemPhrase(one, course, at + 1, names, context, rooms)),
  );
  return {
    title: say('recommend.title'),
    body: [...items, say('recommend.hint')],
    buttons: [
      ...shown.map(({ one, course }, at) => itemButtons(one, course, at + 1)),
      [{ label: say('learning.buttons.all_courses'), command: 'courses' }],
    ],
  };
}

/** Titles, plans and creators that reasons and locks name. */
async function namesFor(
  found: readonly Recommendation[],
  courses: ReadonlyMap<string, Course>,
  { community }: CommandContext,
  { billing, members }: Rooms,
): Promise<Names> {
  const names = new Map((await billing.plans(community.id)).map(({ id, name }) => [id, name]));
  for (const { id, title } of courses.values()) names.set(id, title);
  for (const { reason } of found) {
    // A course that was taken back is still what somebody took, but nobody can look at it.
    if (reason.kind !== 'new_from' || names.has(reason.creatorMemberId)) continue;
    const [account] = (await members.member(community.id, reason.creatorMemberId)).accounts;
    if (account) names.set(reason.creatorMemberId, account.name);
  }
  return names;
}

async function itemPhrase(
  { lessonKey, reason, lockedBy }: Recommendation,
  course: Course,
  number: number,
  names: Names,
  { actor, community }: CommandContext,
  { courses }: Rooms,
): Promise<Phrase> {
  const values = { number, course: course.title, reason: reasonPhrase(reason, names) };
  const lesson =
    lessonKey === null
      ? undefined
      : (await courses.outline(community.id, course.id)).find(({ key }) => key === lessonKey);
  if (lesson) return say('recommend.item_lesson', { ...values, lesson: lesson.title });
  const item = say('recommend.item', { ...values, size: sizePhrase(course, actor.locale) });
  const plan = lockedBy ? names.get(lockedBy.planId) : undefined;
  return plan === undefined ? item : say('recommend.item_locked', { item, plan });
}

function itemButtons({ id, lessonKey }: Recommendation, { slug }: Course, number: number): ReplyButton[] {
  const open: ReplyButton =
    lessonKey === null
      ? { label: say('recommend.buttons.open', { number }), command: 'courses', options: { course: slug } }
      : {
          label: say('recommend.buttons.go_on', { number }),
          command: 'learn',
          options: { course: slug, lesson: lessonKey },
        };
  const verdicts = (['up', 'down', 'known'] as const).map((verdict): ReplyButton => ({
    label: say(`recommend.buttons.${verdict}`, { number }),
    command: 'recommend',
    options: { item: id, verdict, again: true },
  }));
  return [{ ...open, style: 'primary' }, ...verdicts];
}

function nothing(isRecommended: boolean, published: number): Reply {
  if (!isRecommended) {
    return {
      body: [say('recommend.off')],
      buttons: [
        [{ label: say('recommend.buttons.switch_on'), command: 'settings', options: { recommended: true } }],
      ],
    };
  }
  if (published === 0) return { body: [say('recommend.nothing_published')] };
  return {
    body: [say('recommend.nothing_left')],
    buttons: [[{ label: say('learning.buttons.all_courses'), command: 'courses' }]],
  };
}
