import { join } from 'node:path';
import { createEncoder } from '#adapters/encoder';
import { createPictures } from '#adapters/pictures';
import { createPauses } from '#adapters/telegram';
import { createHttpServer, type HttpServer } from '#adapters/http';
import { clockSkewMs, createDatabase, keepEmbeddedPostgres, migrate, type Database } from '#database';
import { planDigests, rollupActivity, sendReports, sweepBilling, sweepDue, watchActivity } from '#jobs';
import type { Log } from '#kernel/log';
import { openNotedCount } from './noted-count.js';
import { compose, type App } from './compose.js';
import { ConfigError, type Config } from './config.js';
import { createCheckup } from './doctor/checkup.js';
import { openBots, openPlatforms, openProvider } from './doors.js';
import { refuseForeignDatabase } from './installation.js';
import { acceptWebhook } from './intake.js';
import { dataKeys, keyRing, keysFor } from './keys.js';
import { keepListening } from './listening.js';
import { demoPictures } from './demo-pictures.js';
import { createMetrics } from './metrics.js';
import { connectSandbox } from './sandboxed.js';
import { tendSeals } from './seals.js';
import { createSums } from './forecasting/sums.js';
import { createTrainer } from './training/trainer.js';
import { openStorage } from './storage.js';
import { surroundings } from './targets.js';

export interface Roles {
  bot: boolean;
  worker: boolean;
  /** Off: the sandbox's community begins without the ninety days that take some seconds to make up. */
  past?: boolean;
}

export interface Running {
  url: string;
  /** What runs where, for the banner. */
  where: Record<string, string>;
  sandboxUrl?: string;
  app: App;
  /** Drains, closes, and lets go of everything; safe to call twice. */
  stop(): Promise<void>;
}

/** A clock further off than this from the database's makes jobs of several workers run twice. */
const MAX_SKEW_MS = 5_000;

/** Starts what `roles` says, in one process. Whatever was opened is closed again when a step fails. */
export async function run(config: Config, roles: Roles, log: Log): Promise<Running> {
  const closers: [string, () => Promise<void> | void][] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= closeAll(closers, log));
  try {
    return await open(config, roles, log, (name, close) => closers.push([name, close]), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  config: Config,
  roles: Roles,
  log: Log,
  later: (name: string, close: () => Promise<void> | void) => void,
  stop: () => Promise<void>,
): Promise<Running> {
  const split = !(roles.bot && roles.worker);
  if (split && !config.databaseUrl) {
    throw new ConfigError([
      'DATABASE_URL: bot and worker as two processes need a Postgres server they share',
    ]);
  }
  if (split && config.target.kind === 'sandbox') {
    throw new ConfigError([
      'No chat token is set, and the sandbox runs in one process: use `npm start`, or start `npm run sandbox` and set what it prints',
    ]);
  }
  const postgres = config.databaseUrl
    ? undefined
    : await keepEmbeddedPostgres({
        dataDir: config.dataDir,
        log,
        onLost() {
          log.error({}, 'the embedded Postgres cannot be started again: stopping');
          process.exitCode = 1;
          void stop();
        },
      });
  if (postgres) later('postgres', () => postgres.stop());
  const databaseUrl = config.databaseUrl ?? postgres?.url ?? '';
  await migrate(databaseUrl, { log });
  const keys = keyRing(config.dataDir, config.encryptionKeys);
  const ownServer = postgres !== undefined;
  const database = createDatabase({ url: databaseUrl, keys: dataKeys(keys), ownServer, log });
  later('database', () => database.close());
  await refuseForeignDatabase(database, config, new Date());
  await tendSeals(database, log);
  await refuseSkew(database);

  const around = await surroundings(config, log);
  later('surroundings', () => around.close());
  const { target, clock, sandbox } = around;
  const { publicUrl } = config.http;
  const provider = openProvider(target, publicUrl, log);
  const pauses = createPauses();
  const trainer = createTrainer({ encodes: config.encoder });
  later('training', () => trainer.close());
  const sums = createSums();
  later('forecasts', () => sums.close());
  const noted = openNotedCount(config.dataDir, roles.bot ? 'bot' : 'worker', log);
  later('count', () => noted.close());
  let url = publicUrl;
  const app = await compose({
    database,
    clock,
    log,
    queue: config.redisUrl
      ? { kind: 'redis', url: config.redisUrl }
      : { kind: 'postgres', pool: database.pool },
    concurrency: config.concurrency,
    secrets: keysFor('checkout reference', keys),
    activity: { secrets: keysFor('pseudonyms', keys), count: noted, rawDays: config.rawActivityDays },
    linkSecrets: { files: keysFor('file links', keys), uploads: keysFor('upload links', keys) },
    publicUrl: () => (sandbox ? url : publicUrl),
    provider,
    storage: openStorage(config.storage, config.dataDir),
    trainer,
    sums,
    ...(sandbox ? { pictures: demoPictures(createPictures()) } : {}),
    ...(config.encoder ? { encoder: createEncoder({ log }) } : {}),
    checkup: createCheckup({ database, target, publicUrl: () => (sandbox ? url : publicUrl), clock, log }),
    platforms(draw, moved) {
      const platforms = openPlatforms(target, draw, moved, log, pauses);
      later('platforms', () => platforms.stop());
      return platforms;
    },
  });
  later('activity', () => app.rooms.engagement.flush());
  later('queues', () => app.queues.close());
  await app.rooms.engagement.begin();

  const bots = roles.bot
    ? openBots(target, app, { publicUrl, webhookSecret: keysFor('telegram webhook', keys)[0], pauses }, log)
    : [];
  const metrics = createMetrics({ queues: app.queues, bots });
  const telegramWebhook = bots.find((bot) => bot.webhook)?.webhook;
  const http = createHttpServer({
    host: config.http.host,
    port: config.http.port,
    trustProxy: config.http.trustProxy,
    ...(config.http.metricsToken ? { metricsToken: config.http.metricsToken } : {}),
    log,
    async stripeWebhook(raw, signature) {
      await around.beOnTime?.();
      return acceptWebhook(app, raw, signature, log);
    },
    readiness: () => readiness(database, app, bots),
    metrics,
    ...(telegramWebhook ? { telegramWebhook } : {}),
    ...app.pages,
    ...(sandbox
      ? {
          plugins: [
            await connectSandbox({ sandbox, app, database, publicUrl, log, past: roles.past ?? true }),
          ],
        }
      : {}),
  });
  later('http', () => http.stop());
  url = await listen(http, roles, log);
  sandbox?.setWebhook(`${url}/webhooks/stripe`);
  for (const bot of bots) {
    later(bot.name, () => bot.stop());
    // A platform that is away must not keep the others from starting; readiness says so.
    void bot
      .start()
      .catch((error: unknown) => log.error({ bot: bot.name, error: String(error) }, 'bot did not start'));
  }
  later('listening', keepListening(bots, app.events));
  if (roles.worker) {
    await app.startWorkers();
    // What a crash dropped, and what Stripe said while nobody listened, should not wait for the next pass.
    await app.queues.next(sweepDue, {});
    await app.queues.next(sweepBilling, {});
  }
  if (roles.worker && around.onJump) {
    later(
      'clock',
      around.onJump(() => {
        for (const job of [sweepDue, rollupActivity, planDigests, sendReports, watchActivity]) {
          app.queues
            .next(job, {})
            .catch((error: unknown) => log.warn({ error: String(error) }, 'a jump in time woke nobody'));
        }
      }),
    );
  }
  const where = {
    postgres: config.databaseUrl ? 'server of DATABASE_URL' : `embedded, ${join(config.dataDir, 'postgres')}`,
    queue: config.redisUrl ? 'Redis' : 'Postgres',
    processes: split ? (roles.bot ? 'bot' : 'worker') : 'bot and worker in one',
    platforms: sandbox ? 'sandbox (no chat token is set)' : bots.map((bot) => bot.name).join(', '),
  };
  return { url, where, ...(sandbox ? { sandboxUrl: `${url}/sandbox/` } : {}), app, stop };
}

/** A worker beside a bot on one machine finds the port taken; it can work without being asked for its health. */
async function listen(http: HttpServer, roles: Roles, log: Log): Promise<string> {
  try {
    return (await http.start()).url;
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    const hint = 'HTTP_PORT is taken by another program: set another one';
    if (roles.bot) throw new ConfigError([hint]);
    log.warn({}, `${hint}, or do without health and metrics of this worker`);
    return 'none';
  }
}

async function readiness(database: Database, app: App, bots: readonly { name: string; ready(): boolean }[]) {
  const checks: Record<string, string> = {
    database: await database.now().then(
      () => 'ok',
      () => 'does not answer',
    ),
    queue: await app.queues.health(),
  };
  for (const bot of bots) checks[bot.name] = bot.ready() ? 'ok' : 'not connected';
  return checks;
}

async function refuseSkew(database: Database): Promise<void> {
  const skew = await clockSkewMs(database, () => new Date());
  if (Math.abs(skew) > MAX_SKEW_MS) {
    const seconds = Math.round(skew / 1000);
    throw new ConfigError([
      `The clock of this machine is ${seconds} s off the database's: set it (NTP) and start again`,
    ]);
  }
}

async function closeAll(closers: [string, () => Promise<void> | void][], log: Log): Promise<void> {
  for (const [name, close] of closers.reverse()) {
    try {
      await close();
    } catch (error) {
      log.warn({ what: name, error: String(error) }, 'could not be closed cleanly');
    }
  }
}
