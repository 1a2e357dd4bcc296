import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.js';

/** What a call of the product does on a platform. */
export type Effect = 'seat' | 'notice' | 'other';

export interface LineSettings {
  /** Base address of the platform. */
  to: string;
  effectOf(method: string, path: string): Effect;
  /** Calls that the platform holds open; they are not slowed down, and end with their caller. */
  isHeld(path: string): boolean;
  chance: Chance;
  /** Called when a call enters the line, and when the platform's answer does. */
  onCall(effect: Effect): void;
}

export interface Line {
  url: string;
  /** Calls that are on the line now, either way. */
  under(effect: Effect): number;
  close(): Promise<void>;
}

/** Milliseconds a call takes each way, at most. What leaves a trace is slowest: that is where a kill should hit. */
const SLOWEST_MS: Record<Effect, number> = { seat: 150, notice: 200, other: 40 };

/**
 * A slow line between the product and a platform. A call that has entered it arrives, whatever becomes of the
 * caller; so a kill finds calls that were carried out and not answered, and some that are not carried out yet.
 */
export async function openLine(settings: LineSettings): Promise<Line> {
  const { chance, onCall } = settings;
  const under: Record<Effect, number> = { seat: 0, notice: 0, other: 0 };
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const slow = (effect: Effect) => pause(chance.whole(2, SLOWEST_MS[effect]));

  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = incoming;
    const body = await whole(incoming);
    if (settings.isHeld(path)) {
      const leaving = new AbortController();
      outgoing.on('close', () => leaving.abort());
      answer(outgoing, await ask(incoming, path, body, leaving.signal));
      return;
    }
    const effect = settings.effectOf(method, path);
    under[effect] += 1;
    onCall(effect);
    try {
      await slow(effect);
      const answered = await ask(incoming, path, body);
      onCall(effect);
      await slow(effect);
      answer(outgoing, answered);
    } finally {
      under[effect] -= 1;
    }
  }

  function ask(incoming: IncomingMessage, path: string, body: Buffer, signal?: AbortSignal) {
    return new Promise<Answered>((resolve, reject) => {
      const headers = { ...incoming.headers, host: new URL(settings.to).host };
      delete headers.connection;
      const call = request(
        new URL(path, settings.to),
        { method: incoming.method, headers, agent, ...(signal ? { signal } : {}) },
        (response) => {
          whole(response).then(
            (bytes) => resolve({ status: response.statusCode ?? 502, headers: response.headers, bytes }),
            reject,
          );
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    under: (effect) => under[effect],
    async close() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  bytes: Buffer;
}

function answer(outgoing: ServerResponse, { status, headers, bytes }: Answered): void {
  if (outgoing.destroyed) return;
  const { connection, 'keep-alive': _, 'transfer-encoding': __, ...rest } = headers;
  // A platform that cuts the line after its answer cuts ours as well.
  if (connection === 'close') outgoing.shouldKeepAlive = false;
  outgoing.writeHead(status, rest);
  outgoing.end(bytes);
}

async function whole(from: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of from as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
