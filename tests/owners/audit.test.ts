import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { readCsv } from '#contracts';
import { startProduct, type Product } from '../_support/product.js';
import { as } from './said.js';

let product: Product;
let communityId: string;
let olivia: string;
let moyan: string;
let ada: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
  communityId = product.community.id;
  [olivia, moyan, ada] = [
    (await as(product, 'olivia').member()).id,
    (await as(product, 'moyan').member()).id,
    (await as(product, 'ada').member()).id,
  ];
  const { members } = product.app.rooms;
  // Three weeks of work: a line a day, by two people in turn.
  for (let day = 0; day < 21; day += 1) {
    const actorId = day % 2 === 0 ? olivia : moyan;
    const details = {
      plan: null,
      reason: day === 20 ? '=HYPERLINK("http://x","=1")' : `day ${day}`,
      until: null,
    };
    await members.audit(communityId, { action: 'grant.given', actorId, subjectId: ada, details });
    await members.audit(communityId, { action: 'sync.applied', actorId, details: { members: day } });
    await product.pass({ days: 1 });
  }
});
afterAll(() => product.close());

const dots = (said: { lines: string[] }) => said.lines.filter((line) => line.startsWith('dot '));

describe('/audit', () => {
  it('shows the newest first and goes on page by page, each line once', async () => {
    const who = as(product, 'moyan');
    const all: string[] = [];
    let page = await who.say('audit', { action: 'grant' });
    for (;;) {
      all.push(...dots(page));
      if (!page.buttons.some(({ label }) => label === 'Older')) break;
      page = await who.press(page, 'Older');
    }
    expect(all).toHaveLength(21);
    expect(new Set(all).size).toBe(21);
    expect(all[1]).toMatch(/: 莫言秋 gave Ada Brook the plan .*, no end date\. Reason: day 19$/);
    expect(all[20]).toMatch(/: Olivia Stone gave Ada Brook .* Reason: day 0$/);
    expect(dots(await who.press(page, 'Newest'))[0]).toBe(all[0]);
  });

  it('asks by member, action and time, and all of them together', async () => {
    const who = as(product, 'olivia');
    const lines = async (options: Record<string, string>) => {
      const { rows } = await product.app.rooms.members.auditRows(communityId, {}, 1);
      expect(rows).toHaveLength(1);
      const found: string[] = [];
      let page = await who.say('audit', options);
      for (;;) {
        found.push(...dots(page));
        if (!page.buttons.some(({ label }) => label === 'Older')) return found;
        page = await who.press(page, 'Older');
      }
    };
    expect(await lines({ member: ada })).toHaveLength(21);
    expect(await lines({ member: moyan, action: 'sync.applied' })).toHaveLength(10);
    // 1 March, 9 o'clock, was the first day; it is 22 March now.
    expect(await lines({ from: '2026-03-20', action: 'grant' })).toHaveLength(2);
    expect(await lines({ to: '2026-03-02', action: 'grant' })).toHaveLength(2);
    expect(await lines({ from: '2026-03-05', to: '2026-03-07', member: moyan })).toHaveLength(2);
    expect(await lines({ from: '5d', action: 'sync' })).toHaveLength(5);
    expect((await who.say('audit', { from: '2026-03-07', to: '2026-03-05' })).lines[0]).toMatch(
      /before the end/,
    );
    expect((await who.say('audit', { action: 'nothing.like.it' })).lines).toContain(
      'Nothing was written down that fits.',
    );
    const offered = await product.app.dispatcher.suggest(
      { ...who.speaker, command: 'audit', options: {} },
      'action',
      'plans given',
    );
    expect(offered).toEqual([{ value: 'grant', label: 'Plans given by hand (grant)' }]);
  });

  it('is a file for owners, in which nothing is a formula', async () => {
    const refused = await as(product, 'moyan').say('audit', { file: true });
    expect(refused.lines.join()).toMatch(/may not do this/);
    const page = await as(product, 'olivia').say('audit', { action: 'grant' });
    const { file, title } = await as(product, 'olivia').press(page, 'As a file');
    expect(title).toBe('21 lines, as a file for a spreadsheet');
    expect(file?.name).toBe('audit-2026-03-22.csv');
    const rows: string[][] = [];
    const chunks = async function* () {
      yield file?.text ?? '';
    };
    for await (const record of readCsv(chunks())) if ('cells' in record) rows.push(record.cells);
    expect(rows[0]).toEqual(['at', 'action', 'what', 'actor', 'actor_id', 'subject_id', 'details']);
    expect(rows).toHaveLength(22);
    expect(rows[1]?.[5]).toBe(ada);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows[1]?.[2]).toContain('=HYPERLINK');
    // Taking the log away is written down too.
    const log = await as(product, 'olivia').say('audit', { action: 'audit' });
    expect(dots(log)[0]).toMatch(/Olivia Stone took this log as a file \(21 lines\)/);
  });

  it('knows nothing of another community', async () => {
    const { members } = product.app.rooms;
    const other = await members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    expect(await members.auditRows(other.id, { memberId: ada }, 10)).toEqual({ rows: [], more: false });
    expect(await members.auditActions(other.id)).toEqual([]);
  });
});
