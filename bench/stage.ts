import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpServer } from '#adapters/http';
import { compose, type App } from '#app/compose';
import { unhurried } from '#app/dispatch/pace';
import { createCheckup } from '#app/doctor/checkup';
import { openBots, openPlatforms, openProvider } from '#app/doors';
import { acceptWebhook } from '#app/intake';
import { seedDemo } from '#app/seed';
import { localStorage } from '#app/storage';
import { sandboxTarget } from '#app/targets';
import { createTrainer } from '#app/training/trainer';
import { createDatabase, migrate, startEmbeddedPostgres, type Database } from '#database';
import { silentLog as log } from '#kernel/log';
import { startSandbox, type Sandbox } from '#sandbox';

/** The whole product and the sandbox in this process, on a durable Postgres beside it. */
export interface BenchStage {
  app: App;
  sandbox: Sandbox;
  database: Database;
  databaseUrl: string;
  communityId: string;
  url: string;
  /** A folder that goes when the stage does. */
  home: string;
  close(): Promise<void>;
}

/** @param options.workers whether jobs run; without them nothing happens but what a part asks for */
export async function setStage({ workers = false } = {}): Promise<BenchStage> {
  const home = await mkdtemp(join(tmpdir(), 'lyceum-bench-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];
  const later = (close: () => Promise<unknown>) => void closers.unshift(close);
  const close = async () => {
    for (const one of closers.splice(0)) await one();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: home, log });
    later(() => postgres.stop());
    await migrate(postgres.url, { log });
    const keys = [{ id: 'bench', key: randomBytes(32) }];
    const database = createDatabase({ url: postgres.url, keys, log });
    later(() => database.close());
    const sandbox = await startSandbox({ log });
    later(() => sandbox.close());
    await sandbox.discord.actions['limits']?.run({ relaxed: true });
    const target = sandboxTarget(sandbox);
    let address = 'http://127.0.0.1';
    const trainer = createTrainer();
    later(() => trainer.close());
    const app = await compose({
      database,
      clock: sandbox.clock,
      log,
      queue: { kind: 'postgres', pool: database.pool },
      concurrency: 10,
      // One person says here in a second what others say in a day.
      allowances: unhurried,
      secrets: ['only for measuring, but long enough to sign with'],
      linkSecrets: { files: ['signs files here'], uploads: ['signs uploads here'] },
      publicUrl: () => address,
      provider: openProvider(target, 'http://127.0.0.1', log),
      storage: localStorage(home),
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
        later(() => platforms.stop());
        return platforms;
      },
    });
    later(() => app.queues.close());
    await seedDemo(app.rooms);
    const [community] = await app.rooms.members.communities();
    const http = createHttpServer({
      host: '127.0.0.1',
      port: 0,
      log,
      stripeWebhook: (raw, signature) => acceptWebhook(app, raw, signature, log),
      ...app.pages,
    });
    const { url } = await http.start();
    address = url;
    later(() => http.stop());
    sandbox.setWebhook(`${url}/webhooks/stripe`);
    const bots = openBots(target, app, { publicUrl: url, webhookSecret: 'secret' }, log);
    for (const bot of bots) {
      await bot.start();
      later(() => bot.stop());
    }
    if (workers) await app.startWorkers();
    const { url: databaseUrl } = postgres;
    return { app, sandbox, database, databaseUrl, communityId: community?.id ?? '', url, home, close };
  } catch (error) {
    await close();
    throw error;
  }
}
