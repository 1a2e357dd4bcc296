import { say, type CommandContext, type Phrase, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Plan } from '#domain/billing';
import type { Course } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { askButton, buyButtons, learnButton, openedBy, sizePhrase } from '../pieces/courses.js';
import { opensPhrase, progressPicture, viewOf, type CourseView, type LessonView } from '../pieces/lessons.js';
import { listed, literal } from '../pieces/words.js';

/** Lessons listed; who wants more reads on. */
const LISTED = 25;

/** One course: what is in it, how far the member is, and what to do next. */
export async function courseCard(
  context: CommandContext,
  given: Course,
  follow: boolean | undefined,
  rooms: Rooms,
): Promise<Reply> {
  const { actor, community } = context;
  const way = await rooms.courses.way(community.id, actor.member.id, given);
  const isMaker = way.open && way.by === 'maker';
  if (given.state !== 'published' && !isMaker) throw new UserFacingError('course_unknown');
  const asked = way.open ? follow : undefined;
  if (asked !== undefined) await setFollowing(context, given, asked, rooms);
  const [view, rating, plans, needed] = await Promise.all([
    viewOf(context, given, way, rooms),
    rooms.learning.rating(community.id, given.id),
    way.open ? [] : rooms.billing.plans(community.id),
    prerequisites(context, given, rooms),
  ]);
  const { progress } = view;
  const followed = Boolean(progress.enrolment?.followsAt);
  const stars = rating
    ? [say('learning.card.rating', { stars: rating.stars.toFixed(1), count: rating.members })]
    : [];
  return {
    title: literal(given.title),
    body: [
      ...(asked === undefined ? [] : [say(asked ? 'learning.card.follows' : 'learning.card.unfollowed')]),
      ...(given.summary === '' ? [] : [literal(given.summary)]),
      sizePhrase(given, actor.locale),
      ...(given.tags.length > 0 ? [literal(given.tags.map((tag) => `#${tag}`).join(' '))] : []),
      ...stars,
      ...needed,
      standing(view, plans),
    ],
    list: lessonList(view),
    ...(progress.done > 0 ? { picture: await progressPicture(context, view, rooms) } : {}),
    buttons: buttonsOf(view, plans, followed),
    replaces: asked !== undefined,
  };
}

/** Whoever wants to hear of lessons has begun the course: from then on, days count. */
async function setFollowing(
  { actor, community }: CommandContext,
  course: Course,
  follow: boolean,
  { drops, learning }: Rooms,
): Promise<void> {
  const who = [community.id, actor.member.id, course.id] as const;
  if (follow && !(await learning.enrolment(...who))) await drops.begin(...who);
  await learning.follow(...who, follow);
}

function standing({ way, progress }: CourseView, plans: readonly Plan[]): Phrase {
  const { done, of } = progress;
  if (!way.open) {
    const by = openedBy(way, plans);
    return by ? say('learning.card.locked', { plans: by }) : say('learning.card.locked_short');
  }
  if (of > 0 && done === of) return say('learning.card.finished');
  if (progress.enrolment) return say('learning.card.begun', { done, of });
  return say('learning.card.open');
}

/** What to have learnt before: advice, and nobody is stopped by it. */
async function prerequisites(
  { actor, community }: CommandContext,
  { prerequisites: slugs }: Course,
  { courses, learning }: Rooms,
): Promise<Phrase[]> {
  if (slugs.length === 0) return [];
  const found = await Promise.all(
    slugs.map((slug) =>
      courses.course(community.id, slug).catch((error: unknown) => {
        if (error instanceof UserFacingError) return null;
        throw error;
      }),
    ),
  );
  const known = found.filter((course) => course?.state === 'published') as Course[];
  if (known.length === 0) return [];
  const ids = known.map(({ id }) => id);
  const standings = await learning.progressOf(community.id, actor.member.id, ids);
  const missing = known.filter(({ id }) => {
    const so = standings.get(id);
    return !so || so.of === 0 || (so.done < so.of && !so.finishedAt);
  });
  if (missing.length === 0) return [say('learning.card.prerequisites_met')];
  return [
    say('learning.card.prerequisites', { courses: listed(missing.map(({ title }) => literal(title))) }),
  ];
}

function lessonList(view: CourseView): NonNullable<Reply['list']> {
  const { lessons } = view;
  const from = lessons.length > LISTED ? Math.max(0, firstTodo(lessons) - 5) : 0;
  const shown = lessons.slice(from, from + LISTED);
  const lines = shown.map((one): NonNullable<Reply['list']>[number] => {
    const { lesson, done, opens } = one;
    const values = { number: String(lesson.position + 1), title: lesson.title };
    if (done) return { mark: 'good', text: say('learning.card.lesson', values) };
    if (opens === 'open') return { mark: 'dot', text: say('learning.card.lesson', values) };
    if (opens === 'locked') return { mark: 'bad', text: say('learning.card.lesson', values) };
    return {
      mark: 'wait',
      text: say('learning.card.lesson_waits', { ...values, when: opensPhrase(opens, view) }),
    };
  });
  const rest = lessons.length - shown.length;
  return rest > 0 ? [...lines, { text: say('common.more', { count: rest }) }] : lines;
}

function firstTodo(lessons: readonly LessonView[]): number {
  const at = lessons.findIndex(({ done }) => !done);
  return at < 0 ? 0 : at;
}

function buttonsOf(view: CourseView, plans: readonly Plan[], followed: boolean): ReplyButton[][] {
  const { course, way, progress } = view;
  const isDone = progress.of > 0 && progress.done === progress.of;
  const first: ReplyButton[] = way.open
    ? [
        learnButton(course, progress.enrolment !== null),
        {
          label: say(followed ? 'learning.buttons.unfollow' : 'learning.buttons.follow'),
          command: 'courses',
          options: { course: course.slug, follow: !followed },
        },
        askButton(course),
      ]
    : buyButtons(way, plans);
  const second: ReplyButton[] = [
    ...(isDone
      ? [
          {
            label: say('learning.buttons.certificate'),
            command: 'certificate',
            options: { course: course.slug },
          },
        ]
      : []),
    { label: say('learning.buttons.all_courses'), command: 'courses' },
  ];
  return [first, second].filter((row) => row.length > 0);
}
