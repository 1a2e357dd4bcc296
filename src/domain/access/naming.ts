import type { Place } from './model.js';

/**
 * A place by name, where only text can be kept: in a notice, a chain, a table. A role is followed by a tab and
 * the guild it is in; how that is worded is up to whoever shows it.
 */
export function placeName({ kind, title, spaceTitle }: Pick<Place, 'kind' | 'title' | 'spaceTitle'>): string {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
  return kind === 'role' ? `${plain(title)}\t${plain(spaceTitle)}` : plain(spaceTitle);
}
