import {
  say,
  type CommandContext,
  type Phrase,
  type ReplyButton,
  type Rooms,
  type Suggest,
} from '#contracts';
import type { Plan } from '#domain/billing';
import type { Course, CourseLevel, Way } from '#domain/courses';
import type { Locale } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { pricePhrase, inOrder } from './prices.js';
import { clipped, matches, same } from './typed.js';
import { listed, literal } from './words.js';

/** Courses looked through while somebody types. */
const LOOKED_AT = 200;

/** Courses that members can open or buy, by title. */
export const suggestCourses: Suggest = async (typed, { community }, { courses }) => {
  const found = await courses.courses(community.id, { state: 'published', limit: LOOKED_AT, offset: 0 });
  return found.courses
    .filter(({ title, slug }) => matches(title, typed) || matches(slug, typed))
    .slice(0, 25)
    .map(({ slug, title }) => ({ value: slug, label: clipped(title) }));
};

/** Courses the speaker has begun come first. */
export const suggestOwnCourses: Suggest = async (typed, context, rooms) => {
  const { community, actor } = context;
  const begun = await rooms.learning.enrolmentsOf(community.id, { memberId: actor.member.id });
  const ids = begun.map(({ courseId }) => courseId);
  const found = await rooms.courses.courses(community.id, {
    state: 'published',
    limit: LOOKED_AT,
    offset: 0,
  });
  const rank = ({ id }: Course) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return found.courses
    .filter(({ title, slug }) => matches(title, typed) || matches(slug, typed))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, 25)
    .map(({ slug, title }) => ({ value: slug, label: clipped(title) }));
};

/** The course that was picked, or typed by slug or title. Throws UserFacingError `course_unknown`. */
export async function courseOf(typed: string, { community }: CommandContext, rooms: Rooms): Promise<Course> {
  try {
    return await rooms.courses.course(community.id, typed);
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    const near = await rooms.courses.courses(community.id, { text: typed, limit: 25, offset: 0 });
    const [only, ...others] = near.courses.filter(({ title }) => same(title, typed));
    if (only && others.length === 0) return only;
    throw error;
  }
}

/** `8 lessons · 95 minutes · beginner · Chinese`. */
export function sizePhrase(course: Course, locale: Locale): Phrase {
  const parts = [
    say('learning.size.lessons', { count: course.lessons }),
    ...(course.minutes > 0 ? [say('learning.size.minutes', { count: course.minutes })] : []),
    ...(course.level ? [levelPhrase(course.level)] : []),
    literal(languageName(course.language, locale)),
  ];
  return dotted(parts);
}

export function levelPhrase(level: CourseLevel): Phrase {
  return say(`learning.levels.${level}`);
}

/** `a · b · c` */
export function dotted(parts: readonly Phrase[]): Phrase {
  const [first, ...rest] = parts;
  if (!first) return literal('');
  return rest.reduce((so, part) => say('learning.dotted', { first: so, second: part }), first);
}

/** Written Chinese goes by its letters, not by where it is written. */
const SCRIPTS: Record<string, string> = {
  'zh-CN': 'zh-Hans',
  'zh-SG': 'zh-Hans',
  'zh-TW': 'zh-Hant',
  'zh-HK': 'zh-Hant',
};

/** What a language is called in the reader's; the code itself where nobody knows it. */
export function languageName(tag: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(SCRIPTS[tag] ?? tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Plans that open a closed course: those that open many first, the one for it alone last. */
export function opening(way: Way, plans: readonly Plan[]): Plan[] {
  if (way.open) return [];
  const ids = [...new Set([...way.planIds, ...(way.soloPlanId === null ? [] : [way.soloPlanId])])];
  const found = ids.flatMap((id) => plans.filter((plan) => plan.id === id));
  return found.filter((plan) => !plan.archivedAt);
}

/** `Membership ($12.00 a month) or This course ($39.00 once, for good)`; null: nothing that is sold opens it. */
export function openedBy(way: Way, plans: readonly Plan[]): Phrase | null {
  const names = opening(way, plans).map((plan) => {
    const [price] = inOrder(plan.prices);
    if (plan.solo && price) return say('learning.alone_price', { price: pricePhrase(price) });
    return price
      ? say('learning.plan_price', { plan: plan.name, price: pricePhrase(price) })
      : literal(plan.name);
  });
  return names.length === 0 ? null : listed(names, 'or');
}

/** A button to buy each plan that opens a course; those that are sold. */
export function buyButtons(way: Way, plans: readonly Plan[], most = 3): ReplyButton[] {
  return opening(way, plans)
    .filter((plan) => plan.prices.length > 0)
    .slice(0, most)
    .map((plan): ReplyButton => ({
      label: plan.solo
        ? say('learning.buttons.get_alone')
        : say('learning.buttons.get', { plan: clipped(plan.name, 40) }),
      command: 'subscribe',
      options: { plan: plan.id },
      style: 'primary',
    }));
}

export const cardButton = (course: Pick<Course, 'slug'>): ReplyButton => ({
  label: say('learning.buttons.card'),
  command: 'courses',
  options: { course: course.slug },
});

export const learnButton = (course: Pick<Course, 'slug'>, begun: boolean): ReplyButton => ({
  label: say(begun ? 'learning.buttons.continue' : 'learning.buttons.start'),
  command: 'learn',
  options: { course: course.slug },
  style: 'primary',
});

export const askButton = (course: Pick<Course, 'slug'>, lesson?: string): ReplyButton => ({
  label: say('learning.buttons.ask'),
  command: 'question',
  options: { course: course.slug, ...(lesson === undefined ? {} : { lesson }), ask: true },
});
