import { say, type CommandContext, type Phrase, type Reply, type Rooms } from '#contracts';
import type { Course } from '#domain/courses';
import { levelPhrase, languageName } from '../pieces/courses.js';
import { listed, literal, stacked } from '../pieces/words.js';
import { plansButton, previewButton, publishButton } from './report.js';
import { workingVersion } from './which.js';

/** Lessons listed on one card. */
const LESSONS = 25;

/** How a course stands, for its makers. */
export function statePhrase({ state, draftId, publishAt }: Course): Phrase {
  if (publishAt) return say('teaching.state.planned', { at: { at: publishAt, as: 'datetime' } });
  return say(state === 'published' && draftId !== null ? 'teaching.state.newer' : `teaching.state.${state}`);
}

/** Who may read it, in words. */
export async function readersPhrase(course: Course, communityId: string, rooms: Rooms): Promise<Phrase> {
  if (course.free) return say('teaching.readers.free');
  const plans = await rooms.billing.plans(communityId, true);
  const nameOf = (id: string) => literal(plans.find((plan) => plan.id === id)?.name ?? id);
  const { soloPlanId } = course;
  const ways = [
    ...(course.planIds.length > 0
      ? [say('teaching.readers.plans', { plans: listed(course.planIds.map(nameOf), 'or') })]
      : []),
    ...(soloPlanId === null ? [] : [say('teaching.readers.solo', { plan: nameOf(soloPlanId) })]),
  ];
  return ways.length === 0 ? say('teaching.readers.nobody') : stacked(ways);
}

/** A course as its makers see it: the draft, where there is one. */
export async function makersCard(context: CommandContext, course: Course, rooms: Rooms): Promise<Reply> {
  const { actor, community } = context;
  const version = await workingVersion(course, context, rooms);
  const { lessons } = version;
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const about = [
    say('teaching.show.size', { lessons: lessons.length, minutes }),
    ...(version.level ? [levelPhrase(version.level)] : []),
    literal(languageName(version.language, actor.locale)),
  ];
  const contents = lessons
    .slice(0, LESSONS)
    .map(({ position, title, key }) => say('teaching.show.lesson', { number: position + 1, title, key }));
  const more = lessons.length - contents.length;
  const isOut = course.state === 'published' || course.publishAt !== null;
  const hasNews = course.draftId !== null || course.state === 'withdrawn';
  return {
    title: literal(version.title),
    body: version.summary === '' ? [] : [literal(version.summary)],
    fields: [
      { name: say('teaching.show.state'), value: statePhrase(course) },
      { name: say('teaching.show.readers'), value: await readersPhrase(course, community.id, rooms) },
      { name: say('teaching.show.contents'), value: listed(about) },
      ...(version.tags.length > 0
        ? [{ name: say('teaching.show.tags'), value: literal(version.tags.join(', ')) }]
        : []),
      ...(version.prerequisites.length > 0
        ? [{ name: say('teaching.show.prerequisites'), value: literal(version.prerequisites.join(', ')) }]
        : []),
    ],
    list: [
      ...contents.map((text) => ({ text })),
      ...(more > 0 ? [{ text: say('teaching.show.more_lessons', { count: more }) }] : []),
    ],
    buttons: [
      [
        previewButton(course),
        plansButton(course),
        ...(hasNews ? [publishButton(course)] : []),
        ...(isOut
          ? [
              {
                label: say('teaching.buttons.withdraw'),
                command: 'course withdraw',
                options: { course: course.slug },
                style: 'danger' as const,
              },
            ]
          : []),
      ],
      [{ label: say('teaching.buttons.list'), command: 'course show' }],
    ],
  };
}
