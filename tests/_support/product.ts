import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpServer } from '#adapters/http';
import { createPauses } from '#adapters/telegram';
import { compose, type App } from '#app/compose';
import type { Allowances } from '#app/dispatch/pace';
import { createCheckup } from '#app/doctor/checkup';
import { openBots, openPlatforms, openProvider } from '#app/doors';
import { acceptWebhook } from '#app/intake';
import { seedCourses } from '#app/seed-courses';
import { seedDemo } from '#app/seed';
import { localStorage } from '#app/storage';
import { sandboxTarget, type RealTarget } from '#app/targets';
import { createTrainer } from '#app/training/trainer';
import { sweepAccess, sweepBilling, sweepDue } from '#jobs';
import type { Provider } from '#domain/billing';
import type { Community } from '#domain/members';
import { demo, people, startSandbox, type Sandbox } from '#sandbox';
import { silentLog, type Log } from '#kernel/log';
import type { DataKey } from '#kernel/sealed';
import { testDatabase, type TestDatabase } from './database.js';

export const START = new Date('2026-03-01T09:00:00Z');

/** The whole product against the sandbox, in this process, on a clock that stands still between jumps. */
export interface Product {
  sandbox: Sandbox;
  app: App;
  data: TestDatabase;
  community: Community;
  url: string;
  /** Where uploads and their content lie. */
  dataDir: string;
  /** Waits until nothing is under way any more: webhooks, jobs, messages. */
  settle(): Promise<void>;
  /** Waits until `seen` answers something true, looking again at each change; bounded. */
  until<T>(what: string, seen: () => T): Promise<T>;
  /** Moves time forward and lets everything that this makes due happen. */
  pass(span: { days?: number; hours?: number; minutes?: number }): Promise<void>;
  /** Lets minutes pass, a few at most, until `seen` answers true. */
  passUntil(what: string, seen: () => boolean): Promise<void>;
  /** Runs the hourly sweeps now. */
  sweep(): Promise<void>;
  /** Stops the bots: what people do meanwhile waits on the platforms. */
  stopListening(): Promise<void>;
  /** Starts them again, as after a restart. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

export interface ProductOptions {
  log?: Log;
  /** Without bots nothing listens on the platforms; seats and messages still work. */
  bots?: boolean;
  /** Without workers nothing happens but what is asked for: no jobs, no sweeps. */
  workers?: boolean;
  /** With the demo's courses, published. */
  courses?: boolean;
  /** Another payment provider than the sandbox's Stripe asked in the usual way. */
  provider?: (target: RealTarget) => Provider;
  /** How often people may have their way; absent: as in life, by the sandbox's clock. */
  allowances?: Allowances;
  /** What rows are sealed with, where another process reads them too. */
  keys?: readonly DataKey[];
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { log = silentLog, bots = true, workers = true, allowances, keys } = options;
  const data = await testDatabase(keys ? { keys } : {});
  // Made when something is uploaded first.
  const dataDir = join(tmpdir(), `lyceum-files-${randomUUID()}`);
  const sandbox = await startSandbox({ log, ticking: false, startAt: START });
  await Promise.resolve(sandbox.discord.actions['limits']?.run({ relaxed: true }));
  sandbox.telegram.actions.limits.run({ relaxed: true });
  const target = sandboxTarget(sandbox);
  // Whoever is told to wait waits on the clock that the test moves.
  const pauses = createPauses(() => sandbox.clock.now().getTime());
  const stops: (() => Promise<void> | void)[] = [];
  const trainer = createTrainer();
  let url = 'http://127.0.0.1';
  const app = await compose({
    database: data.database,
    clock: sandbox.clock,
    log,
    queue: { kind: 'postgres', pool: data.database.pool },
    concurrency: 5,
    ...(allowances ? { allowances } : {}),
    secrets: ['only for tests, but long enough to sign with'],
    linkSecrets: { files: ['signs files here'], uploads: ['signs uploads here'] },
    publicUrl: () => url,
    storage: localStorage(dataDir),
    trainer,
    provider: options.provider?.(target) ?? openProvider(target, 'http://127.0.0.1', log),
    checkup: createCheckup({
      database: data.database,
      target,
      publicUrl: () => url,
      clock: sandbox.clock,
      log,
    }),
    platforms(draw, moved) {
      const platforms = openPlatforms(target, draw, moved, log, pauses);
      stops.push(() => platforms.stop());
      return platforms;
    },
  });
  await seedDemo(app.rooms);
  if (options.courses) await seedCourses(app.rooms);
  const [community] = await app.rooms.members.communities();
  if (!community) throw new Error('the demo community is missing');
  const http = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log,
    stripeWebhook: (raw, signature) => acceptWebhook(app, raw, signature, log),
    ...app.pages,
  });
  url = (await http.start()).url;
  sandbox.setWebhook(`${url}/webhooks/stripe`);
  let listening: ReturnType<typeof openBots> = [];
  const listen = async () => {
    listening = openBots(target, app, { publicUrl: url, webhookSecret: 'secret' }, log);
    await Promise.all(listening.map((bot) => bot.start()));
  };
  const stopListening = async () => {
    await Promise.all(listening.map((bot) => bot.stop()));
    listening = [];
  };
  if (bots) await listen();
  if (workers) await app.startWorkers();

  const settle = async () => {
    await sandbox.stripe.idle();
    await app.queues.idle();
  };
  const pass: Product['pass'] = async ({ days = 0, hours = 0, minutes = 0 }) => {
    const ms = ((days * 24 + hours) * 60 + minutes) * 60_000;
    await sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + ms));
    await settle();
    await app.queues.next(sweepDue, {});
    await settle();
  };
  return {
    sandbox,
    app,
    data,
    community,
    url,
    dataDir,
    settle,
    until: (what, seen) => until(sandbox, what, seen),
    pass,
    async passUntil(what, seen) {
      for (let minute = 0; minute < 30; minute += 1) {
        await pass({ minutes: 1 });
        if (seen()) return;
      }
      throw new Error(`half an hour passed in vain for: ${what}`);
    },
    async sweep() {
      await app.queues.next(sweepBilling, {});
      await app.queues.next(sweepAccess, {});
      await app.queues.next(sweepDue, {});
      await settle();
    },
    stopListening,
    listen,
    async close() {
      await stopListening();
      await http.stop();
      await app.queues.close();
      await trainer.close();
      for (const stop of stops) await stop();
      await sandbox.close();
      await data.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const PATIENCE_MS = 20_000;

/** What happens on a platform comes back by its own ways: this waits for it, without guessing how long. */
export function until<T>(
  sandbox: Sandbox,
  what: string,
  seen: () => T,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = seen();
      if (!value) return;
      clearTimeout(timer);
      stop();
      resolve(value);
    };
    const stop = sandbox.onChange(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`waited in vain for: ${what}`));
    }, patienceMs);
    look();
  });
}

export function person(key: string) {
  const found = people.find((one) => one.key === key);
  if (!found) throw new Error(`nobody is called ${key}`);
  return found;
}

export { demo };
