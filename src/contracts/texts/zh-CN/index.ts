import type { Same } from '../same.js';
import type { en } from '../en/index.js';
import { asking, askingCommands, askingErrors } from './asking.js';
import { commands } from './commands.js';
import { common } from './common.js';
import { course, courseErrors, teaching } from './courses.js';
import { digests, digestsCommands, digestsErrors } from './digests.js';
import { doctor } from './doctor.js';
import { drops, dropsCommands, dropsErrors } from './drops.js';
import { errors } from './errors.js';
import { faq, faqCommands, faqErrors } from './faq.js';
import { files } from './files.js';
import { forecast, forecastCommands } from './forecast.js';
import { learning, learningCommands, learningErrors } from './learning.js';
import { moderator } from './moderator.js';
import { member } from './member.js';
import { notices } from './notices.js';
import { posts } from './posts.js';
import { pulse, pulseCommands } from './pulse.js';
import { privacy } from './privacy.js';
import { recommend, recommendCommands, recommendErrors } from './recommend.js';
import { cohorts, numbers, revenue, revenueCommands, revenueErrors } from './revenue.js';
import { owners } from './owners.js';
import { ownerCommands, ownerErrors } from './owners/commands.js';
import { problems } from './problems.js';
import { selling } from './selling.js';
import { stats, statsCommands, statsErrors } from './stats.js';
import { ticketCommands, ticketErrors, tickets } from './tickets.js';
import { why } from './why.js';

export const zhCN: Same<typeof en> = {
  commands: {
    ...commands,
    ...ownerCommands,
    ...learningCommands,
    ...dropsCommands,
    ...askingCommands,
    ...faqCommands,
    ...ticketCommands,
    ...revenueCommands,
    ...digestsCommands,
    ...pulseCommands,
    ...statsCommands,
    ...forecastCommands,
    ...recommendCommands,
    course,
  },
  asking,
  cohorts,
  common,
  digests,
  doctor,
  drops,
  errors: {
    ...errors,
    ...ownerErrors,
    ...learningErrors,
    ...courseErrors,
    ...dropsErrors,
    ...askingErrors,
    ...ticketErrors,
    ...revenueErrors,
    ...digestsErrors,
    ...statsErrors,
    ...recommendErrors,
    ...faqErrors,
  },
  faq,
  files,
  forecast,
  learning,
  moderator,
  member,
  notices,
  numbers,
  owners,
  posts,
  privacy,
  problems,
  pulse,
  recommend,
  revenue,
  selling,
  stats,
  teaching,
  tickets,
  why,
};
