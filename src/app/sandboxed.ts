import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { ownPagesOnly } from '#adapters/http';
import { wipe, type Database } from '#database';
import type { Log } from '#kernel/log';
import { sandboxPlugin, type Sandbox } from '#sandbox';
import type { App } from './compose.js';
import { homeFolder } from './home.js';
import { seedCourses } from './seed-courses.js';
import { seedOutlets } from './seed-outlets.js';
import { seedDemo } from './seed.js';

export interface SandboxedDeps {
  sandbox: Sandbox;
  app: App;
  database: Database;
  publicUrl: string;
  log: Log;
}

/** Fills the product for the sandbox, keeps the two together over a reset, and serves the page. */
export async function connectSandbox({
  sandbox,
  app,
  database,
  publicUrl,
  log,
}: SandboxedDeps): Promise<FastifyPluginAsync> {
  await fill(app);
  sandbox.onReset(async () => {
    await wipe(database);
    await fill(app);
    log.info({}, 'the sandbox begins anew');
  });
  const routes = sandboxPlugin({ sandbox, pageDir: pageDir(), about: () => ({ product: 'connected' }) });
  return ownPagesOnly(publicUrl, routes);
}

async function fill({ rooms }: App): Promise<void> {
  await seedDemo(rooms);
  await seedCourses(rooms);
  await seedOutlets(rooms);
}

/** Where the built page lies: beside the compiled code, or in dist when running from source. */
export function pageDir(): string {
  return join(homeFolder(), 'dist', 'page');
}
