import { problemPhrase, say, type Phrase } from '#contracts';
import type { PlaceCandidate } from '#domain/access';
import type { Space } from '#domain/members';
import { placePhrase } from '../pieces/places.js';
import { capped, listed, stacked } from '../pieces/words.js';
import type { Facts } from './facts.js';

/**
 * What can be handed out in each server and group.
 * @param reasonsToo and what stands in the way of the rest, when that is not said already
 */
export function spaceLines({ spaces, candidates }: Facts, reasonsToo: boolean): Phrase[] {
  if (candidates === null) return [];
  return spaces.map((space) => spaceLine(space, candidates, reasonsToo));
}

function spaceLine(space: Space, all: readonly PlaceCandidate[], reasonsToo: boolean): Phrase {
  const here = all.filter(
    ({ platform, spaceExternalId }) => platform === space.platform && spaceExternalId === space.externalId,
  );
  const blocked = reasonsToo ? here.filter(({ problem }) => problem !== null) : [];
  const reasons = blocked.map((candidate) =>
    say('common.places.blocked', {
      place: placePhrase(candidate),
      problem: problemPhrase(candidate.problem ?? 'unknown'),
    }),
  );
  const title = say('moderator.setup.space', {
    space: space.title,
    platform: say(`common.platforms.${space.platform}`),
  });
  return stacked([
    say('owners.setup.space_line', {
      space: title,
      ready: readyPhrase(here.filter(({ problem }) => !problem)),
    }),
    ...(blocked.length > 0 ? [say('moderator.setup.blocked', { count: blocked.length })] : []),
    ...capped(reasons, 3),
  ]);
}

/** By name, without that of the space; of many only how many. */
function readyPhrase(ready: readonly PlaceCandidate[]): Phrase {
  if (ready.length === 0) return say('moderator.setup.ready_none');
  if (ready.length > 10) return say('moderator.setup.ready_many', { count: ready.length });
  const names = ready.map(({ kind, title, platform }) =>
    kind === 'role' ? say('moderator.setup.seats.role', { title }) : say(`moderator.setup.seats.${platform}`),
  );
  return say('moderator.setup.ready', { places: listed(names) });
}
