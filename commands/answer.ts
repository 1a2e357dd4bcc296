/**
 * What the buttons below an answer do. An answer may stand where everybody reads it: what takes its place there
 * (`show`, `rate`) is public, what is for whoever asked alone (`read`, `person`) is not.
 */
import type { GroupCommand } from '#contracts';
import { person } from './answer/person.js';
import { rate } from './answer/rate.js';
import { read, show } from './answer/show.js';

export const answer: GroupCommand = {
  name: 'answer',
  for: 'member',
  visibility: 'private',
  unlisted: true,
  parts: { show, read, rate, person },
};
