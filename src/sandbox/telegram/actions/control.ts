import { z } from 'zod';
import { ActionError } from '../../kit.js';
import { present } from '../shape.js';
import type { World } from '../world.js';
import { act } from './act.js';

const firstUser = 720_000_000;

/** Things no person can do: more people, faults, and how strict the limits are. */
export const controlActions = (world: World) => ({
  createUser: act(
    'Add a person to this server',
    z.object({
      id: z.number().int().positive().optional(),
      firstName: z.string().min(1).max(64),
      lastName: z.string().max(64).optional(),
      username: z
        .string()
        .regex(/^[a-z]\w{3,31}$/iu)
        .optional(),
      languageCode: z.string().max(16).optional(),
    }),
    ({ id, firstName, lastName, username, languageCode }) => {
      const userId = id ?? firstUser + world.state.counters.user++;
      if (world.state.users[userId]) throw new ActionError(`the id ${userId} is taken`, 409);
      world.state.users[userId] = present({
        id: userId,
        is_bot: false,
        first_name: firstName,
        last_name: lastName,
        username,
        language_code: languageCode,
      });
      world.changed();
      return { userId };
    },
  ),
  fault: act(
    'Let the next matching Bot API calls fail',
    z.object({
      match: z.object({ method: z.string().optional(), chatId: z.number().int().optional() }),
      times: z.number().int().positive(),
      kind: z
        .enum(['429', '500', '500-after', 'reset', 'code'])
        .describe('500-after does what was asked, then fails; reset cuts the connection'),
      code: z.number().int().min(400).max(599).optional(),
      description: z.string().optional(),
      retryAfter: z.number().int().positive().optional().describe('Seconds'),
      percent: z
        .number()
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('How many of a hundred matching calls it meets; all when left out'),
    }),
    ({ match, times, kind, code, description, retryAfter, percent }) => {
      world.state.faults.push({ ...match, remaining: times, kind, code, description, retryAfter, percent });
      world.changed();
      return { faults: world.state.faults.length };
    },
  ),
  clearFaults: act('Forget all faults', z.object({}), () => {
    world.state.faults = [];
    world.changed();
    return { faults: 0 };
  }),
  limits: act(
    'Relax the sending limits, or make them real again',
    z.object({ relaxed: z.boolean() }),
    ({ relaxed }) => {
      world.state.limits.relaxed = relaxed;
      world.limiter.reset();
      world.changed();
      return { relaxed };
    },
  ),
});
