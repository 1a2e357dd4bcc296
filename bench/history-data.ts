import type { Database } from '#database';
import { activityKinds, type ActivityKind } from '#domain/engagement';
import { days, later } from '#kernel/clock';

/** What a made-up history is made of. The same wish makes the same history. */
export interface HistoryWish {
  communityId: string;
  /** Midnight after the last day. */
  end: Date;
  days: number;
  events: number;
  people: number;
  places: number;
  seed: number;
}

const DAY = 86_400;
/** So many events in a row are one conversation: in one place, within a few minutes, answering one another. */
const TALK = 16;

/** How often each kind comes, of a hundred; a kind's place in the list is the number it is written down by. */
const shares: readonly (readonly [ActivityKind, number])[] = [
  ['message', 43],
  ['reply', 24],
  ['reaction', 19],
  ['question', 4],
  ['command', 4],
  ['lesson_seen', 3],
  ['voice', 1],
  ['thread', 1],
  ['join', 1],
];

const codes = shares.flatMap(([kind, share]) =>
  Array.from({ length: share }, () => activityKinds.indexOf(kind)),
);

/** How busy the days of the week are, Monday first, and by how much the last day is busier than the first. */
const WEEK = [1.05, 1.1, 1.1, 1.05, 0.95, 0.85, 0.9];
const GROWTH = 1.4;

/**
 * Writes a history straight into the database, a day at a time, by one statement that draws every event from a hash
 * of its own number and of the seed:
 *
 * - A day has its share by weekday and by steady growth. Its conversations are spread by `u − 0.88 sin(2πu) / 2π`:
 *   almost nobody in the small hours, most at noon, UTC.
 * - A conversation is in one place; few places have most of them (the square of a uniform number).
 * - A person is drawn by the cube of a uniform number, so that a tenth of the people do almost half of everything;
 *   three fifths of them are there from the first day and the others come one after the other.
 * - A reply answers the event before it in its conversation.
 *
 * @returns how many events were written
 */
export async function writeHistory({ unscoped }: Database, wish: HistoryWish): Promise<number> {
  const { communityId, end, people, seed } = wish;
  const start = later(end, -days(wish.days));
  await unscoped.$executeRaw`
    INSERT INTO "Pseudonym" ("id", "communityId", "account", "number", "firstAt")
    SELECT 'bench-' || ${seed}::text || '-' || i, ${communityId}, 'bench-' || i, i + 1,
      ${start}::timestamptz + INTERVAL '1 second' * ${wish.days * DAY} * GREATEST(0, i::float8 / ${people} - 0.6) / 0.4
    FROM generate_series(0, ${people - 1}) AS i`;
  const [first] = await unscoped.$queryRaw<[{ id: number }]>`
    INSERT INTO "ActivityPlace" ("communityId", "platform", "externalId", "title")
    SELECT ${communityId}, 'discord', 'bench-' || i, '#bench-' || i FROM generate_series(1, ${wish.places}) AS i
    RETURNING "id"`;
  const weights = Array.from({ length: wish.days }, (_, n) => {
    const weekday = (later(start, days(n)).getUTCDay() + 6) % 7;
    return (WEEK[weekday] ?? 1) * (1 + ((GROWTH - 1) * n) / wish.days);
  });
  const sum = weights.reduce((all, one) => all + one, 0);
  let written = 0;
  for (const [n, weight] of weights.entries()) {
    const day = later(start, days(n));
    const wanted = n === wish.days - 1 ? wish.events - written : Math.round((wish.events * weight) / sum);
    const there = Math.floor(people * (0.6 + (0.4 * n) / wish.days));
    await unscoped.$queryRaw`SELECT activity_month(${day}::timestamptz::date)`;
    await unscoped.$executeRaw`
      WITH drawn AS (
        SELECT n, n / ${TALK}::bigint AS talk, n % ${TALK}::bigint AS nth,
          ${codes}::smallint[] AS codes,
          (hashint8extended(n, ${seed}) & 1048575) / 1048576.0::float8 AS who,
          (hashint8extended(n, ${seed + 1}) & 1048575)::int AS draw,
          (hashint8extended(n / ${TALK}::bigint, ${seed + 2}) & 1048575) / 1048576.0::float8 AS u,
          (hashint8extended(n / ${TALK}::bigint, ${seed + 3}) & 1048575) / 1048576.0::float8 AS spot
        FROM generate_series(${written}::bigint, ${written + wanted - 1}::bigint) AS n
      ), made AS (
        SELECT n, nth, draw, codes[1 + draw % ${codes.length}] AS kind, spot,
          1 + floor(${there} * who * who * who)::bigint AS number,
          LEAST(86399.9, ${DAY} * (u - 0.88 * sin(2 * pi() * u) / (2 * pi())) + nth * 20) AS second
        FROM drawn
      )
      INSERT INTO "ActivityEvent" ("at", "communityId", "kind", "placeId", "number", "toNumber", "messageRef",
        "repliesTo", "subject", "count")
      SELECT ${day}::timestamptz + INTERVAL '1 second' * second, ${communityId}, kind,
        ${first.id} + floor(${wish.places} * spot * spot)::int, number,
        CASE WHEN answers THEN lag(number, 1) OVER talks END, n, CASE WHEN answers THEN n - 1 END,
        CASE kind WHEN ${activityKinds.indexOf('command')} THEN 'command:' || draw % 20
          WHEN ${activityKinds.indexOf('lesson_seen')} THEN 'course:' || draw % 50 END, 1
      FROM made, LATERAL (SELECT kind = ${activityKinds.indexOf('reply')} AND nth > 0 AS answers) AS a
      WINDOW talks AS (ORDER BY n)`;
    written += wanted;
  }
  await unscoped.$executeRaw`ANALYZE "ActivityEvent", "Pseudonym"`;
  return written;
}
