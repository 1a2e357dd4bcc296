import { performance } from 'node:perf_hooks';
import type { Transformer } from 'grammy';

/** How we write to chats that Telegram may want left alone; the bot and the worker of one process share it. */
export interface Pauses {
  transformer: Transformer;
}

/** Chats remembered before those that are over are dropped. */
const MANY = 1_000;

const WRITES = /^(send|edit|copy|forward)/;

/**
 * Writes into one chat one message after the other, and remembers each 429 by chat, on a clock that nobody sets:
 * whoever writes too early is told how long is left, as Telegram would, without asking it.
 */
export function createPauses(now: () => number = () => performance.now()): Pauses {
  const until = new Map<string, number>();
  const last = new Map<string, Promise<unknown>>();

  return {
    async transformer(call, method, payload, signal) {
      if (!WRITES.test(method) || !('chat_id' in payload)) return call(method, payload, signal);
      const chat = String(payload.chat_id);
      const write = async () => {
        const left = (until.get(chat) ?? 0) - now();
        if (left > 0) {
          const parameters = { retry_after: Math.ceil(left / 1_000) };
          const description = `Too Many Requests: retry after ${parameters.retry_after}`;
          return { ok: false as const, error_code: 429, description, parameters };
        }
        const answer = await call(method, payload, signal);
        if (!answer.ok && answer.error_code === 429) {
          if (until.size > MANY) for (const [one, end] of until) if (end < now()) until.delete(one);
          until.set(chat, now() + (answer.parameters?.retry_after ?? 1) * 1_000);
        }
        return answer;
      };
      // Two at once would both be on their way when the first is told to wait.
      const before = last.get(chat) ?? Promise.resolve();
      const mine = before.then(write, write);
      last.set(chat, mine);
      try {
        return await mine;
      } finally {
        if (last.get(chat) === mine) last.delete(chat);
      }
    },
  };
}
