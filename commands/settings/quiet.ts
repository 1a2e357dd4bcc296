import { UserFacingError } from '#kernel/errors';

/** Minutes after local midnight; `from` greater than `to` runs over midnight. */
interface Quiet {
  from: number;
  to: number;
}

const none = ['off', 'no', 'none', '关', '关闭', '无', '不用'];
const time = String.raw`(\d{1,2})(?:[:：.](\d{2}))?`;
const span = new RegExp(String.raw`^${time}\s*(?:[-–—~～至到]|to)\s*${time}$`, 'i');

/**
 * Reads `22:00-08:00`, `22-8`, `22：00～08：00`, or a word for none (null).
 * Throws UserFacingError `quiet_hours_bad`.
 */
export function readQuiet(typed: string): Quiet | null {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  if (none.includes(text)) return null;
  const found = span.exec(text);
  if (!found) throw new UserFacingError('quiet_hours_bad');
  const from = minutesOf(found[1], found[2]);
  const to = minutesOf(found[3], found[4]);
  if (from === null || to === null || from === to) throw new UserFacingError('quiet_hours_bad');
  return { from, to };
}

/** `22:00` for 1320. */
export function clockText(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function minutesOf(hour: string | undefined, minute = '0'): number | null {
  const h = Number(hour);
  const m = Number(minute);
  // 24:00 is how people write the end of a day.
  if (h === 24 && m === 0) return 0;
  return h < 24 && m < 60 ? h * 60 + m : null;
}
