import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderPayment } from '#domain/billing';
import type { Member } from '#domain/members';
import { days, hours, minutes } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { GUILD, openSchool, ROLE, type School } from './school.js';

let data: TestDatabase;
let school: School;
let ada: Member;
let customerId: string;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  school = await openSchool(data.database);
  const { billing, communityId, plan } = school;
  await billing.addPrice(communityId, plan.id, 'price-pass', 30);
  await billing.addPrice(communityId, plan.id, 'price-forever');
  ada = await school.arrive('ada');
  school.discord.enter(GUILD, 'ada');
  customerId = await school.pay(ada);
});

const orders = () => school.billing.orders(school.communityId, ada.id);
const payments = () => school.billing.payments(school.communityId, ada.id);
const subscriptions = () => school.billing.subscriptions(school.communityId, ada.id);
const isIn = () => school.discord.rolesOf(GUILD, 'ada').includes(ROLE);

/** Ada bought a pass with one payment; `change` is what became of the payment. */
function passBought(change: Partial<ProviderPayment> = {}): void {
  const { till } = school;
  till.put(customerId, {
    orders: [till.order({ id: 'cs-1', paymentIntent: 'pi-1' })],
    payments: [till.payment({ id: 'ch-1', paymentIntent: 'pi-1', ...change })],
  });
}

/** The provider tells that something changed. */
async function told(): Promise<void> {
  await school.told(customerId);
}

describe('what was bought once', () => {
  it('is written with its money, opens the door, and is written once however often it is told', async () => {
    passBought();
    await told();
    await school.pass(minutes(1));
    await told();
    expect(await orders()).toMatchObject([
      {
        stripeId: 'cs-1',
        priceIds: ['price-pass'],
        money: 'kept',
        giftId: null,
        amount: 1_900,
        currency: 'usd',
      },
    ]);
    expect(await payments()).toMatchObject([
      { stripeId: 'ch-1', refunded: 0, dispute: 'none', goneAt: null },
    ]);
    expect(isIn()).toBe(true);
  });

  it('is over after its days, though nothing is heard of it', async () => {
    passBought();
    await told();
    await school.pass(days(30) - 1);
    expect(isIn()).toBe(true);
    await school.pass(1);
    await school.pass(minutes(1));
    expect(isIn()).toBe(false);
  });

  it('stays bought though the customer is deleted, and though Stripe lists it no more', async () => {
    passBought();
    school.till.set(customerId, school.till.subscription({ id: 'sub' }));
    await told();
    school.till.forget(customerId);
    await school.billing.sync(customerId);
    await school.access.converge(school.communityId, ada.id, 'event');
    expect(await subscriptions()).toMatchObject([{ status: 'canceled' }]);
    expect(await orders()).toMatchObject([{ money: 'kept' }]);
    expect(isIn()).toBe(true);
  });

  it('without a payment was free of charge, and counts', async () => {
    const { till } = school;
    till.put(customerId, { orders: [till.order({ id: 'cs-free', paymentIntent: null, amount: 0 })] });
    await told();
    expect(await orders()).toMatchObject([{ money: 'kept', amount: 0 }]);
    expect(isIn()).toBe(true);
  });
});

describe('money that goes', () => {
  it('in part takes nothing, as a whole takes what it paid for', async () => {
    passBought();
    await told();
    passBought({ refunded: 900 });
    await told();
    expect(isIn()).toBe(true);
    expect(await payments()).toMatchObject([{ refunded: 900, goneAt: null }]);
    await school.pass(hours(1));
    const goneAt = school.clock.now();
    passBought({ refunded: 1_900 });
    await told();
    expect(isIn()).toBe(false);
    expect(await orders()).toMatchObject([{ money: 'refunded', goneAt }]);
  });

  it('is dated from when it was first seen gone, and no later look changes that', async () => {
    passBought({ dispute: 'open', disputeId: 'dp-1' });
    const goneAt = school.clock.now();
    await told();
    await school.pass(days(2));
    passBought({ dispute: 'lost', disputeId: 'dp-1' });
    await told();
    expect(await payments()).toMatchObject([{ dispute: 'lost', goneAt }]);
  });

  it('and comes back gives again what it paid for', async () => {
    passBought({ dispute: 'inquiry' });
    await told();
    expect(isIn()).toBe(true);
    passBought({ dispute: 'open' });
    await told();
    expect(isIn()).toBe(false);
    passBought({ dispute: 'won' });
    await told();
    expect(isIn()).toBe(true);
    expect(await payments()).toMatchObject([{ dispute: 'won', goneAt: null }]);
  });

  it('is told to those who look after the community, once per state', async () => {
    const mona = await school.arrive('mona');
    const { members, communityId, delivery } = school;
    await members.setRank(communityId, mona.id, 'moderator', mona.id);
    for (const dispute of ['inquiry', 'inquiry', 'open', 'won'] as const) {
      passBought({ dispute });
      await told();
    }
    const read = await delivery.inbox(communityId, mona.id, 10);
    const states = read.filter((one) => one.kind === 'dispute').map((one) => String(one.values['state']));
    expect(states.toSorted()).toEqual(['inquiry', 'open', 'won']);
    expect(await delivery.inbox(communityId, ada.id, 10)).not.toContainEqual(
      expect.objectContaining({ kind: 'dispute' }),
    );
  });

  it('for a subscription is told apart by its period', async () => {
    const { till, clock } = school;
    const since = clock.now();
    const earlier = till.payment({
      id: 'ch-old',
      subscriptionId: 'sub',
      paidAt: new Date(since.getTime() - days(31)),
    });
    const current = till.payment({ id: 'ch-new', subscriptionId: 'sub' });
    const subscription = till.subscription({ id: 'sub', periodStart: since });
    const standing = async (...paid: ProviderPayment[]) => {
      till.put(customerId, { subscriptions: [subscription], payments: paid });
      await school.billing.sync(customerId);
      return (await subscriptions())[0]?.money;
    };
    expect(await standing(earlier, current)).toBe('kept');
    expect(await standing({ ...earlier, refunded: 1_900 }, current)).toBe('kept');
    expect(await standing({ ...earlier, dispute: 'open' }, current)).toBe('disputed');
    expect(await standing({ ...earlier, dispute: 'lost' }, current)).toBe('kept');
    expect(await standing(earlier, { ...current, refunded: 1_900 })).toBe('refunded');
  });

  it('of somebody else’s purchase is nothing to anybody', async () => {
    passBought();
    const { till } = school;
    till.put(customerId, {
      orders: [till.order({ id: 'cs-1', paymentIntent: 'pi-1' })],
      payments: [
        till.payment({ id: 'ch-1', paymentIntent: 'pi-1' }),
        till.payment({ id: 'ch-2', paymentIntent: 'pi-foreign', refunded: 1_900 }),
        till.payment({ id: 'ch-3', paymentIntent: null, refunded: 1_900 }),
      ],
    });
    await told();
    expect(await orders()).toMatchObject([{ money: 'kept' }]);
    expect(isIn()).toBe(true);
  });
});

describe('an older truth', () => {
  it('never overwrites a later one, whatever it is about', async () => {
    const { till, billing, clock } = school;
    const slow = till.answerLate(customerId, till.subscription({ id: 'sub', status: 'past_due' }));
    const first = billing.sync(customerId);
    await slow.asked;
    clock.moveTo(new Date(clock.now().getTime() + minutes(1)));
    passBought({ refunded: 1_900 });
    till.set(customerId, till.subscription({ id: 'sub' }));
    await billing.sync(customerId);
    // The late answer was read before the money went.
    passBought();
    slow.answer();
    await first;
    expect(await subscriptions()).toMatchObject([{ status: 'active' }]);
    expect(await orders()).toMatchObject([{ money: 'refunded' }]);
    expect(await payments()).toMatchObject([{ refunded: 1_900, fetchedAt: clock.now() }]);
  });
});

describe('a Checkout page', () => {
  it('is the same for whoever asks again within minutes, and a fresh one once it was paid', async () => {
    const { billing, communityId, till } = school;
    const first = await billing.checkout(communityId, ada, 'price-pass');
    expect(await billing.checkout(communityId, ada, 'price-pass')).toEqual(first);
    expect(await billing.checkout(communityId, ada, 'price-forever')).not.toEqual(first);
    passBought();
    await told();
    expect(await billing.checkout(communityId, ada, 'price-pass')).not.toEqual(first);
    expect(till.wishes.filter((one) => one.call === 'createCustomer')).toEqual([]);
  });
});

describe('somebody whose customer was deleted', () => {
  it('can buy again, as a new customer, and is led to the one who pays', async () => {
    const { billing, till, communityId } = school;
    await billing.checkout(communityId, ada, 'price-month');
    expect(till.wishes.filter((one) => one.call === 'createCustomer')).toEqual([]);
    till.forget(customerId);
    await billing.sync(customerId);
    expect(await billing.portal(communityId, ada.id)).toBeNull();
    await billing.checkout(communityId, ada, 'price-month');
    await billing.checkout(communityId, ada, 'price-year').catch(() => undefined);
    const made = till.wishes.filter((one) => one.call === 'createCustomer');
    expect(made).toHaveLength(1);
    const fresh = (await billing.customers(communityId, ada.id)).find((one) => one.stripeId !== customerId);
    const [page] = till.wishes.filter((one) => one.call === 'checkoutUrl').slice(-1);
    expect(page?.input).toMatchObject({ customerId: fresh?.stripeId });
    // The key of the first one would be answered with the customer that was deleted.
    expect(made[0]?.input).toMatchObject({ key: `customer:${communityId}:${ada.id}:1` });
    await billing.portal(communityId, ada.id);
    expect(till.wishes.at(-1)?.input).toMatchObject({ customerId: fresh?.stripeId });
  });

  it('is not forgotten by the sweeps: an answer that was a mistake is taken back', async () => {
    const { till, billing } = school;
    till.set(customerId, till.subscription({ id: 'sub' }));
    await told();
    till.forget(customerId);
    await school.pass(hours(25));
    await school.sweep();
    expect(isIn()).toBe(false);
    till.set(customerId, till.subscription({ id: 'sub' }));
    await school.pass(hours(25));
    await school.sweep();
    expect(isIn()).toBe(true);
    expect((await billing.customers(school.communityId, ada.id)).map((one) => one.stripeId)).toEqual([
      customerId,
    ]);
  });
});
