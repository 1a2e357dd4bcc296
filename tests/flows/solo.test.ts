import { afterAll, beforeAll, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { sweepAccess } from '#jobs';
import { file, PNG } from '../courses/archives.js';
import { onDiscord, onTelegram, payLink, stripe, type Seen } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';
import { linkOf } from './shop.js';

/** What stands on the card of a course that is sold alone. */
const ALONE = 'Buy this course alone';

let product: Product;
let price: string;
let other: string;
let renewing: string;

beforeAll(async () => {
  product = await startProduct({ allowances: unhurried });
  const made = (more: object) => stripe<{ price: string }>(product, 'createPrice', more);
  ({ price } = await made({ product: 'Bread', amount: 3_900, currency: 'usd', interval: null }));
  ({ price: other } = await made({ product: 'Bread', amount: 26_000, currency: 'cny', interval: null }));
  ({ price: renewing } = await made({ product: 'Bread', amount: 900, currency: 'usd' }));
  const { rooms } = product.app;
  const owner = { platform: 'discord' as const, externalId: person('olivia').discordId, name: 'Olivia' };
  const { member } = await rooms.members.arrive(product.community.id, owner);
  const files = [
    file('course.md', '---\ntitle: Bread at home\nslug: bread\n---\n'),
    file('one.md', '# One\n\n![loaf](loaf.png)\n'),
    file('loaf.png', PNG),
  ];
  await rooms.courses.upload(product.community.id, { files, byId: member.id });
});
afterAll(() => product.close());

const way = async (externalId: string, platform: 'discord' | 'telegram' = 'discord') => {
  const { members, courses } = product.app.rooms;
  const who = await members.byAccount(product.community.id, platform, externalId);
  return courses.way(
    product.community.id,
    who?.id ?? '',
    await courses.course(product.community.id, 'bread'),
  );
};
const soloPlan = async () => {
  const plans = await product.app.rooms.billing.plans(product.community.id, true);
  return plans.find(({ solo }) => solo);
};
const labels = (seen: Seen) => seen.buttons.map(({ label }) => label);

it('is priced by its creator, once and not by the month', async () => {
  const olivia = onDiscord(product, 'olivia');
  expect((await olivia.say('course price', { course: 'bread' })).text).toContain('not sold alone');
  const refused = await olivia.say('course price', { course: 'bread', price: renewing });
  expect(refused.text).toContain('renews itself');
  expect((await olivia.say('course price', { course: 'bread', price: 'price_unheard_of' })).text).toContain(
    'Stripe',
  );
  const sold = await olivia.say('course price', { course: 'bread', price });
  expect(sold.text).toContain('$39.00 once, for good');
  const plan = await soloPlan();
  expect(plan).toMatchObject({ name: 'Bread at home', solo: true, prices: [{ priceId: price }] });
  // Said again it changes nothing, and another price stands beside the first.
  await olivia.say('course price', { course: 'bread', price });
  await olivia.say('course price', { course: 'bread', price: other });
  expect((await soloPlan())?.prices.map(({ priceId }) => priceId).sort()).toEqual([price, other].sort());
  expect((await onDiscord(product, 'ada').say('course price', { course: 'bread', price })).text).toContain(
    'may not do this',
  );
});

it('is sold only while it is out', async () => {
  const [olivia, ada] = [onDiscord(product, 'olivia'), onDiscord(product, 'ada')];
  const plan = (await soloPlan())?.id ?? '';
  expect((await ada.say('subscribe', { plan, price })).text).toContain('cannot be bought right now');
  expect((await ada.say('gift', { plan, price })).text).toContain('cannot be bought right now');
  expect((await olivia.say('course publish', { course: 'bread' })).text).toContain('is out');
  expect(await way(ada.id)).toEqual({ open: false, planIds: [], soloPlanId: plan });
});

it('is not among the memberships, and found with the course', async () => {
  const [ada, olivia] = [onDiscord(product, 'ada'), onDiscord(product, 'olivia')];
  for (const said of ['plans', 'subscribe']) {
    const shown = await ada.say(said);
    expect(`${shown.text} ${labels(shown).join(' ')}`).toContain('Membership');
    expect(`${shown.text} ${labels(shown).join(' ')}`).not.toContain('Bread');
  }
  expect((await olivia.say('plan list')).text).toContain('Sells a course alone');
  expect(labels(await olivia.say('plan list')).filter((label) => label.includes('Bread'))).toEqual([]);
});

it('opens for whoever buys it, from the locked course to the first lesson, and closes with a refund', async () => {
  const ada = onDiscord(product, 'ada');
  const card = await ada.say('courses', { course: 'bread' });
  const choice = await ada.press(card, ALONE);
  const page = await ada.press(choice, '$39.00 once, for good');
  expect(page.text).toContain('It opens the course **Bread at home**');
  expect(page.text).not.toContain('opens nothing');
  await payLink(product, linkOf(page));
  await product.settle();
  expect(await way(ada.id)).toMatchObject({ open: true, by: 'plan' });
  const letters = ada.mail().filter(({ text }) => text.includes('Welcome to Bread at home'));
  expect(letters.map(({ text }) => text.includes('The course is open to you'))).toEqual([true]);

  // A pass more changes nothing: what is told is told once.
  await product.app.queues.next(sweepAccess, {});
  await product.settle();
  await product.sweep();
  expect(ada.mail().filter(({ text }) => text.includes('Welcome to Bread at home'))).toHaveLength(1);
  expect((await ada.say('membership')).text).toContain('Bread at home');
  expect((await ada.say('why')).text).toContain('Bread at home');
  const orders = await ada.say('orders');
  expect(orders.text).toContain('Bread at home, for good');
  expect(orders.text).toContain('$39.00');
  expect((await ada.say('subscribe', { plan: (await soloPlan())?.id ?? '' })).text).toContain('for good');

  const chargeId = product.sandbox.stripe.view().charges[0]?.id;
  await stripe(product, 'refund', { chargeId });
  await product.settle();
  expect(await way(ada.id)).toMatchObject({ open: false });
});

it('is given to somebody on the other platform', async () => {
  const [ben, wei] = [onDiscord(product, 'ben'), onTelegram(product, 'wei')];
  await wei.act('start', {});
  const plan = (await soloPlan())?.id ?? '';
  const page = await ben.say('gift', { plan, price: other });
  await payLink(product, linkOf(page));
  await product.settle();
  const code = /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/.exec(
    (await ben.press(await ben.say('orders'), /code/i)).text,
  )?.[0];
  expect((await wei.say(`/redeem ${code}`)).text).toContain('Bread at home');
  await product.settle();
  expect(await way(String(wei.id), 'telegram')).toMatchObject({ open: true, by: 'plan' });
});

it('is sold no longer when its creator says so, and stays with whoever has it', async () => {
  const [olivia, ada, wei] = [
    onDiscord(product, 'olivia'),
    onDiscord(product, 'ada'),
    onTelegram(product, 'wei'),
  ];
  const off = await olivia.press(await olivia.say('course price', { course: 'bread' }), 'Stop selling it');
  expect(off.text).toContain('not sold alone any more');
  expect(labels(await ada.say('courses', { course: 'bread' })).filter((one) => one === ALONE)).toEqual([]);
  expect(await way(String(wei.id), 'telegram')).toMatchObject({ open: true });
  await olivia.press(off, 'Sell it again');
  const card = await ada.say('courses', { course: 'bread' });
  expect(labels(card).filter((one) => one === ALONE)).toHaveLength(1);
});
