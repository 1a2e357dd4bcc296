import { setTimeout as pause } from 'node:timers/promises';
import { createHttpServer } from '#adapters/http';
import { relevantEvents } from '#adapters/stripe';
import { compose } from '#app/compose';
import type { Rooms } from '#contracts';
import { createCheckup } from '#app/doctor/checkup';
import { openPlatforms, openProvider } from '#app/doors';
import { dataKeys, keyRing } from '#app/keys';
import { seedDemo } from '#app/seed';
import { localStorage } from '#app/storage';
import { sandboxTarget } from '#app/targets';
import { createTrainer } from '#app/training/trainer';
import { createDatabase, migrate, startEmbeddedPostgres, type Database } from '#database';
import { silentLog as log } from '#kernel/log';
import { demo, sandboxPlugin, startSandbox, type Sandbox } from '#sandbox';
import type { Chance } from './chance.js';
import { openLine, type Effect, type Line } from './line.js';
import type { DrillOptions } from './options.js';
import { freePort, startRedis } from './redis.js';

/** Everything around the product: platforms, slow lines to them, database, queue. It survives the kills. */
export interface Stage {
  sandbox: Sandbox;
  lines: readonly Line[];
  databaseUrl: string;
  /** The environment for the product. */
  settings: Record<string, string>;
  /** Kills the database server and starts it again on the same data and port. */
  killPostgres(): Promise<void>;
}

export type Prepare = (rooms: Rooms, sandbox: Sandbox, database: Database) => Promise<void>;

export type Closers = (() => Promise<unknown>)[];

/**
 * Sets the stage in the folder `home`.
 * @param closers what has to be closed later is added here as it is opened, so that a failure leaves nothing
 * @param onCall called at each end of every call on a line
 */
export async function setStage(
  options: DrillOptions,
  home: string,
  chance: Chance,
  closers: Closers,
  onCall: (effect: Effect) => void,
  /** What else is set up through the rooms before the first kill. */
  prepare: Prepare = async () => {},
  /** When the sandbox begins; absent: now. */
  startAt?: Date,
): Promise<Stage> {
  let postgres = await startEmbeddedPostgres({ dataDir: home, log });
  closers.push(() => postgres.stop());
  const redis = options.redis ? await startRedis(home) : undefined;
  if (redis) closers.push(() => redis.stop());
  const httpPort = await freePort();
  const sandbox = await startSandbox({
    log,
    webhookUrl: `http://127.0.0.1:${httpPort}/webhooks/stripe`,
    ...(startAt ? { startAt } : {}),
  });
  closers.push(() => sandbox.close());
  await sandbox.discord.actions['limits']?.run({ relaxed: true });
  sandbox.telegram.actions['limits']?.run({ relaxed: true });
  const plugins = [sandboxPlugin({ sandbox })];
  const control = createHttpServer({ host: '127.0.0.1', port: 0, log, plugins });
  const { url: controlUrl } = await control.start();
  closers.push(() => control.stop());
  await chooseEvents(sandbox.stripe.url);
  await migrate(postgres.url, { log });
  await seed(postgres.url, home, sandbox, prepare);

  const line = async (to: string, effectOf: (method: string, path: string) => Effect) => {
    const isHeld = (path: string) => path.endsWith('/getUpdates');
    const opened = await openLine({ to, effectOf, isHeld, chance, onCall });
    closers.push(() => opened.close());
    return opened;
  };
  const discord = await line(sandbox.discord.url, discordEffect);
  const telegram = await line(sandbox.telegram.url, telegramEffect);
  const stripe = await line(sandbox.stripe.url, () => 'other');
  return {
    sandbox,
    lines: [discord, telegram, stripe],
    databaseUrl: postgres.url,
    settings: {
      DATABASE_URL: postgres.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      DATA_DIR: home,
      HTTP_PORT: String(httpPort),
      DISCORD_TOKEN: demo.discord.token,
      DISCORD_API_URL: `${discord.url}/api`,
      TELEGRAM_TOKEN: demo.telegram.token,
      TELEGRAM_API_URL: telegram.url,
      STRIPE_SECRET_KEY: demo.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: demo.stripe.webhookSecret,
      STRIPE_API_URL: stripe.url,
      CLOCK_URL: `${controlUrl}/sandbox/api/clock`,
      WORKER_CONCURRENCY: String(options.concurrency),
      LOG_LEVEL: 'info',
    },
    async killPostgres() {
      const { pid, port } = postgres;
      process.kill(pid, 'SIGKILL');
      while (isThere(pid)) await pause(20);
      postgres = await again(() => startEmbeddedPostgres({ dataDir: home, port, log }));
    },
  };
}

/** Chooses the events as docs/going-live.md says; of all that Stripe has, most would say nothing new. */
async function chooseEvents(stripeUrl: string): Promise<void> {
  const address = `${stripeUrl}/v1/webhook_endpoints`;
  const headers = { authorization: `Bearer ${demo.stripe.secretKey}` };
  const { data } = (await (await fetch(address, { headers })).json()) as { data: { id: string }[] };
  const body = new URLSearchParams();
  relevantEvents.forEach((type, at) => body.append(`enabled_events[${at}]`, type));
  const answer = await fetch(`${address}/${data[0]?.id ?? ''}`, { method: 'POST', headers, body });
  if (!answer.ok)
    throw new Error(`the sandbox's Stripe refuses the choice of events: ${await answer.text()}`);
}

/** Backends of a killed server take a moment to notice, and a new one refuses to start beside them. */
async function again<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === 20) throw error;
      await pause(250);
    }
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The demo community, set up before the first kill through the rooms' own doors. */
async function seed(databaseUrl: string, dataDir: string, sandbox: Sandbox, prepare: Prepare): Promise<void> {
  // The key that the program under test will find there.
  const keys = dataKeys(keyRing(dataDir, undefined));
  const database = createDatabase({ url: databaseUrl, keys, log });
  const target = sandboxTarget(sandbox);
  const stops: (() => Promise<void>)[] = [];
  const trainer = createTrainer();
  const app = await compose({
    database,
    clock: sandbox.clock,
    log,
    queue: { kind: 'postgres', pool: database.pool },
    concurrency: 1,
    secrets: ['nothing is sold while the stage is set'],
    linkSecrets: { files: ['signs files here'], uploads: ['signs uploads here'] },
    publicUrl: () => 'http://127.0.0.1',
    provider: openProvider(target, 'http://127.0.0.1', log),
    storage: localStorage(dataDir),
    trainer,
    checkup: createCheckup({
      database,
      target,
      publicUrl: () => 'http://127.0.0.1',
      clock: sandbox.clock,
      log,
    }),
    platforms(draw, moved) {
      const platforms = openPlatforms(target, draw, moved, log);
      stops.push(() => platforms.stop());
      return platforms;
    },
  });
  try {
    await seedDemo(app.rooms);
    await prepare(app.rooms, sandbox, database);
  } finally {
    await app.queues.close();
    await trainer.close();
    for (const stop of stops) await stop();
    await database.close();
  }
}

function discordEffect(method: string, path: string): Effect {
  if (method !== 'GET' && /\/members\/\d+\/roles\/\d+/.test(path)) return 'seat';
  return method === 'POST' && /\/channels\/\d+\/messages/.test(path) ? 'notice' : 'other';
}

function telegramEffect(_method: string, path: string): Effect {
  if (/\/(approveChatJoinRequest|banChatMember|unbanChatMember)$/.test(path)) return 'seat';
  return path.endsWith('/sendMessage') ? 'notice' : 'other';
}
