import { performance } from 'node:perf_hooks';
import type { Transformer } from 'grammy';

/** Chats that Telegram told us to leave alone for a while; the bot and the worker of one process share them. */
export interface Pauses {
  /** Answers by itself, as Telegram just did, where a chat is still to be left alone. */
  transformer: Transformer;
}

/** Chats remembered before those that are over are dropped. */
const MANY = 1_000;

/** Remembers every 429 by chat, on a clock that nobody sets: whoever asks too early is told how long is left. */
export function createPauses(now: () => number = () => performance.now()): Pauses {
  const until = new Map<string, number>();

  return {
    async transformer(call, method, payload, signal) {
      if (!('chat_id' in payload)) return call(method, payload, signal);
      const chat = String(payload.chat_id);
      const left = (until.get(chat) ?? 0) - now();
      if (left > 0) {
        const parameters = { retry_after: Math.ceil(left / 1_000) };
        const description = `Too Many Requests: retry after ${parameters.retry_after}`;
        return { ok: false, error_code: 429, description, parameters };
      }
      const answer = await call(method, payload, signal);
      if (!answer.ok && answer.error_code === 429) {
        if (until.size > MANY) for (const [one, end] of until) if (end < now()) until.delete(one);
        until.set(chat, now() + (answer.parameters?.retry_after ?? 1) * 1_000);
      }
      return answer;
    },
  };
}
