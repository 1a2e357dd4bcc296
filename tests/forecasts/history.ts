import { activityKinds, type ActivityKind } from '#domain/engagement';
import { hours, later } from '#kernel/clock';
import type { Product } from '../_support/product.js';

/** Who did something, however often. */
const ACTIVE = -1;
const HOUR = hours(1);

/** An hour of a community; null: nobody was listening. */
export type Hour = { messages: number; active: number; joins: number } | null;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A count with this mean, and so much more variance than chance alone: `mean + dispersion × mean²`. */
export function counted(random: () => number, mean: number, dispersion = 0): number {
  // A gamma variable by Marsaglia & Tsang 2000 as the mean of a Poisson one.
  let rate = mean;
  if (dispersion > 0) {
    const shape = 1 / dispersion + 1;
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      const v = (1 + c * normal) ** 3;
      if (v <= 0 || Math.log(1 - random()) >= 0.5 * normal * normal + d - d * v + d * Math.log(v)) continue;
      rate = mean * dispersion * d * v * (1 - random()) ** dispersion;
      break;
    }
  }
  let [count, product] = [0, 1 - random()];
  for (const least = Math.exp(-rate); product > least; count += 1) product *= 1 - random();
  return count;
}

/** How much of the usual an hour of the week (UTC, from Monday 0:00) gets: evenings, and less at weekends. */
export function share(hourOfWeek: number): number {
  const hour = hourOfWeek % 24;
  const day = 1 + Math.cos((2 * Math.PI * (hour - 19)) / 24);
  return (0.1 + day) * (hourOfWeek >= 120 ? 0.6 : 1);
}

export const hourOfWeek = (at: Date): number => ((at.getUTCDay() + 6) % 7) * 24 + at.getUTCHours();

/** Writes hours as they are counted, and the days that they make up (by UTC), in place of what was there. */
export async function writeHours(product: Product, from: Date, given: readonly Hour[]): Promise<void> {
  const { prisma } = product.data.database;
  const communityId = product.community.id;
  const to = later(from, given.length * HOUR);
  const within = { communityId, hour: { gte: from, lt: to } };
  await prisma.activityHour.deleteMany({ where: within });
  await prisma.listenedHour.deleteMany({ where: within });
  const kind = (name: ActivityKind) => activityKinds.indexOf(name);
  const rows = given.flatMap((hour, at) => {
    if (!hour) return [];
    const about = { communityId, hour: later(from, at * HOUR), placeId: 0 };
    return [
      { ...about, kind: kind('message'), count: hour.messages, people: hour.active },
      { ...about, kind: ACTIVE, count: hour.messages, people: hour.active },
      { ...about, kind: kind('join'), count: hour.joins, people: hour.joins },
    ].filter(({ count, people }) => count + people > 0);
  });
  if (rows.length > 0) await prisma.activityHour.createMany({ data: rows });
  const heard = given.flatMap((hour, at) => (hour ? [later(from, at * HOUR)] : []));
  const listened = heard.map((hour) => ({
    communityId,
    platform: 'discord' as const,
    hour,
    minutes: 60,
    heard: (1n << 60n) - 1n,
  }));
  if (listened.length > 0) await prisma.listenedHour.createMany({ data: listened });
  await writeDays(product, from, to);
  await prisma.activityRolled.upsert({
    where: { communityId },
    create: { communityId, at: to },
    update: { at: to },
  });
}

/** Days as sums of their hours; who was there is not told by that, but near enough for a test. */
async function writeDays(product: Product, from: Date, to: Date): Promise<void> {
  const { prisma } = product.data.database;
  const communityId = product.community.id;
  const begin = new Date(`${from.toISOString().slice(0, 10)}T00:00:00Z`);
  await prisma.activityDay.deleteMany({ where: { communityId, day: { gte: begin, lte: to } } });
  await prisma.$executeRaw`
    INSERT INTO "ActivityDay" ("communityId", "day", "placeId", "kind", "count", "people")
    SELECT "communityId", ("hour" AT TIME ZONE 'UTC')::date, "placeId", "kind", SUM("count"), SUM("people")
    FROM "ActivityHour" WHERE "communityId" = ${communityId} AND "hour" >= ${begin} AND "hour" < ${to}
    GROUP BY 1, 2, 3, 4`;
}
