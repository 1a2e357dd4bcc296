import { hourOf, hours } from '#kernel/clock';

const HOUR = hours(1);

/** The hours that lie wholly or partly between, by when they begin. */
export function hoursBetween(from: Date, to: Date): Date[] {
  const found: Date[] = [];
  for (let at = hourOf(from).getTime(); at < to.getTime(); at += HOUR) found.push(new Date(at));
  return found;
}
