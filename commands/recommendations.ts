import type { GroupCommand } from '#contracts';
import { report } from './recommendations/report.js';

export const recommendations: GroupCommand = {
  name: 'recommendations',
  for: 'creator',
  visibility: 'private',
  parts: { report },
};
