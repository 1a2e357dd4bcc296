import { plusDays, startOf, type Day } from '#kernel/calendar';
import type { DaySpan } from './facts.js';

/** Days in order, both ends among them, as long as they are in the zone: 23 or 25 hours where clocks change. */
export function daySpans(from: Day, to: Day, zone: string): DaySpan[] {
  const spans: DaySpan[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    spans.push({ day, from: startOf(day, zone), to: startOf(plusDays(day, 1), zone) });
  }
  return spans;
}
