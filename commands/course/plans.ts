import { command, say, type ReplyButton } from '#contracts';
import type { Course } from '#domain/courses';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { clipped } from '../pieces/typed.js';
import { literal, rowsOf } from '../pieces/words.js';
import { readersPhrase } from './card.js';
import { publishButton, showButton } from './report.js';
import { courseOption, madeCourse } from './which.js';

export const plans = command({
  name: 'plans',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, required: true },
    open: {
      type: 'text',
      summary: 'commands.course.options.open.summary',
      suggest: suggestPlans('memberships'),
    },
    close: {
      type: 'text',
      summary: 'commands.course.options.close.summary',
      suggest: suggestPlans('all'),
    },
    free: { type: 'flag', summary: 'commands.course.options.free.summary' },
  },
  async run(context, rooms) {
    const { community, actor, options } = context;
    const before = await madeCourse(options.course, context, rooms);
    const { open, close, free } = options;
    const added = open === undefined ? [] : [(await planOf(open, 'active', context, rooms)).id];
    const dropped = close === undefined ? [] : [(await planOf(close, 'all', context, rooms)).id];
    const isChange = added.length + dropped.length > 0 || free !== undefined;
    const course = isChange
      ? await rooms.courses.editCourse(community.id, {
          slug: before.slug,
          byId: actor.member.id,
          planIds: [...before.planIds, ...added].filter((id) => !dropped.includes(id)),
          ...(free === undefined ? {} : { free }),
        })
      : before;
    // Other places may hear of it now.
    if (isChange) await rooms.drops.touched(community.id, course.id);
    const active = (await rooms.billing.plans(community.id)).filter((plan) => !plan.solo);
    return {
      ...(isChange ? { tone: 'good' as const } : {}),
      title: literal(course.title),
      fields: [
        { name: say('teaching.show.readers'), value: await readersPhrase(course, community.id, rooms) },
      ],
      buttons: [
        ...rowsOf(active.map((plan) => planButton(course, plan))).slice(0, 3),
        [freeButton(course), showButton(course), ...(course.draftId === null ? [] : [publishButton(course)])],
      ],
      replaces: isChange,
    };
  },
});

function planButton({ slug, planIds }: Course, plan: { id: string; name: string }): ReplyButton {
  const has = planIds.includes(plan.id);
  return {
    label: say(has ? 'teaching.buttons.drop_plan' : 'teaching.buttons.add_plan', {
      plan: clipped(plan.name, 40),
    }),
    command: 'course plans',
    options: { course: slug, [has ? 'close' : 'open']: plan.id },
  };
}

function freeButton({ slug, free }: Course): ReplyButton {
  return {
    label: say(free ? 'teaching.buttons.not_free' : 'teaching.buttons.make_free'),
    command: 'course plans',
    options: { course: slug, free: !free },
  };
}
