import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { silentLog } from '#kernel/log';
import { migrate, startEmbeddedPostgres } from '#database';

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
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  const server = await startEmbeddedPostgres({
    dataDir,
    log: silentLog,
    // Speed: nothing here has to outlive the machine. Off too is what our own connections must turn on.
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' },
  });
  const guard = cleanUpAfterUs(server.pid, dataDir);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      guard.kill();
    },
  };
}

/**
 * A process that outlives us, however we end (a second Ctrl-C, SIGKILL): when our end of its input
 * closes it stops the server that we started and removes the data.
 */
function cleanUpAfterUs(pid: number, dataDir: string) {
  const script = `
    const [pid, dataDir] = [Number(process.argv[1]), process.argv[2]];
    const kill = (signal) => { try { process.kill(pid, signal); return true; } catch { return false; } };
    process.stdin.resume().on('end', () => {
      kill('SIGINT');
      const started = Date.now();
      const timer = setInterval(() => {
        if (kill(0) && Date.now() - started < 10000) return;
        kill('SIGKILL');
        clearInterval(timer);
        require('node:fs').rmSync(dataDir, { recursive: true, force: true });
      }, 50);
    });`;
  const guard = spawn(process.execPath, ['-e', script, '--', String(pid), dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  guard.unref();
  return guard;
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
