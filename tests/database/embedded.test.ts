import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '#database';
import type { EmbeddedPostgres } from '#database';
import { silentLog } from '#kernel/log';
import { restoreLinks } from '../../src/database/embedded/binaries.js';
import { explain } from '../../src/database/embedded/failure.js';
import { isAlive } from '../../src/database/embedded/postmaster.js';
import { cleanUpAfterUs } from '../_support/clean-up.js';

let home: string;
let callOff: () => void;
let dataDir: string;
let running: EmbeddedPostgres[] = [];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'lyceum-embedded-'));
  // As mkdtemp closes it to others, and the server of root is another.
  await chmod(home, 0o755);
  dataDir = join(home, 'data');
  callOff = cleanUpAfterUs(home);
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
  callOff();
});

async function start(options: { onLost?: (reason: string) => void; port?: number; dataDir?: string } = {}) {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, ...options });
  running.push(server);
  return server;
}

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<T>(sql).finally(() => client.end());
  return rows;
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'started',
    (error: unknown) => (error instanceof EmbeddedPostgresError ? error.reason : error),
  );

/** Waits for what has no event to wait for. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a second start keeps the data, and a stop leaves no process', async () => {
  const first = await start();
  await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  await until(() => !isAlive(first.pid));
  const second = await start();
  expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  // The address is the same, so that another process finds the server again.
  expect(second.url).toBe(first.url);
});

test('what was committed survives a kill of the server', async () => {
  const reasons: string[] = [];
  const first = await start({ onLost: (reason) => reasons.push(reason) });
  await ask(first.url, 'CREATE TABLE survived (n int)');
  await ask(first.url, 'INSERT INTO survived SELECT generate_series(1, 1000)');
  process.kill(first.pid, 'SIGKILL');
  const second = await start();
  expect(second.pid).not.toBe(first.pid);
  expect(await ask(second.url, 'SELECT count(*)::int AS n FROM survived')).toEqual([{ n: 1000 }]);
  await until(() => reasons.length > 0);
  expect(reasons).toEqual([expect.stringContaining('postgres.log')]);
  await first.stop();
  expect(isAlive(second.pid)).toBe(true);
});

test('starters at the same moment share one server, and the last to stop ends it', async () => {
  const fresh = join(home, 'together');
  const begin = () => start({ dataDir: fresh });
  const [first, ...others] = await Promise.all([begin(), begin(), begin()]);
  expect(others.map(({ url, pid }) => [url, pid])).toEqual(others.map(() => [first.url, first.pid]));
  await Promise.all(others.map((server) => server.stop()));
  expect(await ask(first.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await first.stop();
  await until(() => !isAlive(first.pid));
});

async function hold(): Promise<{ process: ChildProcess; pid: number }> {
  const holder = fileURLToPath(new URL('holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=development', holder, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const output = child.stdout ?? child;
  const [line] = (await once(output, 'data')) as [Buffer];
  return { process: child, pid: Number(line.toString()) };
}

test('a server left behind by a killed process is stopped and started anew', async () => {
  const left = await hold();
  left.process.kill('SIGKILL');
  await once(left.process, 'exit');
  expect(isAlive(left.pid)).toBe(true);
  const server = await start();
  expect(server.pid).not.toBe(left.pid);
  // The system, not we, has to clear it away.
  await until(() => !isAlive(left.pid));
  expect(await ask(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a process that ends without stopping takes its server along', async () => {
  const left = await hold();
  left.process.send('end');
  await once(left.process, 'exit');
  await until(() => !isAlive(left.pid));
});

test('a server that another process uses goes on after our stop', async () => {
  const other = await hold();
  const server = await start();
  expect(server.pid).toBe(other.pid);
  await server.stop();
  expect(isAlive(other.pid)).toBe(true);
  other.process.send('end');
  await until(() => !isAlive(other.pid));
});

test('a server that waits for its last connection is not waited for', async () => {
  const other = await hold();
  const server = await start();
  // The crash of the one that started it; our own connection stays.
  other.process.send('end');
  await once(other.process, 'exit');
  const next = await start();
  expect(next.pid).not.toBe(server.pid);
  expect(await ask(next.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a process number left in the data that now belongs to another program is ignored', async () => {
  const first = await start();
  await first.stop();
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const cluster = join(dataDir, 'postgres');
  const pidFile = join(cluster, 'postmaster.pid');
  await writeFile(pidFile, `${bystander.pid}\n${cluster}\n1\n${first.port}\n\n127.0.0.1\n  1 1\nready   \n`);
  const second = await start();
  expect(await ask(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill();
});

test('it answers on loopback only, with the password only, and is no superuser', async () => {
  const server = await start();
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  await expect(ask(wrong.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  const superuser = new URL(server.url);
  superuser.username = 'postgres';
  await expect(ask(superuser.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  await expect(ask(server.url, `COPY (SELECT 1) TO '/tmp/x'`)).rejects.toMatchObject({ code: '42501' });
  const settings = await ask(
    server.url,
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'max_connections') ORDER BY name`,
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'max_connections', setting: '80' },
    { name: 'synchronous_commit', setting: 'on' },
  ]);
  for (const { address, family, internal } of Object.values(networkInterfaces()).flatMap(
    (each) => each ?? [],
  )) {
    if (internal || family !== 'IPv4') continue;
    const outside = new URL(server.url);
    outside.hostname = address;
    await expect(ask(outside.toString(), 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  }
  const { mode } = await stat(join(dataDir, 'postgres', 'lyceum.password'));
  expect(mode & 0o777).toBe(0o600);
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(new URL(server.url).password);
});

test('each trouble is one sentence with its own reason', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  expect(await reasonOf(start({ port }))).toBe('port-in-use');
  squatter.close();

  const strange = join(home, 'strange');
  await mkdir(join(strange, 'postgres', 'something'), { recursive: true });
  expect(await reasonOf(start({ dataDir: strange }))).toBe('damaged');

  const version = join(dataDir, 'postgres', 'PG_VERSION');
  const ours = await readFile(version, 'utf8');
  await writeFile(version, '12\n');
  expect(await reasonOf(start())).toBe('other-version');
  await writeFile(version, ours);

  const file = join(home, 'file');
  await writeFile(file, '');
  await expect(start({ dataDir: join(file, 'data') })).rejects.toThrow(EmbeddedPostgresError);

  const full = 'initdb: error: could not write to file "x": No space left on device\n';
  expect(explain(full, '/data').message).toBe(
    'The disk that holds /data is full (could not write to file "x": No space left on device).',
  );
  const partly = 'FATAL:  could not extend file "x": wrote only 4096 of 8192 bytes at block 10\n';
  expect(explain(partly, '/data').reason).toBe('disk-full');
  const closed = 'FATAL:  could not open file "global/pg_control": Permission denied\n';
  expect(explain(closed, '/data').reason).toBe('permission');
});

test.runIf(process.getuid?.() === 0)(
  'root may keep the data in a folder that is closed to others',
  async () => {
    const closed = join(home, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const server = await start({ dataDir: join(closed, 'data') });
    expect(await ask(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  },
);

test('the links that an install without scripts leaves out are made', async () => {
  const root = join(home, 'package');
  const lib = join(root, 'native', 'lib');
  await mkdir(lib, { recursive: true });
  await writeFile(join(lib, 'libpq.so.5.18'), 'library');
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  await Promise.all([restoreLinks(root), restoreLinks(root)]);
  expect(await readlink(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(await readFile(join(lib, 'libpq.so'), 'utf8')).toBe('library');
  await restoreLinks(root);
  expect((await lstat(join(lib, 'libpq.so'))).isSymbolicLink()).toBe(true);
});
