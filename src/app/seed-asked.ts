import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Rooms } from '#contracts';
import type { Database } from '#database';
import { createFaq } from '#domain/faq';
import { days, later, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { people } from '#sandbox';
import { homeFolder } from './home.js';
import { FAQ_SHELF } from './seed-faq.js';

const asked = z.array(
  z.strictObject({
    /** So many days ago, at this time of that day in UTC. */
    day: z.int().positive(),
    at: z.string().regex(/^\d\d:\d\d$/),
    by: z.string(),
    on: z.enum(['discord', 'telegram']),
    way: z.enum(['ask', 'mention', 'direct', 'overheard']),
    text: z.string(),
    /** What they thought of the answer, if there was one. */
    thumb: z.literal([1, -1]).optional(),
  }),
);

export interface AskedDeps {
  rooms: Rooms;
  database: Database;
  clock: Clock;
  log: Log;
  /** Ends it early. */
  signal: AbortSignal;
}

/**
 * Two weeks of questions to the demo's FAQ, asked through the room's own door on days that are past: what the bot did
 * with each is what it would have done. Waits for the model, so it takes some seconds.
 */
export async function seedAsked({ rooms, database, clock, log, signal }: AskedDeps): Promise<void> {
  const { members, billing, access, faq } = rooms;
  const [community] = await members.communities();
  if (!community) return;
  const { id } = community;
  await orAborted(faq.train(id), signal);
  const now = clock.now();
  let at = now;
  const then = createFaq({
    database,
    members,
    billing,
    access,
    trainer: {
      train: () => Promise.reject(new Error('the past does not learn')),
      close: () => Promise.resolve(),
    },
    // What was disliked is learned from as soon as anything else is.
    wake: { train: () => Promise.resolve() },
    clock: { now: () => at },
    log,
  });
  const history = JSON.parse(await readFile(join(homeFolder(), FAQ_SHELF, 'asked.json'), 'utf8')) as unknown;
  for (const { day, at: time, by, on, way, text, thumb } of asked.parse(history)) {
    signal.throwIfAborted();
    const person = people.find(({ key }) => key === by);
    if (!person) throw new Error(`nobody is called ${by}`);
    const externalId = on === 'discord' ? person.discordId : String(person.telegramId);
    const { name, locale } = person;
    const { member } = await members.arrive(id, { platform: on, externalId, name, locale });
    at = new Date(`${later(now, -days(day)).toISOString().slice(0, 10)}T${time}:00Z`);
    const answer = await then.ask(id, { memberId: member.id, platform: on, way, text, locale });
    if (thumb && answer.kind === 'answer' && answer.askId !== null) {
      await then.thumb(id, member.id, answer.askId, thumb > 0);
    }
  }
}

/** What takes long is not waited for once nobody wants the rest. */
async function orAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  await Promise.race([
    work,
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the demo begins anew')), { once: true });
    }),
  ]);
  signal.throwIfAborted();
}
