import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examinePublicUrl } from '#adapters/http';
import { redisServer, startRedis, type TestBackend } from '../adapters/bullmq-backends.js';
import { openPatient, troubles, type Patient } from './patient.js';

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

const look = async (...given: Parameters<Patient['examine']>) => troubles(await patient.examine(...given));

describe('clocks', () => {
  const shift = (seconds: number) => ({ machineNow: () => new Date(Date.now() + seconds * 1000) });
  const discord = (aheadSeconds: number) => patient.act('discord', 'clock', { aheadSeconds });
  const stripe = (seconds: number) =>
    patient.act('stripe', 'fault', { match: {}, times: 1000, kind: 'clock', seconds });
  const right = async () => {
    await discord(0);
    await patient.act('stripe', 'clearFaults');
  };

  it.each([
    [4, 'risky'],
    [-4, 'risky'],
    [9, 'broken'],
    [-9, 'broken'],
  ])('Discord’s that is %i s ahead of ours: %s clock.discord', async (seconds, severity) => {
    await discord(seconds);
    expect(await look()).toEqual([`${severity} clock.discord`]);
    await right();
    expect(await look()).toEqual([]);
  });

  it.each([
    [4, 'risky'],
    [-9, 'broken'],
  ])('Stripe’s that is %i s ahead of ours: %s clock.stripe', async (seconds, severity) => {
    await stripe(seconds);
    expect(await look()).toEqual([`${severity} clock.stripe`]);
    await right();
    expect(await look()).toEqual([]);
  });

  it.each([
    [4, 'risky'],
    [9, 'broken'],
  ])(
    'Postgres’ alone, when ours and the world’s are %i s ahead of it: %s clock.postgres',
    async (seconds, severity) => {
      await discord(seconds);
      await stripe(seconds);
      expect(await look({}, shift(seconds))).toEqual([`${severity} clock.postgres`]);
      await right();
      expect(await look()).toEqual([]);
    },
  );

  it.each([
    [4, 'risky'],
    [-9, 'broken'],
  ])('ours that is %i s ahead of everybody’s: %s clock.machine', async (seconds, severity) => {
    expect(await look({}, shift(seconds))).toEqual([`${severity} clock.machine`]);
    expect(await look()).toEqual([]);
  });
});

describe('the way in', () => {
  /** A web server at PUBLIC_URL that is not Lyceum; Stripe posts to its address. */
  async function elsewhere(
    answer: RequestListener,
  ): Promise<{ url: string; asked: string[]; stop(): Promise<void> }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await patient.act('stripe', 'endpoint', { url: `${url}/webhooks/stripe` });
    const stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { url, asked, stop };
  }
  const back = async () => {
    await patient.act('stripe', 'endpoint');
    expect(await look()).toEqual([]);
  };

  it('at which nothing answers: broken public_url.unreachable', async () => {
    const gone = await elsewhere(() => {});
    await gone.stop();
    expect(await look({ PUBLIC_URL: gone.url })).toEqual(['broken public_url.unreachable']);
    await back();
  });

  it('at which a proxy finds nobody behind it: broken public_url.unreachable', async () => {
    const proxy = await elsewhere((_request, response) => response.writeHead(502).end('Bad Gateway'));
    expect(await look({ PUBLIC_URL: proxy.url })).toEqual(['broken public_url.unreachable']);
    await proxy.stop();
    await back();
  });

  it.each([
    ['another page', 200, '<html>Welcome to nginx</html>'],
    ['other JSON', 200, '{"status":"ok"}'],
    ['no such page', 404, ''],
  ])('at which somebody else answers, %s: broken public_url.not_ours', async (_what, status, body) => {
    const other = await elsewhere((_request, response) => response.writeHead(status).end(body));
    expect(await look({ PUBLIC_URL: other.url })).toEqual(['broken public_url.not_ours']);
    expect(other.asked).toEqual(['GET /livez']);
    await other.stop();
    await back();
  });

  it('that sends us on to another place, which is never asked: broken public_url.not_ours', async () => {
    const login = await elsewhere((_request, response) => response.end('{"status":"alive"}'));
    const door = await elsewhere((_request, response) =>
      response.writeHead(302, { location: `${login.url}/login` }).end(),
    );
    expect(await look({ PUBLIC_URL: door.url })).toEqual(['broken public_url.not_ours']);
    expect(login.asked).toEqual([]);
    await door.stop();
    await login.stop();
    await back();
  });

  it('without https: broken public_url.not_https', async () => {
    // On this machine too, but by an address that does not say so.
    const PUBLIC_URL = patient.product.url.replace('127.0.0.1', '0.0.0.0');
    await patient.act('stripe', 'endpoint', { url: `${PUBLIC_URL}/webhooks/stripe` });
    expect(await look({ PUBLIC_URL })).toEqual(['broken public_url.not_https']);
    await back();
  });

  it('that only this machine can open: broken with a live key, risky with a test key, else well', async () => {
    const { url } = patient.product;
    const of = async (needed: 'live' | 'test' | 'nobody') =>
      troubles((await examinePublicUrl({ url, needed })).findings);
    expect(await of('live')).toEqual(['broken public_url.local']);
    expect(await of('test')).toEqual(['risky public_url.local']);
    expect(await of('nobody')).toEqual([]);
  });
});

describe.skipIf(!redisServer)('Redis', () => {
  let redis: TestBackend;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis('noeviction');
    client = new Redis(redis.address.url);
    await client.config('SET', 'appendonly', 'yes');
  });
  afterAll(async () => {
    await client.quit();
    await redis.close();
  });
  const here = () => ({ REDIS_URL: redis.address.url });

  it('in good health is said to be: redis.works', async () => {
    const findings = await patient.examine(here());
    expect(troubles(findings)).toEqual([]);
    expect(findings.map(({ id }) => id)).toContain('redis.works');
  });

  it('that may throw jobs away: broken redis.policy', async () => {
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await look(here())).toEqual(['broken redis.policy']);
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    expect(await look(here())).toEqual([]);
  });

  it('that keeps no journal: risky redis.aof_off', async () => {
    await client.config('SET', 'appendonly', 'no');
    expect(await look(here())).toEqual(['risky redis.aof_off']);
    await client.config('SET', 'appendonly', 'yes');
    expect(await look(here())).toEqual([]);
  });

  it('that is away, or wants a password: broken redis.unreachable', async () => {
    expect(await look({ REDIS_URL: 'redis://127.0.0.1:1' })).toEqual(['broken redis.unreachable']);
    await client.config('SET', 'requirepass', 'secret');
    expect(await look(here())).toEqual(['broken redis.unreachable']);
    await client.config('SET', 'requirepass', '');
    expect(await look(here())).toEqual([]);
  });
});
