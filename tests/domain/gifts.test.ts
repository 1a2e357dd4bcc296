import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderPayment } from '#domain/billing';
import type { Member } from '#domain/members';
import { days, minutes } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { GUILD, openSchool, ROLE, type School } from './school.js';
import { createStage } from './stage.js';

let data: TestDatabase;
let school: School;
let ada: Member;
let ben: Member;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  school = await openSchool(data.database, { trialDays: 7 });
  const { billing, communityId, plan } = school;
  await billing.addPrice(communityId, plan.id, 'price-pass', 30);
  ada = await school.arrive('ada');
  ben = await school.arrive('ben');
  for (const name of ['ada', 'ben', 'cleo']) school.discord.enter(GUILD, name);
});

const isIn = (name: string) => school.discord.rolesOf(GUILD, name).includes(ROLE);

/** Ada begins to buy a gift; the id that its Checkout carries. */
async function wish(): Promise<string> {
  await school.billing.checkout(school.communityId, ada, 'price-pass', { gift: true });
  const input = school.till.wishes.findLast((one) => one.call === 'checkoutUrl')?.input;
  return (input as { metadata: Record<string, string> }).metadata['lyceum_gift'] ?? '';
}

/** Her payment for it arrives; `change` is what became of the money. */
async function paid(giftId: string, change: Partial<ProviderPayment> = {}): Promise<void> {
  const { till, billing, communityId } = school;
  const [customer] = await billing.customers(communityId, ada.id);
  till.put(customer?.stripeId ?? '', {
    orders: [till.order({ id: `cs-${giftId}`, paymentIntent: giftId, giftId })],
    payments: [till.payment({ id: `ch-${giftId}`, paymentIntent: giftId, ...change })],
  });
  await school.told(customer?.stripeId ?? '');
}

async function bought(): Promise<{ giftId: string; code: string }> {
  const giftId = await wish();
  await paid(giftId);
  return { giftId, code: await school.billing.giftCode(school.communityId, ada.id, giftId) };
}

async function redeem(member: Member, code: string): Promise<void> {
  await school.access.redeem(school.communityId, member, code);
  await school.queue.runDue();
}

const refusal = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: unknown) => (error instanceof UserFacingError ? error.key : String(error)),
  );

describe('a gift', () => {
  it('gives its payer nothing, and whoever redeems it everything, from then on', async () => {
    const { code } = await bought();
    expect(isIn('ada')).toBe(false);
    await school.pass(days(40));
    await redeem(ben, code);
    expect([isIn('ada'), isIn('ben')]).toEqual([false, true]);
    await school.pass(days(30) - 1);
    expect(isIn('ben')).toBe(true);
    await school.pass(minutes(1));
    await school.pass(minutes(1));
    expect(isIn('ben')).toBe(false);
  });

  it('is told of to its payer when it is paid for, with no code in the notice', async () => {
    const { giftId, code } = await bought();
    const [notice] = await school.delivery.inbox(school.communityId, ada.id, 5);
    expect(notice).toMatchObject({ kind: 'gift_ready', values: { gift: giftId } });
    expect(JSON.stringify(notice)).not.toContain(code);
  });

  it('has a code that nothing in the database tells', async () => {
    const { code } = await bought();
    const rows = await data.database.unscoped.gift.findMany();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
  });

  it('is redeemed however its code is written', async () => {
    const { code } = await bought();
    await redeem(ben, ` ${code.toLowerCase().replaceAll('-', ' ')} `);
    expect(isIn('ben')).toBe(true);
  });

  it('may be redeemed by whoever paid', async () => {
    const { code } = await bought();
    await redeem(ada, code);
    expect(isIn('ada')).toBe(true);
  });

  it('is redeemed by one of any number of people at once', async () => {
    const { code } = await bought();
    const people = await Promise.all(['x1', 'x2', 'x3', 'x4', 'x5', 'x6'].map((name) => school.arrive(name)));
    const answers = await Promise.all(
      people.map((one) => refusal(school.access.redeem(school.communityId, one, code))),
    );
    expect(answers.toSorted()).toEqual(['done', ...Array.from({ length: 5 }, () => 'gift_taken')]);
    await school.queue.runDue();
    const holding = await Promise.all(
      people.map((one) => school.access.entitlements(school.communityId, one.id)),
    );
    expect(holding.filter((all) => all.some((one) => one.granting))).toHaveLength(1);
  });

  it('is refused before it was paid for, after it was taken, and when nobody made it', async () => {
    const giftId = await wish();
    const { communityId, billing } = school;
    expect(await refusal(billing.giftCode(communityId, ada.id, giftId))).toBe('gift_unpaid');
    await paid(giftId);
    const code = await billing.giftCode(communityId, ada.id, giftId);
    expect(await refusal(billing.giftCode(communityId, ben.id, giftId))).toBe('gift_unknown');
    expect(await refusal(redeem(ben, 'ABCD-EFGH-JKMN-PQRS'))).toBe('gift_unknown');
    await redeem(ben, code);
    expect(await refusal(redeem(ben, code))).toBe('gift_taken');
    expect(await refusal(redeem(ada, code))).toBe('gift_taken');
  });

  it('whose money went back before is refused, and after it takes what it gave', async () => {
    const { giftId, code } = await bought();
    await paid(giftId, { refunded: 1_900 });
    expect(await refusal(redeem(ben, code))).toBe('gift_unpaid');
    await paid(giftId);
    await redeem(ben, code);
    await paid(giftId, { refunded: 900 });
    expect(isIn('ben')).toBe(true);
    await paid(giftId, { dispute: 'open' });
    expect(isIn('ben')).toBe(false);
    await paid(giftId, { dispute: 'won' });
    expect(isIn('ben')).toBe(true);
    await paid(giftId, { refunded: 1_900 });
    expect(isIn('ben')).toBe(false);
  });

  it('in another community is unknown', async () => {
    const { code } = await bought();
    const other = await school.members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    expect(await refusal(school.billing.giftToRedeem(other.id, code))).toBe('gift_unknown');
  });

  it('cannot be something that renews itself', async () => {
    const { billing, communityId } = school;
    expect(await refusal(billing.checkout(communityId, ada, 'price-month', { gift: true }))).toBe(
      'gift_recurring',
    );
  });

  it('is the same one for whoever asks again within minutes, and another one later', async () => {
    const first = await wish();
    expect(await wish()).toBe(first);
    await school.pass(minutes(6));
    const second = await wish();
    expect(second).not.toBe(first);
    await paid(second);
    expect(await wish()).not.toBe(second);
  });
});

describe('the code of a gift', () => {
  it('is told again after the secret was changed, as long as the old one is known', async () => {
    const { giftId, code } = await bought();
    const { database, clock, till, communityId } = school;
    const outside = { database, clock, provider: till.provider, ports: {}, senders: {} };
    const fresh = 'another secret that is long enough too';
    const rotated = createStage({
      ...outside,
      secrets: [fresh, 'only for tests, but long enough to sign with'],
    });
    expect(await rotated.rooms.billing.giftCode(communityId, ada.id, giftId)).toBe(code);
    expect((await rotated.rooms.billing.giftToRedeem(communityId, code)).id).toBe(giftId);
    const forgetful = createStage({ ...outside, secrets: [fresh] });
    expect(await refusal(forgetful.rooms.billing.giftCode(communityId, ada.id, giftId))).toBe('gift_unknown');
    // Whoever has the code can still say it: its hash needs no secret.
    expect((await forgetful.rooms.billing.giftToRedeem(communityId, code)).id).toBe(giftId);
  });
});

describe('accounts that are joined', () => {
  /** The Discord account called `name` says the code that `asking` was given: what it had comes along. */
  async function join(asking: Member, platform: 'telegram', name: string): Promise<void> {
    const { members, communityId } = school;
    const code = await members.startLink(communityId, asking.id, platform);
    const who = { platform: 'discord' as const, externalId: name, name };
    const { account } = await members.arrive(communityId, who);
    expect((await members.finishLink(communityId, account, code)).id).toBe(asking.id);
    await school.queue.runDue();
  }

  it('bring along what was paid, given and received', async () => {
    const { code } = await bought();
    await redeem(ben, code);
    const second = await wish();
    const { members, billing, access, communityId } = school;
    const phone = await school.arrive('ada-phone', 'telegram');
    await join(phone, 'telegram', 'ada');
    const whole = await members.byAccount(communityId, 'discord', 'ada');
    if (!whole) throw new Error('nobody is left');
    expect(whole.accounts).toHaveLength(2);
    expect((await billing.gifts(communityId, whole.id)).map((gift) => gift.id)).toContain(second);
    expect(await billing.orders(communityId, whole.id)).toHaveLength(1);
    expect(await billing.payments(communityId, whole.id)).toHaveLength(1);
    expect(await billing.customers(communityId, whole.id)).toHaveLength(1);
    // Whoever received it still has it.
    expect((await access.entitlements(communityId, ben.id)).some((one) => one.granting)).toBe(true);
  });

  it('bring along a gift that one of them redeemed', async () => {
    const { code } = await bought();
    const { members, access, communityId } = school;
    const phone = await school.arrive('ben-phone', 'telegram');
    await redeem(ben, code);
    await join(phone, 'telegram', 'ben');
    const whole = await members.byAccount(communityId, 'discord', 'ben');
    expect(
      (await access.entitlements(communityId, whole?.id ?? '')).filter((one) => one.granting),
    ).toHaveLength(1);
    expect(isIn('ben')).toBe(true);
  });
});

describe('a trial', () => {
  const daysFor = (member: Member) => school.billing.trialDaysFor(school.communityId, member.id, school.plan);

  it('is for whoever never had the plan', async () => {
    expect(await daysFor(ada)).toBe(7);
    await school.billing.checkout(school.communityId, ada, 'price-month');
    expect(school.till.wishes.at(-1)?.input).toMatchObject({ trialDays: 7, recurring: true });
  });

  it('is not for a price that is paid once', async () => {
    await school.billing.checkout(school.communityId, ada, 'price-pass');
    expect(school.till.wishes.at(-1)?.input).toMatchObject({ trialDays: 0, recurring: false });
  });

  it('is given once: whoever had the plan, by whatever, gets none', async () => {
    const { till } = school;
    await school.pay(ada, till.subscription({ id: 'sub', status: 'canceled', endedAt: school.clock.now() }));
    expect(await daysFor(ada)).toBe(0);
    const customer = await school.pay(ben);
    till.put(customer, { orders: [till.order({ id: 'cs-1' })] });
    await school.told(customer);
    expect(await daysFor(ben)).toBe(0);
  });

  it('is not used up by a first payment that never came, nor by another plan', async () => {
    const { till } = school;
    await school.pay(
      ada,
      till.subscription({ id: 'never', status: 'incomplete_expired' }),
      till.subscription({ id: 'other', priceIds: ['price-foreign'] }),
    );
    expect(await daysFor(ada)).toBe(7);
  });

  it('is used up by a gift that was redeemed, and not by one that was given away', async () => {
    const { code } = await bought();
    expect([await daysFor(ada), await daysFor(ben)]).toEqual([7, 7]);
    await redeem(ben, code);
    expect([await daysFor(ada), await daysFor(ben)]).toEqual([7, 0]);
  });

  it('is none where the plan has none', async () => {
    await school.billing.editPlan(school.communityId, school.plan.id, { trialDays: 0 });
    const plan = await school.billing.plan(school.communityId, school.plan.id);
    expect(await school.billing.trialDaysFor(school.communityId, ada.id, plan)).toBe(0);
  });
});
