import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `postmaster.pid` says about the server of a data folder, checked against the system. */
export interface Postmaster {
  pid: number;
  port: number;
  status: 'starting' | 'ready' | 'stopping';
}

/**
 * The live server of `cluster`, or undefined. A file left behind by a dead server is ignored, and
 * removed when its number has been given to a program that is not ours (Postgres would refuse to
 * start because of that one).
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = join(cluster, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (!(await serves(pid, cluster))) {
    await rm(file, { force: true });
    return undefined;
  }
  const status = lines[7] === 'ready' || lines[7] === 'stopping' ? lines[7] : 'starting';
  return { pid, port: Number(lines[3]), status };
}

/** Whether a process with this number exists (of whatever owner). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process is a Postgres that was started on `cluster`; a zombie is not. */
async function serves(pid: number, cluster: string): Promise<boolean> {
  if (platform() === 'linux') {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    return words[words.indexOf('-D') + 1] === cluster;
  }
  // Windows has no such question; there the password decides who is ours.
  if (platform() === 'win32') return true;
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(
    () => ({ stdout: '' }),
  );
  return stdout.includes(cluster);
}

/**
 * Asks the server for a fast shutdown (open transactions roll back, everything is written) and waits for its end.
 * After `patience` milliseconds it is told to drop everything; the next start then recovers from the log.
 */
export async function stopPostmaster(
  cluster: string,
  pid: number,
  stopOnWindows: () => Promise<void>,
  patience = 30_000,
): Promise<void> {
  // The process, not the file: the file goes a moment earlier, and the next start must not meet the old server.
  const ours = async () => isAlive(pid) && (await serves(pid, cluster));
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself in the meantime.
    }
  };
  if (!(await ours())) return;
  // A signal is a plain kill on Windows.
  if (platform() === 'win32') await stopOnWindows();
  else signal('SIGINT');
  const started = Date.now();
  let dropped = false;
  while (await ours()) {
    if (!dropped && Date.now() - started > patience) {
      dropped = true;
      signal('SIGQUIT');
    }
    await pause(20);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
