import type { GroupCommand } from '#contracts';
import { create } from './plan/create.js';
import { edit } from './plan/edit.js';
import { close, open } from './plan/places.js';
import { priceAdd, priceRemove } from './plan/prices.js';
import { archive, list, restore } from './plan/shelf.js';

export const plan: GroupCommand = {
  name: 'plan',
  for: 'moderator',
  visibility: 'private',
  parts: {
    list,
    create,
    edit,
    open,
    close,
    'price-add': priceAdd,
    'price-remove': priceRemove,
    archive,
    restore,
  },
};
