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
