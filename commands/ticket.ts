import type { GroupCommand } from '#contracts';
import { close, reply } from './ticket/act.js';
import { list, show } from './ticket/own.js';

/** A member's own questions to the team. */
export const ticket: GroupCommand = {
  name: 'ticket',
  for: 'member',
  visibility: 'private',
  parts: { list, show, reply, close },
};
