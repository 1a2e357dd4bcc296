import type { GroupCommand } from '#contracts';
import { answer, claim, close, release, reopen, returned } from './tickets/act.js';
import { desk, deskRemove, deskSet } from './tickets/desk.js';
import { show } from './tickets/show.js';
import { toFaq } from './tickets/to-faq.js';
import { waiting } from './tickets/waiting.js';

/** Members' questions that wait for a person, for whoever speaks for the community. */
export const tickets: GroupCommand = {
  name: 'tickets',
  for: 'moderator',
  visibility: 'private',
  parts: {
    waiting,
    show,
    claim,
    answer,
    release,
    close,
    return: returned,
    reopen,
    'to-faq': toFaq,
    desk,
    'desk-set': deskSet,
    'desk-remove': deskRemove,
  },
};
