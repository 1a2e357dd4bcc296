/** Two outages, in real time and side by side: connections, locks and retries run on real time. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '#database';
import { silentLog } from '#kernel/log';
import { onDiscord, onTelegram, stripe } from '../_support/chat.js';
import { emptyDatabase } from '../_support/database.js';
import { freshFolder } from '../_support/folder.js';
import { person, type Product } from '../_support/product.js';
import { isThorough } from '../_support/thorough.js';
import { freePort, install, openCheckout, openCheckoutThere } from './installation.js';
import { redisProgram, startRedisServer } from './redis-server.js';
import { cancelAll, joinLink, memberOf } from './scene.js';

const OUTAGE_MS = isThorough ? 30_000 : 6_000;
const STEP_MS = isThorough ? 2_000 : 1_000;
const PATIENCE = 240_000;

const has = (product: Product, key: string) => onDiscord(product, key).roles().includes('Member');

/** People before the outage: who has paid, who is about to, and who stands at the group's door. */
async function gather(product: Product) {
  const pay: Record<string, () => Promise<void>> = {};
  for (const key of ['ada', 'ben', 'lin', 'cleo']) pay[key] = await openCheckout(product, key);
  pay['wei'] = await openCheckoutThere(product, 'wei');
  for (const key of ['ada', 'lin', 'wei']) await pay[key]?.();
  await product.until('ada and lin are in', () => has(product, 'ada') && has(product, 'lin'));
  await product.until('wei may come in', () => joinLink(onTelegram(product, 'wei')) !== '');
  await product.settle();
  return pay;
}

/** What goes on for that long, a little at a time: sales, ends, a request to join, and questions. */
async function busyTime(product: Product, pay: Record<string, () => Promise<void>>) {
  const wei = onTelegram(product, 'wei');
  const happenings: (() => Promise<unknown>)[] = [
    () => pay['ben']?.() ?? Promise.resolve(),
    () => cancelAll(product, 'ada'),
    () => wei.act('requestToJoin', { link: joinLink(wei) }),
    () => pay['cleo']?.() ?? Promise.resolve(),
    () => stripe(product, 'failCard', { customerId: product.sandbox.stripe.view().customers[0]?.id }),
  ];
  const said: Promise<{ key: string; text: string }>[] = [];
  const under: Promise<unknown>[] = [];
  const until = Date.now() + OUTAGE_MS;
  for (let n = 0; Date.now() < until; n += 1) {
    const happening = happenings[n];
    if (happening) under.push(happening());
    const key = n % 2 === 0 ? 'ben' : 'lin';
    const asked = onDiscord(product, key).say(n % 4 < 2 ? 'membership' : 'plans');
    said.push(asked.then(({ outcome, text }) => ({ key, text: text || outcome })));
    await pause(STEP_MS);
  }
  return { answers: await Promise.all(said), done: () => Promise.all(under) };
}

/** Everything is as it would be had there been no outage. */
async function isMended(product: Product): Promise<void> {
  await product.until('all is as it should be', () => {
    const roles = ['ben', 'lin', 'cleo'].every((key) => has(product, key)) && !has(product, 'ada');
    return roles && onTelegram(product, 'wei').standing() === 'member';
  });
  // A role is seen before its welcome is written.
  await product.settle();
  const { delivery, members } = product.app.rooms;
  for (const key of ['ben', 'cleo']) {
    const member = await members.byAccount(product.community.id, 'discord', person(key).discordId);
    const kinds = async () =>
      (await delivery.inbox(product.community.id, member?.id ?? '', 20)).map((one) => one.kind);
    expect((await kinds()).filter((kind) => kind === 'welcome')).toHaveLength(1);
  }
}

const lastAnswers = (product: Product) =>
  product.sandbox.stripe.state().deliveries.map((delivery) => delivery.last);

describe.concurrent('under load', () => {
  it(
    'without Postgres: Stripe is told to come again, people to try again, and nothing is lost',
    // Tests side by side have their endings to themselves.
    async ({ onTestFinished }) => {
      const folder = await freshFolder();
      onTestFinished(() => folder.remove());
      let server = await startEmbeddedPostgres({ dataDir: folder.path, log: silentLog });
      onTestFinished(() => server.stop());
      const home = await install({ databaseUrl: server.url });
      onTestFinished(() => home.stop());
      const { product } = home;
      const pay = await gather(product);

      await server.stop();
      expect(await home.troubles()).toMatchObject({ database: 'does not answer' });
      const { answers, done } = await busyTime(product, pay);
      expect(answers.length).toBeGreaterThan(OUTAGE_MS / 6_000);
      for (const { key, text } of answers) {
        expect(text).toMatch(key === 'lin' ? /读写不了记录.*再试/ : /my records.*try again/i);
      }
      expect(lastAnswers(product)).toContain(500);

      server = await startEmbeddedPostgres({ dataDir: folder.path, port: server.port, log: silentLog });
      await home.untilReady();
      await done();
      // Stripe comes again later, and later still; an hour covers that.
      await home.later(60);
      await isMended(product);
      expect(lastAnswers(product).filter((last) => last !== 200)).toEqual([]);
    },
    PATIENCE,
  );

  it.skipIf(!redisProgram)(
    'without Redis: events are stored, commands answered, and the first pass afterwards does the rest',
    async ({ onTestFinished }) => {
      const folder = await freshFolder();
      onTestFinished(() => folder.remove());
      const port = await freePort();
      let stopRedis = await startRedisServer(folder.path, port);
      onTestFinished(() => stopRedis());
      const data = await emptyDatabase();
      onTestFinished(() => data.drop());
      const home = await install({ databaseUrl: data.url, redisUrl: `redis://127.0.0.1:${port}` });
      onTestFinished(() => home.stop());
      const { product } = home;
      const pay = await gather(product);

      await stopRedis();
      expect(await home.troubles()).toEqual({ queue: 'redis does not answer' });
      const { answers, done } = await busyTime(product, pay);
      for (const { key, text } of answers) expect(text).toMatch(key === 'lin' ? /会员/ : /membership/i);
      // A gift of a moderator's counts although nobody can be woken for it.
      const given = await onDiscord(product, 'moyan').say('grant', {
        member: person('moyan').discordId,
        plan: 'Membership',
        reason: '值班',
      });
      expect(given.text).not.toMatch(/出了点问题|读写不了/);
      expect(lastAnswers(product).filter((last) => last !== 200 && last !== null)).toEqual([]);

      stopRedis = await startRedisServer(folder.path, port);
      await home.untilReady();
      await done();
      await home.later(2);
      await isMended(product);
      await product.until('the gift is there', () => has(product, 'moyan'));
      expect((await memberOf(product, 'discord', person('moyan').discordId)).rank).toBe('moderator');
    },
    PATIENCE,
  );
});
