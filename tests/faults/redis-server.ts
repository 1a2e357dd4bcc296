import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The redis-server of this machine, if there is one. */
export const redisProgram = find('redis-server');

function find(program: string): string | undefined {
  try {
    return execFileSync('which', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Starts a Redis on loopback that keeps its keys in `folder` and never throws any away.
 * @returns how to stop it; started again on the same port and folder, it is as before
 */
export async function startRedisServer(folder: string, port: number): Promise<() => Promise<void>> {
  if (!redisProgram) throw new Error('There is no redis-server.');
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn(redisProgram, [...place, '--save', '', '--appendonly', 'yes'], { stdio: 'ignore' });
  const gone = once(server, 'exit');
  for (let tries = 0; !(await listens(port)); tries += 1) {
    if (tries === 200) throw new Error('redis-server does not listen');
    await pause(50);
  }
  return async () => {
    server.kill('SIGTERM');
    await gone;
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
