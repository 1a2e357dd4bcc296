// node scripts/smoke.mjs
// Starts the built product as a newcomer would, with nothing set, and measures what is promised of it: how soon
// it answers, how much memory it takes, that Ctrl-C ends it whole, and that a second start keeps all data.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const READY_MS = 5_000;
const MEMORY_MB = 300;
/** After ninety days of a past were made up: what that took is freed, and the system takes it back when it likes. */
const MEMORY_AFTER_PAST_MB = 350;
const FAREWELL_MS = 10_000;

const cli = fileURLToPath(new URL('../dist/src/app/cli.js', import.meta.url));
if (!existsSync(cli)) {
  console.error('There is nothing built: run `npm run build` first.');
  process.exit(1);
}
const home = mkdtempSync(join(tmpdir(), 'lyceum-smoke-'));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
let failures = 0;
let product;

function check(what, held, measured = '') {
  if (!held) failures += 1;
  console.log(`${held ? 'ok    ' : 'FAILED'}  ${what}${measured === '' ? '' : `: ${measured}`}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => finish(`stopped by ${signal}`));

try {
  const first = await start();
  console.log(`        first start, with a new database: ready after ${first.told}`);
  await subscribe();
  await measureMemory('first start', MEMORY_AFTER_PAST_MB);
  await stop();
  const second = await start();
  // Beside other work it waits for its turns, and each takes longer: then what it used itself, and twice the time,
  // is what it can be held to.
  check(
    `second start is ready within ${READY_MS} ms, or ${2 * READY_MS} ms on a processor beside other work`,
    second.ms <= READY_MS || second.own <= 2 * READY_MS,
    second.told,
  );
  await checkKept();
  await measureMemory('second start', MEMORY_MB);
  await stop();
  await interrupt();
  await checkHelp();
} catch (error) {
  check('nothing unforeseen happens', false, error.stack);
}
await finish(failures === 0 ? undefined : `${failures} checks failed`);

/** Starts it with an environment of two settings; answers with the milliseconds until it was ready, or at `until`. */
async function start({ until } = {}) {
  const env = { DATA_DIR: home, HTTP_PORT: String(port) };
  const started = performance.now();
  product = spawn(process.execPath, [cli, 'start'], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  product.stdout.on('data', (chunk) => (said += chunk));
  product.stderr.on('data', (chunk) => (said += chunk));
  while (performance.now() - started < 60_000) {
    if (product.exitCode !== null) throw new Error(`it ended with ${product.exitCode}:\n${said}`);
    if (until?.()) return;
    const answer = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) {
      const ms = Math.round(performance.now() - started);
      const own = processorTime();
      return {
        ms,
        own,
        told: Number.isFinite(own) ? `${ms} ms, ${own} ms of them on a processor` : `${ms} ms`,
      };
    }
    await pause(20);
  }
  throw new Error(`it was not ready after a minute:\n${said}`);
}

/** What the process itself used of that time, in milliseconds; Infinity where the system does not say. */
function processorTime() {
  if (process.platform !== 'linux') return Infinity;
  const fields = readFileSync(`/proc/${product.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  // The 14th and 15th field count hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function act(path, input) {
  const answer = await fetch(`${base}/sandbox/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function about() {
  const answer = await fetch(`${base}/sandbox/api/about`);
  return answer.json();
}

async function hasRole() {
  const { demo, people } = await about();
  const ada = people.find((one) => one.key === 'ada').discordId;
  const state = await (await fetch(`${base}/sandbox/api/state?as=ada`)).json();
  const role = state.discord.guilds[0].roles.find((one) => one.id === demo.discord.memberRoleId);
  return role.memberIds.includes(ada);
}

async function say(name, options = {}) {
  const { demo, people } = await about();
  const as = people.find((one) => one.key === 'ada').discordId;
  return act('discord/runCommand', { as, channelId: demo.discord.generalChannelId, name, options });
}

/** Ada pays for a membership on the sandbox, and gets her role. */
async function subscribe() {
  const { demo } = await about();
  const answer = await say('subscribe', { plan: 'Membership', price: demo.stripe.monthlyPriceId });
  const session = /cs_\w+/.exec(JSON.stringify(answer))?.[0];
  await act('stripe/payCheckout', { sessionId: session });
  for (let looks = 0; looks < 300 && !(await hasRole()); looks += 1) await pause(50);
  check('a subscription paid on the sandbox becomes a role', await hasRole());
}

async function checkKept() {
  check('the role is still there after a restart', await hasRole());
  const state = await (await fetch(`${base}/sandbox/api/state?as=ada`)).json();
  const alive = state.stripe.subscriptions.filter((one) => one.status === 'active').length;
  check('the subscription is still there at Stripe', alive === 1, `${alive} active`);
  const answer = JSON.stringify(await say('membership'));
  check('the membership is still there in the product', answer.includes('Membership') && /\$19/.test(answer));
}

async function measureMemory(when, most) {
  await pause(5_000);
  if (process.platform !== 'linux') {
    console.log(`        memory is not measured on ${process.platform}: there is no /proc`);
    return;
  }
  // At its first start the demo makes up ninety days and learns from them and its FAQ: it is idle once that is done.
  let node = megabytes(product.pid, 'status', 'VmRSS');
  for (let seconds = 0; node >= most && seconds < 120; seconds += 2) {
    await pause(2_000);
    node = megabytes(product.pid, 'status', 'VmRSS');
  }
  const all = [product.pid, ...serverPids()];
  const together = all.reduce((sum, pid) => sum + megabytes(pid, 'smaps_rollup', 'Pss'), 0);
  check(`${when}: idle below ${most} MB`, node < most, `node ${node} MB resident`);
  console.log(
    `        ${when}: node and ${all.length - 1} processes of Postgres together ${together} MB ` +
      '(shared memory counted once)',
  );
}

function megabytes(pid, file, field) {
  let text = '';
  try {
    text = readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    // The server ends what nobody needs any more: between being listed and being looked at, too.
    if (pid === product.pid || (error.code !== 'ENOENT' && error.code !== 'ESRCH')) throw error;
    return 0;
  }
  return Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? NaN) / 1024);
}

/** The database server that the product started, and its children. */
function serverPids() {
  const file = join(home, 'postgres', 'postmaster.pid');
  if (!existsSync(file)) return [];
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (process.platform !== 'linux') return [postmaster];
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster)
    .map(Number);
  return [postmaster, ...children];
}

function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return NaN;
  }
}

/** Ctrl-C, as a terminal sends it; everything has to be gone afterwards. */
async function stop(what = 'Ctrl-C', patience = FAREWELL_MS) {
  const servers = serverPids().map((pid) => ({ pid, since: runningSince(pid) }));
  const started = performance.now();
  product.kill('SIGINT');
  const late = setTimeout(() => product.kill('SIGKILL'), patience);
  const [code, signal] = await once(product, 'exit');
  clearTimeout(late);
  const ms = Math.round(performance.now() - started);
  check(`${what} ends it with code 0 within ${patience} ms`, code === 0, `${code ?? signal} after ${ms} ms`);
  // The last of the server's children may need a moment longer than the server.
  const runs = ({ pid, since }) => since !== undefined && runningSince(pid) === since;
  for (let looks = 0; looks < 60 && servers.some(runs); looks += 1) await pause(50);
  const left = servers.filter(runs).map(({ pid }) => `${pid} (${commandOf(pid)})`);
  check('no process is left behind', servers.length > 0 && left.length === 0, left.join(', '));
}

/** Ctrl-C before it is ready: what it has started by then goes too. */
async function interrupt() {
  await start({ until: () => serverPids().length > 0 });
  await stop('Ctrl-C while it starts', 60_000);
}

/**
 * When a process began, in whatever unit the system counts; undefined: it has ended. Its number alone says too
 * little: another process may have been given it, or it may be a dead one that nobody has taken note of yet.
 */
function runningSince(pid) {
  if (process.platform !== 'linux') return isAlive(pid) ? 'then' : undefined;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function commandOf(pid) {
  if (process.platform !== 'linux') return 'Postgres';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return 'just ended';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Asks every command for help, found through the help of the one above it. */
async function checkHelp() {
  const asked = [];
  const open = [[]];
  while (open.length > 0) {
    const words = open.shift();
    const { code, said } = await help(words);
    const name = ['lyceum', ...words].join(' ');
    asked.push(name);
    if (code !== 0 || !said.startsWith(`Usage: ${name}`)) check(`${name} --help`, false, `${code}: ${said}`);
    const list = /^Commands:\n((?: .*\n?)*)/m.exec(said)?.[1] ?? '';
    for (const [, child] of list.matchAll(/^ {2}([a-z-]+)/gm)) {
      if (child !== 'help') open.push([...words, child]);
    }
  }
  check('every command has its help', asked.length >= 9, `${asked.length} commands`);
}

function help(words) {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words, '--help'], { cwd: home, env: {} }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
  });
}

async function finish(problem) {
  if (product?.exitCode === null && product.signalCode === null) {
    const servers = serverPids();
    product.kill('SIGKILL');
    await once(product, 'exit');
    // Nobody is left who would stop the server: this is its fast shutdown.
    for (const pid of servers.slice(0, 1)) if (isAlive(pid)) process.kill(pid, 'SIGINT');
    for (let looks = 0; looks < 100 && servers.some(isAlive); looks += 1) await pause(50);
  }
  rmSync(home, { recursive: true, force: true });
  if (problem) console.error(problem);
  process.exit(problem ? 1 : 0);
}

async function freePort() {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  await once(probe, 'close');
  return free;
}
