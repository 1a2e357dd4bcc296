import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { demo, people } from '#sandbox';
import { line, quantile, rateOf, rounded, sampleOf } from './measure.js';
import { membership, newPeople } from './crowd.js';
import type { BenchStage } from './stage.js';

const answered = z.object({
  seconds: z.number(),
  took: z.array(z.number()),
  statuses: z.record(z.string(), z.number()),
});

/** Webhooks from another process: signature, one row in the database, two wishes in the queue, then 200. */
export async function webhooks({ sandbox, url }: BenchStage): Promise<void> {
  const post = fileURLToPath(new URL('./post.mjs', import.meta.url));
  const time = Math.floor(sandbox.clock.now().getTime() / 1000);
  for (const [count, abreast] of [
    [200, 1],
    [4_000, 32],
  ] as const) {
    const args = [`${url}/webhooks/stripe`, demo.stripe.webhookSecret, count, abreast, time].map(String);
    const { stdout } = await promisify(execFile)(process.execPath, [post, ...args], { maxBuffer: 2 ** 24 });
    const { seconds, took, statuses } = answered.parse(JSON.parse(stdout));
    const accepted = statuses['200'] ?? 0;
    const others = count - accepted === 0 ? '' : `; ${count - accepted} not accepted`;
    line(
      `webhooks taken in, ${abreast} at once, each committed before its 200`,
      `${rounded(accepted / seconds)} a second; p50 ${rounded(quantile(took, 0.5))} ms, p99 ${rounded(quantile(took, 0.99))} ms${others}`,
    );
  }
}

/** Slash commands through the gateway and back over REST, beside a bare REST call to the same sandbox. */
export async function commands({ sandbox }: BenchStage): Promise<void> {
  const as = people.find((one) => one.key === 'ada')?.discordId ?? '';
  const channelId = demo.discord.generalChannelId;
  const run = sandbox.discord.actions['runCommand'];
  if (!run) throw new Error('the sandbox runs no commands');
  const say = (name: string) => run.run(run.input.parse({ as, channelId, name }));
  const headers = { authorization: `Bot ${demo.discord.token}` };
  const bare = await sampleOf(200, async () => {
    const answer = await fetch(`${sandbox.discord.url}/api/v10/users/@me`, { headers });
    await answer.text();
  });
  line(
    'a bare REST call to the sandbox, for comparison',
    `p50 ${rounded(quantile(bare, 0.5))} ms, p95 ${rounded(quantile(bare, 0.95))} ms`,
  );
  for (const name of ['help', 'membership', 'why']) {
    await say(name);
    const took = await sampleOf(100, async () => say(name));
    const times = quantile(took, 0.5) / quantile(bare, 0.5);
    line(
      `/${name} on Discord, from saying it to reading the answer`,
      `p50 ${rounded(quantile(took, 0.5))} ms, p95 ${rounded(quantile(took, 0.95))} ms; ${rounded(times)} × a bare call`,
    );
  }
}

/** Computing what a member should have and making it so, beside a bare question to the same database. */
export async function access(stage: BenchStage): Promise<void> {
  const { app, database, communityId } = stage;
  const { access: room } = app.rooms;
  const { planId } = await membership(stage);
  const people = await newPeople(stage, 200);
  const memberIds = people.map(({ member }) => member.id);
  for (const memberId of memberIds) {
    await room.grant(communityId, { memberId, planId, reason: 'bench', endsAt: null, byId: memberId });
  }
  const converge = (at: number) =>
    room.converge(communityId, memberIds[at % memberIds.length] ?? '', 'event');
  const bare = await rateOf(2_000, 8, () => database.now());
  line('bare questions to the database, 8 at once, for comparison', `${rounded(bare)} a second`);
  const gaining = await rateOf(memberIds.length, 8, converge);
  line(
    'members who gain a role: computed, given over REST, read back, notice written, 8 at once',
    `${rounded(gaining)} a second; three requests each, of the 40 a second that a worker allows itself`,
  );
  const settled = await rateOf(400, 8, converge);
  line(
    'members who have what they should: computed and written, 8 at once',
    `${rounded(settled)} a second; ${rounded(bare / settled)} bare questions' worth each`,
  );
}
