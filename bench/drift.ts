import { minutes } from '#kernel/clock';
import { demo } from '#sandbox';
import { sweepAccess, sweepDue } from '#jobs';
import { act, each, membership, memberships, newPeople } from './crowd.js';
import { line, rounded } from './measure.js';
import type { BenchStage } from './stage.js';

/** What the sandbox allows as Discord does: so many roles given in one server within so many milliseconds. */
const LIMIT = { roles: 10, windowMs: 10_000 };

/** Ids of those who lose their role. */
const crowd = new Set<string>();

/**
 * Many members lose their role behind the bot's back; one pass finds them and the worker gives it back: under real
 * limits for a while, then at the pace that a worker sets itself to the end. Then the same with three of ten requests refused.
 * @param members how many drifted
 * @param seconds how long under real limits, and how long with refusals
 */
export async function drift(stage: BenchStage, members: number, seconds: number): Promise<void> {
  const { sandbox } = stage;
  await settledMembers(stage, members);
  const count = await loseRoles(stage);
  const sweeping = performance.now();
  await until(stage, () => without(stage) < count);
  line(
    `one pass over ${count.toLocaleString('en')} members who lost their role: the first has it back after`,
    `${rounded((performance.now() - sweeping) / 1_000)} s`,
  );

  const before = without(stage);
  await until(stage, () => false, seconds * 1_000);
  const given = before - without(stage);
  const allowed = (seconds * 1_000 * LIMIT.roles) / LIMIT.windowMs;
  line(
    `roles given back within ${seconds} s, where Discord allows ${allowed}`,
    `${given}: ${rounded((given / allowed) * 100)} % of the limit`,
  );

  await act(stage, 'discord', 'limits', { relaxed: true });
  const left = without(stage);
  const mending = performance.now();
  while (without(stage) > 0 && performance.now() - mending < minutes(20)) {
    // What was told to wait for longer is looked at again by the minute.
    await sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + minutes(1)));
    await stage.app.queues.next(sweepDue, {});
    await until(stage, () => without(stage) === 0, 10_000);
  }
  const took = (performance.now() - mending) / 1_000;
  line(
    `the other ${left.toLocaleString('en')}, of the same pass, at the worker's own 40 requests a second`,
    `${rounded(took)} s, ${rounded(left / took)} a second; ${without(stage)} still without their role`,
  );

  await stage.app.queues.idle();
  const refusedBefore = sandbox.discord.invalidRequests();
  await act(stage, 'discord', 'fault', { kind: '429', percent: 30, times: 100_000, retryAfter: 1 });
  const stormed = await loseRoles(stage);
  await until(stage, () => false, seconds * 1_000);
  const refused = sandbox.discord.invalidRequests() - refusedBefore;
  line(
    `all of them again, with three of ten requests refused: refusals within ${seconds} s`,
    `${refused} (aim: fewer than 100 in 600 s); ${stormed - without(stage)} roles given back`,
  );
  await act(stage, 'discord', 'clearFaults', {});
  await act(stage, 'discord', 'limits', { relaxed: true });
}

const holds = (roles: readonly string[]) => roles.includes(demo.discord.memberRoleId);

/** How many of the crowd have lost their role and not got it back. */
const without = (stage: BenchStage): number =>
  Object.values(memberships(stage)).filter((one) => crowd.has(one.userId) && !holds(one.roles)).length;

/** Takes everybody's role away, and starts a pass under real limits. @returns how many lost it */
async function loseRoles(stage: BenchStage): Promise<number> {
  const { app, sandbox } = stage;
  for (const one of Object.values(memberships(stage))) {
    if (crowd.has(one.userId)) one.roles = one.roles.filter((role) => role !== demo.discord.memberRoleId);
  }
  // What was seen just now is not looked at again.
  await sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + minutes(31)));
  await act(stage, 'discord', 'limits', { relaxed: false });
  await app.queues.next(sweepAccess, {});
  return without(stage);
}

/** Members with a grant and the role, all of it done and seen. */
async function settledMembers(stage: BenchStage, count: number): Promise<void> {
  const { app, communityId } = stage;
  const { planId } = await membership(stage);
  const people = await newPeople(stage, count);
  await each(people, 16, ({ member }) => {
    const grant = { memberId: member.id, planId, reason: 'bench', endsAt: null, byId: member.id };
    return app.rooms.access.grant(communityId, grant);
  });
  for (const { discordId } of people) crowd.add(discordId);
  await app.queues.idle();
}

/** Waits until `done` says so, looking at each change, or until `ms` milliseconds are over. */
async function until({ sandbox }: BenchStage, done: () => boolean, ms = minutes(20)): Promise<void> {
  if (done()) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, ms);
    const stop = sandbox.onChange(() => {
      if (done()) finish();
    });
    function finish(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}
