import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Rooms } from '#contracts';
import type { FaqSheetEntry } from '#domain/faq';
import { locales } from '#domain/members';
import { demo } from '#sandbox';
import { homeFolder } from './home.js';

/** The demo's FAQ lies in the repository as its courses do. */
export const FAQ_SHELF = join('src', 'sandbox', 'faq');

const words = z.strictObject({
  title: z.string(),
  answer: z.string(),
  phrasings: z.array(z.string()),
});
const entry = z.strictObject({
  id: z.string(),
  tags: z.array(z.string()),
  en: words,
  'zh-CN': words,
});

/** An entry of the demo; `id` names it wherever what it should answer is written down. */
export type DemoEntry = z.output<typeof entry>;

/** All entries of the demo, as they are written. */
export async function demoFaq(): Promise<DemoEntry[]> {
  const shelf = join(homeFolder(), FAQ_SHELF, 'entries');
  const files = (await readdir(shelf)).filter((name) => name.endsWith('.json')).sort();
  const read = async (name: string) =>
    z.array(entry).parse(JSON.parse(await readFile(join(shelf, name), 'utf8')));
  return (await Promise.all(files.map(read))).flat();
}

/**
 * What the demo community answers by itself, where it does so unasked, and where its team sees tickets. Does nothing
 * when there are entries already.
 * @returns whether there was something to do
 */
export async function seedFaq({ members, faq, handoff }: Rooms): Promise<boolean> {
  const [community] = await members.communities();
  if (!community || (await faq.entries(community.id)).length > 0) return false;
  const { id } = community;
  const owner = (await members.ranked(id)).find(({ rank }) => rank === 'owner');
  if (!owner) return false;
  const entries = (await demoFaq()).map(({ tags, ...of }, index): FaqSheetEntry => ({
    row: index + 1,
    tags,
    texts: locales.map((locale) => ({ locale, title: of[locale].title, answer: of[locale].answer })),
    phrasings: locales.map((locale) => ({ locale, texts: of[locale].phrasings })),
  }));
  const byId = owner.id;
  await faq.import(id, { entries, byId, apply: true });
  const { questionsChannelId, staffChannelId } = demo.discord;
  const lobbyId = String(demo.telegram.lobbyId);
  for (const { id: spaceId, platform, externalId } of await members.spaces(id)) {
    if (platform === 'discord') {
      await faq.addPlace(id, { spaceId, externalId: questionsChannelId, title: '#questions', byId });
      const desk = { spaceId, externalId: staffChannelId, kind: 'channel', title: '#staff' } as const;
      await handoff.setDesk(id, desk, byId);
    } else if (externalId === lobbyId) {
      await faq.addPlace(id, { spaceId, externalId, title: demo.telegram.lobbyTitle, byId });
    }
  }
  return true;
}
