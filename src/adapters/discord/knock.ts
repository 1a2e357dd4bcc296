/** One try at the gateway, to hear whether it would let the bot in; then it is left again at once. */
import { setTimeout as late } from 'node:timers/promises';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { WebSocket } from 'ws';

export type Knock =
  | { kind: 'open' }
  /** Discord's close code, for instance 4014 for an intent that is not switched on. */
  | { kind: 'closed'; code: number }
  | { kind: 'silent'; reason: string };

export interface KnockOptions {
  /** Where the gateway is, without a query. */
  url: string;
  token: string;
  intents: number;
  shards: number;
  patienceMs: number;
}

/** A second session beside a running bot's takes nothing from it. Never rejects. */
export async function knock(options: KnockOptions): Promise<Knock> {
  const { url, token, intents, shards, patienceMs } = options;
  const socket = new WebSocket(`${url}/?v=10&encoding=json`, { handshakeTimeout: patienceMs });
  const heard = new AbortController();
  const answer = new Promise<Knock>((resolve) => {
    socket.on('message', (data) => {
      // The answers we wait for come in one piece each.
      const frame = JSON.parse((data as Buffer).toString('utf8')) as { op: GatewayOpcodes; t: string | null };
      if (frame.op === GatewayOpcodes.Hello) {
        const properties = { os: process.platform, browser: 'lyceum', device: 'lyceum' };
        const d = { token, intents, properties, shard: [0, shards] };
        socket.send(JSON.stringify({ op: GatewayOpcodes.Identify, d }));
      }
      if (frame.t === GatewayDispatchEvents.Ready) resolve({ kind: 'open' });
      // Somebody identified a moment ago, most likely the bot itself: then it was let in.
      if (frame.op === GatewayOpcodes.InvalidSession) resolve({ kind: 'open' });
    });
    socket.on('close', (code) => resolve({ kind: 'closed', code }));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'silent', reason: error.code ?? error.name }),
    );
  });
  const patience = late(patienceMs, { kind: 'silent', reason: 'ETIMEDOUT' } as const, {
    signal: heard.signal,
  });
  patience.catch(() => {});
  try {
    return await Promise.race([answer, patience]);
  } finally {
    heard.abort();
    // Said in order, the session ends with the line.
    if (socket.readyState === WebSocket.OPEN) socket.close(1000);
    else socket.terminate();
  }
}
