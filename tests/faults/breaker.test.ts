import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Member } from '#domain/members';
import { onDiscord } from '../_support/chat.js';
import { person, type Product } from '../_support/product.js';
import { holders, memberOf, newcomers, startCalm } from './scene.js';

let product: Product;
/** How many times moderators were asked before the test. */
let before = 0;
beforeAll(async () => {
  product = await startCalm();
});
afterAll(() => product.close());
beforeEach(async () => {
  // What was removed an hour ago belongs to no wave any more.
  await product.pass({ hours: 2 });
  before = 0;
  before = (await asked()).length;
});

interface Guest {
  id: string;
  member: Member;
}

/** Guests with the role, whose grants end in so many minutes each. */
async function guests(...endsIn: number[]): Promise<Guest[]> {
  const { members, access, billing } = product.app.rooms;
  const communityId = product.community.id;
  const plan = (await billing.plans(communityId)).find((one) => one.name === 'Membership');
  const { id: byId } = await memberOf(product, 'discord', person('olivia').discordId);
  const made: Guest[] = [];
  for (const id of await newcomers(product, endsIn.length)) {
    const someone = { platform: 'discord' as const, externalId: id, name: `Guest ${made.length}` };
    const { member } = await members.arrive(communityId, someone);
    const minutes = endsIn[made.length] ?? 0;
    const endsAt = new Date(product.sandbox.clock.now().getTime() + minutes * 60_000);
    const grant = { memberId: member.id, planId: plan?.id ?? '', reason: 'a course', byId, endsAt };
    await access.grant(communityId, grant);
    made.push({ id, member });
  }
  await product.settle();
  expect(inside(made)).toBe(made.length);
  return made;
}
const inside = (of: readonly Guest[]) => of.filter(({ id }) => holders(product).has(id)).length;

/** What moderators were asked, newest last. */
async function asked() {
  const { id } = await memberOf(product, 'discord', person('moyan').discordId);
  const notices = await product.app.rooms.delivery.inbox(product.community.id, id, 50);
  return notices
    .filter((one) => one.kind === 'hold_asked')
    .reverse()
    .slice(before);
}
/** Lets so many minutes go by, with the passes in them. */
async function minutes(count: number): Promise<void> {
  await product.pass({ minutes: count });
  // A removal that a sweep asks for waits a moment for its wave.
  await product.pass({ minutes: 1 });
}
const decide = async (decision: string) => {
  const moyan = onDiscord(product, 'moyan');
  const answer = await moyan.press(await moyan.say('sync'), decision);
  await product.settle();
  await product.pass({ minutes: 1 });
  return answer;
};
const GO_ON = '继续移出';
const KEEP = '一个都不动';

it('adds up what several passes want, and stops before the sixth within an hour', async () => {
  const leaving = await guests(10, 10, 10, 20, 20, 20, 30, 30);
  await minutes(10);
  expect(inside(leaving)).toBe(5);
  await minutes(9);
  expect(inside(leaving)).toBe(5);
  await minutes(9);
  await product.sweep();
  expect(inside(leaving)).toBe(5);
  expect((await asked()).map((one) => one.values['removals'])).toEqual([6]);
  expect(await product.app.rooms.access.holds(product.community.id)).toHaveLength(1);

  const answer = await decide(GO_ON);
  expect(answer.text).not.toBe('');
  expect(inside(leaving)).toBe(0);
  expect(await product.app.rooms.access.holds(product.community.id)).toEqual([]);
});

it('keeps everybody when a moderator says so, and does not ask again about them', async () => {
  const leaving = await guests(...Array.from({ length: 7 }, () => 10));
  await minutes(10);
  expect(inside(leaving)).toBe(7);
  await decide(KEEP);
  for (let again = 0; again < 3; again += 1) {
    await product.pass({ hours: 2 });
    await product.sweep();
  }
  expect(inside(leaving)).toBe(7);
  expect(await asked()).toHaveLength(1);
  // Those who leave later are another matter.
  const later = await guests(10, 10);
  await minutes(10);
  expect([inside(leaving), inside(later)]).toEqual([7, 0]);
});

it('approved after some of them got it back, it removes only those who still have to go', async () => {
  const leaving = await guests(...Array.from({ length: 8 }, () => 10));
  await minutes(10);
  expect(inside(leaving)).toBe(8);
  const { access, billing } = product.app.rooms;
  const plan = (await billing.plans(product.community.id)).find((one) => one.name === 'Membership');
  const back = leaving.slice(0, 3);
  for (const { member } of back) {
    const grant = { memberId: member.id, planId: plan?.id ?? '', reason: 'again', byId: member.id };
    await access.grant(product.community.id, { ...grant, endsAt: null });
  }
  await product.settle();
  await decide(GO_ON);
  expect(inside(back)).toBe(3);
  expect(inside(leaving)).toBe(3);
});

it('approved after it became many more, it asks once more instead', async () => {
  const few = await guests(...Array.from({ length: 6 }, () => 10));
  const many = await guests(...Array.from({ length: 9 }, () => 30));
  const [moyan, olivia] = [onDiscord(product, 'moyan'), onDiscord(product, 'olivia')];
  await minutes(10);
  const early = await moyan.say('sync');
  const earlier = await olivia.say('sync');
  await minutes(20);
  await product.sweep();
  expect(inside([...few, ...many])).toBe(15);
  // It doubled: moderators were told the new number by themselves, too.
  expect((await asked()).map((one) => one.values['removals'])).toEqual([6, 15]);

  // More come on top, fewer than it takes to be told.
  const more = await guests(...Array.from({ length: 7 }, () => 10));
  await minutes(10);
  const answer = await moyan.press(early, GO_ON);
  await product.settle();
  expect(answer.text).toContain('22');
  await product.pass({ minutes: 2 });
  expect(inside([...few, ...many, ...more])).toBe(22);
  // Whoever saw the new number may decide.
  await moyan.press(early, GO_ON);
  await product.settle();
  await product.pass({ minutes: 1 });
  expect(inside([...few, ...many, ...more])).toBe(0);
  // And who comes too late is told that it is over.
  expect((await olivia.press(earlier, 'Go on and remove them')).text).toContain('decided already');
});

it('does not fall for an answer of Discord’s in which nobody has a role', async () => {
  const stay = await guests(...Array.from({ length: 21 }, () => 10_000));
  await product.pass({ hours: 1 });
  await onDiscord(product, 'olivia').act('outage', { on: true, requests: 'bare' });
  await product.sweep();
  await onDiscord(product, 'olivia').act('outage', { on: false });
  await product.settle();
  expect(inside(stay)).toBe(21);
  expect(await asked()).toEqual([]);
});
