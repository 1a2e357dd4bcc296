// The built product as an owner meets it: starts with nothing set, is ready soon, is small, stops when asked,
// and has everything again at the second start. Prints what it measures; ends with 1 when something is wrong.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist/src/app/cli.js');
const READY_MS = 5_000;
const MEMORY_MB = 300;
const ADA = '1100000000000000004';
const GENERAL = '1400000000000000001';
const dataDir = mkdtempSync(join(tmpdir(), 'lyceum-smoke-'));
const problems = [];
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const check = (what, ok) => {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
  if (!ok) problems.push(what);
};

try {
  await helpOfEverything();
  const port = await freePort();
  const first = await start(port);
  console.log(`     first start (makes the database): ready after ${first.ms} ms`);
  const roleBefore = await subscribe(port);
  check('a payment in the sandbox became a role', roleBefore);
  await stop(first);

  const second = await start(port);
  // A figure, not a verdict: a busy machine is no fault of the product's.
  console.log(`     second start: ready after ${second.ms} ms (aim: ${READY_MS})`);
  check('the role and the membership are still there', await stillThere(port));
  await pause(5_000);
  const memory = memoryOf(second.child.pid);
  if (memory === null) console.log('     memory: only told on Linux');
  else {
    check(`resident when idle: ${memory.own} MB in Node (limit ${MEMORY_MB})`, memory.own < MEMORY_MB);
    console.log(`     with the embedded Postgres: ${memory.all} MB (proportional share)`);
  }
  await stop(second);
} finally {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
}
process.exitCode = problems.length === 0 ? 0 : 1;

async function helpOfEverything() {
  for (const words of [
    [],
    ['start'],
    ['bot'],
    ['worker'],
    ['sandbox'],
    ['setup-code'],
    ['db'],
    ['db', 'migrate'],
    ['db', 'diff'],
  ]) {
    const { code, out } = await finished(spawn(process.execPath, [cli, ...words, '--help'], { env: {} }));
    check(`lyceum ${[...words, '--help'].join(' ')}`, code === 0 && out.includes('Usage: lyceum'));
  }
}

async function start(port) {
  const began = performance.now();
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, HTTP_PORT: String(port), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [cli, 'start'], { env, cwd: tmpdir() });
  running.add(child);
  const end = finished(child);
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return { child, end, ms: Math.round(performance.now() - began) };
    if (child.exitCode !== null) throw new Error(`it ended at once:\n${(await end).out}`);
    if (performance.now() - began > 60_000) throw new Error('not ready within a minute');
    await pause(20);
  }
}

async function stop({ child, end }) {
  const family = childrenOf(child.pid);
  const began = performance.now();
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const { code } = await end;
  clearTimeout(timer);
  check(`stopped with code ${code} after ${Math.round(performance.now() - began)} ms`, code === 0);
  check(
    'left no process behind',
    family.every((pid) => !alive(pid)),
  );
}

function finished(child) {
  let out = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (out += data));
  return new Promise((resolve) =>
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, out });
    }),
  );
}

async function control(port, path, body) {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`http://127.0.0.1:${port}/sandbox/api/${path}`, body ? post : {});
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

async function subscribe(port) {
  const components = (answer) => answer.message.components.flatMap((row) => row.components ?? []);
  const press = (answer, label) =>
    control(port, 'discord/pressButton', {
      as: ADA,
      channelId: GENERAL,
      messageId: answer.message.id,
      customId: components(answer).find((one) => label.test(one.label ?? '')).custom_id,
    });
  const said = { as: ADA, channelId: GENERAL, name: 'subscribe', options: {} };
  const checkout = await press(
    await press(await control(port, 'discord/runCommand', said), /Membership/),
    /month/,
  );
  const url = components(checkout).find((one) => one.url).url;
  const sessionId = /cs_\w+/.exec(url)[0];
  await control(port, 'stripe/payCheckout', { sessionId, card: 'ok' });
  for (let tries = 0; tries < 400; tries += 1) {
    if (await hasRole(port)) return true;
    await pause(50);
  }
  return false;
}

async function hasRole(port) {
  const { discord } = await control(port, 'state?as=ada');
  return discord.guilds[0].roles.some((role) => role.name === 'Member' && role.memberIds.includes(ADA));
}

async function stillThere(port) {
  const said = { as: ADA, channelId: GENERAL, name: 'membership', options: {} };
  const { message } = await control(port, 'discord/runCommand', said);
  return (await hasRole(port)) && JSON.stringify(message.embeds).includes('$19.00');
}

function memoryOf(pid) {
  if (process.platform !== 'linux') return null;
  const kb = (id, file, field) => {
    try {
      return Number(
        new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${id}/${file}`, 'utf8'))?.[1] ?? 0,
      );
    } catch {
      return 0;
    }
  };
  const own = kb(pid, 'status', 'VmRSS');
  const rest = childrenOf(pid).reduce((sum, id) => sum + kb(id, 'smaps_rollup', 'Pss'), 0);
  return { own: Math.round(own / 1024), all: Math.round((own + rest) / 1024) };
}

/** Everything that descends from a process, and the database of our data folder, which may stand by itself. */
function childrenOf(pid) {
  if (process.platform !== 'linux') return [];
  const found = new Set();
  try {
    found.add(Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]));
  } catch {
    // No database of ours runs.
  }
  for (const parent of [pid, ...found]) {
    for (const task of listed(parent)) found.add(task);
  }
  return [...found];
}

function listed(pid) {
  try {
    const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return ids === '' ? [] : ids.split(' ').map(Number);
  } catch {
    return [];
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
