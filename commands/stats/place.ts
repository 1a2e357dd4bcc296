import { say, type CommandContext, type Rooms, type Suggest } from '#contracts';
import type { Measure, PlaceFigures } from '#domain/engagement';
import { dayAt, plusDays, startOf } from '#kernel/calendar';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from '../pieces/typed.js';
import type { Range } from '../pieces/range.js';
import { messageLine, weekHeat } from './panels.js';
import type { Row, View } from './view.js';
import { nameOf } from './whole.js';

/** Places in which something happened lately are offered. */
const LATELY_DAYS = 90;

async function placesLately(
  { community, now }: CommandContext,
  { engagement }: Rooms,
): Promise<PlaceFigures[]> {
  const today = dayAt(now, community.timeZone);
  return engagement.places(community.id, plusDays(today, -LATELY_DAYS), today);
}

export const suggestActivePlaces: Suggest = async (typed, context, rooms) =>
  (await placesLately(context, rooms))
    .filter(({ title }) => matches(title, typed))
    .slice(0, 25)
    .map(({ id, title }) => ({ value: String(id), label: clipped(title) }));

/** The place that was picked, or typed by its name. Throws UserFacingError `stats_place_unknown`. */
async function placeOf(typed: string, context: CommandContext, rooms: Rooms): Promise<PlaceFigures> {
  const places = await placesLately(context, rooms);
  const found =
    places.find(({ id }) => String(id) === typed) ??
    places.find(({ title }) => same(title, typed.replace(/^#/, '')));
  if (!found) throw new UserFacingError('stats_place_unknown', { typed });
  return found;
}

/** One channel or group. */
export async function placeView(
  typed: string,
  context: CommandContext,
  rooms: Rooms,
  range: Range,
  earlier: Range | null,
): Promise<View> {
  const { community, actor } = context;
  const { engagement } = rooms;
  const { id: placeId, title } = await placeOf(typed, context, rooms);
  const series = (measure: Measure, { from, to }: Range) =>
    engagement.series(community.id, {
      measure,
      step: 'day',
      placeId,
      from: startOf(from, community.timeZone),
      to: startOf(plusDays(to, 1), community.timeZone),
    });
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number>((so, value) => so + (value ?? 0), 0);
  const rows: Row[] = [];
  for (const measure of ['messages', 'replies', 'questions', 'reactions', 'voice'] as const) {
    const value = sum(await series(measure, range));
    const before = earlier ? sum(await series(measure, earlier)) : null;
    rows.push({ name: nameOf(measure), value, before, sums: true });
  }
  const people = async ({ from, to }: Range) =>
    (await engagement.places(community.id, from, to)).find(({ id }) => id === placeId)?.people ?? 0;
  rows.splice(1, 0, {
    name: nameOf('people'),
    value: await people(range),
    before: earlier ? await people(earlier) : null,
  });
  const now = await series('messages', range);
  const before = earlier ? await series('messages', earlier) : null;
  const counted = (values: readonly (number | null)[]) => values.filter((value) => value !== null).length;
  return {
    title: say('stats.title.place', { place: clipped(title, 60) }),
    rows,
    known: { days: counted(now), before: before ? counted(before) : 0 },
    panels: [
      messageLine(range, now, before, actor.locale),
      ...(await weekHeat(engagement, community, range, actor.locale, placeId)),
    ],
  };
}
