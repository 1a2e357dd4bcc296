import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onDiscord, onTelegram, stripe } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import {
  cancelAll,
  heardOnTelegram,
  joinLink,
  joinOnTelegram,
  memberOf,
  payOnDiscord,
  payOnTelegram,
  startCalm,
} from './scene.js';

const { chatId } = demo.telegram;

let product: Product;
let link: string;
/** Telegram ids of people who may not be in the members' group, by why not. */
const outsiders: { id: number; why: string }[] = [];

beforeAll(async () => {
  product = await startCalm();
  const { telegram } = product.sandbox;
  link = joinLink(await joinOnTelegram(product, 'wei'));
  const stranger = (why: string) => {
    const { userId } = telegram.actions.createUser.run({ firstName: why });
    outsiders.push({ id: userId, why });
    return userId;
  };
  for (let n = 0; n < 20; n += 1) stranger('never seen');
  // Members who used the bot and never paid.
  for (const key of ['cleo', 'moyan']) await onTelegram(product, key).act('start', {});
  outsiders.push({ id: person('cleo').telegramId, why: 'never paid' });
  // A second account of somebody who is in.
  await telegram.actions.start.run({ as: stranger('another account of Wei') });

  // Paid once, and it is over.
  await joinOnTelegram(product, 'ben');
  await cancelAll(product, 'ben');
  await product.settle();
  outsiders.push({ id: person('ben').telegramId, why: 'expired' });

  // A plan that opens something else.
  const { billing, access } = product.app.rooms;
  const communityId = product.community.id;
  const { price } = await stripe<{ price: string }>(product, 'createPrice', {
    product: 'Course',
    amount: 900,
  });
  const other = await billing.createPlan(communityId, { name: 'Course', priceId: price });
  const candidates = await access.candidates(communityId);
  const pro = candidates.find((one) => one.externalId === demo.discord.proRoleId);
  if (pro) await access.linkPlace(communityId, other.id, pro);
  await onTelegram(product, 'lin').act('start', {});
  await product.settle();
  await heardOnTelegram(product);
  await onTelegram(product, 'lin').say('/help');
  const lin = await memberOf(product, 'telegram', String(person('lin').telegramId));
  const grant = { memberId: lin.id, planId: other.id, reason: 'x', endsAt: null, byId: lin.id };
  await access.grant(communityId, grant);
  outsiders.push({ id: lin.accounts[0] ? person('lin').telegramId : 0, why: 'has another plan' });

  // Pays on Discord; nobody knows that this Telegram account is hers.
  await payOnDiscord(product, 'ada');
  await onTelegram(product, 'ada').act('start', {});
  await product.settle();
  outsiders.push({ id: person('ada').telegramId, why: 'pays on Discord, not linked' });
  await heardOnTelegram(product);
});
afterAll(() => product.close());

const group = () => product.sandbox.telegram.state().chats[chatId];
const isInside = (id: number) => ['member', 'restricted'].includes(group()?.members[id]?.status ?? 'left');
const keepers = new Set([person('olivia').telegramId, person('moyan').telegramId, demo.telegram.botId]);
const insiders = () =>
  Object.entries(group()?.members ?? {})
    .filter(([, record]) => record.status === 'member')
    .map(([id]) => Number(id))
    .filter((id) => !keepers.has(id));

type Weather = 'fair' | 'stripe is down' | 'nobody listens';

async function turn(weather: Weather): Promise<void> {
  if (weather === 'stripe is down') {
    await stripe(product, 'fault', { match: { path: '/v1/' }, times: 1_000, kind: '500' });
  }
  if (weather === 'nobody listens') await product.stopListening();
}
async function clear(weather: Weather): Promise<void> {
  if (weather === 'stripe is down') await stripe(product, 'clearFaults', {});
  if (weather === 'nobody listens') await product.listen();
  await heardOnTelegram(product);
}

it('no outsider comes in by a link that was passed on, in a thousand tries in any weather', async () => {
  let tries = 0;
  const attempt = fc.record({
    who: fc.nat(outsiders.length - 1),
    by: fc.constantFrom('requestToJoin' as const, 'followLink' as const),
  });
  const { actions } = product.sandbox.telegram;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Weather>('fair', 'fair', 'stripe is down', 'nobody listens'),
      fc.array(attempt, { minLength: 40, maxLength: 40 }),
      async (weather, attempts) => {
        await turn(weather);
        const asked = attempts.map(async ({ who, by }) => {
          const { id } = outsiders[who] ?? { id: 0 };
          if (by === 'requestToJoin') await actions.requestToJoin.run({ as: id, link });
          else await actions.followLink.run({ as: id, url: link });
          tries += 1;
          expect(isInside(id)).toBe(false);
        });
        if (weather !== 'nobody listens') await Promise.all(asked);
        await clear(weather);
        await Promise.all(asked);
        expect(insiders()).toEqual([person('wei').telegramId]);
        // Nobody is left hanging either.
        expect(Object.keys(group()?.requests ?? {})).toEqual([]);
      },
    ),
    { numRuns: 26 },
  );
  expect(tries).toBeGreaterThan(1_000);
  expect(outsiders.filter(({ id }) => isInside(id))).toEqual([]);
});

it('and the same link lets in who pays, also when they asked while nobody listened', async () => {
  await product.pass({ minutes: 6 });
  const ben = await payOnTelegram(product, 'ben');
  await product.settle();
  await product.stopListening();
  const asked = ben.act('requestToJoin', { link });
  expect(ben.standing()).toBe('requested');
  await product.listen();
  await asked;
  await product.until('ben is in', () => ben.standing() === 'member');
  expect(onDiscord(product, 'ada').roles()).toContain('Member');
});
