/** One websocket: hello, heartbeats, identify or resume, requests; and why it is closed. */
import type { RawData, WebSocket } from 'ws';
import { privilegedIntents } from '../rules/intents.js';
import type { World } from '../world.js';
import type { Closing } from './frames.js';
import { closing, heartbeatIntervalMs, identifyForm, membersForm, op, resumeForm } from './frames.js';
import { greet, sendMembers } from './ready.js';
import type { Session } from './session.js';

export interface Sessions {
  start(intents: number, shard: readonly [number, number]): Session;
  find(id: string): Session | undefined;
  end(session: Session): void;
}

export interface Connection {
  session(): Session | null;
  send(payload: { op: number; d: unknown }): void;
  /** Forgets who is on the line, as after an invalid session. */
  release(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

interface Hooks {
  world: World;
  sessions: Sessions;
  log(direction: 'in' | 'out', name: string, body: unknown): void;
  closed(connection: Connection): void;
}

const opNames = new Map(Object.entries(op).map(([name, code]) => [code as number, name]));

/** At most this many frames a minute from a client. */
const framesPerMinute = 120;

export function createConnection(socket: WebSocket, hooks: Hooks): Connection {
  const { world, sessions, log } = hooks;
  let session: Session | null = null;
  let frames: number[] = [];
  let lastBeat = performance.now();

  const watch = setInterval(() => {
    if (performance.now() - lastBeat > heartbeatIntervalMs * 2) closeWith('timedOut');
  }, heartbeatIntervalMs);
  watch.unref();

  function send(payload: { op: number; d: unknown }): void {
    socket.send(JSON.stringify({ t: null, s: null, ...payload }));
    if (payload.op !== op.heartbeatAck) log('out', opNames.get(payload.op) ?? String(payload.op), payload.d);
  }

  function closeWith(name: Closing): void {
    const [code, reason] = closing[name];
    log('out', `close ${code}`, reason);
    socket.close(code, reason);
  }

  const raw = (text: string): void => socket.send(text);

  function identify(data: unknown): void {
    const form = identifyForm.safeParse(data);
    if (session) return closeWith('alreadyAuthenticated');
    if (!form.success) return closeWith('decodeError');
    const { application } = world.state;
    if (form.data.token !== application.token) return closeWith('authenticationFailed');
    if (form.data.intents >= 2 ** 26) return closeWith('invalidIntents');
    if (form.data.intents & privilegedIntents & ~application.privilegedIntents)
      return closeWith('disallowedIntents');
    const shard = form.data.shard ?? [0, 1];
    if (shard[0] >= shard[1]) return closeWith('invalidShard');
    session = sessions.start(form.data.intents, shard);
    session.attach(raw);
    greet(world, session);
    world.changed();
  }

  function resume(data: unknown): void {
    const form = resumeForm.safeParse(data);
    if (session) return closeWith('alreadyAuthenticated');
    if (!form.success) return closeWith('decodeError');
    if (form.data.token !== world.state.application.token) return closeWith('authenticationFailed');
    const found = sessions.find(form.data.session_id);
    if (!found || found.attached() || !found.canReplay(form.data.seq)) {
      return send({ op: op.invalidSession, d: false });
    }
    session = found;
    session.attach(raw);
    session.replay(form.data.seq);
    session.push('RESUMED', { _trace: [] });
    world.changed();
  }

  function receive(frame: { op: number; d: unknown }): void {
    if (frame.op === op.heartbeat) {
      lastBeat = performance.now();
      return send({ op: op.heartbeatAck, d: null });
    }
    log('in', opNames.get(frame.op) ?? String(frame.op), withoutToken(frame.d));
    if (frame.op === op.identify) return identify(frame.d);
    if (frame.op === op.resume) return resume(frame.d);
    if (!session) return closeWith('notAuthenticated');
    if (frame.op === op.members) {
      const form = membersForm.safeParse(frame.d);
      return form.success ? sendMembers(world, session, form.data) : closeWith('decodeError');
    }
    if (frame.op !== op.presence && frame.op !== op.voice && frame.op !== op.soundboard)
      closeWith('unknownOpcode');
  }

  socket.on('message', (data: RawData) => {
    const now = performance.now();
    frames = [...frames.filter((at) => now - at < 60_000), now];
    if (frames.length > framesPerMinute) return closeWith('rateLimited');
    const frame = decode(data);
    if (frame) receive(frame);
    else closeWith('decodeError');
  });

  const connection: Connection = {
    session: () => session,
    send,
    release() {
      session?.detach();
      session = null;
    },
    close(code, reason) {
      log('out', `close ${code}`, reason);
      socket.close(code, reason);
    },
    terminate: () => socket.terminate(),
  };

  socket.on('close', (code: number) => {
    clearInterval(watch);
    session?.detach();
    // A client that says goodbye gives its session up.
    if (session && (code === 1000 || code === 1001)) sessions.end(session);
    hooks.closed(connection);
  });
  socket.on('error', () => socket.terminate());
  send({ op: op.hello, d: { heartbeat_interval: heartbeatIntervalMs, _trace: [] } });
  return connection;
}

function decode(data: RawData): { op: number; d: unknown } | null {
  try {
    // Frames arrive as one buffer; the server never asks for fragments.
    const frame = JSON.parse((data as Buffer).toString('utf8')) as { op?: unknown; d?: unknown };
    return typeof frame.op === 'number' ? { op: frame.op, d: frame.d } : null;
  } catch {
    return null;
  }
}

function withoutToken(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'token' in data ? { ...data, token: '…' } : data;
}
