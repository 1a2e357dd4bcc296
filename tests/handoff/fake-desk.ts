import type { DeskCard, DeskLine, DeskPort, DeskResult } from '#domain/handoff';
import type { Clock } from '#kernel/clock';

/** A message at the desk. */
export interface Standing {
  messageId: string;
  threadId: string | null;
  place: string;
  nonce: string;
  text: string;
  at: number;
}

/** What becomes of one call: `died` before or after it took effect, `lost`: it did, and nobody heard of it. */
export type Fate = 'died before' | 'died after' | 'lost' | { refused: string } | { wait: number };

export class Died extends Error {}

const DEDUPE_MS = 120_000;

/** A desk in memory: what stands there, and what ever stood there. */
export function createFakeDesk(kind: 'discord' | 'telegram', clock: Clock) {
  const standing: Standing[] = [];
  const everything: Standing[] = [];
  const fates: Fate[] = [];
  let blocked: string | null = null;
  let number = 0;

  function call(act: () => DeskResult): DeskResult {
    if (blocked) return { kind: 'refused', code: blocked };
    const fate = fates.shift();
    if (fate === 'died before') throw new Died(fate);
    if (typeof fate === 'object') {
      if ('refused' in fate) return { kind: 'refused', code: fate.refused };
      return { kind: 'retry', afterMs: fate.wait };
    }
    const result = act();
    if (fate === 'died after') throw new Died(fate);
    return fate === 'lost' ? { kind: 'unknown', reason: fate } : result;
  }

  function put(place: string, text: string, nonce: string, isCard: boolean): DeskResult {
    const now = clock.now().getTime();
    const again = everything.find((one) => one.nonce === nonce && now - one.at < DEDUPE_MS);
    if (kind === 'discord' && again) {
      return { kind: 'sent', messageId: again.messageId, threadId: again.threadId };
    }
    number += 1;
    const threadId = kind === 'discord' && isCard ? `t${number}` : null;
    const message = { messageId: `m${number}`, threadId, place, nonce, text, at: now };
    standing.push(message);
    everything.push(message);
    return { kind: 'sent', messageId: message.messageId, threadId };
  }

  const cardText = ({ number: of, memberName, question, state, claimedBy }: DeskCard) =>
    `#${of} ${memberName}: ${question} [${claimedBy ?? state}]`;
  const lineText = ({ voice, by, text }: DeskLine) => `${by ?? voice}: ${text}`;

  const port: DeskPort = {
    dedupeMs: kind === 'discord' ? DEDUPE_MS : 0,
    open: async (address, card, nonce) => call(() => put(address.externalId, cardText(card), nonce, true)),
    update: async (_address, messageId, card) =>
      call(() => {
        const message = standing.find((one) => one.messageId === messageId);
        if (!message) return { kind: 'gone' };
        message.text = cardText(card);
        return { kind: 'sent', messageId, threadId: message.threadId };
      }),
    say: async (address, { threadId }, line, nonce) =>
      call(() => {
        const isGone = threadId !== null && !standing.some((one) => one.threadId === threadId);
        return isGone ? { kind: 'gone' } : put(threadId ?? address.externalId, lineText(line), nonce, false);
      }),
    remove: async (_address, messageId, threadId) =>
      call(() => {
        const gone = (one: Standing) => one.messageId === messageId || one.place === threadId;
        standing.splice(0, standing.length, ...standing.filter((one) => !gone(one)));
        return { kind: 'gone' };
      }),
  };

  return {
    port,
    standing,
    everything,
    fates,
    texts: () => standing.map(({ text }) => text),
    /** Every call is refused with this, until null. */
    block(code: string | null): void {
      blocked = code;
    },
    /** Somebody takes everything away by hand. */
    sweep(): void {
      standing.length = 0;
    },
  };
}

export type FakeDesk = ReturnType<typeof createFakeDesk>;
