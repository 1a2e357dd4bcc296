/** One gateway session: it outlives its connection, so that what was missed can be replayed. */
import type { WorldEvent } from '../world.js';
import { intent } from '../rules/intents.js';

/** How long a session without a connection can be resumed, in real milliseconds. */
const resumableMs = 3 * 60_000;
/** A session that missed more than this starts afresh. */
const bufferLimit = 10_000;

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [index: number, count: number];
  attach(send: (text: string) => void): void;
  detach(): void;
  attached(): boolean;
  /** Numbers an event, keeps it for a resume, and sends it when there is a connection. */
  push(t: string, d: unknown): void;
  wants(event: WorldEvent): boolean;
  /** Left alone for so long that it cannot be resumed any more. */
  stale(): boolean;
  /** Whether everything after `seq` is still known. */
  canReplay(seq: number): boolean;
  /** Sends again what came after `seq`. */
  replay(seq: number): void;
}

/** Whether a shard is the one for a guild; direct messages go to the first. */
export function ofShard(shard: readonly [number, number], guildId: string | null): boolean {
  return guildId === null ? shard[0] === 0 : Number((BigInt(guildId) >> 22n) % BigInt(shard[1])) === shard[0];
}

export function createSession(
  id: string,
  intents: number,
  shard: readonly [number, number],
  sent: (t: string, d: unknown) => void,
): Session {
  let seq = 0;
  let send: ((text: string) => void) | null = null;
  let detachedAt = performance.now();
  const buffer: { seq: number; t: string; text: string }[] = [];
  const stale = (): boolean => send === null && performance.now() - detachedAt > resumableMs;
  return {
    id,
    intents,
    shard,
    attach(next) {
      send = next;
    },
    detach() {
      send = null;
      detachedAt = performance.now();
    },
    attached: () => send !== null,
    push(t, d) {
      seq += 1;
      const text = JSON.stringify({ t, s: seq, op: 0, d });
      buffer.push({ seq, t, text });
      if (buffer.length > bufferLimit) buffer.shift();
      if (!send) return;
      send(text);
      sent(t, d);
    },
    wants(event) {
      if (!ofShard(shard, event.guildId)) return false;
      return event.intents === 0 || (intents & event.intents) !== 0;
    },
    stale,
    canReplay(from) {
      return !stale() && from <= seq && from >= (buffer[0]?.seq ?? 1) - 1;
    },
    replay(from) {
      if (!send) return;
      for (const each of buffer) {
        if (each.seq <= from) continue;
        send(each.text);
        sent(each.t, (JSON.parse(each.text) as { d: unknown }).d);
      }
    },
  };
}

/** The data of an event for a session: without message content where the intent is missing. */
export function dataFor(session: Session, event: WorldEvent): unknown {
  return event.redacted !== undefined && !(session.intents & intent.messageContent)
    ? event.redacted
    : event.d;
}
