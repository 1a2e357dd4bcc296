/** Gateway opcodes and close codes, and what a client may send. */
import { z } from 'zod';
import { snowflake } from '../form.js';

export const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
  soundboard: 31,
} as const;

export const closing = {
  unknownOpcode: [4001, 'Unknown opcode.'],
  decodeError: [4002, 'Error while decoding payload.'],
  notAuthenticated: [4003, 'Not authenticated.'],
  authenticationFailed: [4004, 'Authentication failed.'],
  alreadyAuthenticated: [4005, 'Already authenticated.'],
  rateLimited: [4008, 'Rate limited.'],
  timedOut: [4009, 'Session timed out.'],
  invalidShard: [4010, 'Invalid shard.'],
  invalidVersion: [4012, 'Invalid API version.'],
  invalidIntents: [4013, 'Invalid intent(s).'],
  disallowedIntents: [4014, 'Disallowed intent(s).'],
} as const;

export type Closing = keyof typeof closing;

export const heartbeatIntervalMs = 41_250;

export const identifyForm = z.object({
  token: z.string(),
  intents: z.int().min(0),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
  properties: z.looseObject({}),
});

export const resumeForm = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });

export const membersForm = z.object({
  guild_id: z.union([snowflake, z.tuple([snowflake]).transform(([id]) => id)]),
  query: z.string().optional(),
  limit: z.int().min(0).default(0),
  presences: z.boolean().optional(),
  user_ids: z.union([snowflake.transform((id) => [id]), z.array(snowflake).max(100)]).optional(),
  nonce: z.string().optional(),
});
