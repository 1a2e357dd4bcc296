import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { sureButton } from '../pieces/buttons.js';
import { makersCard } from './card.js';
import { publishButton, showButton } from './report.js';
import { courseOption, madeCourse } from './which.js';

export const publish = command({
  name: 'publish',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, required: true },
    at: { type: 'date', summary: 'commands.course.options.at.summary' },
  },
  async run(context, rooms) {
    const { community, actor, options } = context;
    const { slug } = await madeCourse(options.course, context, rooms);
    const wish = { slug, byId: actor.member.id, ...(options.at ? { at: options.at } : {}) };
    const course = await rooms.courses.publish(community.id, wish);
    const { publishAt, title } = course;
    if (!publishAt) await rooms.drops.touched(community.id, course.id);
    return publishAt
      ? {
          tone: 'good',
          title: say('teaching.published.planned', {
            course: title,
            at: { at: publishAt, as: 'datetime' },
          }),
          body: [say('teaching.published.planned_hint')],
          buttons: [[showButton(course)]],
        }
      : {
          tone: 'good',
          title: say('teaching.published.now', { course: title }),
          body: [say('teaching.published.hint')],
          buttons: [[showButton(course)]],
        };
  },
});

export const withdraw = command({
  name: 'withdraw',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, required: true },
    sure: { type: 'flag', summary: 'commands.course.options.sure.summary' },
  },
  async run(context, rooms) {
    const { community, actor, options } = context;
    const course = await madeCourse(options.course, context, rooms);
    const { slug, title } = course;
    const isOut = course.state === 'published';
    if (!isOut && course.publishAt === null)
      throw new UserFacingError('course_not_published', { course: slug });
    if (isOut && !options.sure) {
      return {
        tone: 'warning',
        body: [say('teaching.withdrawn.sure', { course: title })],
        buttons: [[sureButton('course withdraw', { course: slug }), showButton(course)]],
      };
    }
    const after = await rooms.courses.withdraw(community.id, { slug, byId: actor.member.id });
    await rooms.drops.touched(community.id, course.id);
    if (after.state !== 'withdrawn') {
      const card = await makersCard(context, after, rooms);
      return { ...card, tone: 'good', body: [say('teaching.withdrawn.called_off', { course: title })] };
    }
    return {
      tone: 'good',
      title: say('teaching.withdrawn.done', { course: title }),
      body: [say('teaching.withdrawn.hint')],
      buttons: [[publishButton(after), showButton(after)]],
    };
  },
});
