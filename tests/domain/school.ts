import { wipe, type Database } from '#database';
import type { PlaceCandidate } from '#domain/access';
import { signReference, type PlanChange, type ProviderSubscription } from '#domain/billing';
import type { Posters } from '#domain/drops';
import type { Desks } from '#domain/handoff';
import type { Member, Platform } from '#domain/members';
import { sweepAccess, sweepBilling, sweepDue, syncCheckout, syncSubscription } from '#jobs';
import { later, movableClock, type Clock } from '#kernel/clock';
import { createCrowd, portsOfCrowds } from './crowd.js';
import { createMailbox } from './senders.js';
import { createStage, SECRET } from './stage.js';
import { createTill } from './till.js';

export const GUILD = 'guild';
export const ROLE = 'role';
export const GROUP = 'group';

const candidate = (platform: Platform): PlaceCandidate => ({
  platform,
  spaceExternalId: platform === 'discord' ? GUILD : GROUP,
  spaceTitle: platform === 'discord' ? 'The Guild' : 'The Group',
  kind: platform === 'discord' ? 'role' : 'room',
  externalId: platform === 'discord' ? ROLE : '',
  title: platform === 'discord' ? 'Member' : 'The Group',
  problem: null,
});

interface More {
  /** What lessons are posted with, and where uploads lie. */
  posters?: (clock: Clock) => Posters;
  /** Where moderators see tickets. */
  desks?: (clock: Clock) => Desks;
  dataDir?: string;
}

/** A community in an emptied database, with one plan that opens a role and a group. The clock stands still. */
export async function openSchool(database: Database, rules: PlanChange = {}, more: More = {}) {
  await wipe(database);
  const clock = movableClock(new Date('2026-05-10T12:00:00Z'), false);
  const discord = createCrowd('discord');
  const telegram = createCrowd('telegram');
  const mail = { discord: createMailbox('discord'), telegram: createMailbox('telegram') };
  const till = createTill(clock);
  const stage = createStage({
    database,
    clock,
    provider: till.provider,
    ports: portsOfCrowds(discord, telegram),
    senders: { discord: mail.discord.sender, telegram: mail.telegram.sender },
    posters: more.posters?.(clock) ?? {},
    desks: more.desks?.(clock) ?? {},
    ...(more.dataDir ? { dataDir: more.dataDir } : {}),
  });
  const { rooms, queue, events } = stage;
  const { members, billing, access } = rooms;
  const community = await members.createCommunity({ name: 'School', locale: 'en', timeZone: 'UTC' });
  const communityId = community.id;
  for (const platform of ['discord', 'telegram'] as const) {
    const { spaceExternalId: externalId, spaceTitle: title } = candidate(platform);
    await members.attachSpace(communityId, { platform, externalId, title });
  }
  const plan = await billing.createPlan(communityId, { name: 'Plan', priceId: 'price-month', ...rules });
  const role = await access.linkPlace(communityId, plan.id, candidate('discord'));
  const group = await access.linkPlace(communityId, plan.id, candidate('telegram'));

  const arrive = async (externalId: string, platform: Platform = 'discord'): Promise<Member> =>
    (await members.arrive(communityId, { platform, externalId, name: externalId })).member;

  /** Ties a customer to the member as a finished checkout does, and tells of it. */
  async function pay(member: Member, ...subscriptions: ProviderSubscription[]): Promise<string> {
    const customerId = `cus-${member.id}`;
    till.set(customerId, ...subscriptions);
    const reference = signReference(communityId, member.id, SECRET);
    till.sessions.set(`session-${member.id}`, { customerId, reference });
    await queue.next(syncCheckout, { sessionId: `session-${member.id}` });
    await queue.runDue();
    return customerId;
  }

  /** Something changed at the provider, and its webhook arrives. */
  async function hear(customerId: string, ...subscriptions: ProviderSubscription[]): Promise<void> {
    till.set(customerId, ...subscriptions);
    await told(customerId);
  }

  /** A webhook about the customer arrives, whatever there is to be found. */
  async function told(customerId: string): Promise<void> {
    await billing.acceptEvent(till.event(customerId), 'signed');
    await queue.next(syncSubscription, { customerId, origin: 'event' });
    await queue.runDue();
  }

  /** Moves the clock; whatever waits until then has its turn, and the minutely sweep. */
  async function pass(ms: number): Promise<void> {
    clock.moveTo(later(clock.now(), ms));
    await queue.next(sweepDue, {});
    await queue.runDue();
  }

  async function sweep(): Promise<void> {
    await queue.next(sweepBilling, {});
    await queue.next(sweepAccess, {});
    await queue.runDue();
    await pass(15_000);
  }

  const around = { database, clock, discord, telegram, mail, till, stage, queue, events };
  const doings = { arrive, pay, hear, told, pass, sweep };
  return { ...rooms, ...around, ...doings, community, communityId, plan, role, group };
}

export type School = Awaited<ReturnType<typeof openSchool>>;
