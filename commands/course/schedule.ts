import {
  command,
  say,
  type CommandContext,
  type Phrase,
  type Reply,
  type Rooms,
  type Value,
} from '#contracts';
import type { Course } from '#domain/courses';
import { expand, parseRule, type NewRules, type Rescheduling } from '#domain/drops';
import { UserFacingError } from '#kernel/errors';
import { rulePhrase } from '../pieces/drop-rules.js';
import { PER_PAGE, pageButtons } from '../pieces/pages.js';
import { showButton } from './report.js';
import { courseOption, madeCourse, suggestLessons } from './which.js';

/** Lines of a dry run. */
const SHOWN = 10;

const NONE = /^(none|no|off|无|没有|取消)$/i;

const lesson = {
  type: 'text',
  maxLength: 200,
  suggest: suggestLessons,
} as const;

export const schedule = command({
  name: 'schedule',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, required: true },
    rule: { type: 'text', maxLength: 200, summary: 'commands.course.options.rule.summary' },
    only: { ...lesson, summary: 'commands.course.options.only.summary' },
    from: { ...lesson, summary: 'commands.course.options.from.summary' },
    zone: {
      type: 'choice',
      summary: 'commands.course.options.zone.summary',
      choices: [
        { value: 'community', label: 'commands.course.choices.zone.community' },
        { value: 'member', label: 'commands.course.choices.zone.member' },
      ],
    },
    whole: { type: 'flag', summary: 'commands.course.options.whole.summary' },
    page: { type: 'integer', min: 1, max: 10_000, summary: 'commands.course.options.page.summary' },
    sure: { type: 'flag', summary: 'commands.course.options.sure.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const course = await madeCourse(options.course, context, rooms);
    const rule = options.rule?.trim();
    if (!rule) return view(context, course, options.page, rooms);
    const rules = await rulesFor(context, course, { ...options, rule }, rooms);
    if (!options.sure) {
      const report = await rooms.drops.tryOut(community.id, course.id, rules);
      const again = Object.entries({ ...options, course: course.slug, rule, sure: true });
      return dryRun(context, course, rules, report, Object.fromEntries(again.filter(isGiven)));
    }
    await rooms.drops.schedule(community.id, {
      courseId: course.id,
      rules,
      whole: options.whole ?? false,
      byId: actor.member.id,
    });
    const shown = await view(context, course, undefined, rooms);
    const none = NONE.test(rule);
    return {
      ...shown,
      tone: 'good',
      title: say(none ? 'drops.schedule.removed' : 'drops.schedule.done', { course: course.title }),
      replaces: true,
    };
  },
});

function isGiven(
  entry: [string, string | number | boolean | undefined],
): entry is [string, string | number | boolean] {
  return entry[1] !== undefined;
}

interface Wish {
  rule: string;
  only?: string | undefined;
  from?: string | undefined;
  zone?: 'community' | 'member' | undefined;
}

async function rulesFor(
  { community }: CommandContext,
  course: Course,
  { rule, only, from, zone = 'community' }: Wish,
  rooms: Rooms,
): Promise<NewRules> {
  const lessons = await rooms.drops.lessonsToSchedule(community.id, course.id);
  if (lessons.length === 0) throw new UserFacingError('drop_no_lessons');
  const posted = (await rooms.drops.drops(community.id, course.id)).filter((one) => one.postedAt);
  const pattern = NONE.test(rule) ? [{ kind: 'now' as const }] : parseRule(rule);
  const rules = expand(pattern, lessons, {
    zone,
    // Taking a rule away announces nothing, so it is for those as well that have been announced.
    posted: new Set(NONE.test(rule) ? [] : posted.map((one) => one.lessonKey)),
    ...(only ? { only } : {}),
    ...(from ? { from } : {}),
  });
  if (rules.size === 0) throw new UserFacingError('drop_nothing_left');
  return NONE.test(rule) ? new Map([...rules.keys()].map((key) => [key, null])) : rules;
}

async function view(
  { community }: CommandContext,
  course: Course,
  page: number | undefined,
  rooms: Rooms,
): Promise<Reply> {
  const lessons = await rooms.drops.lessonsToSchedule(community.id, course.id);
  const drops = new Map(
    (await rooms.drops.drops(community.id, course.id)).map((one) => [one.lessonKey, one]),
  );
  const titles = new Map(lessons.map(({ key, title }) => [key, title]));
  const at = ((page ?? 1) - 1) * PER_PAGE;
  return {
    title: say('drops.schedule.title', { course: course.title }),
    body: [
      ...(drops.size === 0 ? [say('drops.schedule.none')] : []),
      ...(course.state === 'published' ? [] : [say('drops.schedule.not_live')]),
      say('drops.schedule.hint'),
    ],
    list: (drops.size === 0 ? [] : lessons.slice(at, at + PER_PAGE)).map(({ key, title }) => {
      const drop = drops.get(key);
      const rule = drop ? rulePhrase(drop.rule, titles) : say('drops.schedule.with_course');
      const values = { lesson: title, rule };
      if (drop?.postedAt) {
        return {
          mark: 'good',
          text: say('drops.schedule.line_posted', { ...values, at: instant(drop.postedAt) }),
        };
      }
      const text = drop?.postAt
        ? say('drops.schedule.line_at', { ...values, at: instant(drop.postAt) })
        : say('drops.schedule.line', values);
      return { mark: drop ? 'wait' : 'dot', text };
    }),
    buttons: [
      drops.size === 0
        ? []
        : pageButtons('course schedule', { course: course.slug }, page ?? 1, lessons.length),
      [
        showButton(course),
        { label: say('drops.buttons.coming'), command: 'drops coming', options: { course: course.slug } },
      ],
    ].filter((row) => row.length > 0),
    replaces: page !== undefined,
  };
}

/** What would change, and a button that does it. */
function dryRun(
  { now }: CommandContext,
  course: Course,
  rules: NewRules,
  report: Rescheduling,
  again: Record<string, string | number | boolean>,
): Reply {
  const titles = new Map(report.drops.map(({ lessonKey, title }) => [lessonKey, title]));
  const isLive = course.state === 'published';
  const posted = new Set(report.drops.filter(({ from, to }) => from && to && from <= now && to <= now));
  const atOnce = report.drops.filter((one) => one.to && one.to <= now && !posted.has(one)).length;
  const lines = report.drops.slice(0, SHOWN).map((one) => {
    const { lessonKey, title, from, to } = one;
    if (posted.has(one) && from)
      return say('drops.schedule.try_posted', { lesson: title, at: instant(from) });
    const rule = rules.get(lessonKey);
    let when: Value = rule ? rulePhrase(rule, titles) : say('drops.schedule.with_course');
    if (isLive && rule && to) when = to <= now ? say('drops.schedule.at_once') : instant(to);
    const moves = from !== null && from.getTime() !== to?.getTime();
    return moves
      ? say('drops.schedule.try_line_moved', { lesson: title, to: when, from: instant(from) })
      : say('drops.schedule.try_line', { lesson: title, to: when });
  });
  return {
    tone: 'warning',
    title: say('drops.schedule.try_title', { course: course.title }),
    body: [
      ...(isLive ? [] : [say('drops.schedule.not_live')]),
      ...(atOnce > 1 ? [say('drops.schedule.flood', { count: atOnce })] : []),
      ...(report.posted > 0 ? [say('drops.schedule.posted', { count: report.posted })] : []),
      ...(isLive && report.moved === 0 ? [say('drops.schedule.moves_nobody')] : []),
    ],
    list: [
      ...lines.map((text) => ({ mark: 'dot' as const, text })),
      ...rest(report.drops.length - lines.length),
      ...(report.moved > 0 ? [{ text: say('drops.schedule.moves', { count: report.moved }) }] : []),
      ...report.members.map((one) => ({ mark: 'wait' as const, text: movedLine(one, titles) })),
      ...rest(report.moved - report.members.length),
    ],
    buttons: [
      [
        { label: say('drops.buttons.confirm'), command: 'course schedule', options: again, style: 'primary' },
        showButton(course),
      ],
    ],
  };
}

const rest = (count: number) => (count > 0 ? [{ text: say('drops.schedule.and_more', { count }) }] : []);

function movedLine(
  { name, lessonKey, from, to }: Rescheduling['members'][number],
  titles: ReadonlyMap<string, string>,
): Phrase {
  const time = (at: Date | null): Value => (at ? instant(at) : say('drops.schedule.each'));
  const lesson = titles.get(lessonKey) ?? lessonKey;
  return say('drops.schedule.moved', { member: { person: name }, lesson, from: time(from), to: time(to) });
}

const instant = (at: Date): Value => ({ at, as: 'datetime' });
