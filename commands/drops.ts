import type { GroupCommand } from '#contracts';
import { coming } from './drops/coming.js';
import { places, placesAdd, placesRemove } from './drops/places.js';
import { troubles } from './drops/troubles.js';

/** What opens next, and where it is announced. */
export const drops: GroupCommand = {
  name: 'drops',
  for: 'creator',
  visibility: 'private',
  parts: { coming, places, 'places-add': placesAdd, 'places-remove': placesRemove, troubles },
};
