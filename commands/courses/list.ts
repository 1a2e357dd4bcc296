import {
  say,
  type CommandContext,
  type CommandOptions,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { Plan } from '#domain/billing';
import type { Course, CourseLevel, Way } from '#domain/courses';
import type { CourseStanding } from '#domain/learning';
import { buyButtons, openedBy, sizePhrase } from '../pieces/courses.js';
import { clipped } from '../pieces/typed.js';
import { rowsOf } from '../pieces/words.js';

/** With a button for each course, two in a row, there is room for one more row. */
const ON_A_PAGE = 8;

export interface Wanted {
  search?: string | undefined;
  tag?: string | undefined;
  level?: CourseLevel | undefined;
  language?: string | undefined;
  /** From 1. */
  page?: number | undefined;
}

/** Courses of the community, each with what it is to this member. */
export async function courseList(context: CommandContext, wanted: Wanted, rooms: Rooms): Promise<Reply> {
  const { actor, community } = context;
  const { search, tag, level, language, page = 1 } = wanted;
  const filters: CommandOptions = {
    ...(search === undefined ? {} : { search }),
    ...(tag === undefined ? {} : { tag }),
    ...(level === undefined ? {} : { level }),
    ...(language === undefined ? {} : { language }),
  };
  const { courses, total } = await rooms.courses.courses(community.id, {
    state: 'published',
    ...(search === undefined ? {} : { text: search }),
    ...(tag === undefined ? {} : { tag }),
    ...(level === undefined ? {} : { level }),
    ...(language === undefined ? {} : { language }),
    limit: ON_A_PAGE,
    offset: (page - 1) * ON_A_PAGE,
  });
  const isFiltered = Object.keys(filters).length > 0;
  if (courses.length === 0) return nothing(isFiltered, total);

  const [ways, standings] = await Promise.all([
    rooms.courses.ways(community.id, actor.member.id, courses),
    rooms.learning.progressOf(
      community.id,
      actor.member.id,
      courses.map(({ id }) => id),
    ),
  ]);
  const closed = courses.flatMap(({ id }) => ways.get(id) ?? []).filter((way) => !way.open);
  const plans = closed.length > 0 ? await rooms.billing.plans(community.id) : [];
  const entries = courses.map((course) =>
    entryOf(course, ways.get(course.id), standings.get(course.id), plans),
  );
  const buttons = courses.map((course): ReplyButton => ({
    label: say('common.literal', { text: clipped(course.title, 38) }),
    command: 'courses',
    options: { course: course.slug },
  }));
  const pages = Math.ceil(total / ON_A_PAGE);
  const buy = uniqueButtons(closed.flatMap((way) => buyButtons(way, plans))).slice(0, 3);
  return {
    title: say(isFiltered ? 'learning.courses.title_some' : 'learning.courses.title', { count: total }),
    ...(pages > 1 ? { body: [say('learning.courses.page', { page, pages })] } : {}),
    list: entries.map(({ mark, state, course }) => ({
      mark,
      text: say('learning.courses.line', {
        title: course.title,
        state,
        size: sizePhrase(course, actor.locale),
      }),
    })),
    buttons: [...rowsOf(buttons, 2), [...turning(filters, page, pages), ...buy]].filter(
      (row) => row.length > 0,
    ),
    replaces: wanted.page !== undefined,
  };
}

type Mark = 'good' | 'bad' | 'wait' | 'dot';

interface Entry {
  course: Course;
  mark: Mark;
  state: Phrase;
}

function entryOf(
  course: Course,
  way: Way | undefined,
  standing: CourseStanding | undefined,
  plans: readonly Plan[],
): Entry {
  return { course, ...stateOf(way, standing, plans) };
}

/** How a course stands for somebody, in a few words. */
export function stateOf(
  way: Way | undefined,
  standing: CourseStanding | undefined,
  plans: readonly Plan[],
): { mark: Mark; state: Phrase } {
  const { done = 0, of = 0, enrolled = false, finishedAt = null } = standing ?? {};
  if (of > 0 && (finishedAt || done === of)) return { mark: 'good', state: say('learning.states.finished') };
  const begun = say('learning.states.begun', { done, of });
  if (!way?.open) {
    const by = way ? openedBy(way, plans) : null;
    const locked = by ? say('learning.states.locked', { plans: by }) : say('learning.states.locked_short');
    const both = say('common.comma', { first: begun, second: locked });
    return { mark: 'bad', state: done > 0 ? both : locked };
  }
  return enrolled ? { mark: 'wait', state: begun } : { mark: 'dot', state: say('learning.states.open') };
}

function turning(filters: CommandOptions, page: number, pages: number): ReplyButton[] {
  const to = (at: number) => ({ command: 'courses', options: { ...filters, page: at } });
  return [
    ...(page > 1 ? [{ label: say('owners.pages.back'), ...to(page - 1) }] : []),
    ...(page < pages ? [{ label: say('owners.pages.on'), ...to(page + 1) }] : []),
  ];
}

function uniqueButtons(buttons: readonly ReplyButton[]): ReplyButton[] {
  const seen = new Set<string>();
  return buttons.filter((button) => {
    const key = JSON.stringify(button);
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

function nothing(isFiltered: boolean, total: number): Reply {
  const all: ReplyButton = { label: say('learning.buttons.all_courses'), command: 'courses' };
  if (isFiltered) return { body: [say('learning.courses.none_found')], buttons: [[all]] };
  return total > 0
    ? { body: [say('learning.courses.page_past')], buttons: [[all]] }
    : { body: [say('learning.courses.none')] };
}
