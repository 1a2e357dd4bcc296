import { command, say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Plan } from '#domain/billing';
import type { Course } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { daysOption, NAME_LENGTH } from '../plan/rules.js';
import { shelve } from '../pieces/plans.js';
import { findPrice, inOrder, pricePhrase, suggestFreePricesOnce } from '../pieces/prices.js';
import { clipped } from '../pieces/typed.js';
import { stacked } from '../pieces/words.js';
import { publishButton, showButton } from './report.js';
import { courseOption, madeCourse } from './which.js';

/** Names tried for the plan of a course, until one is free. */
const NAMES = 20;

export const price = command({
  name: 'price',
  for: 'creator',
  visibility: 'private',
  pace: 'dear',
  options: {
    course: { ...courseOption, required: true },
    price: {
      type: 'text',
      summary: 'commands.course.options.price.summary',
      suggest: suggestFreePricesOnce,
    },
    days: { ...daysOption, summary: 'commands.course.options.days.summary' },
    sold: { type: 'flag', summary: 'commands.course.options.sold.summary' },
  },
  async run(context, rooms) {
    const { community, options } = context;
    const course = await madeCourse(options.course, context, rooms);
    const plan =
      course.soloPlanId === null ? null : await rooms.billing.plan(community.id, course.soloPlanId);
    if (options.price !== undefined) {
      if (course.free) throw new UserFacingError('course_free', { course: course.slug });
      const sold = await sell(course, plan, options.price, context, rooms);
      return answer(course, sold, true);
    }
    if (!plan)
      return {
        body: [say('files.solo.not_sold', { course: course.title })],
        buttons: [[showButton(course)]],
      };
    if (options.sold === undefined) return answer(course, plan, false);
    const changed = await shelve(plan, !options.sold, context, rooms);
    return { ...answer(course, changed, true), replaces: true };
  },
});

/** A price more for the plan of this course, or such a plan with its first price. */
async function sell(
  course: Course,
  plan: Plan | null,
  typed: string,
  context: CommandContext & { options: { days?: number | undefined } },
  rooms: Rooms,
): Promise<Plan> {
  const { community, actor, options } = context;
  const { billing, courses, members } = rooms;
  const priceId = typed.trim().startsWith('price_')
    ? typed.trim()
    : findPrice(await billing.freePrices(community.id), typed, context)?.priceId;
  if (!priceId) throw new UserFacingError('price_unknown', { price: typed });
  const days = options.days === undefined ? {} : { days: options.days };
  if (plan) {
    if (!plan.prices.some((one) => one.priceId === priceId)) {
      await billing.addPrice(community.id, plan.id, priceId, options.days);
      await members.audit(community.id, {
        action: 'plan.price_added',
        actorId: actor.member.id,
        subjectId: plan.id,
        details: { price: priceId, days: options.days ?? null },
      });
    }
    return plan.archivedAt ? shelve(plan, false, context, rooms) : billing.plan(community.id, plan.id);
  }
  const made =
    (await orphanWith(priceId, community.id, rooms)) ??
    (await create(course, { priceId, ...days }, context, rooms));
  await courses.editCourse(community.id, { slug: course.slug, byId: actor.member.id, soloPlanId: made.id });
  return made;
}

/** Made for a course a moment ago, when what came after it failed. */
async function orphanWith(
  priceId: string,
  communityId: string,
  { billing, courses }: Rooms,
): Promise<Plan | null> {
  const plans = await billing.plans(communityId, true);
  const plan = plans.find(({ solo, prices }) => solo && prices.some((one) => one.priceId === priceId));
  if (!plan) return null;
  const all = await courses.courses(communityId, { limit: 10_000, offset: 0 });
  return all.courses.some(({ soloPlanId }) => soloPlanId === plan.id) ? null : plan;
}

/** Named after the course, or nearly so where that name is taken. */
async function create(
  { title, slug }: Course,
  priced: { priceId: string; days?: number },
  { community, actor }: CommandContext,
  { billing, members }: Rooms,
): Promise<Plan> {
  for (let nth = 0; ; nth += 1) {
    const name =
      nth === 0 ? clipped(title, NAME_LENGTH) : clipped(nth === 1 ? slug : `${nth} ${slug}`, NAME_LENGTH);
    try {
      const plan = await billing.createPlan(community.id, { name, ...priced, solo: true });
      await members.audit(community.id, {
        action: 'plan.created',
        actorId: actor.member.id,
        subjectId: plan.id,
        details: { name, price: priced.priceId, course: slug },
      });
      return plan;
    } catch (error) {
      const isTaken = error instanceof UserFacingError && error.key === 'plan_name_taken';
      if (!isTaken || nth >= NAMES) throw error;
    }
  }
}

function answer(course: Course, plan: Plan, changed: boolean): Reply {
  const isOff = plan.archivedAt !== null;
  const toggle: ReplyButton = {
    label: say(isOff ? 'files.solo.button_on' : 'files.solo.button_off'),
    command: 'course price',
    options: { course: course.slug, sold: isOff },
  };
  return {
    ...(changed ? { tone: 'good' as const } : {}),
    title: say(isOff ? 'files.solo.off' : 'files.solo.sold', { course: course.title }),
    body: [say(isOff ? 'files.solo.off_hint' : 'files.solo.sold_hint', { plan: plan.name })],
    fields: [{ name: say('files.solo.prices'), value: stacked(inOrder(plan.prices).map(pricePhrase)) }],
    buttons: [[toggle, showButton(course), ...(course.draftId === null ? [] : [publishButton(course)])]],
  };
}
