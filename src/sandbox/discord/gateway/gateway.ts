/** The gateway: all sessions and connections, events spread over them, and disturbances on demand. */
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { SandboxContext } from '../../kit.js';
import type { World } from '../world.js';
import type { Connection, Sessions } from './connection.js';
import { createConnection } from './connection.js';
import { op } from './frames.js';
import { createSession, dataFor } from './session.js';
import type { Session } from './session.js';

export type Disturbance = 'reconnect' | 'invalid' | 'drop' | 'close';

export interface Gateway {
  /** Whether the bot is connected. */
  online(): boolean;
  /** Disturbs all connections and says how many there were. */
  disturb(what: Disturbance, options?: { resumable?: boolean; code?: number }): number;
  /** Ends all sessions and cuts all connections. */
  reset(): void;
  close(): void;
}

export function createGateway(server: Server, world: World, context: SandboxContext): Gateway {
  const sockets = new WebSocketServer({ server, maxPayload: 64 * 1024 });
  const connections = new Set<Connection>();
  const sessions = new Map<string, Session>();
  let counter = 0;

  function log(direction: 'in' | 'out', name: string, body: unknown): void {
    context.wire({ at: world.now(), platform: 'discord', direction, method: 'GATEWAY', path: name, body });
  }

  const registry: Sessions = {
    start(intents, shard) {
      counter += 1;
      const id = `${Date.now().toString(16)}${counter.toString(16).padStart(4, '0')}`.padStart(32, '0');
      const session = createSession(id, intents, shard, (t, d) => log('out', t, d));
      sessions.set(id, session);
      return session;
    },
    find: (id) => sessions.get(id),
    end: (session) => void sessions.delete(session.id),
  };

  sockets.on('connection', (socket) => {
    const connection = createConnection(socket, {
      world,
      sessions: registry,
      log,
      closed(gone) {
        connections.delete(gone);
        context.changed();
      },
    });
    connections.add(connection);
  });
  // Without a listener a broken handshake would end the process.
  sockets.on('error', () => undefined);

  world.onEvent((event) => {
    // What happens in there meanwhile, nobody is told.
    if (event.guildId !== null && world.state.guilds[event.guildId]?.outage && !event.outage) return;
    for (const session of sessions.values()) {
      if (session.stale()) sessions.delete(session.id);
      else if (session.wants(event)) session.push(event.t, dataFor(session, event));
    }
  });

  return {
    online: () => [...connections].some((each) => each.session() !== null),
    disturb(what, options = {}) {
      const all = [...connections];
      for (const each of all) {
        if (what === 'reconnect') each.send({ op: op.reconnect, d: null });
        else if (what === 'drop') each.terminate();
        else if (what === 'close') each.close(options.code ?? 4000, 'Unknown error.');
        else {
          const session = each.session();
          each.release();
          if (session && !options.resumable) sessions.delete(session.id);
          each.send({ op: op.invalidSession, d: options.resumable ?? false });
        }
      }
      return all.length;
    },
    reset() {
      sessions.clear();
      for (const each of connections) each.terminate();
    },
    close() {
      sessions.clear();
      for (const each of connections) each.terminate();
      sockets.close();
    },
  };
}
