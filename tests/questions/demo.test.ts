import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAsked } from '#app/seed-asked';
import { demoFaq, seedFaq } from '#app/seed-faq';
import type { FaqVerdict, FaqWay } from '#domain/faq';
import { later, days } from '#kernel/clock';
import { silentLog } from '#kernel/log';
import { startProduct, type Product } from '../_support/product.js';
import { corpus, LANGUAGES } from './corpus.js';

/** The demo's FAQ, taught as the sandbox teaches it. */
let product: Product;
/** Which entry of the demo an entry of the room is. */
const nameOf = new Map<string, string>();

beforeAll(async () => {
  product = await startProduct({ bots: false, workers: false });
  const { rooms } = product.app;
  const deps = { rooms, database: product.data.database, clock: product.sandbox.clock, log: silentLog };
  expect(await seedFaq(rooms)).toBe(true);
  expect(await seedFaq(rooms)).toBe(false);
  await seedAsked({ ...deps, signal: new AbortController().signal });
  const written = new Map((await demoFaq()).map(({ id, en }) => [en.title, id]));
  for (const { id, texts } of await rooms.faq.entries(product.community.id)) {
    nameOf.set(id, texts.flatMap(({ title }) => written.get(title) ?? [])[0] ?? '');
  }
}, 120_000);
afterAll(() => product.close());

/** What the room would do with each line; some at a time, for the database's sake. */
async function judged(name: string, way: FaqWay) {
  const { faq } = product.app.rooms;
  const lines = corpus(name);
  const of = async ({ text, intent }: (typeof lines)[number]) => {
    const question = { memberId: '', platform: 'discord', way, text, locale: 'en' } as const;
    return { text, intent, verdict: await faq.judge(product.community.id, question) };
  };
  const done: Awaited<ReturnType<typeof of>>[] = [];
  for (let at = 0; at < lines.length; at += 20) {
    done.push(...(await Promise.all(lines.slice(at, at + 20).map(of))));
  }
  return done;
}

const best = ({ guesses }: FaqVerdict) => nameOf.get(guesses[0]?.entryId ?? '');
const about = ({ guesses }: FaqVerdict) => guesses.map(({ entryId }) => nameOf.get(entryId));

describe('the demo’s FAQ', () => {
  it('is written in both languages, with ways of asking in each', async () => {
    const entries = await demoFaq();
    expect(entries.length).toBeGreaterThanOrEqual(40);
    for (const { en, 'zh-CN': zh } of entries) {
      expect(Math.min(en.phrasings.length, zh.phrasings.length)).toBeGreaterThanOrEqual(5);
    }
    expect([...nameOf.values()].sort()).toEqual(entries.map(({ id }) => id).sort());
  });

  it('has been asked for two weeks, and shows what the bot did', async () => {
    const { faq, handoff } = product.app.rooms;
    const { id } = product.community;
    const now = product.sandbox.clock.now();
    const report = await faq.report(id, later(now, -days(14)), now);
    expect(report.asked).toBeGreaterThanOrEqual(25);
    expect(report.answered).toBeGreaterThan(5);
    expect(report.silent).toBeGreaterThan(2);
    expect(report.up).toBeGreaterThan(3);
    expect(report.days.filter(({ answered }) => answered > 0).length).toBeGreaterThan(4);
    expect((await faq.unanswered(id)).length).toBeGreaterThan(2);
    expect((await faq.places(id)).map(({ title }) => title).sort()).toEqual(['#questions', 'Lyceum Lobby']);
    expect(await handoff.desk(id)).toMatchObject({ title: '#staff', problem: null });
  });

  it('says nothing wrong into everyday chatter, of which there is some hundred lines', async () => {
    const lines = (await Promise.all(LANGUAGES.map((one) => judged(`faq/chat.${one}`, 'overheard')))).flat();
    const said = lines.filter(({ verdict }) => verdict.kind !== 'silent');
    expect(lines.length).toBeGreaterThanOrEqual(300);
    // At most 2 in 1,000.
    expect(said.length / lines.length, said.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.002);
  });

  it.each([
    ['en', 0.6],
    ['zh', 0.78],
  ])('knows what is asked in words it was not taught: %s', async (language, least) => {
    const lines = await judged(`faq/held-out.${language}`, 'direct');
    const right = lines.filter(({ verdict, intent }) => best(verdict) === intent);
    const among = lines.filter(({ verdict, intent }) => about(verdict).includes(intent ?? ''));
    const answered = lines.filter(({ verdict }) => verdict.kind === 'answer');
    const wrong = answered.filter(({ verdict, intent }) => best(verdict) !== intent);
    const unknown = await judged(`faq/out-of-scope.${language}`, 'direct');
    const guessed = unknown.filter(({ verdict }) => verdict.kind === 'answer');
    expect(right.length / lines.length).toBeGreaterThanOrEqual(least);
    expect(among.length).toBeGreaterThan(right.length);
    // One in twenty is promised; of the questions that nothing answers, as of the others.
    expect(wrong.length + guessed.length).toBeLessThanOrEqual(
      Math.max(4, (answered.length + guessed.length) / 10),
    );
  });
});
