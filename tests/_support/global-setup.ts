import { randomBytes } from 'node:crypto';
import { access as mayUse, chmod, constants, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SCHEMA, runMigrations } from 'bullmq';
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
  await layQueues(template.toString());
  project.provide('maintenanceUrl', server.url);
  project.provide('templateName', templateName);
  return async () => {
    if (given) await statement(server.url, `DROP DATABASE "${templateName}" WITH (FORCE)`);
    await server.stop();
  };
}

/** What a whole run leaves in the folder of its server at most, in bytes, with room to spare. */
const NEEDED = 2 * 1024 ** 3;

/** In memory where there is room: hundreds of databases are made and dropped. */
async function roomy(): Promise<string> {
  const memory = '/dev/shm';
  const there = await mayUse(memory, constants.W_OK).then(
    () => statfs(memory),
    () => null,
  );
  return there && there.bavail * there.bsize > NEEDED ? memory : tmpdir();
}

async function startOwn(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(await roomy(), 'lyceum-tests-'));
  const callOff = cleanUpAfterUs(dataDir);
  const sockets = join(dataDir, 'sockets');
  const access = join(dataDir, 'access.conf');
  await mkdir(sockets);
  // No password on the socket: thousands of connections are made. The server may run as another account than ours.
  await writeFile(access, 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
  await chmod(sockets, 0o777);
  await chmod(access, 0o644);
  const server = await startEmbeddedPostgres({
    dataDir,
    log: silentLog,
    settings: {
      // Speed: nothing here has to outlive the machine. Off too is what our own connections must turn on.
      fsync: 'off',
      // A socket file spares a fifth of the work that going through the network's layers is; Windows has none.
      ...(platform() === 'win32' ? {} : { unix_socket_directories: sockets, hba_file: access }),
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '400',
      // Its workers are the server's own: nobody else may end them, and a database they look at cannot be dropped.
      autovacuum: 'off',
    },
  });
  const url = new URL(server.url);
  if (platform() !== 'win32') url.searchParams.set('host', sockets);
  return {
    url: url.toString(),
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      callOff();
    },
  };
}

/** The queue's tables too, which every product would lay otherwise. */
async function layQueues(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await runMigrations(client, DEFAULT_SCHEMA).finally(() => client.end());
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
