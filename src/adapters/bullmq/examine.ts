import { Redis } from 'ioredis';
import { finding, type Examination, type Finding } from '#contracts';

const PATIENCE_MS = 5_000;

/** Whether a Redis can be trusted with jobs; asks it two questions and leaves. */
export async function examineRedis(url: string): Promise<Examination> {
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    retryStrategy: () => null,
  });
  let broke: Error | undefined;
  client.on('error', (error: Error) => (broke = error));
  try {
    await client.connect();
    return { findings: judge(await client.info('memory'), await client.info('persistence')), clock: [] };
  } catch (error) {
    const reason = reasonOf(broke) ?? reasonOf(error) ?? 'no answer';
    return { findings: [finding('redis.unreachable', 'broken', { reason })], clock: [] };
  } finally {
    client.disconnect();
  }
}

function judge(memory: string, persistence: string): Finding[] {
  const found: Finding[] = [];
  // INFO, because hosted servers often forbid CONFIG.
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? '?';
  if (policy !== 'noeviction') found.push(finding('redis.policy', 'broken', { policy }));
  if (/^aof_enabled:0/m.test(persistence)) found.push(finding('redis.aof_off', 'risky'));
  if (policy === 'noeviction') found.push(finding('redis.works', 'fine'));
  return found;
}

/** A code or Redis' own first word (NOAUTH, WRONGPASS): its sentences may repeat what they were given. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]{4,}/.exec(error.message)?.[0];
}
