/** A Discord server with a movable clock, and real discord.js clients whose events can be awaited. */
import { Client, Events, GatewayIntentBits, Partials } from 'discord.js';
import type { ClientEvents } from 'discord.js';
import { afterEach } from 'vitest';
import {
  createDiscordServer,
  type Answer,
  type DiscordOptions,
  type DiscordServer,
} from '../../src/sandbox/discord/index.js';
import type { WireEntry } from '../../src/sandbox/kit.js';
import { demo, people } from '../../src/sandbox/people.js';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export const {
  botId,
  token,
  guildId,
  botRoleId,
  moderatorRoleId,
  memberRoleId,
  proRoleId,
  generalChannelId,
  membersChannelId,
  staffChannelId,
} = demo.discord;

/** Discord id of a person of the demo community. */
export function id(key: string): string {
  const found = people.find((person) => person.key === key);
  if (!found) throw new Error(`nobody is called ${key}`);
  return found.discordId;
}

/** 22 November 2026, 09:00 UTC. */
export const start = Date.UTC(2026, 10, 22, 9);

export interface Bench {
  server: DiscordServer;
  clock: { now(): number; forward(ms: number): void };
  wire: WireEntry[];
  /** Runs an action as the control API would: its input parsed by its schema. */
  run<Result = unknown>(name: string, input: Record<string, unknown>): Promise<Result>;
  /** An action that ends in what a person sees of an interaction. */
  use(name: string, input: Record<string, unknown>): Promise<Answer>;
  /** A raw REST call with the bot's token. */
  rest(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Headers; body: unknown }>;
}

export async function discordBench(options: Partial<DiscordOptions> = {}): Promise<Bench> {
  let now = start;
  const clock = { now: () => now, forward: (ms: number) => void (now += ms) };
  const wire: WireEntry[] = [];
  const context = { clock, wire: (entry: WireEntry) => void wire.push(entry), changed: () => undefined };
  const server = await createDiscordServer({ context, port: 0, answerMs: 2000, ...options });
  cleanups.push(() => server.close());
  const bench: Bench = {
    server,
    clock,
    wire,
    async run<Result>(name: string, input: Record<string, unknown>) {
      const action = server.actions[name];
      if (!action) throw new Error(`there is no action ${name}`);
      return (await action.run(action.input.parse(input))) as Result;
    },
    use(name, input) {
      return bench.run<Answer>(name, input);
    },
    async rest(method, path, body) {
      const response = await fetch(`${server.url}/api/v10${path}`, {
        method,
        headers: {
          authorization: `Bot ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text ? JSON.parse(text) : undefined,
      };
    },
  };
  return bench;
}

const { Guilds, GuildMembers, GuildMessages, DirectMessages, MessageContent, GuildMessageReactions } =
  GatewayIntentBits;

/** A logged-in client, ready. It is destroyed after the test. */
export async function login(
  bench: Bench,
  intents: GatewayIntentBits[] = [
    Guilds,
    GuildMembers,
    GuildMessages,
    DirectMessages,
    MessageContent,
    GuildMessageReactions,
  ],
): Promise<Client<true>> {
  const client = new Client({
    intents,
    partials: [Partials.Channel],
    rest: { api: `${bench.server.url}/api` },
    allowedMentions: { parse: [] },
  });
  cleanups.push(() => client.destroy());
  const ready = event(client, Events.ClientReady);
  await client.login(token);
  return (await ready)[0];
}

/** The next event of a kind, or the next one that fits. */
export function event<Name extends keyof ClientEvents>(
  client: Client,
  name: Name,
  fits: (...args: ClientEvents[Name]) => boolean = () => true,
): Promise<ClientEvents[Name]> {
  return new Promise((resolve) => {
    const listener = (...args: ClientEvents[Name]): void => {
      if (!fits(...args)) return;
      client.off(name, listener as never);
      resolve(args);
    };
    client.on(name, listener as never);
  });
}

/** The code of a refused request; fails when it was not refused. */
export async function codeOf(request: Promise<unknown>): Promise<number> {
  const error: unknown = await request.then(
    () => new Error('the request was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error.code;
  throw error;
}
