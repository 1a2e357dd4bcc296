/** Sends forgeries to the door, over HTTP or by hand, and counts what became of them. */
import { Agent, request } from 'node:http';
import type { Chance } from '../drill/chance.js';
import { eventBody, forgery, signed, type Forgery, type Target } from './forgery.js';

/** `accepted`: believed. `crashed`: thrown, or a 5xx, or no answer. */
export type Verdict = 'accepted' | 'refused' | 'crashed';
export type Door = (body: Buffer, signature: string | null) => Promise<Verdict>;

export interface Tally {
  tried: number;
  accepted: number;
  crashed: number;
  /** Right ones in between, which have to be taken: a door that takes nothing would prove nothing. */
  controls: { sent: number; accepted: number };
  /** The first that went wrong, to look at. */
  wrong: { kind: string; verdict: Verdict; body: string; signature: string | null }[];
}

export const emptyTally = (): Tally => ({
  tried: 0,
  accepted: 0,
  crashed: 0,
  controls: { sent: 0, accepted: 0 },
  wrong: [],
});

export interface Attack {
  door: Door;
  chance: Chance;
  target: () => Target;
  tally: Tally;
  /** How many, from which number on. */
  count: number;
  from?: number;
  abreast?: number;
  /** A right one after each so many; 0: none. */
  controlEvery?: number;
}

/** Tries `count` forgeries, some at once. */
export async function attack(wish: Attack): Promise<void> {
  const { door, chance, target, tally, count, from = 0, abreast = 8, controlEvery = 500 } = wish;
  let next = from;
  const one = async () => {
    while (next < from + count) {
      const n = next;
      next += 1;
      const forged = forgery(chance, n, target());
      note(tally, forged, await door(forged.body, forged.signature));
      if (controlEvery > 0 && n % controlEvery === 0) await control(door, n, target(), tally);
    }
  };
  await Promise.all(Array.from({ length: abreast }, one));
}

function note(tally: Tally, { kind, body, signature }: Forgery, verdict: Verdict): void {
  tally.tried += 1;
  if (verdict === 'refused') return;
  tally[verdict] += 1;
  if (tally.wrong.length < 5) {
    tally.wrong.push({ kind, verdict, body: body.toString('latin1').slice(0, 500), signature });
  }
}

async function control(door: Door, n: number, { secret, now }: Target, tally: Tally): Promise<void> {
  const body = Buffer.from(eventBody(`evt_control_${n}_${now}`, now));
  tally.controls.sent += 1;
  if ((await door(body, signed(body, secret, now))) === 'accepted') tally.controls.accepted += 1;
}

/** The door itself, without HTTP around it. */
export function byHand(accept: (raw: string, signature: string) => Promise<'accepted' | 'refused'>): Door {
  return async (body, signature) => {
    try {
      // As the server reads it.
      return await accept(body.toString('utf8'), signature ?? '');
    } catch {
      return 'crashed';
    }
  };
}

/** Over real HTTP. Whatever is neither 2xx nor 4xx is a crash. */
export function overHttp(url: string): Door & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const door: Door = (body, signature) =>
    new Promise((resolve) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': body.length,
        ...(signature === null ? {} : { 'stripe-signature': signature }),
      };
      try {
        const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
          answer.resume();
          const status = answer.statusCode ?? 500;
          answer.on('end', () => resolve(status < 300 ? 'accepted' : status < 500 ? 'refused' : 'crashed'));
          answer.on('error', () => resolve('crashed'));
        });
        sent.on('error', () => resolve('crashed'));
        sent.end(body);
      } catch {
        // A header that cannot be sent at all does not reach the door.
        resolve('refused');
      }
    });
  return Object.assign(door, { close: () => agent.destroy() });
}
