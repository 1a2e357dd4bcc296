import { Redis } from 'ioredis';
import type { Log } from '#kernel/log';

export interface RedisStore {
  /** For adding: gives up after a few tries, so that a webhook is not kept waiting. */
  producer: Redis;
  /** For workers: waits for Redis for as long as it takes. Opened at the first call. */
  consumer(): Redis;
  health(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Connects and checks that Redis never throws jobs away to make room.
 * Throws an Error of one sentence when it cannot be reached or may evict keys.
 */
export async function openRedis(url: string, log: Log): Promise<RedisStore> {
  const clients: Redis[] = [];
  const open = (options: { maxRetriesPerRequest: number | null; commandTimeout?: number }) => {
    const client = new Redis(url, options);
    client.on('error', (error: Error) => log.warn({ reason: error.message }, 'redis connection'));
    clients.push(client);
    return client;
  };
  const close = async () => {
    for (const client of clients) {
      if (client.status === 'ready') await client.quit();
      else client.disconnect();
    }
  };

  const producer = open({ maxRetriesPerRequest: 3, commandTimeout: 5_000 });
  let memory: string;
  try {
    memory = await producer.info('memory');
  } catch (cause) {
    await close();
    throw new Error('Redis at REDIS_URL does not answer.', { cause });
  }
  // INFO, because hosted servers often forbid CONFIG.
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
  if (policy !== 'noeviction') {
    await close();
    throw new Error(`Redis must be set to maxmemory-policy noeviction, not ${policy}: it would drop jobs.`);
  }

  let consumer: Redis | undefined;
  return {
    producer,
    consumer: () => (consumer ??= open({ maxRetriesPerRequest: null })),
    async health() {
      try {
        await producer.ping();
        return 'ok';
      } catch {
        return 'redis does not answer';
      }
    },
    close,
  };
}
