import type { GroupCommand } from '#contracts';
import { add } from './faq/add.js';
import { edit } from './faq/edit.js';
import { exported } from './faq/export.js';
import { imported } from './faq/import.js';
import { lints } from './faq/lints.js';
import { list } from './faq/list.js';
import { phrasing } from './faq/phrasing.js';
import { phrasings } from './faq/phrasings.js';
import { places, placesAdd, placesRemove } from './faq/places.js';
import { promise } from './faq/promise.js';
import { remove } from './faq/remove.js';
import { report } from './faq/report.js';
import { show } from './faq/show.js';
import { test } from './faq/test.js';
import { unanswered } from './faq/unanswered.js';

/** What the community answers by itself: written, tried out and looked after by moderators. */
export const faq: GroupCommand = {
  name: 'faq',
  for: 'moderator',
  visibility: 'private',
  parts: {
    add,
    show,
    edit,
    remove,
    list,
    phrasing,
    phrasings,
    test,
    unanswered,
    promise,
    report,
    lints,
    places,
    'places-add': placesAdd,
    'places-remove': placesRemove,
    import: imported,
    export: exported,
  },
};
