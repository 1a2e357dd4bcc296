import { DateTime } from 'luxon';
import { spanIn } from '../numbers.js';
import { say, type Phrase } from '../phrase.js';
import type { Basis, Compared } from './usual.js';

/** Below, people would rather read the two numbers than a percentage. */
export const FEW = 20;

/** How a number stands to what is usual, in words for brackets; null: nothing can be said. */
export function thanPhrase({ value, usual, change, verdict }: Compared, basis: Basis): Phrase | null {
  if (basis === 'early' || usual === null) return null;
  if (Math.round(usual) === 0) return value === 0 ? null : say(`pulse.than.${basis}.none`);
  if (usual < FEW || change === null) return say(`pulse.than.${basis}.few`, { usual: Math.round(usual) });
  if (verdict === 'same') return say(`pulse.than.${basis}.same`);
  if (change >= 2) return say(`pulse.than.${basis}.times`, { times: Math.round((value / usual) * 10) / 10 });
  const percent = Math.max(1, Math.round(Math.abs(change) * 100));
  return say(`pulse.than.${basis}.${change > 0 ? 'more' : 'less'}`, { percent });
}

/** What it is, with how that stands to what is usual. */
export function withThan(what: Phrase, compared: Compared, basis: Basis): Phrase {
  const than = thanPhrase(compared, basis);
  return than ? say('pulse.with', { what, than }) : what;
}

export const percentOf = (share: number): number => Math.round(share * 100);

/** `14 minutes`, `3 hours`. */
export function spanPhrase(seconds: number): Phrase {
  const { unit, count } = spanIn(seconds);
  return say(`pulse.span.${unit}s`, { count: Math.round(count) });
}

/** `Tuesday` */
export function weekdayPhrase(day: string): Phrase {
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const { weekday } = DateTime.fromISO(day, { zone: 'UTC' });
  return say(`pulse.weekdays.${names[weekday - 1] ?? 'mon'}`);
}

/** `**once**`, `**12 times**`, `never`. */
export function timesPhrase(count: number): Phrase {
  return count === 0 ? say('pulse.never') : say('pulse.times', { count });
}
