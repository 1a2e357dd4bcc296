import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog, scrub } from '#app/log';
import { onDiscord, onTelegram, payLink, stripe } from '../_support/chat.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';

const lines: string[] = [];
let product: Product;
beforeAll(async () => {
  // Everything that is ever said goes to the log here, debugging included.
  product = await startProduct({ log: createLog('debug', (line) => lines.push(line)) });
});
afterAll(() => product.close());

/** Said or made on the way; none of it may be found in the log afterwards. */
const secrets: Record<string, string> = {};

it('a whole story leaves no token, code, address, name or word of anybody in the log', async () => {
  const olivia = onDiscord(product, 'olivia');
  const ada = onDiscord(product, 'ada');
  const wei = onTelegram(product, 'wei');
  await wei.act('start', { chatId: wei.id }).catch(() => {});

  const sold = await ada.say('subscribe', { plan: 'Membership', price: demo.stripe.monthlyPriceId });
  const link = sold.buttons.find(({ url }) => url)?.url ?? '';
  secrets['the Checkout page'] = link;
  await payLink(product, link);
  await product.settle();
  const linking = await ada.say('link');
  secrets['a link code'] = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(linking.text)?.[0] ?? '';
  secrets['a button'] = sold.buttons.find(({ data }) => data)?.data?.slice(2) ?? '';
  const setup = await product.app.rooms.members.createSetupCode(true);
  secrets['a setup code'] = setup;
  await wei.say(`/link ${secrets['a link code']}`);
  secrets['a reason'] = 'because of the divorce of somebody';
  await olivia.say('grant', { member: ada.id, plan: 'Pro', reason: secrets['a reason'] });
  await olivia.say('member', { member: ada.id });
  await olivia.say('verify', { member: ada.id });
  await wei.say('what I say to nobody else');
  secrets['what somebody said'] = 'what I say to nobody else';
  await wei.say('/nosuchcommand with words of mine');
  secrets['words behind a command'] = 'with words of mine';

  // Everything that can go wrong goes wrong once, because errors are what is logged most.
  const { discord, telegram } = product.sandbox;
  const does = async (
    action: { input: { parse(value: unknown): unknown }; run(value: never): unknown } | undefined,
    value: object,
  ) => {
    if (!action) throw new Error('the sandbox has no such fault');
    await action.run(action.input.parse(value) as never);
  };
  for (const kind of ['401', '403', '429', '500', 'reset']) {
    await stripe(product, 'fault', { kind, times: 2 });
    await ada.say('verify');
  }
  await stripe(product, 'clearFaults', {});
  for (const kind of ['500', 'reset', '429', 'code']) {
    await does(discord.actions['fault'], { kind, code: 50_013, times: 3, retryAfter: 0.01 });
    await olivia.say('sync').catch(() => {});
    await does(discord.actions['clearFaults'], {});
    for (const match of [{ method: 'sendMessage' }, { method: 'getChatMember' }, { method: 'getUpdates' }]) {
      await does(telegram.actions.fault, { match, kind, code: 403, times: 1, retryAfter: 1 });
    }
    await wei.act('sendMessage', { chatId: wei.id, text: '/why' });
    await product.pass({ minutes: 2 });
    await does(telegram.actions.clearFaults, {});
  }
  const forged = {
    method: 'POST',
    body: `{"email":"leak@evil.example"}`,
    headers: { 'stripe-signature': 't=1,v1=00' },
  };
  await fetch(`${product.url}/webhooks/stripe`, forged);
  await product.pass({ days: 40 });
  await product.sweep();

  for (const key of ['olivia', 'ada', 'wei']) {
    secrets[`${key}’s name`] = person(key).name;
    secrets[`${key}’s user name`] = person(key).telegramName;
  }
  secrets['an e-mail'] = 'leak@evil.example';
  secrets['Discord’s token'] = demo.discord.token;
  secrets['Telegram’s token'] = demo.telegram.token;
  secrets['Stripe’s key'] = demo.stripe.secretKey;
  secrets['the webhook’s secret'] = demo.stripe.webhookSecret;
  secrets['what signs'] = 'only for tests, but long enough to sign with';
  secrets['the database’s password'] = new URL(product.data.url).password;
  const empty = Object.entries(secrets).filter(([, secret]) => secret === '' || secret === undefined);
  expect(empty.map(([what]) => what).filter((what) => what !== 'the database’s password')).toEqual([]);

  const log = lines.join('\n');
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.some((line) => /"level":(40|50)/.test(line))).toBe(true);
  const leaked = Object.entries(secrets).filter(([, secret]) => secret !== '' && log.includes(secret));
  expect(leaked.map(([what]) => what)).toEqual([]);
  // Whatever looks like a secret, whether it is one of these or not.
  expect(lines.filter((line) => scrub(line) !== line)).toEqual([]);
  expect(log).not.toMatch(/Bearer |whsec_|sk_(test|live)_|\bcs_test_\w{20,}#/);
}, 180_000);
