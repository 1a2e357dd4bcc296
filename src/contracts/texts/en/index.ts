import { commands } from './commands.js';
import { common } from './common.js';
import { doctor } from './doctor.js';
import { errors } from './errors.js';
import { moderator } from './moderator.js';
import { member } from './member.js';
import { notices } from './notices.js';
import { privacy } from './privacy.js';
import { problems } from './problems.js';
import { selling } from './selling.js';
import { why } from './why.js';

export const en = { commands, common, doctor, errors, moderator, member, notices, privacy, problems, selling, why };
