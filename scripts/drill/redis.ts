import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

const folders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** Whether there is a redis-server on this machine. */
export function findRedis(): string | undefined {
  return folders.map((folder) => join(folder, 'redis-server')).find((path) => existsSync(path));
}

/**
 * A Redis of our own on loopback that never throws keys away, with its files in `folder`.
 * Throws an Error of one sentence when there is none to start.
 */
export async function startRedis(folder: string): Promise<RedisServer> {
  const binary = findRedis();
  if (!binary) throw new Error('redis-server is not installed on this machine');
  const port = await freePort();
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn(binary, [...place, '--save', '', '--appendonly', 'yes'], { stdio: 'ignore' });
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (await listens(port)) return { url: `redis://127.0.0.1:${port}`, stop };
    await pause(50);
  }
  await stop();
  throw new Error('redis-server does not listen');
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

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
