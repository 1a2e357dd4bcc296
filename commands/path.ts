import { command, say, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { Course } from '#domain/courses';
import type { PathStep } from '#domain/recommend';
import { UserFacingError } from '#kernel/errors';
import { cardButton, courseOf, suggestCourses } from './pieces/courses.js';
import { clipped } from './pieces/typed.js';

export const path = command({
  name: 'path',
  for: 'member',
  visibility: 'private',
  options: {
    goal: {
      type: 'text',
      maxLength: 200,
      required: true,
      summary: 'commands.path.options.goal.summary',
      suggest: suggestCourses,
    },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const goal = await courseOf(options.goal, context, rooms);
    const found = await rooms.recommends.path(community.id, actor.member.id, goal.id);
    if (!found) throw new UserFacingError('course_unknown');
    const all = await Promise.all(found.map(({ courseId }) => rooms.courses.course(community.id, courseId)));
    const ways = await rooms.courses.ways(community.id, actor.member.id, all);
    const plans = new Map((await rooms.billing.plans(community.id)).map(({ id, name }) => [id, name]));
    const steps = found.flatMap((step, at): Step[] => {
      const course = all[at];
      const plan = step.lockedBy ? plans.get(step.lockedBy.planId) : undefined;
      return course ? [{ ...step, course, isOpen: ways.get(course.id)?.open === true, plan }] : [];
    });
    const next = steps.find(({ done }) => !done);
    const done = steps.filter((step) => step.done).length;
    return {
      title: say('recommend.path.title', { course: goal.title }),
      body: [summary(steps, done, goal)],
      list: steps.map(lineOf),
      buttons: buttonsOf(next?.course, goal),
    };
  },
});

interface Step extends PathStep {
  course: Course;
  isOpen: boolean;
  plan: string | undefined;
}

function summary(steps: readonly Step[], done: number, { title }: Course): Phrase {
  if (steps.at(-1)?.done) return say('recommend.path.done', { course: title });
  if (steps.length === 1) return say('recommend.path.straight');
  return say('recommend.path.body', { done, of: steps.length });
}

function lineOf({ why, course, done, isOpen, plan }: Step, at: number): NonNullable<Reply['list']>[number] {
  const step = say(`recommend.path.steps.${why}`, { number: at + 1, course: course.title });
  if (done) return { mark: 'good', text: step };
  if (isOpen) return { mark: 'dot', text: step };
  const text =
    plan === undefined
      ? say('recommend.path.closed', { step })
      : say('recommend.path.locked', { step, plan });
  return { mark: 'bad', text };
}

function buttonsOf(next: Course | undefined, goal: Course): ReplyButton[][] {
  const first: ReplyButton[] = next
    ? [
        {
          label: say('recommend.path.next', { course: clipped(next.title, 50) }),
          command: 'courses',
          options: { course: next.slug },
          style: 'primary',
        },
      ]
    : [];
  return [[...first, ...(next?.id === goal.id ? [] : [cardButton(goal)])]];
}
