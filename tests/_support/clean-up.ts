import { spawn } from 'node:child_process';

const script = `
  const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
  const { join } = require('node:path');
  const folder = process.argv[1];
  const kill = (pid, signal) => { try { process.kill(pid, signal); return true; } catch { return false; } };
  // A server that is just stopping takes its file away under our eyes.
  const pidIn = (path) => { try { return Number(readFileSync(path, 'utf8').split('\\n')[0]); } catch { return NaN; } };
  const servers = () => (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
    .filter((path) => path.endsWith('postmaster.pid'))
    .map((path) => pidIn(join(folder, path)))
    .filter((pid) => pid > 1);
  process.stdin.resume().on('end', () => {
    const pids = servers();
    for (const pid of pids) kill(pid, 'SIGINT');
    const started = Date.now();
    const timer = setInterval(() => {
      const late = Date.now() - started > 10000;
      if (!late && pids.some((pid) => kill(pid, 0))) return;
      if (late) for (const pid of pids) kill(pid, 'SIGKILL');
      clearInterval(timer);
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }, 50);
  });`;

/**
 * A process that outlives us, however we end (a second Ctrl-C, SIGKILL): when our end of its input
 * closes it stops the database servers of `folder` and removes the folder.
 * @returns how to call it off, once everything has been stopped in the usual way
 */
export function cleanUpAfterUs(folder: string): () => void {
  const guard = spawn(process.execPath, ['-e', script, '--', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  guard.unref();
  return () => {
    guard.kill('SIGKILL');
  };
}
