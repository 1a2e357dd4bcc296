import { flat, problemPhrase, say, type CommandContext, type Phrase, type Suggestion } from '#contracts';
import type { Place, PlaceCandidate, PlacePhase } from '#domain/access';
import { platforms, type Member } from '#domain/members';
import { clipped, matches } from './typed.js';

/** `@Member in Lyceum Demo`, or the name of the group itself. */
export function placePhrase(place: Pick<Place, 'kind' | 'title' | 'spaceTitle' | 'platform'>): Phrase {
  if (place.kind === 'role') {
    return say('common.places.role', { title: place.title, space: place.spaceTitle });
  }
  return say(`common.places.${place.platform}`, { space: place.spaceTitle });
}

/** When a plan opens a place is only said where somebody tries it out. */
export function phasedPhrase(place: Place & { during: PlacePhase }): Phrase {
  const words = placePhrase(place);
  return place.during === 'always' ? words : say(`common.places.${place.during}`, { place: words });
}

/** What somebody gets who has, or has not, free days first. */
export function opensFor(places: readonly (Place & { during: PlacePhase })[], trial: boolean): Phrase[] {
  return trial
    ? places.map(phasedPhrase)
    : places.filter(({ during }) => during !== 'trial').map(placePhrase);
}

/** Where a plan opens something, and somebody has no account that we know. */
export function platformsWithout(member: Member, places: readonly Place[]): Phrase[] {
  const known = new Set(member.accounts.map((account) => account.platform));
  const asked = new Set(places.map((place) => place.platform));
  return platforms
    .filter((platform) => asked.has(platform) && !known.has(platform))
    .map((platform) => say(`common.platforms.${platform}`));
}

/** Names a candidate in a picker; it has no id of ours until a plan opens it. */
export function candidateId(candidate: PlaceCandidate | Place): string {
  const { platform, spaceExternalId, kind, externalId } = candidate;
  return [platform, spaceExternalId, kind, externalId].join(':');
}

/** For pickers: what stands in the way is said beside the name. */
export function candidateSuggestions(
  candidates: readonly PlaceCandidate[],
  typed: string,
  { actor }: CommandContext,
): Suggestion[] {
  return [...candidates]
    .sort((a, b) => Number(a.problem !== null) - Number(b.problem !== null))
    .map((candidate) => {
      const place = placePhrase(candidate);
      const label = candidate.problem
        ? say('common.places.blocked', { place, problem: problemPhrase(candidate.problem) })
        : place;
      return { value: candidateId(candidate), label: clipped(flat(label, actor)) };
    })
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);
}

/** The place a person picked from the list or typed by name, or undefined. */
export function findPlace<P extends PlaceCandidate | Place>(
  places: readonly P[],
  typed: string,
  { actor }: CommandContext,
): P | undefined {
  const wanted = typed.trim().toLowerCase();
  const named = places.filter(
    (place) =>
      flat(placePhrase(place), actor).toLowerCase() === wanted ||
      place.title.toLowerCase() === wanted.replace(/^@/, ''),
  );
  return (
    places.find(
      (place) => candidateId(place) === typed.trim() || ('id' in place && place.id === typed.trim()),
    ) ??
    // A name that fits two places is no answer.
    (named.length === 1 ? named[0] : undefined)
  );
}
