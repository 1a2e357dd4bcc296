import type { PostAddress, PostContent, Poster, PostResult } from '#domain/drops';
import type { Clock } from '#kernel/clock';

/** A message as it stands in a place. */
export interface Standing {
  place: string;
  messageId: string;
  nonce: string;
  lesson: string;
  part: number;
  text: string;
  at: number;
}

/** What becomes of one call: `died` before or after it took effect, `lost`: it did, and nobody heard of it. */
export type Fate = 'died before' | 'died after' | 'lost' | 'unheard' | { refused: string } | { wait: number };

export class Died extends Error {}

const DEDUPE_MS = 120_000;
/** Letters in one message. */
const ROOM = 1_000;

/** A platform in memory: channels, what stands in them, and what ever stood there. */
export function createPlatform(kind: 'discord' | 'telegram', clock: Clock) {
  const standing: Standing[] = [];
  const everything: Standing[] = [];
  const fates: Fate[] = [];
  const places: { externalId: string; title: string; problem: string | null }[] = [];
  let readable = true;
  let blocked: string | null = null;
  let number = 0;

  // Of what is not shown whole there is one message, as on the real ones.
  const partsOf = ({ whole, body }: PostContent) => (whole ? Math.max(1, Math.ceil(body.length / ROOM)) : 1);
  const textOf = (content: PostContent, part: number) =>
    `${content.lessonTitle}\n${content.body.slice(part * ROOM, (part + 1) * ROOM)}`;

  /** Lets a call happen, or not, as fate has it. */
  function call(act: () => PostResult): PostResult {
    if (blocked) return { kind: 'refused', code: blocked };
    const fate = fates.shift();
    if (fate === 'died before') throw new Died(fate);
    if (fate === 'unheard') return { kind: 'unknown', reason: fate };
    if (typeof fate === 'object') {
      if ('refused' in fate) return { kind: 'refused', code: fate.refused };
      return { kind: 'retry', afterMs: fate.wait };
    }
    const result = act();
    if (fate === 'died after') throw new Died(fate);
    return fate === 'lost' ? { kind: 'unknown', reason: fate } : result;
  }

  const at = (address: PostAddress, messageId: string) =>
    standing.findIndex((one) => one.place === address.externalId && one.messageId === messageId);

  const poster: Poster = {
    dedupeMs: kind === 'discord' ? DEDUPE_MS : 0,
    parts: partsOf,
    async post(address, content, part, nonce) {
      return call(() => {
        const now = clock.now().getTime();
        const known =
          kind === 'discord' &&
          everything.find((one) => one.nonce === nonce && now - one.at < DEDUPE_MS + 1_000);
        if (known) return { kind: 'sent', messageId: known.messageId, threadId: null };
        number += 1;
        const message = {
          place: address.externalId,
          messageId: String(number),
          nonce,
          lesson: content.lessonKey,
          part,
          text: textOf(content, part),
          at: now,
        };
        standing.push(message);
        everything.push(message);
        return { kind: 'sent', messageId: message.messageId, threadId: null };
      });
    },
    async edit(address, messageId, content, part) {
      return call(() => {
        const message = standing[at(address, messageId)];
        if (!message) return { kind: 'gone' };
        message.text = textOf(content, part);
        return { kind: 'sent', messageId, threadId: null };
      });
    },
    async withdraw(address, messageId) {
      return call(() => {
        const index = at(address, messageId);
        if (index >= 0) standing.splice(index, 1);
        return { kind: 'gone' };
      });
    },
    ...(kind === 'discord' && {
      async find(address: PostAddress, nonce: string, since: Date) {
        if (!readable) return null;
        const found = standing.find(
          (one) => one.place === address.externalId && one.nonce === nonce && one.at >= since.getTime(),
        );
        return found ? { messageId: found.messageId, threadId: null } : ('absent' as const);
      },
    }),
    async candidates() {
      return places.map((one) => ({
        ...one,
        kind: kind === 'discord' ? ('channel' as const) : ('chat' as const),
      }));
    },
  };

  return {
    poster,
    standing,
    everything,
    places,
    fates,
    partsOf,
    /** What stands in a place, in the order of the messages. */
    in: (place: string) => standing.filter((one) => one.place === place),
    readable(is: boolean): void {
      readable = is;
    },
    /** Every call is refused with this, until null. */
    block(code: string | null): void {
      blocked = code;
    },
    /** Somebody takes a message away by hand. */
    take(messageId: string): void {
      const index = standing.findIndex((one) => one.messageId === messageId);
      if (index >= 0) standing.splice(index, 1);
    },
  };
}

export type FakePlatform = ReturnType<typeof createPlatform>;
