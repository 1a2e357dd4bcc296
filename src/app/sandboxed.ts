import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { ownPagesOnly } from '#adapters/http';
import { wipe, type Database } from '#database';
import { recommendCourses } from '#jobs';
import type { Log } from '#kernel/log';
import { sandboxPlugin, type Sandbox } from '#sandbox';
import type { App } from './compose.js';
import { homeFolder } from './home.js';
import { seedActivity } from './seed-activity.js';
import { seedAsked, type AskedDeps } from './seed-asked.js';
import { seedCourses } from './seed-courses.js';
import { seedFaq } from './seed-faq.js';
import { seedOutlets } from './seed-outlets.js';
import { seedDemo } from './seed.js';

export interface SandboxedDeps {
  sandbox: Sandbox;
  app: App;
  database: Database;
  publicUrl: string;
  log: Log;
  /** Whether the community has ninety days behind it. */
  past: boolean;
}

/** Fills the product for the sandbox, keeps the two together over a reset, and serves the page. */
export async function connectSandbox({
  sandbox,
  app,
  database,
  publicUrl,
  log,
  past: hasPast,
}: SandboxedDeps): Promise<FastifyPluginAsync> {
  let over = new AbortController();
  // The FAQ and the past come beside everything else: they take seconds, and nobody waits for them.
  let faq = Promise.resolve();
  let past = Promise.resolve();
  const begin = async () => {
    await fill(app);
    over = new AbortController();
    const deps = { rooms: app.rooms, database, clock: sandbox.clock, log, signal: over.signal };
    faq = fillFaq(deps);
    if (hasPast) past = fillPast(app, deps);
  };
  await begin();
  sandbox.onReset(async () => {
    // Nothing may be written about people who are gone.
    over.abort();
    await faq;
    await past;
    await wipe(database);
    await begin();
    log.info({}, 'the sandbox begins anew');
  });
  const routes = sandboxPlugin({ sandbox, pageDir: pageDir(), about: () => ({ product: 'connected' }) });
  return ownPagesOnly(publicUrl, async (server, options) => {
    server.addHook('onClose', () => over.abort());
    await routes(server, options);
  });
}

async function fill({ rooms }: App): Promise<void> {
  await seedDemo(rooms);
  await seedCourses(rooms);
  await seedOutlets(rooms);
}

/** Never rejects: a demo without its FAQ is a demo still. */
async function fillFaq(deps: AskedDeps): Promise<void> {
  const { rooms, log, signal } = deps;
  try {
    if (await seedFaq(rooms)) await seedAsked(deps);
  } catch (error) {
    if (!signal.aborted) log.warn({ error: String(error) }, 'the FAQ of the demo is not complete');
  }
}

/** Never rejects: a demo without a past is a demo still. */
async function fillPast({ queues, rooms }: App, deps: AskedDeps): Promise<void> {
  const { log, signal } = deps;
  try {
    if (!(await seedActivity(deps))) return;
    const [community] = await rooms.members.communities();
    if (!community) return;
    await rooms.digests.plan(community.id);
    await queues.next(recommendCourses, { communityId: community.id });
  } catch (error) {
    if (!signal.aborted) log.warn({ error: String(error) }, 'the past of the demo is not complete');
  }
}

/** Where the built page lies: beside the compiled code, or in dist when running from source. */
export function pageDir(): string {
  return join(homeFolder(), 'dist', 'page');
}
