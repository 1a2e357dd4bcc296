import { execFileSync } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { onDiscord } from '../_support/chat.js';
import { freshFolder } from '../_support/folder.js';
import { install, openCheckout, type Installation } from './installation.js';
import { cancelAll } from './scene.js';

/** Enough for the server and its log, and soon full. */
const DISK = '320m';

let home: Installation;
let folder: Awaited<ReturnType<typeof freshFolder>>;
let isMounted = false;

beforeAll(async () => {
  folder = await freshFolder();
  isMounted = mount(folder.path);
  if (!isMounted)
    console.warn('No disk of its own can be mounted here: the database itself says that it is full.');
  home = await install({ dataDir: folder.path });
});
afterAll(async () => {
  await home.stop();
  if (isMounted) execFileSync('umount', ['--lazy', folder.path]);
  await folder.remove();
});

function mount(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const ballast = () => join(folder.path, 'ballast');

/** Takes what is left of the disk, to the last byte; or has the database refuse every new row. */
async function fill(): Promise<void> {
  if (!isMounted)
    return everyTable(
      'CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON %s EXECUTE FUNCTION disk_is_full()',
    );
  const file = await open(ballast(), 'w');
  for (const size of [1 << 20, 1 << 12, 1]) {
    const chunk = Buffer.alloc(size);
    for (let fits = true; fits;)
      fits = await file.write(chunk).then(
        ({ bytesWritten }) => bytesWritten === size,
        () => false,
      );
  }
  await file.close();
}

async function makeRoom(): Promise<void> {
  if (isMounted) await rm(ballast());
  else await everyTable('DROP TRIGGER disk_is_full ON %s');
}

async function everyTable(statement: string): Promise<void> {
  const data = join(folder.path, 'postgres');
  const port = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[3]);
  const password = (await readFile(join(data, 'lyceum.password'), 'utf8')).trim();
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'lyceum', database: 'lyceum', password });
  await client.connect();
  await client.query(
    `CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$`,
  );
  const { rows } = await client.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')",
  );
  for (const { name } of rows) await client.query(statement.replace('%s', name));
  await client.end();
}

it('a full disk is said to be trouble, loses nothing, and is forgotten as soon as there is room', async () => {
  const { product } = home;
  const has = (key: string) => onDiscord(product, key).roles().includes('Member');
  const pay: Record<string, () => Promise<void>> = {};
  for (const key of ['ada', 'ben', 'lin']) pay[key] = await openCheckout(product, key);
  await pay['ada']?.();
  await product.until('ada is in', () => has('ada'));
  await product.settle();

  await fill();
  const sold = Promise.all([pay['ben']?.(), pay['lin']?.()]);
  // Each answer comes, and sooner or later one of them cannot be written down.
  const answers: string[] = [];
  const isTrouble = (text: string) => /my records.*try again/i.test(text);
  for (let n = 0; n < 400 && !answers.some(isTrouble); n += 1) {
    const said = await onDiscord(product, 'cleo').say('plans');
    expect(said.outcome).toBe('reply');
    expect(said.text).toMatch(/Membership|my records/);
    answers.push(said.text);
  }
  expect(answers.some(isTrouble)).toBe(true);
  await sold;
  await cancelAll(product, 'ada');

  await makeRoom();
  await home.untilReady();
  await home.later(60);
  await product.until('all is as it should be', () => has('ben') && has('lin') && !has('ada'));
  expect((await onDiscord(product, 'cleo').say('plans')).text).toContain('Membership');
});
