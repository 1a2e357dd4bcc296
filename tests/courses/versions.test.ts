import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days } from '#kernel/clock';
import { file, PDF, PNG, zipOf } from './archives.js';
import { openSchool, type School } from './school.js';

let school: School;
let proId: string;
beforeAll(async () => {
  school = await openSchool();
  const plans = await school.rooms.billing.plans(school.communityId);
  proId = plans.find(({ name }) => name === 'Pro')?.id ?? '';
});
afterAll(() => school.product.close());

const course = (slug: string) => school.courses.course(school.communityId, slug);
const draft = async (slug: string) => {
  const { draftId, liveId } = await course(slug);
  return school.courses.version(school.communityId, draftId ?? liveId ?? '');
};
const keys = async (slug: string) => (await draft(slug)).lessons.map(({ key }) => key);
const whole = (slug: string, lessons: Record<string, string | Uint8Array>) => [
  file('course.md', `---\ntitle: ${slug}\nslug: ${slug}\nplans: [Pro]\n---\n`),
  ...Object.entries(lessons).map(([name, text]) => file(name, text)),
];
const write = { byId: '' };
beforeAll(() => {
  write.byId = school.byId;
});

describe('versions', () => {
  it('keep the keys of lessons, and say what differs', async () => {
    await school.upload(whole('keys', { '1-a.md': 'A', '2-b.md': 'B', '3-c.md': 'C' }));
    const report = await school.upload(whole('keys', { '1-c.md': 'C', '2-a.md': 'A!', '3-d.md': 'D' }));
    expect(report).toMatchObject({
      number: 2,
      lessons: { added: ['d'], changed: ['a'], removed: ['b'], moved: 2 },
    });
    expect(await keys('keys')).toEqual(['c', 'a', 'd']);
  });

  it('are the same by content, whatever it is packed in', async () => {
    const lessons = { 'a.md': '# A\n\nText\n', 'p.png': PNG };
    const first = await school.upload(whole('same', { ...lessons, 'a.md': '# A\r\n\r\nText\r\n' }));
    const entries = Object.entries(lessons).map(([name, data]) => ({ name: `top/${name}`, data }));
    const about = { name: 'top/course.md', data: '---\nslug: same\ntitle: same\nplans: [Pro]\n---\n' };
    const again = await school.upload([file('x.zip', zipOf([about, ...entries]))]);
    expect(again).toMatchObject({ unchanged: true, versionId: first.versionId });
  });

  it('change a lesson when a picture in it changes', async () => {
    await school.upload(whole('digest', { 'a.md': '![p](p.png)', 'b.md': 'B', 'p.png': PNG }));
    const other = Buffer.concat([PNG, Buffer.from([0])]);
    const report = await school.upload(
      whole('digest', { 'a.md': '![p](p.png)', 'b.md': 'B', 'p.png': other }),
    );
    expect(report.lessons).toEqual({ added: [], changed: ['a'], removed: [], moved: 0 });
  });

  it('are added to by files without a course file', async () => {
    await school.upload([file('1-a.md', 'A ![p](p.png)')], 'loose');
    expect(await keys('loose')).toEqual(['a']);
    const [missing] = (await school.upload([file('2-b.md', 'B')], 'loose')).notes;
    expect(missing).toBeUndefined();
    const picture = await school.upload([file('p.png', PNG)], 'loose');
    expect(picture).toMatchObject({ number: 3, lessons: { changed: ['a'] }, notes: [] });
    const text = await school.upload([file('1-a.md', 'A, better ![p](p.png)')], 'loose');
    expect(text.lessons).toEqual({ added: [], changed: ['a'], removed: [], moved: 0 });
    expect(await keys('loose')).toEqual(['a', 'b']);
    const unused = await school.upload([file('q.pdf', PDF)], 'loose');
    expect(unused.notes).toMatchObject([{ kind: 'asset_unused', file: 'q.pdf' }]);
  });

  it('find files beside a lesson in its own folder', async () => {
    const report = await school.upload(
      whole('folders', {
        'one/1-a.md': '![p](img/p.png) and [notes](../notes.pdf)\n\n```\n![p](img/p.png)\n```\n',
        'one/img/p.png': PNG,
        'two/1-a.md': '![p](</one/img/p.png>)',
        'notes.pdf': PDF,
      }),
    );
    expect(report.notes).toEqual([]);
    const { lessons } = await draft('folders');
    expect(lessons.map(({ key }) => key)).toEqual(['one-1-a', 'two-1-a']);
    expect(lessons[0]?.body).toBe(
      '![p](one/img/p.png) and [notes](notes.pdf)\n\n```\n![p](img/p.png)\n```\n',
    );
    expect(lessons[1]?.body).toBe('![p](one/img/p.png)');
  });

  it('are written one after the other, each whole, when two creators upload at once', async () => {
    await school.upload(whole('busy', { 'a.md': 'A' }));
    const reports = await Promise.all(
      [1, 2, 3].map((n) =>
        school.upload(
          [file(`n${n}.md`, `N${n}`), file(`${n}.png`, Buffer.concat([PNG, Buffer.from([n])]))],
          'busy',
        ),
      ),
    );
    expect(new Set(reports.map(({ number }) => number))).toEqual(new Set([2, 3, 4]));
    expect((await keys('busy')).sort()).toEqual(['a', 'n1', 'n2', 'n3']);
    expect((await draft('busy')).assets).toHaveLength(3);
    const { blobs, stored } = await school.left();
    expect(stored).toBe(blobs);
  });
});

describe('a course', () => {
  it('goes live, changes without its readers seeing it, and goes live again', async () => {
    const { byId, courses, communityId } = school;
    await school.upload(whole('live', { 'a.md': 'A', 'b.md': 'B' }));
    expect(await courses.outline(communityId, (await course('live')).id)).toEqual([]);
    const first = await courses.publish(communityId, { slug: 'live', byId });
    expect(first).toMatchObject({ state: 'published', draftId: null });
    await courses.editLesson(communityId, { slug: 'live', key: 'b', title: 'Bee', body: 'B, better', byId });
    await courses.editLesson(communityId, { slug: 'live', key: 'new one', body: '# C\n\nC', byId });
    const outline = () => courses.outline(communityId, first.id);
    expect((await outline()).map(({ key, body }) => [key, body])).toEqual([
      ['a', ''],
      ['b', ''],
    ]);
    const { lesson } = await courses.lesson(communityId, first.liveId ?? '', 'b');
    expect(lesson.body).toBe('B');
    await courses.editCourse(communityId, { slug: 'live', title: 'Alive', byId });
    expect((await course('live')).title).toBe('live');
    const second = await courses.publish(communityId, { slug: 'live', byId });
    expect(second).toMatchObject({ title: 'Alive', publishedAt: first.publishedAt });
    expect((await outline()).map(({ key, title }) => [key, title])).toEqual([
      ['a', 'a'],
      ['b', 'Bee'],
      ['new-one', 'C'],
    ]);
    await expect(courses.publish(communityId, { slug: 'live', byId })).rejects.toMatchObject({
      key: 'course_nothing_new',
    });
  });

  it('is not published where nobody could read it', async () => {
    const { byId, courses, communityId } = school;
    await school.upload([file('a.md', 'A')], 'closed');
    await expect(courses.publish(communityId, { slug: 'closed', byId })).rejects.toMatchObject({
      key: 'course_nobody_reads',
    });
    await courses.editCourse(communityId, { slug: 'closed', free: true, byId });
    expect((await courses.publish(communityId, { slug: 'closed', byId })).state).toBe('published');
    const report = await school.upload([
      file('course.md', '---\nslug: closed\nfree: false\nplans: [Pro]\n---\n'),
      file('a.md', 'A2'),
    ]);
    expect(report.notes).toMatchObject([{ kind: 'access_kept' }]);
    expect(await course('closed')).toMatchObject({ free: true, planIds: [] });
  });

  it('is read by whoever a plan lets in, and by its makers', async () => {
    const { byId, courses, communityId, rooms } = school;
    await school.upload(whole('ways', { 'a.md': 'A' }));
    const ada = await school.arrive('ada');
    const way = async (memberId: string) => courses.way(communityId, memberId, await course('ways'));
    expect(await way(ada)).toEqual({ open: false, planIds: [], soloPlanId: null });
    expect(await way(byId)).toEqual({ open: true, by: 'maker' });
    await courses.publish(communityId, { slug: 'ways', byId });
    expect(await way(ada)).toEqual({ open: false, planIds: [proId], soloPlanId: null });
    await rooms.access.grant(communityId, {
      memberId: ada,
      planId: proId,
      reason: 'a test',
      byId,
      endsAt: null,
    });
    await rooms.access.converge(communityId, ada, 'event');
    expect(await way(ada)).toEqual({ open: true, by: 'plan', planId: proId });
    await courses.withdraw(communityId, { slug: 'ways', byId });
    expect(await way(ada)).toMatchObject({ open: false });
    await courses.publish(communityId, { slug: 'ways', byId });
    expect(await way(ada)).toMatchObject({ open: true });
    await courses.editCourse(communityId, { slug: 'ways', free: true, byId });
    expect(await way(await school.arrive('ben'))).toEqual({ open: true, by: 'free' });
  });

  it('is found by words, tag, language and level', async () => {
    const { courses, communityId } = school;
    const about = (slug: string, rest: string) => [
      file('course.md', `---\nslug: ${slug}\n${rest}\n---\n`),
      file('a.md', 'A'),
    ];
    await school.upload(about('f1', 'title: 发酵入门\ntags: 面包，酵母\nlanguage: zh-cn\nlevel: 入门'));
    await school.upload(
      about('f2', 'title: Rye\nsummary: Dark bread\ntags: [Bread]\nlanguage: en_GB\nlevel: expert'),
    );
    const found = async (filter: object) =>
      (await courses.courses(communityId, { limit: 50, offset: 0, ...filter })).courses.map(
        ({ slug }) => slug,
      );
    expect(await found({ tag: '酵母' })).toEqual(['f1']);
    expect(await found({ text: 'DARK' })).toEqual(['f2']);
    expect(await found({ language: 'zh-CN' })).toEqual(['f1']);
    expect(await found({ language: 'en', text: 'rye' })).toEqual(['f2']);
    expect(await found({ level: 'beginner' })).toEqual(['f1']);
    expect(await course('f2')).toMatchObject({ level: null, language: 'en-GB' });
  });
});

describe('what nobody names', () => {
  it('is tidied away, and what is used stays', async () => {
    const { courses, communityId, product } = school;
    await school.upload(
      whole('tidy', { 'a.md': '![p](p.png)', 'p.png': Buffer.concat([PNG, Buffer.from('old')]) }),
    );
    await courses.publish(communityId, { slug: 'tidy', byId: school.byId });
    await school.upload(
      whole('tidy', { 'a.md': '![p](p.png)', 'p.png': Buffer.concat([PNG, Buffer.from('new')]) }),
    );
    await courses.publish(communityId, { slug: 'tidy', byId: school.byId });
    await courses.tidy(communityId);
    const before = await school.left();
    expect(before.stored).toBe(before.blobs);
    const start = product.sandbox.clock.now();
    await product.sandbox.advanceTo(new Date(start.getTime() + days(31)));
    await courses.tidy(communityId);
    const after = await school.left();
    expect(after.stored).toBe(after.blobs);
    expect(after.blobs).toBeLessThan(before.blobs);
    expect((await draft('tidy')).number).toBe(2);
    await product.sandbox.advanceTo(new Date(start.getTime() + days(400)));
    await courses.tidy(communityId);
    expect((await course('tidy')).state).toBe('published');
    await expect(course('f1')).rejects.toMatchObject({ key: 'course_unknown' });
  });

  it('forgets who made it, and keeps the course', async () => {
    const { courses, communityId, product } = school;
    await school.upload([file('a.md', 'A')], 'mine');
    expect((await courses.kept(communityId, school.byId))['courses']).toBeDefined();
    await product.data.database.transaction((tx) => courses.erase(tx, communityId, school.byId, new Set()));
    expect(await courses.kept(communityId, school.byId)).toEqual({ courses: [], courseVersions: [] });
    expect((await course('mine')).createdById).not.toBe(school.byId);
  });
});
