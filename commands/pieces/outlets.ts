import { flat, say, type CommandContext, type Suggestion } from '#contracts';
import type { OutletCandidate } from '#domain/drops';
import { clipped, matches, same } from './typed.js';

/** A place on a platform, by what the platform calls it: it has no id of ours until it is added. */
type Somewhere = Pick<OutletCandidate, 'platform' | 'spaceId' | 'externalId' | 'title'> & { id?: string };

/** Names a place in a picker. */
export const outletId = ({ platform, spaceId, externalId }: Omit<Somewhere, 'title'>): string =>
  [platform, spaceId, externalId].join(':');

/** What was picked, or typed by a name that only one has; undefined: neither. */
export function outletNamed<One extends Somewhere>(places: readonly One[], typed: string): One | undefined {
  const wanted = typed.trim();
  const picked = places.find((one) => outletId(one) === wanted || one.id === wanted);
  if (picked) return picked;
  const named = places.filter(({ title }) => same(bare(title), bare(wanted)));
  return named.length === 1 ? named[0] : undefined;
}

const bare = (title: string): string => title.replace(/^#/, '');

/** For pickers: places where something may stand in the way come last, and it is said. */
export function outletSuggestions(
  places: readonly OutletCandidate[],
  typed: string,
  context: Pick<CommandContext, 'actor'>,
): Suggestion[] {
  return readableSuggestions(
    places.toSorted((a, b) => Number(a.problem !== null) - Number(b.problem !== null)),
    typed,
    context,
    ({ problem }) => problem !== null,
  );
}

/** For pickers of places that are only read in: what stands in the way of posting is left unsaid. */
export function readableSuggestions(
  places: readonly OutletCandidate[],
  typed: string,
  { actor }: Pick<CommandContext, 'actor'>,
  isMarked: (place: OutletCandidate) => boolean = () => false,
): Suggestion[] {
  return places
    .map((one) => {
      const values = { place: one.title, space: one.spaceTitle };
      const label = say(isMarked(one) ? 'drops.places.label_problem' : 'drops.places.label', values);
      return { value: outletId(one), label: clipped(flat(label, actor)) };
    })
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);
}

/** For pickers of places that were added: each has an id of ours. */
export const addedSuggestions = (
  places: readonly { id: string; title: string }[],
  typed: string,
): Suggestion[] =>
  places
    .filter(({ title }) => matches(title, typed))
    .slice(0, 25)
    .map(({ id, title }) => ({ value: id, label: clipped(title) }));
