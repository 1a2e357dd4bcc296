/**
 * How fast a bot may send, as Telegram describes it: about one message a second in a chat with short bursts,
 * 20 a minute in a group, 30 a second overall. Each is a bucket that refills steadily.
 */

interface Bucket {
  tokens: number;
  at: number;
}

const perPerson = { size: 10, perSecond: 1 };
const perGroup = { size: 20, perSecond: 20 / 60 };
const overall = { size: 30, perSecond: 30 };

export interface Limiter {
  /**
   * Takes `count` messages for one chat.
   * @returns 0 when they may be sent, otherwise the whole seconds to wait (nothing was taken then)
   */
  take(chatId: number, count: number): number;
  reset(): void;
}

/** @param pace monotonic milliseconds: real time, because a moved sandbox clock does not make a network faster */
export function createLimiter(pace: () => number): Limiter {
  const buckets = new Map<string, Bucket>();

  function level(key: string, rate: typeof overall): Bucket {
    const now = pace();
    const bucket = buckets.get(key) ?? { tokens: rate.size, at: now };
    const tokens = Math.min(rate.size, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond);
    const current = { tokens, at: now };
    buckets.set(key, current);
    return current;
  }

  return {
    take(chatId, count) {
      const rate = chatId < 0 ? perGroup : perPerson;
      const asked: [Bucket, typeof overall][] = [
        [level(`chat:${chatId}`, rate), rate],
        [level('all', overall), overall],
      ];
      const wait = Math.max(...asked.map(([bucket, own]) => (count - bucket.tokens) / own.perSecond));
      if (wait > 0) return Math.max(1, Math.ceil(wait));
      for (const [bucket] of asked) bucket.tokens -= count;
      return 0;
    },
    reset() {
      buckets.clear();
    },
  };
}
