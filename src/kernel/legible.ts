/** Longer names than any platform lets people have. */
const LONGEST_NAME = 200;

/** Text that a database takes: without NUL, and without halves of characters (which UTF-8 cannot say). */
export function legible(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The same for a name or a title, of a length that names have. */
export function legibleName(name: string): string {
  const whole = legible(name);
  return whole.length <= LONGEST_NAME ? whole : legible(whole.slice(0, LONGEST_NAME));
}

/** What would steer a terminal instead of being shown: escapes, and marks that turn the line around. */
const STEERING = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** Text for a console. Names in it were chosen by strangers. */
export function printable(text: string): string {
  return legible(text).replace(STEERING, '\uFFFD');
}
