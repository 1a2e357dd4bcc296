import type { GroupCommand } from '#contracts';
import { edit } from './course/edit.js';
import { plans } from './course/plans.js';
import { preview } from './course/preview.js';
import { price } from './course/price.js';
import { publish, withdraw } from './course/publish.js';
import { questions } from './course/questions.js';
import { schedule } from './course/schedule.js';
import { show } from './course/show.js';
import { stats } from './course/stats.js';
import { upload } from './course/upload.js';

export const course: GroupCommand = {
  name: 'course',
  for: 'creator',
  visibility: 'private',
  parts: { upload, show, edit, preview, plans, price, schedule, publish, withdraw, questions, stats },
};
