import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { keepEmbeddedPostgres } from '#database';
import { silentLog as log } from '#kernel/log';
import { isAlive } from '../../src/database/embedded/postmaster.js';
import { freshFolder } from '../_support/folder.js';

async function kept(onLost: (reason: string) => void = () => undefined) {
  const folder = await freshFolder();
  const server = await keepEmbeddedPostgres({ dataDir: folder.path, log, onLost });
  onTestFinished(async () => {
    await server.stop();
    await folder.remove();
  });
  return { server, cluster: join(folder.path, 'postgres') };
}

async function ask(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 50));
}

it('a server that is killed answers again at its address, as often as that happens', async () => {
  const { server } = await kept(() => expect.unreachable());
  const { url } = server;
  for (let kill = 0; kill < 2; kill += 1) {
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    await until(() => server.pid !== pid);
    expect(await ask(url)).toBe(true);
  }
  const last = server.pid;
  await server.stop();
  // The system, not we, has to clear it away.
  await until(() => !isAlive(last));
  expect(await ask(url)).toBe(false);
});

it('one whose data cannot be used any more is given up, with a reason', async () => {
  const reasons: string[] = [];
  const { server, cluster } = await kept((reason) => reasons.push(reason));
  const version = join(cluster, 'PG_VERSION');
  const right = await readFile(version, 'utf8');
  await writeFile(version, '11\n');
  process.kill(server.pid, 'SIGKILL');
  await until(() => reasons.length > 0);
  expect(reasons).toEqual([expect.stringContaining('another version')]);
  await writeFile(version, right);
});

it('stops also while it is trying in vain', async () => {
  const { server, cluster } = await kept();
  const password = join(cluster, 'postgresql.auto.conf');
  await writeFile(password, 'no such thing = at all\n');
  const { pid } = server;
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid));
  await server.stop();
  expect(await ask(server.url)).toBe(false);
});
