import { messagesOf, plain, say, type ChartPanel, type CommandContext, type Rooms } from '#contracts';
import type { DayFigures, PlaceFigures } from '#domain/engagement';
import type { Range } from '../pieces/range.js';
import { comeAndGo, messageLine, weekHeat } from './panels.js';
import { HALF_DAY, type Row, type View } from './view.js';

/** Places in the picture. */
const MOST_PLACES = 8;

/** The whole community. */
export async function wholeView(
  { actor, community }: CommandContext,
  { engagement }: Rooms,
  range: Range,
  earlier: Range | null,
): Promise<View> {
  const { locale } = actor;
  const { id } = community;
  const days = await engagement.days(id, range.from, range.to);
  const before = earlier ? await engagement.days(id, earlier.from, earlier.to) : [];
  const places = (await engagement.places(id, range.from, range.to)).slice(0, MOST_PLACES);
  const [known, knownBefore] = [days.filter(isKnown), before.filter(isKnown)];
  const heat = await weekHeat(engagement, community, range, locale);
  const messages = (all: readonly DayFigures[]) => all.map((day) => (isKnown(day) ? messagesOf(day) : null));
  return {
    title: say('stats.title.whole'),
    rows: rowsOf(known, earlier && knownBefore.length > 0 ? knownBefore : null),
    known: { days: known.length, before: knownBefore.length },
    panels: [
      messageLine(range, messages(days), earlier ? messages(before) : null, locale),
      ...comeAndGo(range, days, locale),
      ...placesPanel(places, earlier !== null, locale),
      ...heat,
    ],
  };
}

export const isKnown = ({ listened }: DayFigures): boolean => listened >= HALF_DAY;

function rowsOf(days: readonly DayFigures[], before: readonly DayFigures[] | null): Row[] {
  const row = (
    key: Parameters<typeof nameOf>[0],
    of: (days: readonly DayFigures[]) => number | null,
    rest: Pick<Row, 'as' | 'sums'> = {},
  ): Row => ({ name: nameOf(key), value: of(days), before: before && of(before), ...rest });
  const sum = (of: (day: DayFigures) => number | undefined) => (all: readonly DayFigures[]) =>
    all.reduce((so, day) => so + (of(day) ?? 0), 0);
  const sums = { sums: true };
  return [
    row('messages', sum(messagesOf), sums),
    row('active', (all) => (all.length === 0 ? null : sum(({ active }) => active)(all) / all.length)),
    row('month', (all) => all.at(-1)?.activeMonth ?? null),
    row(
      'newcomers',
      sum(({ newcomers }) => newcomers),
      sums,
    ),
    row(
      'joined',
      sum(({ joined }) => joined),
      sums,
    ),
    row(
      'left',
      sum(({ left }) => left),
      sums,
    ),
    row(
      'questions',
      sum(({ questions }) => questions),
      sums,
    ),
    row(
      'answered',
      (all) => {
        const asked = sum(({ questions }) => questions)(all);
        return asked === 0 ? null : sum(({ answered }) => answered)(all) / asked;
      },
      { as: 'share' },
    ),
    row(
      'reactions',
      sum(({ counts }) => counts.reaction),
      sums,
    ),
    row(
      'voice',
      sum(({ counts }) => counts.voice),
      sums,
    ),
    row(
      'commands',
      sum(({ counts }) => counts.command),
      sums,
    ),
    row(
      'lessons',
      sum(({ counts }) => counts.lesson_done),
      sums,
    ),
  ];
}

export function nameOf(
  key:
    | 'messages'
    | 'people'
    | 'active'
    | 'month'
    | 'newcomers'
    | 'joined'
    | 'left'
    | 'questions'
    | 'replies'
    | 'answered'
    | 'reactions'
    | 'voice'
    | 'commands'
    | 'lessons',
) {
  return say(`stats.rows.${key}`);
}

function placesPanel(
  places: readonly PlaceFigures[],
  compared: boolean,
  locale: CommandContext['actor']['locale'],
): ChartPanel[] {
  if (places.length === 0) return [];
  return [
    {
      kind: 'ranks',
      title: plain(locale, compared ? 'stats.picture.places_before' : 'stats.picture.places'),
      rows: places.map(({ title, messages, before }) => ({
        label: title,
        value: messages,
        ...(compared ? { before } : {}),
      })),
    },
  ];
}
