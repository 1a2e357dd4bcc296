import { hours } from '#kernel/clock';

/** By the community's own time, when it is quiet. */
const NIGHT = { from: 2, to: 5 };

/** In between, so many courses begun call for a training: a share of all, and a number at least. */
const MANY = { share: 0.05, least: 20 };

export interface LastTraining {
  /** null: never. */
  trainedAt: Date | null;
  /** Courses begun in all that was learned, and since then. */
  learned: number;
  since: number;
}

/** Whether it is time to train again; whether anything is new is told apart. */
export function isDue({ trainedAt, learned, since }: LastTraining, now: Date, timeZone: string): boolean {
  if (!trainedAt) return true;
  const age = now.getTime() - trainedAt.getTime();
  const hour = Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(now),
  );
  const isNight = hour >= NIGHT.from && hour < NIGHT.to;
  if (age >= hours(30) || (isNight && age >= hours(12))) return true;
  return age >= hours(1) && since >= Math.max(MANY.least, MANY.share * learned);
}
