import { wipe, type Database } from '#database';
import type { Platform } from '#domain/members';
import { sweepAccess, sweepBilling, sweepDue, syncCharge, syncCheckout, syncSubscription } from '#jobs';
import { hours, later, minutes, movableClock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { FRIEND, START, type History } from './history.js';
import { codeOf, layOut, person, type LaidOut } from './laid.js';
import { truthAt } from './ledger.js';
import { instant, portsOf } from './outside.js';
import { placesThatMustBeIn } from './reference.js';
import { createMailbox } from './senders.js';
import { createStage } from './stage.js';
import { giftIdOf, providerOf, SIGNATURE } from './told.js';
import { createWorld } from './world.js';

const platformOf = (spaceId: string): Platform => (spaceId.startsWith('guild') ? 'discord' : 'telegram');

/**
 * Lives through a history with the real rooms, jobs and rows; the platforms, the provider and the clock are
 * the history's. The database is emptied first.
 * @returns what went wrong; empty: it ended as the reference says
 */
export async function liveThrough(database: Database, history: History): Promise<string[]> {
  await wipe(database);
  const clock = movableClock(instant(START), false);
  const world = createWorld(history);
  let who: LaidOut = { communityId: '', memberId: '', friendId: '' };
  const { ports, given, touched, wrong } = portsOf(history, world, clock);
  const mail = { discord: createMailbox('discord'), telegram: createMailbox('telegram') };
  const { provider, heardAt } = providerOf(history, clock, (customer) => ({
    communityId: who.communityId,
    memberId: customer === FRIEND ? who.friendId : who.memberId,
  }));
  const { rooms, queue, events } = createStage({
    database,
    clock,
    provider,
    ports,
    senders: { discord: mail.discord.sender, telegram: mail.telegram.sender },
  });
  const { members, billing, access } = rooms;

  /** The earliest instant at which somebody would find something to do. */
  async function nextDue(): Promise<Date | null> {
    const [row] = await database.unscoped.$queryRaw<[{ at: Date | null }]>`
      SELECT min(at) AS at FROM (
        SELECT min("recheckAt") AS at FROM "Entitlement"
        UNION ALL SELECT min("retryAt") FROM "Seat"
        UNION ALL SELECT min("notBefore") FROM "Message" WHERE "state" = 'pending'
        UNION ALL SELECT min("receivedAt") + interval '60001 ms' FROM "StripeEvent" WHERE "handledAt" IS NULL
      ) AS everything`;
    const queued = queue.nextDueAt();
    return queued && (!row.at || queued < row.at) ? queued : row.at;
  }

  /** Lets time pass until `to`; whatever becomes due on the way is done when it is due, as by the minutely sweep. */
  async function pass(to: Date): Promise<void> {
    for (let pause = minutes(1); ;) {
      const due = await nextDue();
      if (!due || due > to) break;
      const late = due <= clock.now();
      pause = late ? pause * 3 : minutes(1);
      const at = late ? later(clock.now(), pause) : due;
      if (at > to) break;
      clock.moveTo(at);
      await queue.next(sweepDue, {});
      await work();
    }
    clock.moveTo(to);
  }

  async function hear(event: string, again: boolean): Promise<void> {
    const { customerId, sessionId, chargeId } = await billing.acceptEvent(event, SIGNATURE);
    const enqueue = async () => {
      if (sessionId) await queue.next(syncCheckout, { sessionId });
      if (chargeId && !customerId) await queue.next(syncCharge, { chargeId });
      if (customerId) await queue.next(syncSubscription, { customerId, origin: 'event' });
    };
    await (again ? enqueue() : queue.crashing(enqueue));
  }

  async function comes(spaceId: string, what: 'join' | 'leave', noticed: boolean): Promise<void> {
    const platform = platformOf(spaceId);
    if (what === 'join') world.join(platform, spaceId);
    else world.leave(spaceId);
    if (!noticed) return;
    if (world.isAsking(spaceId)) {
      const verdict = await events.joinRequested(person(platform), spaceId);
      world.answerAsking(spaceId, verdict === 'unknown' ? 'ignore' : verdict);
    }
    await report(platform, spaceId);
  }

  /** The platform tells us how things stand in a space. */
  async function report(platform: Platform, spaceId: string): Promise<void> {
    const presence = world.presenceIn(spaceId);
    const roleIds = platform === 'discord' && presence === 'in' ? { roleIds: world.rolesIn(spaceId) } : {};
    const { externalId: personId } = person(platform);
    await events.seatSeen({ platform, spaceExternalId: spaceId, personId, presence, ...roleIds });
  }

  /** Runs the jobs that are due; what they did on the platforms is reported back to us. */
  async function work(): Promise<void> {
    await queue.runDue();
    while (history.echoes && touched.size > 0) {
      const spaces = [...touched];
      touched.clear();
      for (const spaceId of spaces) await report(platformOf(spaceId), spaceId);
      await queue.runDue();
    }
  }

  async function sweep(): Promise<void> {
    await queue.next(sweepBilling, {});
    await queue.next(sweepAccess, {});
    await queue.next(sweepDue, {});
    await work();
  }

  /** The person says a code that was given to them; it may not have been paid for yet, or said before. */
  async function redeem(orderId: string): Promise<void> {
    const member = await members.member(who.communityId, who.memberId);
    try {
      await access.redeem(who.communityId, member, codeOf(orderId));
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
    }
  }

  /** When each gift was redeemed, by its order. */
  async function redeemedAt(): Promise<Map<string, number>> {
    const gifts = await database.unscoped.gift.findMany({ where: { redeemedById: who.memberId } });
    const orderOf = new Map(history.orders.map(({ id }) => [giftIdOf(id), id]));
    return new Map(gifts.map((gift) => [orderOf.get(gift.id) ?? '', gift.redeemedAt?.getTime() ?? 0]));
  }

  who = await layOut(database, rooms, history, clock);
  const happenings: { at: number; run: () => Promise<unknown> }[] = [
    ...history.news.map(({ at, event, again }) => ({ at, run: () => hear(event, again) })),
    ...history.comings.map(({ at, spaceId, what, seen }) => ({ at, run: () => comes(spaceId, what, seen) })),
    ...history.sweeps.map((at) => ({ at, run: sweep })),
  ];
  const { communityId, memberId } = who;
  const maybe = (woken: boolean, act: () => Promise<unknown>) => (woken ? act() : queue.crashing(act));
  for (const { id, gift } of history.orders) {
    for (const at of gift?.tries ?? []) {
      happenings.push({ at, run: () => maybe(gift?.woken ?? false, () => redeem(id)) });
    }
  }
  for (const { planId, madeAt, endsAt, revokedAt, woken } of history.grants) {
    const granted = { memberId, planId, reason: 'test', byId: memberId };
    let grantId = '';
    const make = async () => {
      const end = endsAt === null ? null : instant(endsAt);
      grantId = (await access.grant(communityId, { ...granted, endsAt: end })).id;
    };
    happenings.push({ at: madeAt, run: () => maybe(woken, make) });
    if (revokedAt === null) continue;
    const revoke = () => access.revoke(communityId, { grantId, reason: 'test', byId: memberId });
    happenings.push({ at: revokedAt, run: () => maybe(woken, revoke) });
  }
  for (const { at, run } of happenings
    .filter((one) => one.at < history.endAt)
    .toSorted((a, b) => a.at - b.at)) {
    await pass(instant(at));
    await run();
    await work();
  }

  // Everything has healed: sweeps, and the person comes to wherever they are not.
  await pass(instant(history.endAt));
  await sweep();
  await pass(later(clock.now(), hours(25)));
  for (const { spaceId, platform } of history.places) {
    await comes(spaceId, 'join', !(history.cameUnseen && platform === 'discord'));
  }
  await pass(later(clock.now(), hours(1)));
  await sweep();
  await pass(later(clock.now(), hours(3)));

  const must = placesThatMustBeIn(
    truthAt(history, clock.now().getTime(), { heardAt, redeemedAt: await redeemedAt() }),
  );
  for (const place of history.places) {
    if (!must.has(place.id) && !given.has(place.id)) continue;
    if (world.has(place) === must.has(place.id)) continue;
    wrong.push(`${place.id} is ${world.has(place) ? 'in' : 'out'} and must not be`);
  }
  const seats = await access.seats(communityId, memberId);
  for (const seat of seats.filter((one) => one.wanted === 'in')) {
    if (seat.observed !== 'in')
      wrong.push(`${seat.place.title} is not seen: ${seat.observed}, ${seat.problem}`);
  }
  if (queue.size > 0) wrong.push(`${queue.size} jobs are left`);
  for (const { arrived } of Object.values(mail)) {
    const nonces = arrived.map((message) => message.nonce);
    if (new Set(nonces).size < nonces.length) wrong.push('a message arrived twice');
  }
  return wrong;
}
