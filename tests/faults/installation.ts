/** An installation as an operator has it: everything that `lyceum start` opens, in this process. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpServer } from '#adapters/http';
import { parseConfig } from '#app/config';
import { run, type Running } from '#app/run';
import { seedDemo } from '#app/seed';
import { silentLog, type Log } from '#kernel/log';
import { demo, sandboxPlugin, startSandbox, type Sandbox } from '#sandbox';
import { onDiscord, onTelegram, payLink } from '../_support/chat.js';
import { freshFolder } from '../_support/folder.js';
import { until, type Product } from '../_support/product.js';

export interface Installation {
  /** As far as people on the platforms go, this is the product. */
  product: Product;
  running: Running;
  dataDir: string;
  /** What `/readyz` says is wrong, by part; empty: it is ready. */
  troubles(): Promise<Record<string, string>>;
  /** Waits until `/readyz` says that all is well. */
  untilReady(): Promise<void>;
  /** Lets time go by; who follows the sandbox's clock hears of it by themselves. */
  later(minutes: number): Promise<void>;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  databaseUrl?: string;
  redisUrl?: string;
  /** Absent: a fresh folder. */
  dataDir?: string;
  log?: Log;
}

export async function install(options: InstallationOptions = {}): Promise<Installation> {
  const { log = silentLog } = options;
  const folder = options.dataDir ? null : await freshFolder();
  const dataDir = options.dataDir ?? folder?.path ?? '';
  const sandbox = await startSandbox({ log: silentLog });
  await Promise.resolve(sandbox.discord.actions['limits']?.run({ relaxed: true }));
  sandbox.telegram.actions.limits.run({ relaxed: true });
  const control = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log,
    plugins: [sandboxPlugin({ sandbox })],
  });
  const { url: controlUrl } = await control.start();
  const config = parseConfig({
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    DATA_DIR: dataDir,
    HTTP_PORT: String(await freePort()),
    DISCORD_TOKEN: demo.discord.token,
    DISCORD_API_URL: `${sandbox.discord.url}/api`,
    TELEGRAM_TOKEN: demo.telegram.token,
    TELEGRAM_API_URL: sandbox.telegram.url,
    STRIPE_SECRET_KEY: demo.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: demo.stripe.webhookSecret,
    STRIPE_API_URL: sandbox.stripe.url,
    CLOCK_URL: `${controlUrl}/sandbox/api/clock`,
    WORKER_CONCURRENCY: '5',
    LOG_LEVEL: 'silent',
  });
  const running = await run(config, { bot: true, worker: true }, log);
  const { app, url } = running;
  sandbox.setWebhook(`${url}/webhooks/stripe`);
  await seedDemo(app.rooms);
  const [community] = await app.rooms.members.communities();
  if (!community) throw new Error('the demo community is missing');
  const product = asProduct(sandbox, running, community, dataDir);
  await product.until('the bots listen', () => isListening(sandbox));
  const troubles = async () => {
    const answer = await fetch(`${url}/readyz`);
    const { checks } = (await answer.json()) as { checks: Record<string, string> };
    const wrong = Object.entries(checks).filter(([, check]) => check !== 'ok');
    if (answer.ok !== (wrong.length === 0))
      throw new Error(`/readyz answers ${answer.status} to ${wrong.join()}`);
    return Object.fromEntries(wrong);
  };
  return {
    product,
    running,
    dataDir,
    troubles,
    async untilReady() {
      const until = Date.now() + 60_000;
      while (Object.keys(await troubles()).length > 0) {
        if (Date.now() > until) throw new Error('it did not become ready again');
        await pause(100);
      }
    },
    async later(minutes) {
      await sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + minutes * 60_000));
    },
    async stop() {
      await running.stop();
      await control.stop();
      await sandbox.close();
      await folder?.remove();
    },
  };
}

function isListening(sandbox: Sandbox): boolean {
  const { telegram, discord } = sandbox;
  return discord.view(demo.discord.botId).bot.online && telegram.state().updates.allowed !== null;
}

function asProduct(
  sandbox: Sandbox,
  { app, url }: Running,
  community: Product['community'],
  dataDir: string,
): Product {
  const no = () => Promise.reject(new Error('an installation goes its own way'));
  return {
    sandbox,
    app,
    community,
    url,
    dataDir,
    until: (what, seen) => until(sandbox, what, seen, 60_000),
    async settle() {
      await sandbox.stripe.idle();
      await app.queues.idle();
    },
    get data(): never {
      throw new Error('the database is the installation’s own');
    },
    pass: no,
    passUntil: no,
    sweep: no,
    stopListening: no,
    listen: no,
    close: no,
  };
}

/** The process of the database server in a data folder. */
export async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A page to pay at, opened and not yet paid. */
export async function openCheckout(product: Product, key: string): Promise<() => Promise<void>> {
  const somebody = onDiscord(product, key);
  const shown = await somebody.press(await somebody.say('subscribe'), 'Membership');
  const offered = await somebody.press(shown, /19\.00/);
  const url = offered.buttons.find((button) => button.url?.includes('/checkout/'))?.url ?? '';
  return () => payLink(product, url);
}

/** The same on Telegram. */
export async function openCheckoutThere(product: Product, key: string): Promise<() => Promise<void>> {
  const somebody = onTelegram(product, key);
  await somebody.act('start', {});
  const shown = await somebody.press(await somebody.say('/subscribe'), 'Membership');
  const offered = await somebody.press(shown, /19/);
  const url = offered.buttons.find((button) => button.url?.includes('/checkout/'))?.url ?? '';
  return () => payLink(product, url);
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
