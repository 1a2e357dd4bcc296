/** What the operator of the sandbox does to Discord itself: disturbances, faults, limits. */
import { z } from 'zod';
import type { Action } from '../../kit.js';
import { action } from '../../kit.js';
import type { Gateway } from '../gateway/gateway.js';
import type { Faults } from '../http/faults.js';
import { faultForm } from '../http/faults.js';
import type { Limits } from '../http/limits.js';
import { intent } from '../rules/intents.js';
import { guildCreateShape } from '../shapes/guild.js';
import type { World } from '../world.js';
import { guildId, guildNamed } from './context.js';

export function operatingActions(
  world: World,
  gateway: Gateway,
  faults: Faults,
  limits: Limits,
): Record<string, Action> {
  return {
    gateway: action({
      summary: 'Disturb the gateway: ask for a reconnect, invalidate the session, drop the line, close it',
      input: z.object({
        do: z.enum(['reconnect', 'invalid', 'drop', 'close']),
        resumable: z.boolean().default(false).describe('For invalid: whether the session may be resumed'),
        code: z.int().min(4000).max(4999).default(4000).describe('For close: the close code'),
      }),
      run: (input) => ({
        connections: gateway.disturb(input.do, { resumable: input.resumable, code: input.code }),
      }),
    }),
    outage: action({
      summary: 'Begin or end an outage of a server: no events from it, and requests fail or miss all roles',
      input: z.object({
        on: z.boolean(),
        requests: z.enum(['fails', 'bare']).default('fails').describe('bare: members without their roles'),
        guildId,
      }),
      run(input) {
        const guild = guildNamed(world, input.guildId);
        if (input.on) {
          guild.outage = input.requests;
          const d = { id: guild.id, unavailable: true };
          world.emit({ t: 'GUILD_DELETE', d, intents: intent.guilds, guildId: guild.id, outage: true });
        } else {
          delete guild.outage;
          const d = guildCreateShape(world, guild, world.state.application.id);
          world.emit({ t: 'GUILD_CREATE', d, intents: intent.guilds, guildId: guild.id });
        }
        return { outage: guild.outage ?? null };
      },
    }),
    fault: action({
      summary: 'Make the next matching requests fail',
      input: faultForm,
      run(input) {
        faults.add(input);
        return { faults: faults.list() };
      },
    }),
    clearFaults: action({
      summary: 'Take all pending faults back',
      input: z.object({}),
      run() {
        faults.clear();
        return { faults: [] };
      },
    }),
    limits: action({
      summary: 'Switch the rate limits off or on',
      input: z.object({ relaxed: z.boolean() }),
      run(input) {
        limits.relax(input.relaxed);
        return { relaxed: limits.relaxed() };
      },
    }),
    intents: action({
      summary: 'Switch the privileged intents of the application, as in the developer portal',
      input: z.object({
        members: z.boolean().describe('Server Members Intent'),
        messageContent: z.boolean().default(true),
      }),
      run({ members, messageContent }) {
        world.state.application.privilegedIntents =
          (members ? intent.guildMembers : 0) | (messageContent ? intent.messageContent : 0);
        return { members, messageContent };
      },
    }),
    clock: action({
      summary: 'Let the Date of all answers be wrong by so many seconds',
      input: z.object({ aheadSeconds: z.int().min(-86_400).max(86_400) }),
      run({ aheadSeconds }) {
        world.state.application.clockOffset = aheadSeconds;
        return { aheadSeconds };
      },
    }),
    quarantine: action({
      summary: 'Flag the bot as a spammer: no direct messages to people it has not written to (20026)',
      input: z.object({ on: z.boolean() }),
      run(input) {
        world.state.application.quarantined = input.on;
        return { quarantined: input.on };
      },
    }),
  };
}
