import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Flow, Job, Next } from '#contracts';
import { Prisma, tenantModels } from '#database';
import { signReference } from '#domain/billing';
import type { Member } from '#domain/members';
import { jobs } from '#jobs';
import { days, hours, later, minutes } from '#kernel/clock';
import { GiveUp, RetryAfter } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openClassroom, type Classroom } from '../drops/classroom.js';
import { GUILD, ROLE } from './school.js';
import { SECRET } from './stage.js';
import { activitySituations } from './twice-activity.js';
import { digestSituations } from './twice-digests.js';
import { forecastSituations } from './twice-forecasts.js';
import { courseSituations } from './twice-courses.js';
import { faqSituations } from './twice-faq.js';
import { recommendSituations } from './twice-recommends.js';
import { ticketSituations } from './twice-tickets.js';
import { someOf } from '../_support/thorough.js';

let data: TestDatabase;
let dataDir: string;
let school: Classroom;
let ada: Member;
beforeAll(async () => {
  data = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'lyceum-twice-'));
});
afterAll(async () => {
  await data.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  school = await openClassroom(data.database, dataDir, { graceDays: 5, removal: 'kick' });
  ada = await school.arrive('ada');
  school.discord.enter(GUILD, 'ada');
});

/** What a run can be told by: every row, what was done on the platforms, and what was sent. */
async function everything() {
  // The record of passes says how often one looked, which is the one thing that two runs do differently.
  const models = Object.values(Prisma.ModelName).filter((model) => model !== 'Pass');
  // One question for all tables: asked one by one this was most of what the tests here took.
  const parts = models.map((model) => {
    // Each test has a community of its own.
    const own = tenantModels.has(model) ? `WHERE t."communityId" = $1` : '';
    return `SELECT '${model}' AS name, to_jsonb(t)::text COLLATE "C" AS row FROM public."${model}" t ${own}`;
  });
  const { rows: found } = await data.database.pool.query<{ name: string; row: string }>({
    // Named, it is understood once for each connection, which costs more than answering it.
    name: 'everything',
    text: `${parts.join(' UNION ALL ')} ORDER BY 1, 2`,
    values: [school.communityId],
  });
  const rows: Record<string, string[]> = Object.fromEntries(models.map((model) => [model, []]));
  for (const { name, row } of found) rows[name]?.push(row);
  const { discord, telegram, mail, platforms, desks } = school;
  const posters = [platforms.discord, platforms.telegram];
  const messages = [...mail.discord.arrived, ...mail.telegram.arrived];
  const sent = [
    ...messages.map((one) => `${one.kind} ${one.nonce}`),
    ...[desks.discord, desks.telegram].flatMap((one) =>
      one.everything.map(({ place, nonce }) => `${place} ${nonce}`),
    ),
    ...posters.flatMap(({ everything }) => everything.map(({ place, nonce }) => `${place} ${nonce}`)),
  ];
  const standing = [...posters, desks.discord, desks.telegram].flatMap((one) =>
    one.standing.map((post) => ({ ...post })),
  );
  return { rows, deeds: [...discord.deeds, ...telegram.deeds], sent, standing };
}

/** Runs a job by itself; what it wakes is noted and left alone. */
async function run(job: Job, given: unknown): Promise<string[]> {
  const woken: string[] = [];
  const next: Next = async (other, data) =>
    void woken.push(`${other.name} ${other.key(other.data.parse(data))}`);
  const flow: Flow = async (last, before) => {
    for (const one of [...before, last]) await next(one.job, one.data);
  };
  const context = { app: school.stage.rooms, next, flow, clock: school.clock, log: silentLog };
  try {
    await job.run(job.data.parse(given), { ...context, scheduledFor: school.clock.now() });
  } catch (error) {
    if (!(error instanceof RetryAfter) && !(error instanceof GiveUp)) throw error;
  }
  return woken.toSorted();
}

const member = () => ({ communityId: school.communityId, memberId: ada.id });
const past = () => later(school.clock.now(), -minutes(10));

async function grant(forDays: number | null): Promise<string> {
  const endsAt = forDays === null ? null : later(school.clock.now(), days(forDays));
  const given = { memberId: ada.id, planId: school.plan.id, reason: 'a course', endsAt, byId: ada.id };
  return (await school.access.grant(school.communityId, given)).id;
}

/** For each job, situations in which it has something to do; each returns the job's data. */
const situations: Record<string, Record<string, () => Promise<unknown>>> = {
  'sync-subscription': {
    'a payment failed': async () => {
      const { till, clock } = school;
      const customerId = await school.pay(ada, till.subscription({ id: 'sub' }));
      const failing = { status: 'past_due', failingSince: clock.now() } as const;
      till.set(customerId, till.subscription({ id: 'sub', ...failing }), till.subscription({ id: 'more' }));
      await school.billing.acceptEvent(till.event(customerId), 'signed');
      return { customerId, origin: 'event' };
    },
    'the customer was deleted': async () => {
      const customerId = await school.pay(ada, school.till.subscription({ id: 'sub' }));
      await school.pass(hours(1));
      school.till.forget(customerId);
      return { customerId, origin: 'sweep' };
    },
    'the provider is away': async () => {
      const customerId = await school.pay(ada, school.till.subscription({ id: 'sub' }));
      school.till.goAway(true);
      return { customerId, origin: 'sweep' };
    },
    'a pass was bought, and the money of another one went back': async () => {
      const { till, clock } = school;
      await school.billing.addPrice(school.communityId, school.plan.id, 'price-pass', 30);
      const customerId = await school.pay(ada);
      const back = till.payment({ id: 'ch-1', paymentIntent: 'intent-one', refunded: 1_900 });
      const stays = till.payment({ id: 'ch-2', paymentIntent: 'intent-two' });
      till.put(customerId, {
        orders: [till.order({ id: 'one' }), till.order({ id: 'two' })],
        payments: [back, stays],
      });
      await school.billing.acceptEvent(till.event(customerId), 'signed');
      clock.moveTo(later(clock.now(), minutes(5)));
      return { customerId, origin: 'event' };
    },
  },
  'sync-charge': {
    'the bank asks': async () => {
      const { till } = school;
      const customerId = await school.pay(ada, till.subscription({ id: 'sub' }));
      till.put(customerId, {
        payments: [till.payment({ id: 'ch-1', subscriptionId: 'sub', dispute: 'open' })],
      });
      await school.billing.acceptEvent(till.event(null, { chargeId: 'ch-1' }), 'signed');
      return { chargeId: 'ch-1' };
    },
  },
  'sync-checkout': {
    'a stranger to Stripe paid': async () => {
      school.till.set('cus-new', school.till.subscription({ id: 'sub' }));
      const reference = signReference(school.communityId, ada.id, SECRET);
      school.till.sessions.set('session', { customerId: 'cus-new', reference });
      return { sessionId: 'session' };
    },
  },
  'apply-access': {
    'somebody is let in': async () => {
      await grant(30);
      return { ...member(), origin: 'event' };
    },
    'somebody is to leave, guild and all': async () => {
      const grantId = await grant(null);
      await school.queue.runDue();
      await school.access.revoke(school.communityId, { grantId, reason: 'over', byId: ada.id });
      return { ...member(), origin: 'event' };
    },
    'a sweep finds that it is over': async () => {
      await grant(1);
      await school.queue.runDue();
      school.clock.moveTo(later(school.clock.now(), days(1)));
      return { ...member(), origin: 'sweep' };
    },
    'a grace runs': async () => {
      const failingSince = later(school.clock.now(), -days(3));
      await school.pay(ada, school.till.subscription({ id: 'sub', status: 'past_due', failingSince }));
      await school.pass(hours(12));
      return { ...member(), origin: 'event' };
    },
    'somebody has still to come': async () => {
      await grant(30);
      school.discord.leave(GUILD, 'ada');
      return { ...member(), origin: 'event' };
    },
  },
  'deliver-message': {
    'a message is due': async () => ({ communityId: school.communityId, messageId: await posted() }),
    'the platform asks to wait': async () => {
      school.mail.discord.answerWith({ kind: 'retry', afterMs: 5_000 });
      return { communityId: school.communityId, messageId: await posted() };
    },
    'the answer is lost': async () => {
      school.mail.discord.answerWith('lost');
      return { communityId: school.communityId, messageId: await posted() };
    },
  },
  'sweep-due': {
    'much is due': async () => {
      const customerId = await school.pay(ada, school.till.subscription({ id: 'sub' }));
      await grant(1);
      await school.queue.runDue();
      await posted();
      const messageId = await posted('orphan');
      const { communityId } = school;
      const claimed = { state: 'sending', claim: 'x', claimedAt: past(), attempts: 1 } as const;
      await data.database.prisma.message.updateMany({ where: { id: messageId, communityId }, data: claimed });
      await school.billing.acceptEvent(school.till.event(customerId), 'signed');
      school.clock.moveTo(later(school.clock.now(), days(1)));
      return {};
    },
  },
  'sweep-access': {
    'a role was taken by hand': async () => {
      await grant(30);
      await school.queue.runDue();
      school.discord.enter(GUILD, 'ada');
      school.clock.moveTo(later(school.clock.now(), hours(1)));
      return {};
    },
  },
  'sweep-billing': {
    'events were missed': async () => {
      const customerId = await school.pay(ada, school.till.subscription({ id: 'sub' }));
      school.till.event(customerId);
      school.clock.moveTo(later(school.clock.now(), days(2)));
      return {};
    },
  },
  'forget-members': {
    'somebody began to leave': async () => {
      await grant(30);
      await school.queue.runDue();
      await school.members.leave(school.communityId, ada.id);
      return {};
    },
  },
  'tidy-up': {
    'much has served its time': async () => {
      const call = { ...member(), command: 'help', options: {} };
      await school.delivery.mintButtons([call], 1_000);
      await school.members.startLink(school.communityId, ada.id, 'discord');
      await school.members.createSetupCode();
      school.clock.moveTo(later(school.clock.now(), days(60)));
      await school.delivery.mintButtons([call]);
      return {};
    },
  },
  ...courseSituations(() => ({ school, ada })),
  ...ticketSituations(() => ({ school, ada })),
  ...activitySituations(() => ({ school, ada })),
  ...digestSituations(() => ({ school, ada })),
  ...forecastSituations(() => ({ school })),
  ...faqSituations(() => ({ school, ada })),
  ...recommendSituations(() => ({ school, ada })),
};

async function posted(key = 'news'): Promise<string> {
  const { database, delivery, communityId } = school;
  await database.transaction((tx) =>
    delivery.post(tx, {
      ...member(),
      kind: 'welcome',
      key,
      values: { plan: 'Plan', places: '', trial: false },
    }),
  );
  const where = { communityId, communityId_key: { communityId, key } };
  return (await database.prisma.message.findUniqueOrThrow({ where })).id;
}

describe('every job', () => {
  it('is here', () => {
    expect(Object.keys(situations).toSorted()).toEqual(jobs.map((job) => job.name).toSorted());
  });
});

describe.each(jobs.map((job) => [job.name, job] as const))('%s', (name, job) => {
  it.each(Object.keys(situations[name] ?? {}))('run twice does what one run does: %s', async (situation) => {
    const given = await situations[name]?.[situation]?.();
    const before = await everything();
    const woken = await run(job, given);
    const once = await everything();
    expect({ ...once, woken }).not.toEqual({ ...before, woken: [] });
    const wokenAgain = await run(job, given);
    expect(await everything()).toEqual(once);
    // Whatever is woken again is already on its way; nothing else is.
    expect(woken).toEqual(expect.arrayContaining(wokenAgain));
  });

  it.each(someOf(Object.keys(situations[name] ?? {}), 2, 0))(
    'run beside itself does nothing twice: %s',
    async (situation) => {
      const given = await situations[name]?.[situation]?.();
      await Promise.all([run(job, given), run(job, given)]);
      const { sent, rows } = await everything();
      expect(new Set(sent).size).toBe(sent.length);
      expect(school.discord.rolesOf(GUILD, 'ada').filter((role) => role === ROLE).length).toBeLessThanOrEqual(
        1,
      );
      await run(job, given);
      expect((await everything()).rows['Message']).toHaveLength(rows['Message']?.length ?? 0);
    },
  );
});
