import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '#app/log';
import { FORGOTTEN } from '#domain/members';
import { onDiscord, onTelegram, stripe, type Seen } from '../_support/chat.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { everyRow, mentionsOf } from './rows.js';

const OWNERS = ['memberId', 'payerId', 'redeemedById', 'actorId', 'subjectId', 'usedById'];

/** Secrets, who else was concerned, and what only says whose row it is. */
const LEFT_OUT = new Set([
  ...OWNERS,
  ...[
    'communityId',
    'codeHash',
    'token',
    'claim',
    'grantedById',
    'revokedById',
    'decidedById',
    'claimedById',
    'customerId',
  ],
]);

const ownedBy = (id: string, row: Record<string, unknown>) =>
  row['id'] === id || OWNERS.some((column) => row[column] === id);

/** Texts of a row, however deep, with instants as the file writes them. */
function wordsIn(value: unknown, column = ''): [column: string, word: string][] {
  if (LEFT_OUT.has(column)) return [];
  if (typeof value === 'string') {
    return [[column, /^\d{4}-\d\d-\d\dT.*\+00:00$/.test(value) ? new Date(value).toISOString() : value]];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    wordsIn(inner, Array.isArray(value) ? column : name),
  );
}

/** One person's whole life with the product, and then not a trace of it. */
describe('somebody who is forgotten', () => {
  const lines: string[] = [];
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ log: createLog('debug', (line) => lines.push(line)) });
    communityId = product.community.id;
  });
  afterAll(() => product.close());

  const { discordId, telegramId, name, telegramName } = person('ada');
  const email = 'ada.brook@example.org';
  /** All that Ada is known by, collected while she is there. */
  const words: string[] = [name, telegramName, discordId, String(telegramId), email];
  let communityId = '';
  let memberId = '';

  const urlOf = (message: Seen) => message.buttons.find((one) => one.url)?.url ?? '';
  const rooms = () => product.app.rooms;
  const scan = async () => mentionsOf(words, await everyRow(product.data.url, product.data.database));
  const payAs = (url: string, given: object) =>
    stripe(product, 'payCheckout', {
      sessionId: /cs_\w+/.exec(decodeURIComponent(url))?.[0] ?? '',
      ...given,
    });

  async function memberOf(key: string) {
    const found = await rooms().members.byAccount(communityId, 'discord', person(key).discordId);
    if (!found) throw new Error(`${key} is not known`);
    return found;
  }

  it('lived through everything', async () => {
    const [ada, ben, olivia] = [
      onDiscord(product, 'ada'),
      onDiscord(product, 'ben'),
      onDiscord(product, 'olivia'),
    ];
    const telegram = onTelegram(product, 'ada');

    // A subscription, on Discord.
    const prices = await ada.press(await ada.say('subscribe'), 'Membership');
    await payAs(urlOf(await ada.press(prices, /19\.00/)), { card: 'ok', email, name });
    await product.settle();
    expect(ada.roles()).toContain('Member');
    memberId = (await memberOf('ada')).id;

    // Both platforms.
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await ada.say('link')).text)?.[0] ?? '';
    await telegram.act('start', {});
    await telegram.say(`/link ${code}`);
    await product.settle();
    const link = telegram
      .mail()
      .flatMap((one) => one.buttons)
      .find((one) => one.url?.includes('t.me/+'))?.url;
    await telegram.act('requestToJoin', { link });
    await product.until('Ada is in', () => telegram.standing() === 'member');
    await product.settle();

    // Questions, settings, an unused code, a page to pay at that was left open.
    for (const said of ['why', 'verify', 'inbox', 'membership', 'plans', 'help', 'orders', 'link'])
      await ada.say(said);
    await telegram.say('/settings quiet=22:00-08:00');
    await ada.say('subscribe', { plan: 'Pro' });

    // Moderators look her up, give and take, and write about her.
    const member = await memberOf('ada');
    const { access, billing, members } = rooms();
    const [plan] = await billing.plans(communityId);
    const owner = await memberOf('olivia');
    const reason = `${name} helped at the fair`;
    const by = { memberId, byId: owner.id };
    const grant = await access.grant(communityId, { ...by, planId: plan?.id ?? '', reason, endsAt: null });
    await access.revoke(communityId, { grantId: grant.id, reason: `${name} asked`, byId: owner.id });
    await olivia.say('member', { member: discordId });
    await olivia.say('why', { member: discordId });
    await members.audit(communityId, {
      action: 'note.made',
      actorId: owner.id,
      subjectId: owner.id,
      details: { about: memberId, said: `met ${name}` },
    });

    // A question to the team, with her name in it, answered by somebody who names her.
    const { handoff } = rooms();
    const asked = { memberId, platform: 'discord', locale: 'en', place: null, guesses: [] } as const;
    const { id: ticketId } = await handoff.open(communityId, {
      ...asked,
      question: `I am ${name}. And you?`,
    });
    await product.settle();
    await handoff.answer(communityId, { ticketId, byId: owner.id, text: `Welcome, ${name}!` });
    await handoff.reply(communityId, { ticketId, memberId, text: `${name} says thanks.` });
    await product.settle();

    // Gifts: one that Ben has, one that nobody has taken, one that she got from Ben.
    const gift = async (who: typeof ada) => {
      const payer = (await rooms().members.byAccount(communityId, 'discord', who.id)) ?? member;
      await payAs(urlOf(await who.say('gift', { plan: 'Membership', price: demo.stripe.passPriceId })), {
        card: 'ok',
        email,
        name,
      });
      await product.settle();
      const [made] = await billing.gifts(communityId, payer.id);
      await product.pass({ minutes: 6 });
      return billing.giftCode(communityId, payer.id, made?.id ?? '');
    };
    await ben.say('redeem', { code: await gift(ada) });
    await gift(ada);
    await ben.say('help');
    await product.settle();
    expect(ben.roles()).toContain('Member');

    // A failing card, its notices, and a bank that asks for money back.
    const books = product.sandbox.stripe.view();
    const customerId = books.customers[0]?.id ?? '';
    await stripe(product, 'setCard', { customerId, card: 'fails-later' });
    await product.pass({ days: 25 });
    await product.pass({ days: 1 });
    await stripe(product, 'setCard', { customerId, card: 'ok' });
    const open = product.sandbox.stripe.view().invoices.find((one) => one.status === 'open');
    if (open) await stripe(product, 'payInvoice', { invoiceId: open.id });
    await product.settle();
    const [payment] = await billing.payments(communityId, memberId);
    await stripe(product, 'dispute', { chargeId: payment?.stripeId });
    await product.settle();
    const [dispute] = product.sandbox.stripe.view().disputes;
    await stripe(product, 'closeDispute', { disputeId: dispute?.id, outcome: 'won' });
    await product.settle();
    await product.sweep();

    words.push(memberId, ...member.accounts.map((one) => one.id), customerId);
    for (const one of (await memberOf('ada')).accounts) if (!words.includes(one.id)) words.push(one.id);
    words.push(...(await billing.subscriptions(communityId, memberId)).map((one) => one.stripeId));
    words.push(...(await billing.payments(communityId, memberId)).map((one) => one.stripeId));

    const found = await scan();
    const tables = new Set(found.map((line) => line.split(':')[0]?.replace('public.', '')));
    expect([...tables]).toEqual(
      expect.arrayContaining(
        'Account Audit Button Customer Entitlement Gift Grant LinkCode Member Message Order Payment Seat StripeEvent Subscription'.split(
          ' ',
        ),
      ),
    );
  });

  it('can read everything first, in one file', async () => {
    const answer = await onDiscord(product, 'ada').say('mydata');
    expect(answer.text).toContain('Everything that is kept about you');
    const kept = await rooms().privacy.kept(communityId, memberId);
    const file = JSON.stringify(kept);
    for (const word of words.filter((one) => ![email, telegramName].includes(one)))
      expect(file).toContain(word);
    const rows = (await everyRow(product.data.url, product.data.database)).filter(({ text }) =>
      ownedBy(memberId, JSON.parse(text) as Record<string, unknown>),
    );
    expect(rows.length).toBeGreaterThan(30);
    const missing = rows.flatMap(({ table, text }) =>
      wordsIn(JSON.parse(text) as Record<string, unknown>)
        .filter(([, value]) => !file.includes(JSON.stringify(value).slice(1, -1)))
        .map(([column, value]) => `${table}.${column}: ${value}`),
    );
    expect(missing).toEqual([]);
  });

  it('is not forgotten while a subscription runs, and is shown how to end it', async () => {
    const ada = onDiscord(product, 'ada');
    const answer = await ada.say('forgetme');
    expect(answer.text).toContain('a subscription is running');
    expect(answer.buttons.map((one) => one.label).join()).toMatch(/[Cc]ancel/);
    expect(answer.buttons.some((one) => /Forget me now/.test(one.label))).toBe(false);
    await ada.say('forgetme', { sure: true });
    expect(ada.roles()).toContain('Member');
    expect((await memberOf('ada')).leavingAt).toBeNull();
  });

  it('is not forgotten while Stripe does not answer', async () => {
    for (const one of product.sandbox.stripe.view().subscriptions) {
      if (one.status !== 'canceled')
        await stripe(product, 'cancel', { subscriptionId: one.id, atPeriodEnd: false });
    }
    await product.settle();
    await stripe(product, 'fault', { kind: '500', times: 1000 });
    const answer = await onDiscord(product, 'ada').say('forgetme', { sure: true });
    await stripe(product, 'clearFaults', {});
    expect(answer.text).not.toContain('You are forgotten');
    expect((await memberOf('ada')).id).toBe(memberId);
  });

  it('is asked once more, hears what is lost, and is gone from the platforms first', async () => {
    const { access, billing } = rooms();
    const [plan] = await billing.plans(communityId);
    const owner = await memberOf('olivia');
    const again = { memberId, planId: plan?.id ?? '', reason: 'a farewell', endsAt: null, byId: owner.id };
    await access.grant(communityId, again);
    await product.settle();
    const [ada, telegram] = [onDiscord(product, 'ada'), onTelegram(product, 'ada')];
    expect(ada.roles()).toContain('Member');

    const question = await ada.say('forgetme');
    expect(question.text).toContain('This cannot be undone');
    expect(question.text).toMatch(/gift code/);
    const answer = await ada.press(question, 'Forget me now');
    expect(answer.text).toContain('You are forgotten');
    expect(answer.buttons).toEqual([]);
    expect(ada.roles()).not.toContain('Member');
    expect(telegram.standing()).toBe('left');
    await product.settle();
  });

  it('is in no row of any table', async () => {
    expect(await scan()).toEqual([]);
  });

  it('is in no line of the log', () => {
    expect(lines.length).toBeGreaterThan(5);
    const all = lines.map((text) => ({ table: 'log', text }));
    expect(mentionsOf(words, all)).toEqual([]);
  });

  it('is not brought back by what Stripe says later', async () => {
    const [customer] = product.sandbox.stripe.view().customers;
    expect(words).toContain(customer?.id);
    for (const event of product.sandbox.stripe.view().events.slice(0, 40)) {
      await stripe(product, 'resendEvent', { eventId: event.id });
    }
    const [charge] = product.sandbox.stripe.view().charges.filter((one) => one.customer === customer?.id);
    await stripe(product, 'refund', { chargeId: charge?.id });
    await product.sweep();
    await product.pass({ hours: 25 });
    expect(await scan()).toEqual([]);
    expect(onDiscord(product, 'ada').roles()).not.toContain('Member');
  });

  it('left others what they had: a gift, a log of what was done, what passes counted', async () => {
    const ben = onDiscord(product, 'ben');
    const { unscoped } = product.data.database;
    const gifts = await unscoped.gift.findMany({ where: { communityId } });
    expect(gifts.map((one) => one.payerId)).toEqual(gifts.map(() => FORGOTTEN));
    expect(gifts).toHaveLength(2);
    expect(ben.roles()).toContain('Member');
    const { rows } = await rooms().members.auditRows(communityId, { action: 'grant' }, 50);
    expect(rows.filter((row) => row.subjectId === FORGOTTEN)).not.toEqual([]);
    expect(await unscoped.pass.count({ where: { communityId } })).toBeGreaterThan(0);
  });

  it('may come back as somebody new', async () => {
    const ada = onDiscord(product, 'ada');
    expect((await ada.say('membership')).text).toContain('no membership');
    expect((await memberOf('ada')).id).not.toBe(memberId);
  });
});
