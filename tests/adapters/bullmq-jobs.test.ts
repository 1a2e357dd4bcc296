import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as jobs from '#jobs';
import type { Job } from '#contracts';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { openClasses, type Classes } from './bullmq-classes.js';

const files = readdirSync(new URL('../../jobs/', import.meta.url))
  .filter((name) => name !== 'index.ts')
  .map((name) => name.replace(/\.ts$/, ''));

describe('the list of jobs', () => {
  it('has every file of the folder, each under its own name', () => {
    expect(jobs.jobs.map((job) => job.name).toSorted()).toEqual(files.toSorted());
  });

  it('is read by whoever starts a chain: each job has its name at the door', () => {
    const { jobs: listed, ...named } = jobs;
    expect(new Set<unknown>(Object.values(named))).toEqual(new Set<unknown>(listed));
  });
});

describe('a job that runs twice', () => {
  let product: Product;
  let classes: Classes;
  let ids: {
    communityId: string;
    memberId: string;
    customerId: string;
    sessionId: string;
    chargeId: string;
    messageId: string;
  };

  beforeAll(async () => {
    product = await startProduct({ bots: false });
    const { members, billing, delivery } = product.app.rooms;
    const ada = person('ada');
    const communityId = product.community.id;
    const { member } = await members.arrive(communityId, {
      platform: 'discord',
      externalId: ada.discordId,
      name: ada.name,
    });
    // Somebody else is leaving: only the first run has anything to forget.
    const ben = { platform: 'discord' as const, externalId: person('ben').discordId, name: 'Ben' };
    await members.leave(communityId, (await members.arrive(communityId, ben)).member.id);
    const { url } = await billing.checkout(communityId, member, demo.stripe.monthlyPriceId);
    const sessionId = /cs_\w+/.exec(url)?.[0] ?? '';
    await product.sandbox.stripe.actions['payCheckout']?.run({ sessionId, card: 'ok' });
    await product.settle();
    const [customer] = await billing.customers(communityId, member.id);
    const [payment] = await billing.payments(communityId, member.id);
    const [notice] = await delivery.inbox(communityId, member.id, 10);
    ids = {
      communityId,
      memberId: member.id,
      customerId: customer?.stripeId ?? '',
      sessionId,
      chargeId: payment?.stripeId ?? '',
      messageId: notice?.id ?? '',
    };
    classes = await openClasses(product);
  });
  afterAll(() => product.close());

  /** All that the member, the payment and the platforms can tell apart. */
  async function state() {
    const { access, billing, delivery } = product.app.rooms;
    const { communityId, memberId } = ids;
    const discord = product.sandbox.discord.state();
    return JSON.parse(
      JSON.stringify({
        entitlements: await access.entitlements(communityId, memberId),
        seats: (await access.seats(communityId, memberId)).map(({ wanted, observed, problem }) => [
          wanted,
          observed,
          problem,
        ]),
        subscriptions: (await billing.subscriptions(communityId, memberId)).map((one) => ({
          ...one,
          // When Stripe was last asked is the one thing that may differ.
          fetchedAt: null,
        })),
        orders: await billing.orders(communityId, memberId),
        payments: await billing.payments(communityId, memberId),
        notices: (await delivery.inbox(communityId, memberId, 50)).map(({ kind, sentAt }) => [kind, sentAt]),
        customers: product.sandbox.stripe.view().customers.length,
        classes: await classes.state(),
        stale: await product.app.rooms.faq.isStale(communityId),
        tickets: (await product.app.rooms.handoff.tickets(communityId, { limit: 10, offset: 0 })).tickets,
        roles: JSON.stringify(discord).match(new RegExp(demo.discord.memberRoleId, 'g'))?.length,
      }),
    ) as unknown;
  }

  /** Something to learn, and something to be looked after. */
  const asked = {
    entry: () =>
      product.app.rooms.faq.add(ids.communityId, {
        texts: [{ locale: 'en', title: 'When is high tide?', answer: 'Look at the moon.' }],
        phrasings: [{ text: 'when does the water come' }],
        byId: ids.memberId,
      }),
    ticket: () =>
      product.app.rooms.handoff.open(ids.communityId, {
        memberId: ids.memberId,
        platform: 'discord',
        locale: 'en',
        place: null,
        question: 'Who may borrow the boat?',
        guesses: [],
      }),
  };

  const cases: [string, () => [Job, unknown] | Promise<[Job, unknown]>][] = [
    ['sync-subscription', () => [jobs.syncSubscription, { customerId: ids.customerId, origin: 'event' }]],
    ['sync-charge', () => [jobs.syncCharge, { chargeId: ids.chargeId }]],
    ['sync-checkout', () => [jobs.syncCheckout, { sessionId: ids.sessionId }]],
    [
      'apply-access',
      () => [jobs.applyAccess, { communityId: ids.communityId, memberId: ids.memberId, origin: 'sweep' }],
    ],
    [
      'deliver-message',
      () => [jobs.deliverMessage, { communityId: ids.communityId, messageId: ids.messageId }],
    ],
    ['publish-courses', async () => [jobs.publishCourses, await classes.isTime()]],
    ['course-changed', async () => [jobs.courseChanged, await classes.edited()]],
    ['release-drops', async () => [jobs.releaseDrops, await classes.isDropTime()]],
    ['settle-outlet', async () => [jobs.settleOutlet, await classes.postsWait()]],
    ['follow-access', async () => [jobs.followAccess, await classes.runsOut()]],
    [
      'train-faq',
      async () => {
        await asked.entry();
        return [jobs.trainFaq, { communityId: ids.communityId }];
      },
    ],
    [
      'settle-desk',
      async () => {
        await asked.ticket();
        return [jobs.settleDesk, { communityId: ids.communityId }];
      },
    ],
    ['escalate-tickets', () => [jobs.escalateTickets, { communityId: ids.communityId }]],
    ['sweep-due', () => [jobs.sweepDue, {}]],
    ['sweep-access', () => [jobs.sweepAccess, {}]],
    ['sweep-billing', () => [jobs.sweepBilling, {}]],
    ['tidy-up', () => [jobs.tidyUp, {}]],
    ['forget-members', () => [jobs.forgetMembers, {}]],
    ['rollup-activity', () => [jobs.rollupActivity, {}]],
    ['watch-activity', () => [jobs.watchActivity, {}]],
    ['forecast-activity', () => [jobs.forecastActivity, { communityId: ids.communityId }]],
    ['recommend-courses', () => [jobs.recommendCourses, { communityId: ids.communityId }]],
    [
      'train-recommender',
      async () => {
        const { run = '' } = (await product.app.rooms.recommends.training.begin(ids.communityId)) ?? {};
        return [jobs.trainRecommender, { communityId: ids.communityId, run, step: 'count', shard: 0 }];
      },
    ],
    ['plan-digests', () => [jobs.planDigests, {}]],
    ['send-digests', () => [jobs.sendDigests, { communityId: ids.communityId }]],
    [
      'compose-digest',
      () => [jobs.composeDigest, { communityId: ids.communityId, memberId: ids.memberId, week: '2026-W10' }],
    ],
    ['send-reports', () => [jobs.sendReports, {}]],
  ];

  it('is tried for every job there is', () => {
    expect(cases.map(([name]) => name).toSorted()).toEqual(files.toSorted());
    expect(Object.values(ids)).not.toContain('');
  });

  it.each(cases)('%s changes nothing the second time', async (name, wish) => {
    const before = await classes.state();
    const [job, data] = await wish();
    await product.app.queues.next(job, data);
    await product.settle();
    const once = await state();
    if (classes.jobs.has(name)) expect(await classes.state()).not.toEqual(before);
    await product.app.queues.next(job, data);
    await product.settle();
    expect(await state()).toEqual(once);
    const counts = await product.app.queues.counts();
    expect(Object.values(counts).map(({ failed }) => failed)).toEqual(files.map(() => 0));
  });
});
