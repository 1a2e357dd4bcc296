import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLinks } from '#app/files/links';
import { file, PDF, PNG, wav, zipOf } from '../courses/archives.js';
import { openSchool, type School } from '../courses/school.js';

const COURSE = `---
title: Bread
slug: bread
plans: [membership]
links:
  film.mp4: https://media.example.com/film.mp4
---
`;
const lesson = '# One\n\n![loaf](loaf.png) [notes](notes.pdf) [dough](dough.wav) [film](film.mp4)\n';
const sound = wav(20);

let school: School;
let planId: string;
let assets: Record<string, string>;

beforeAll(async () => {
  school = await openSchool();
  const { rooms, communityId } = school;
  planId = (await rooms.billing.plans(communityId)).find(({ name }) => name === 'Membership')?.id ?? '';
  await school.upload([
    file('course.md', COURSE),
    file('one.md', lesson),
    file('loaf.png', PNG),
    file('notes.pdf', PDF),
    file('dough.wav', sound),
  ]);
  const { draftId } = await school.courses.course(communityId, 'bread');
  const { assets: all } = await school.courses.version(communityId, draftId ?? '');
  assets = Object.fromEntries(all.map(({ name, id }) => [name, id]));
});
afterAll(() => school.product.close());

const idOf = (name: string) => assets[name] ?? '';
const link = (memberId: string | null, name: string) =>
  school.rooms.files.link({ communityId: school.communityId, memberId, assetId: idOf(name) });
const status = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  await answer.arrayBuffer();
  return answer.status;
};

/** Somebody with the plan that opens the course. */
async function member(key: string) {
  const id = await school.arrive(key);
  const { access } = school.rooms;
  const given = { memberId: id, planId, reason: 'test', endsAt: null, byId: school.byId };
  const grant = await access.grant(school.communityId, given);
  await access.converge(school.communityId, id, 'event');
  const lose = async () => {
    await access.revoke(school.communityId, { grantId: grant.id, reason: 'over', byId: school.byId });
    await access.converge(school.communityId, id, 'event');
  };
  return { id, lose };
}

describe('a link to a file of a course', () => {
  it('opens for makers only while the course is a draft', async () => {
    const ada = await member('ada');
    expect(await status(link(ada.id, 'loaf.png'))).toBe(410);
    expect(await status(link(null, 'loaf.png'))).toBe(410);
    const answer = await fetch(link(school.byId, 'loaf.png'));
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
    await school.courses.publish(school.communityId, { slug: 'bread', byId: school.byId });
    expect(await status(link(ada.id, 'loaf.png'))).toBe(200);
    expect(await status(link(null, 'loaf.png'))).toBe(200);
    await ada.lose();
  });

  it('gives any part of what was uploaded', async () => {
    const ben = await member('ben');
    const edge = fc.nat({ max: sound.length - 1 });
    await fc.assert(
      fc.asyncProperty(edge, edge, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const answer = await fetch(link(ben.id, 'dough.wav'), { headers: { range: `bytes=${from}-${to}` } });
        expect(answer.status).toBe(206);
        expect(Buffer.from(await answer.arrayBuffer()).equals(sound.subarray(from, to + 1))).toBe(true);
      }),
      { numRuns: 25 },
    );
    await ben.lose();
  });

  it('is the same within the hour, and ends by itself after six', async () => {
    const wei = await member('wei');
    const { sandbox } = school.product;
    const first = link(wei.id, 'notes.pdf');
    expect(link(wei.id, 'notes.pdf')).toBe(first);
    const after = (hours: number) =>
      sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + hours * 3_600_000));
    await after(5.9);
    expect(await status(first)).toBe(200);
    await after(1.2);
    const over = await fetch(first, { headers: { 'accept-language': 'zh' } });
    expect(over.status).toBe(410);
    expect(await over.text()).toContain('/learn');
    expect(link(wei.id, 'notes.pdf')).not.toBe(first);
    expect(await status(link(wei.id, 'notes.pdf'))).toBe(200);
    await wei.lose();
  });

  it('closes with the access of its member, and is of no use for another file', async () => {
    const ada = await member('ada');
    const mine = link(ada.id, 'notes.pdf');
    expect(await status(mine)).toBe(200);
    await ada.lose();
    expect(await status(mine)).toBe(403);
    expect(await status(link('0196f000-0000-7000-8000-000000000000', 'notes.pdf'))).toBe(403);
    expect(await status(link('not even an id', 'notes.pdf'))).toBeGreaterThanOrEqual(400);
  });

  it('in a post shows pictures, and nothing else', async () => {
    expect(await status(link(null, 'loaf.png'))).toBe(200);
    for (const name of ['notes.pdf', 'dough.wav', 'film.mp4'])
      expect(await status(link(null, name))).toBe(410);
  });

  it('leads on to the maker’s own storage', async () => {
    const answer = await fetch(link(school.byId, 'film.mp4'), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://media.example.com/film.mp4',
    ]);
  });

  it('cannot be made, changed, or carried from elsewhere', async () => {
    const { communityId, byId, product } = school;
    const good = link(byId, 'notes.pdf');
    const [words = ''] = good.split('/').slice(-1);
    const [payload = '', mac = ''] = words.split('.');
    const at = (other: string) => status(`${product.url}/files/${other}`);
    expect(await at(words)).toBe(200);
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
    const forged = (changed: unknown) =>
      `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${mac}`;
    expect(await at(forged([4_000_000_000, ...said.slice(1)]))).toBe(404);
    expect(await at(forged({ length: 4 }))).toBe(404);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: words.length - 1 }),
        fc.constantFrom(...'aZ0_-.'),
        async (place, sign) => {
          fc.pre(words[place] !== sign);
          expect(await at(words.slice(0, place) + sign + words.slice(place + 1))).toBe(404);
        },
      ),
      { numRuns: 40 },
    );
    for (const part of [mac, payload, `${words}.x`, `x.${words}`, words.repeat(10)]) {
      expect([400, 404]).toContain(await at(part));
    }
    // Words of another installation, and words of ours for another purpose.
    const elsewhere = createLinks({
      clock: product.sandbox.clock,
      secrets: { files: ['another secret'], uploads: ['signs files here'] },
      publicUrl: () => product.url,
    });
    expect(await status(elsewhere.link({ communityId, memberId: byId, assetId: idOf('notes.pdf') }))).toBe(
      404,
    );
    const upload = school.rooms.files.uploadLink({ communityId, memberId: byId }).split('/').pop() ?? '';
    expect(await at(upload)).toBe(404);
    // A file of one community is nothing in another.
    const other = await school.rooms.members.createCommunity({
      name: 'Other',
      locale: 'en',
      timeZone: 'UTC',
    });
    const foreign = { communityId: other.id, memberId: byId, assetId: idOf('notes.pdf') };
    expect(await status(school.rooms.files.link(foreign))).toBe(410);
  });

  it('closes when the course is taken back, for everybody but its makers', async () => {
    const eve = await member('ada');
    const links = [link(eve.id, 'notes.pdf'), link(null, 'loaf.png')];
    expect(await Promise.all(links.map((one) => status(one)))).toEqual([200, 200]);
    await school.courses.withdraw(school.communityId, { slug: 'bread', byId: school.byId });
    expect(await Promise.all(links.map((one) => status(one)))).toEqual([410, 410]);
    expect(await status(link(school.byId, 'notes.pdf'))).toBe(200);
  });
});

describe('a certificate', () => {
  it('that was never issued is said to be none, in the reader’s language', async () => {
    const at = school.rooms.files.certificateLink('A'.repeat(22));
    for (const [language, words] of [
      ['de,en;q=0.5', 'There is no such certificate'],
      ['zh-CN', '没有这张证书'],
    ] as const) {
      const answer = await fetch(at, { headers: { 'accept-language': language } });
      expect([answer.status, answer.headers.get('x-robots-tag')]).toEqual([404, 'noindex']);
      expect(await answer.text()).toContain(words);
    }
    for (const odd of ['..%2f..', '%00', 'x'.repeat(500)]) {
      expect(await status(`${school.product.url}/certificates/${odd}`)).toBe(404);
    }
  });
});

describe('a certificate that was issued', () => {
  it('is shown to whoever has its address, in the reader’s language, and to no search', async () => {
    const { communityId, byId, courses, rooms } = school;
    await school.upload([
      file('course.md', '---\ntitle: Salt & <i>time</i>\nslug: salt\nfree: true\n---\n'),
      file('one.md', '# One\n\nWords.\n'),
    ]);
    const { id } = await courses.publish(communityId, { slug: 'salt', byId });
    const who = await school.arrive('lin');
    for (const { key } of await courses.outline(communityId, id)) {
      await rooms.learning.finish(communityId, who, id, key, true);
    }
    const given = await rooms.learning.certificate(communityId, { id: who, name: '林 <b>Lin</b>' }, id);
    for (const [language, words] of [
      ['en', 'has finished the course'],
      ['zh-CN', '已学完课程'],
    ] as const) {
      const at = rooms.files.certificateLink(given.token);
      const answer = await fetch(at, { headers: { 'accept-language': language } });
      const html = await answer.text();
      expect([answer.status, answer.headers.get('x-robots-tag')]).toEqual([200, 'noindex']);
      expect(html).toContain(words);
      expect(html).toContain('林 &#60;b&#62;Lin&#60;/b&#62;');
      expect(html).toContain('&#60;i&#62;time&#60;/i&#62;');
      expect(html).toContain(school.product.community.name);
      expect(html).not.toMatch(/<[bi]>|undefined|\{\{/);
    }
  });
});

describe('a page to upload at', () => {
  const pageFor = (memberId: string, slug?: string) =>
    school.rooms.files.uploadLink({
      communityId: school.communityId,
      memberId,
      ...(slug === undefined ? {} : { slug }),
    });
  const json = { 'content-type': 'application/json' };
  const begin = (page: string, files: object[]) =>
    fetch(page, { method: 'POST', headers: json, body: JSON.stringify({ files }) });
  async function hand(page: string, name: string, content: Buffer): Promise<Record<string, unknown>> {
    const begun = (await (await begin(page, [{ name, size: content.length }])).json()) as { id: string };
    const body = new Uint8Array(content);
    const headers = { 'content-type': 'application/octet-stream' };
    await fetch(`${page}/${begun.id}/0?at=0`, { method: 'PUT', headers, body });
    const answer = await fetch(`${page}/${begun.id}`, { method: 'POST' });
    return JSON.parse((await answer.text()).trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
  }

  it('makes a draft of a zip, says what is wrong with another, and leaves nothing beside', async () => {
    const zip = zipOf([
      { name: 'course.md', data: '---\ntitle: Rye\nslug: rye\nfree: true\n---\n' },
      { name: 'one.md', data: '# One\n\n![gone](gone.png)\n' },
    ]);
    const said = await hand(pageFor(school.byId), 'rye.zip', zip);
    expect(said).toMatchObject({ good: true, title: 'Saved as a draft' });
    expect(JSON.stringify(said['notes'])).toContain('gone.png');
    const course = await school.courses.course(school.communityId, 'rye');
    expect([course.lessons, course.state]).toEqual([1, 'draft']);
    const again = await hand(pageFor(school.byId), 'rye.zip', zip);
    expect(again).toMatchObject({ good: true, title: 'Nothing new' });
    const more = await hand(pageFor(school.byId, 'rye'), 'two.md', Buffer.from('# Two\n\nMore.\n'));
    expect(more).toMatchObject({ good: true });
    expect((await school.courses.course(school.communityId, 'rye')).lessons).toBe(2);
    const hostile = zipOf([{ name: '../../evil.md', data: '# Evil\n' }]);
    expect(await hand(pageFor(school.byId), 'evil.zip', hostile)).toMatchObject({
      good: false,
      title: 'Nothing was saved',
      lines: [expect.stringContaining('evil.md')],
    });
    expect(await readdir(join(school.product.dataDir, 'scratch'))).toEqual([]);
  });

  it('is for creators, for an hour, and takes no more than the room does', async () => {
    const ben = await school.arrive('ben');
    const { members } = school.rooms;
    expect(await status(pageFor(ben))).toBe(403);
    await members.setRank(school.communityId, ben, 'creator', school.byId);
    const page = pageFor(ben);
    expect(await status(page)).toBe(200);
    expect((await begin(page, [{ name: 'a.zip', size: 2 ** 31 }])).status).toBe(413);
    await members.setRank(school.communityId, ben, 'member', school.byId);
    expect((await begin(page, [{ name: 'a.zip', size: 10 }])).status).toBe(403);
    await members.setRank(school.communityId, ben, 'creator', school.byId);
    const { sandbox } = school.product;
    await sandbox.advanceTo(new Date(sandbox.clock.now().getTime() + 3_600_000));
    expect(await status(page)).toBe(410);
    expect(await status(`${page}x`)).toBe(404);
    const words = school.rooms.files.link({ communityId: school.communityId, memberId: ben, assetId: 'a' });
    expect(await status(words.replace('/files/', '/upload/'))).toBe(404);
  });
});
