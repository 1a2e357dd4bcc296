import {
  command,
  plain,
  say,
  spanText,
  type CommandContext,
  type Phrase,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import { plusDays } from '#kernel/calendar';
import { days, later } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { suggestCourses } from './pieces/courses.js';
import { rangeOf, rangeOptions, type Range } from './pieces/range.js';
import { themeOption } from './pieces/theme.js';
import { courseView } from './stats/course.js';
import { placeView, suggestActivePlaces } from './stats/place.js';
import { tableOf, type View } from './stats/view.js';
import { wholeView } from './stats/whole.js';

/** Figures of any span: of the community, one place or one course, beside the span before if that is wished. */
export const stats = command({
  name: 'stats',
  for: 'moderator',
  visibility: 'private',
  options: {
    ...rangeOptions('stats'),
    place: { type: 'text', summary: 'commands.stats.options.place.summary', suggest: suggestActivePlaces },
    course: { type: 'text', summary: 'commands.stats.options.course.summary', suggest: suggestCourses },
    compare: { type: 'flag', summary: 'commands.stats.options.compare.summary' },
    theme: themeOption('stats'),
  },
  async run({ options, ...context }, rooms) {
    const { actor, community, now } = context;
    const { place, course, theme, compare = false } = options;
    if (place !== undefined && course !== undefined) throw new UserFacingError('stats_one_of_both');
    if (!(await rooms.engagement.since(community.id))) {
      return {
        title: say('pulse.waiting.title'),
        body: [say('pulse.waiting.body'), say('pulse.waiting.hint')],
      };
    }
    // Whole days only: today would look like a bad day until midnight.
    const range = rangeOf(options, later(now, -days(1)), {
      speaker: actor.timeZone,
      zone: community.timeZone,
      usual: '30',
    });
    const view = await viewOf({ place, course }, context, rooms, range, compare ? before(range) : null);
    const { locale } = actor;
    const span = spanText(range.from, range.to, locale);
    const missing = view.known ? range.days - view.known.days : 0;
    const about = { ...(place ? { place } : {}), ...(course ? { course } : {}) };
    return {
      title: view.title,
      body: [
        say('stats.span', { span, count: range.days }),
        ...(missing > 0 ? [say('stats.missing', { count: missing })] : []),
        say('stats.export'),
      ],
      table: tableOf(view, compare),
      picture: {
        name: 'stats.png',
        data: await rooms.pictures.chart({
          locale,
          ...(theme ? { theme } : {}),
          title: (course ?? place) ? pictureTitle(view, locale) : community.name,
          subtitle: span,
          ...(missing > 0 ? { footnote: plain(locale, 'stats.missing', { count: missing }) } : {}),
          panels: view.panels,
        }),
        alt: say('stats.alt', { title: view.title, span }),
      },
      buttons: buttonsOf(range, compare, about, theme),
      replaces: options.range !== undefined,
    };
  },
});

type Options = { place?: string | undefined; course?: string | undefined };

function viewOf(
  { place, course }: Options,
  context: CommandContext,
  rooms: Rooms,
  range: Range,
  earlier: Range | null,
): Promise<View> {
  if (place !== undefined) return placeView(place, context, rooms, range, earlier);
  if (course !== undefined) return courseView(course, context, rooms, range, earlier);
  return wholeView(context, rooms, range, earlier);
}

/** As many days, up to the day before. */
function before({ from, days: count }: Range): Range {
  return { from: plusDays(from, -count), to: plusDays(from, -1), days: count };
}

/** The name alone: what it is a picture of stands above each panel. */
function pictureTitle({ title }: View, locale: CommandContext['actor']['locale']): string {
  const [name] = Object.values(title.values ?? {});
  return typeof name === 'string' ? name : plain(locale, title.key);
}

function buttonsOf(
  range: Range,
  compare: boolean,
  about: Record<string, string>,
  theme: 'light' | 'dark' | undefined,
): ReplyButton[][] {
  const kept = { ...about, ...(theme ? { theme } : {}) };
  const button = (label: Phrase, options: Record<string, string | boolean>): ReplyButton => ({
    label,
    command: 'stats',
    options: { ...kept, ...options },
  });
  return [
    (['7', '30', '90'] as const)
      .filter((days) => Number(days) !== range.days)
      .map((days) =>
        button(say('stats.buttons.days', { count: Number(days) }), {
          range: days,
          ...(compare ? { compare } : {}),
        }),
      ),
    [
      ...(compare || range.days > 366
        ? []
        : [button(say('stats.buttons.compare'), { ...spanOptions(range), compare: true })]),
      { label: say('stats.buttons.file'), command: 'export', options: { what: fileOf(about) } },
      { label: say('stats.buttons.pulse'), command: 'pulse' },
    ],
  ];
}

function fileOf({ place, course }: Record<string, string>): string {
  if (place !== undefined) return 'places';
  return course === undefined ? 'activity' : 'courses';
}

const spanOptions = ({ from, to }: Range) => ({ from, to });
