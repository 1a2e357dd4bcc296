/** The gateway half of Discord: stays connected, whatever happens, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import { Events as ClientEvents, Routes, type APIApplication } from 'discord.js';
import type { Command, Dispatcher, Events } from '#contracts';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { attachActivity } from './activity.js';
import { createGateway, wantedIntents, type Gateway } from './client.js';
import { brief } from './errors.js';
import { attachHearing } from './hearing.js';
import { attachInbound } from './inbound.js';
import { createInteractionDoor } from './interactions.js';
import { createFileOf } from './options.js';
import { createPlaces } from './places.js';
import { registerCommands } from './registration.js';
import { createCall, createRest, type Caller } from './rest.js';

export interface DiscordBotDeps {
  token: string;
  /** In place of `https://discord.com/api`. */
  apiUrl?: string;
  dispatch: Dispatcher;
  events: Events;
  commands: readonly Command[];
  clock: Clock;
  log: Log;
  /** The bot's status line. */
  presence?: string;
  /** Milliseconds an answer may take before Discord is told to wait; 1,500 unless told. */
  deferAfterMs?: number;
}

export interface DiscordBot {
  /** Connects and resolves when ready, or stopped. While Discord is away it keeps trying; never rejects. */
  start(): Promise<void>;
  /** Lets what is under way finish (at most 5 s), then disconnects. */
  stop(): Promise<void>;
  /** Whether every shard is connected now. */
  ready(): boolean;
}

const DEFER_AFTER_MS = 1_500;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const DRAIN_MS = 5_000;
/** Answers to interactions do not count towards Discord's limit, and there is little else. */
const REQUESTS_PER_SECOND = 50;

export function createDiscordBot(deps: DiscordBotDeps): DiscordBot {
  const { token, apiUrl, dispatch, events, commands, clock, log, presence } = deps;
  const door = createInteractionDoor({
    dispatch,
    commands,
    log,
    fileOf: createFileOf(apiUrl),
    deferAfterMs: deps.deferAfterMs ?? DEFER_AFTER_MS,
  });
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  let gateway: Gateway | null = null;
  let running: Promise<void> | null = null;
  /** Of our application: nothing, until Discord tells. Whoever asks for too much is not let in. */
  let flags = 0;
  let onReady = (): void => {};
  const firstReady = new Promise<void>((resolve) => (onReady = resolve));

  /** Registers the commands, in the background and for as long as it takes. */
  async function register(now: Gateway): Promise<void> {
    const call = createCall(now.client.rest);
    for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const result = await registerCommands(call, now.client.application?.id ?? '', commands);
      if (result.kind !== 'failed') return log.info({ result: result.kind }, 'Discord has our commands');
      log.error({ fault: result.fault }, 'Discord did not take our commands');
      if (result.fault.kind === 'refused') return;
      await rest(result.fault.kind === 'wait' ? result.fault.ms : wait);
    }
  }

  /** What the owner switched on for the application; without an answer what was last known. */
  async function flagsOf(call: Caller): Promise<number> {
    const answer = await call<APIApplication>({
      method: 'get',
      route: Routes.currentApplication(),
      tries: 2,
    });
    if (answer.ok) flags = answer.value.flags;
    else log.warn({ fault: answer.fault }, 'Discord does not tell what our application may see');
    return flags;
  }

  /** One client's life. Returns when it has to be made anew; true when it had been ready. */
  async function live(): Promise<boolean> {
    const api = createRest({ token, apiUrl, perSecond: REQUESTS_PER_SECOND, log });
    const call = createCall(api);
    const intents = wantedIntents(await flagsOf(call));
    const now = createGateway({ token, rest: api, intents, presence, log });
    gateway = now;
    let wasReady = false;
    const keep = (work: Promise<void>): void => {
      const kept = work.finally(() => underWay.delete(kept));
      underWay.add(kept);
    };
    attachInbound(now.client, events, log);
    const { client } = now;
    const places = createPlaces(client, call);
    attachHearing({ client, call, places, dispatch, log, stopping: signal, underWay: keep });
    const activity = attachActivity({ client, call, places, events, clock, log });
    now.client.on(ClientEvents.InteractionCreate, (interaction) => {
      if (!signal.aborted) keep(door.handle(interaction));
    });
    const session = async (): Promise<string> => {
      await now.login();
      wasReady = true;
      log.info({ guilds: now.client.guilds.cache.size }, 'Connected to Discord');
      const told = now.client.application?.flags.bitfield ?? flags;
      const isMore = wantedIntents(told).length > intents.length;
      flags = told;
      if (isMore) return 'we may be told more than we asked for';
      const registered = register(now);
      onReady();
      await registered;
      return now.lost;
    };
    try {
      const reason = await Promise.race([session(), now.lost, stopped]);
      if (reason) log.error({ reason, hint: hintOf(reason) }, 'The connection to Discord is lost');
      if (/4014/.test(reason ?? '')) flags = 0;
    } catch (error) {
      const said = error instanceof Error ? error.message : '';
      log.error({ ...brief(error), hint: hintOf(said) }, 'Discord cannot be reached');
    }
    await activity.finish();
    if (signal.aborted) await drain();
    await now.end();
    return wasReady;
  }

  async function drain(): Promise<void> {
    const late = new AbortController();
    await Promise.race([
      Promise.allSettled(underWay),
      pause(DRAIN_MS, undefined, { signal: late.signal }).catch(() => {}),
    ]);
    late.abort();
  }

  const rest = (ms: number): Promise<void> =>
    pause(ms * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => {});

  async function run(): Promise<void> {
    let wait = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const wasReady = await live();
      if (wasReady) wait = FIRST_PAUSE_MS;
      if (!signal.aborted) await rest(wait);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  }

  return {
    async start() {
      running ??= run();
      await Promise.race([firstReady, stopped]);
    },
    async stop() {
      stopping.abort();
      await running;
    },
    ready: () => gateway?.ready() ?? false,
  };
}

/** What an operator can do about a refusal, in the words of Discord's developer portal. */
function hintOf(said: string): string {
  if (/disallowed intents|4014/i.test(said)) {
    return 'Switch on “Server Members Intent” under Bot in the developer portal.';
  }
  if (/invalid token|authentication failed|4004/i.test(said)) return 'The bot token is wrong or was reset.';
  return 'Trying again.';
}
