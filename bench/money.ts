import { setTimeout as pause } from 'node:timers/promises';
import { demo } from '#sandbox';
import { act, membership, memberships, newPeople, type Known } from './crowd.js';
import { line, quantile, rounded } from './measure.js';
import type { BenchStage } from './stage.js';

/** Discord gives out ten roles in ten seconds: whoever comes one by one, a little slower, never waits for it. */
const APART_MS = 1_100;

/**
 * From a payment to the role in Discord, with webhooks, jobs and both platforms' limits as in life: first one
 * payment after the other, then all at once.
 * @param payments how many of each
 */
export async function moneyToRole(stage: BenchStage, payments: number): Promise<void> {
  await act(stage, 'discord', 'limits', { relaxed: false });
  const price = await membership(stage);
  const people = await newPeople(stage, 2 * payments);
  const alone = people.slice(0, payments);
  const rush = people.slice(payments);

  const took: number[] = [];
  for (const person of alone) {
    const started = performance.now();
    took.push(await paid(stage, person, price.priceId));
    await pause(Math.max(0, APART_MS - (performance.now() - started)));
  }
  tell(`from the payment to the role, ${payments} payments one by one, real limits`, took);

  await pause(10_000);
  const began = performance.now();
  const rushed = await Promise.all(rush.map((person) => paid(stage, person, price.priceId)));
  const seconds = (performance.now() - began) / 1_000;
  // Ten at once, and ten more whenever a window of ten seconds begins anew.
  const least = 10 * (Math.ceil(payments / 10) - 1);
  tell(
    `the same, ${payments} at once: Discord's limit alone makes the last wait ${least} s`,
    rushed,
    `; the last after ${rounded(seconds)} s`,
  );
  await act(stage, 'discord', 'limits', { relaxed: true });
}

/** Pays for somebody. @returns milliseconds until they have the role */
async function paid(stage: BenchStage, { discordId, member }: Known, priceId: string): Promise<number> {
  const { url } = await stage.app.rooms.billing.checkout(stage.communityId, member, priceId);
  const sessionId = /cs_\w+/.exec(decodeURIComponent(url))?.[0] ?? '';
  const started = performance.now();
  const arrived = new Promise<number>((resolve) => {
    const stop = stage.sandbox.onChange(() => {
      if (!memberships(stage)[discordId]?.roles.includes(demo.discord.memberRoleId)) return;
      stop();
      resolve(performance.now() - started);
    });
  });
  await act(stage, 'stripe', 'payCheckout', { sessionId, card: 'ok' });
  return arrived;
}

function tell(what: string, took: number[], more = ''): void {
  const sorted = took.sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => rounded(quantile(sorted, share)));
  line(what, `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms${more}`);
}
