import type { Platform } from '#domain/members';
import { people } from '#sandbox';

/** Somebody who talks in the demo community's past. Most of them never existed in the sandbox. */
export interface DemoPerson {
  platform: Platform;
  externalId: string;
  /** Days before now on which they came; before the first day of the history: they were there already. */
  came: number;
  /** Days before now on which they fell silent; below 0: they are still here. */
  left: number;
  /** Things done on an ordinary day. */
  daily: number;
  /** Hours of the day, UTC, at which they are there most, and how late at weekends. */
  evening: number;
  /** Answers more than asks. */
  helps: boolean;
}

export type Chance = () => number;

/** People who are there when the history begins, and how many come in its ninety days. */
const BEFORE = 55;
const NEWCOMERS = 110;

/** A few talk much, most talk little; newcomers come more and more, and half of them do not stay. */
export function demoCrowd(chance: Chance, days: number, surges: readonly number[]): DemoPerson[] {
  const named = people.map(({ discordId, telegramId }, index): DemoPerson => {
    const platform = index % 3 === 2 ? 'telegram' : 'discord';
    return {
      platform,
      externalId: platform === 'discord' ? discordId : String(telegramId),
      came: days + 1,
      left: -1,
      daily: index < 3 ? 5 : 1.6,
      evening: index % 2 === 0 ? 18 : 12,
      helps: index < 3,
    };
  });
  const crowd = Array.from({ length: BEFORE + NEWCOMERS }, (_, index): DemoPerson => {
    const isNew = index >= BEFORE;
    // Later days bring more newcomers than earlier ones, and lessons that open bring their own.
    const day = Math.floor(days * (1 - Math.sqrt(chance())));
    const came = !isNew ? days + 1 : chance() < 0.3 ? (pick(surges, chance) ?? day) - 0.2 : day + chance();
    const stays = isNew ? chance() < 0.5 : chance() < 0.85;
    const asian = chance() < 0.4;
    return {
      platform: chance() < 0.62 ? 'discord' : 'telegram',
      externalId: `9${String(100_000_000 + index)}`,
      came,
      left: stays ? -1 : came - 2 - 20 * chance() ** 2,
      daily: 0.2 + 6 * chance() ** 4,
      evening: (asian ? 12 : 19) + Math.round(4 * (chance() - 0.5)),
      helps: chance() < 0.15,
    };
  });
  return [...named, ...crowd];
}

export function pick<T>(from: readonly T[], chance: Chance): T | undefined {
  return from[Math.floor(chance() * from.length)];
}

/** How much of a day's doing falls on an hour of it, by when somebody is there most; sums to about 1. */
export function shareOf(hour: number, evening: number, isWeekend: boolean): number {
  const near = (centre: number, width: number) => {
    const apart = Math.min(Math.abs(hour - centre), 24 - Math.abs(hour - centre));
    return Math.exp(-(apart ** 2) / (2 * width ** 2)) / (width * Math.sqrt(2 * Math.PI));
  };
  // At work in the middle of the day, at home in the evening; at weekends mostly from late morning on.
  const lunch = (evening + 24 - 7) % 24;
  return isWeekend
    ? 0.55 * near((evening + 22) % 24, 2.8) + 0.3 * near((evening + 24 - 6) % 24, 2.2)
    : 0.72 * near(evening, 2.1) + 0.28 * near(lunch, 1.6);
}

/** How often something happens that happens `mean` times on average. */
export function often(mean: number, chance: Chance): number {
  const limit = Math.exp(-mean);
  let times = 0;
  for (let product = chance(); product > limit; product *= chance()) times += 1;
  return times;
}
