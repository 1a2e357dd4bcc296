import { command, flat, say, type CommandContext, type Reply, type Rooms } from '#contracts';
import type { Course } from '#domain/courses';
import type { Certificate } from '#domain/learning';
import { UserFacingError } from '#kernel/errors';
import { cardButton, courseOf, suggestOwnCourses } from './pieces/courses.js';
import { speakingAccount } from './pieces/people.js';

export const certificate = command({
  name: 'certificate',
  for: 'member',
  visibility: 'private',
  // A large picture is drawn.
  pace: 'dear',
  options: {
    course: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.certificate.options.course.summary',
      suggest: suggestOwnCourses,
    },
    name: { type: 'text', maxLength: 60, summary: 'commands.certificate.options.name.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const course = await finishedCourse(options.course, context, rooms);
    if (!course) return noneYet();
    const name = options.name ?? speakingAccount(actor).name;
    const member = { id: actor.member.id, name };
    const sheet =
      (await rooms.learning.issued(community.id, member.id, course.id)) ??
      (await firstTime(context, member, course, rooms));
    const address = rooms.files.certificateLink(sheet.token);
    const date = { at: sheet.issuedAt, as: 'date' } as const;
    const data = await rooms.pictures.certificate({
      locale: actor.locale,
      community: community.name,
      course: sheet.courseTitle,
      name: sheet.name,
      lessons: sheet.lessons,
      minutes: sheet.minutes,
      date: flat(say('learning.certificate.date', { date }), actor),
      address,
    });
    const values = { name: sheet.name, course: sheet.courseTitle, date };
    return {
      tone: 'good',
      title: say('learning.certificate.title', { course: sheet.courseTitle }),
      body: [
        say('learning.certificate.body', values),
        ...(options.name !== undefined && options.name !== sheet.name
          ? [say('learning.certificate.name_stands', { name: sheet.name })]
          : []),
      ],
      picture: { name: 'certificate.png', data, alt: say('learning.certificate.alt', values) },
      buttons: [[{ label: say('learning.buttons.proof'), url: address }, cardButton(course)]],
    };
  },
});

/** Emoji are left out of names; a name of nothing else, or in letters that cannot be drawn, is asked for. */
async function firstTime(
  { community, options }: CommandContext & { options: { name: string | undefined } },
  member: { id: string; name: string },
  course: Course,
  { learning, pictures }: Rooms,
): Promise<Certificate> {
  const { done, of } = await learning.progress(community.id, member.id, course.id);
  if (of > 0 && done === of && !pictures.writes(member.name)) {
    throw new UserFacingError(options.name === undefined ? 'name_needed' : 'name_unwritable');
  }
  return learning.certificate(community.id, member, course.id);
}

/** The course that is named, else the one they finished last; null: none yet. Several: they are asked. */
async function finishedCourse(
  named: string | undefined,
  context: CommandContext,
  rooms: Rooms,
): Promise<Course | null> {
  if (named !== undefined) return courseOf(named, context, rooms);
  const { actor, community } = context;
  const begun = await rooms.learning.enrolmentsOf(community.id, { memberId: actor.member.id });
  const finished = begun.filter(({ finishedAt }) => finishedAt);
  const [only] = finished;
  if (!only) return null;
  if (finished.length > 1) throw new UserFacingError('course_needed');
  return rooms.courses.course(community.id, only.courseId);
}

function noneYet(): Reply {
  return {
    body: [say('learning.certificate.none')],
    buttons: [[{ label: say('learning.buttons.all_courses'), command: 'courses' }]],
  };
}
