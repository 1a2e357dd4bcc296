import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signReference } from '#domain/billing';
import type { Member } from '#domain/members';
import { hours, later, minutes } from '#kernel/clock';
import { ProviderUnavailable, SignatureRefused } from '#kernel/errors';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openSchool, type School } from './school.js';
import { SECRET } from './stage.js';

let data: TestDatabase;
let school: School;
let ada: Member;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  school = await openSchool(data.database);
  ada = await school.arrive('ada');
});

async function subscriptions() {
  const known = await school.billing.subscriptions(school.communityId, ada.id);
  return known.toSorted((a, b) => a.stripeId.localeCompare(b.stripeId));
}

describe('the truth about a customer', () => {
  it('replaces what was known, whatever it was', async () => {
    const { till, hear, pay, clock } = school;
    const customerId = await pay(ada, till.subscription({ id: 'one' }));
    await school.pass(minutes(1));
    const failingSince = clock.now();
    await hear(
      customerId,
      till.subscription({ id: 'one', status: 'past_due', failingSince }),
      till.subscription({ id: 'two', status: 'trialing' }),
    );
    expect(await subscriptions()).toMatchObject([
      { stripeId: 'one', status: 'past_due', failingSince, fetchedAt: failingSince },
      { stripeId: 'two', status: 'trialing', fetchedAt: failingSince },
    ]);
    await school.pass(minutes(1));
    await hear(customerId, till.subscription({ id: 'one' }));
    // What Stripe does not list any more has ended.
    expect(await subscriptions()).toMatchObject([
      { stripeId: 'one', status: 'active', failingSince: null },
      { stripeId: 'two', status: 'canceled', endedAt: clock.now() },
    ]);
  });

  it('that was asked for earlier never overwrites one that was asked for later', async () => {
    const { till, pay, billing, clock } = school;
    const customerId = await pay(ada, till.subscription({ id: 'sub' }));
    const slow = till.answerLate(customerId, till.subscription({ id: 'sub', status: 'past_due' }));
    const first = billing.sync(customerId);
    await slow.asked;
    clock.moveTo(later(clock.now(), minutes(1)));
    till.set(customerId, till.subscription({ id: 'sub', status: 'active' }));
    await billing.sync(customerId);
    slow.answer();
    await first;
    expect(await subscriptions()).toMatchObject([{ status: 'active', fetchedAt: clock.now() }]);
  });

  it('that was asked for before two accounts were joined is written for whoever they are by then', async () => {
    const { till, pay, billing, members, communityId } = school;
    const customerId = await pay(ada, till.subscription({ id: 'sub', status: 'paused' }));
    const phone = await school.arrive('ada-phone', 'telegram');
    const slow = till.answerLate(
      customerId,
      till.subscription({ id: 'sub' }),
      till.subscription({ id: 'new' }),
    );
    const asking = billing.sync(customerId);
    await slow.asked;
    const code = await members.startLink(communityId, phone.id, 'telegram');
    const who = { platform: 'discord', externalId: 'ada', name: 'ada' } as const;
    await members.finishLink(communityId, (await members.arrive(communityId, who)).account, code);
    slow.answer();
    expect(await asking).toEqual({ communityId, memberIds: [phone.id] });
    const known = await billing.subscriptions(communityId, phone.id);
    expect(known.map((one) => `${one.stripeId} ${one.status}`).toSorted()).toEqual([
      'new active',
      'sub active',
    ]);
  });

  it('that cannot be had changes nothing but that it could not be had', async () => {
    const { till, pay, billing, communityId } = school;
    const customerId = await pay(ada, till.subscription({ id: 'sub' }));
    const before = await subscriptions();
    till.goAway(true);
    await school.pass(minutes(1));
    await expect(billing.sync(customerId)).rejects.toThrow(ProviderUnavailable);
    expect(await subscriptions()).toEqual(before);
    const [customer] = await billing.customers(communityId, ada.id);
    expect(customer?.failedAt).toEqual(school.clock.now());
    till.goAway(false);
    await billing.sync(customerId);
    expect((await billing.customers(communityId, ada.id))[0]?.failedAt).toBeNull();
  });

  it('of a deleted customer is that everything has ended', async () => {
    const { till, pay, billing } = school;
    const customerId = await pay(ada, till.subscription({ id: 'sub' }));
    till.forget(customerId);
    await billing.sync(customerId);
    expect(await subscriptions()).toMatchObject([{ status: 'canceled' }]);
  });

  it('dates a failure that Stripe does not date from when it was first heard of', async () => {
    const { till, pay, hear, clock } = school;
    const customerId = await pay(ada, till.subscription({ id: 'sub' }));
    await school.pass(hours(1));
    const first = clock.now();
    const failing = till.subscription({ id: 'sub', status: 'past_due', failingSince: null });
    await hear(customerId, failing);
    await school.pass(hours(5));
    await hear(customerId, failing);
    expect(await subscriptions()).toMatchObject([{ failingSince: first }]);
    await hear(customerId, till.subscription({ id: 'sub' }));
    expect(await subscriptions()).toMatchObject([{ failingSince: null }]);
    await school.pass(hours(1));
    await hear(customerId, failing);
    expect(await subscriptions()).toMatchObject([{ failingSince: clock.now() }]);
  });

  it('about somebody whom we do not know is nobody’s', async () => {
    school.till.set('cus-stranger', school.till.subscription({ id: 'sub' }));
    expect(await school.billing.sync('cus-stranger')).toBeNull();
    expect(school.till.asked).toBe(0);
  });
});

describe('a webhook', () => {
  it('is taken once, however often and at once it comes', async () => {
    const event = school.till.event('cus');
    const taken = await Promise.all(
      Array.from({ length: 50 }, () => school.billing.acceptEvent(event, 'signed')),
    );
    expect(taken.filter((one) => one.fresh)).toHaveLength(1);
  });

  it('that is not signed leaves nothing behind', async () => {
    const event = school.till.event('cus');
    await expect(school.billing.acceptEvent(event, 'forged')).rejects.toThrow(SignatureRefused);
    expect(await data.database.unscoped.stripeEvent.count()).toBe(0);
  });

  it('that nobody handled is found by the sweep', async () => {
    const { till, pay, billing } = school;
    const customerId = await pay(ada, till.subscription({ id: 'sub' }));
    till.set(customerId, till.subscription({ id: 'sub', status: 'paused' }));
    await billing.acceptEvent(till.event(customerId), 'signed');
    await school.pass(minutes(2));
    expect(await subscriptions()).toMatchObject([{ status: 'paused' }]);
    expect(await billing.unhandledEvents(school.clock.now())).toEqual([]);
  });
});

describe('a finished checkout', () => {
  const finished = async (customerId: string, reference: string | null) => {
    school.till.set(customerId, school.till.subscription({ id: `of ${customerId}` }));
    school.till.sessions.set(`session ${customerId}`, { customerId, reference });
    return school.billing.syncCheckout(`session ${customerId}`);
  };

  it('ties the customer to whoever its reference was signed for', async () => {
    const reference = signReference(school.communityId, ada.id, SECRET);
    expect(await finished('cus', reference)).toEqual({
      communityId: school.communityId,
      memberIds: [ada.id],
    });
    expect(await subscriptions()).toHaveLength(1);
  });

  it.each([
    ['no reference', () => null],
    ['an id typed by hand', () => `${school.communityId}.${ada.id}.`],
    ['another secret', () => signReference(school.communityId, ada.id, 'another secret, just as long')],
    ['an e-mail', () => 'ada@example.org'],
  ])('with %s ties nobody to anything', async (_what, reference) => {
    expect(await finished('cus', reference())).toBeNull();
    expect(await school.billing.customers(school.communityId, ada.id)).toEqual([]);
  });

  it('never moves a customer who is tied to somebody', async () => {
    const bob = await school.arrive('bob');
    await finished('cus', signReference(school.communityId, ada.id, SECRET));
    const again = await finished('cus', signReference(school.communityId, bob.id, SECRET));
    expect(again).toEqual({ communityId: school.communityId, memberIds: [ada.id] });
    expect(await school.billing.customers(school.communityId, bob.id)).toEqual([]);
  });

  it('that is not there is nobody’s', async () => {
    expect(await school.billing.syncCheckout('no such session')).toBeNull();
  });
});
