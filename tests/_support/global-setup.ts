import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { silentLog } from '#kernel/log';
import { migrate, startEmbeddedPostgres } from '#database';
import { cleanUpAfterUs } from './clean-up.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server given from outside; empty: none. */
    testDatabaseUrl: string;
    /** Where databases may be made and dropped. */
    maintenanceUrl: string;
    /** The migrated database that each test file gets a copy of. */
    templateName: string;
  }
}

/** One Postgres for the whole run, with one migrated database that test files copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = project.config.provide.testDatabaseUrl;
  const server = given ? { url: given, stop: async () => undefined } : await startOwn();
  const templateName = `lyceum_template_${randomBytes(6).toString('hex')}`;
  const template = new URL(server.url);
  template.pathname = `/${templateName}`;
  await statement(server.url, `CREATE DATABASE "${templateName}"`);
  await migrate(template.toString());
  project.provide('maintenanceUrl', server.url);
  project.provide('templateName', templateName);
  return async () => {
    if (given) await statement(server.url, `DROP DATABASE "${templateName}" WITH (FORCE)`);
    await server.stop();
  };
}

async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-tests-'));
  const callOff = cleanUpAfterUs(dataDir);
  const server = await startEmbeddedPostgres({
    dataDir,
    log: silentLog,
    settings: {
      // Speed: nothing here has to outlive the machine. Off too is what our own connections must turn on.
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '400',
      // Its workers are the server's own: nobody else may end them, and a database they look at cannot be dropped.
      autovacuum: 'off',
    },
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      callOff();
    },
  };
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
