import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UploadProgress } from '#domain/courses';
import { file, PDF, PNG, wav, zipOf } from './archives.js';
import { openSchool, type School } from './school.js';

let school: School;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.product.close());

const COURSE = `---
title: Sourdough at home
slug: sourdough
summary: Bread from flour, water and patience.
tags: [Bread, baking]
language: en
level: beginner
prerequisites: [flour]
plans: [membership, Nobody's plan]
cover: images/loaf.png
links:
  film.mp4: https://media.example.com/film.mp4
  bad.mp4: http://media.example.com/film.mp4
---
Words about the course.
`;

const whole = () => [
  { name: 'bread/course.md', data: COURSE },
  { name: 'bread/10-bake.md', data: '# Bake\n\nHot.\n\n![loaf](images/loaf.png)\n' },
  { name: 'bread/2-knead.md', data: '---\ntitle: Knead\nminutes: 25\n---\n\n[Hear it](sound/dough.wav)\n' },
  {
    name: 'bread/1-start.md',
    data: '# The starter\n\n[Film](film.mp4) and [notes](notes.pdf), ![gone](gone.png)\n',
  },
  { name: 'bread/images/loaf.png', data: PNG },
  { name: 'bread/sound/dough.wav', data: wav(90) },
  { name: 'bread/notes.pdf', data: PDF },
  { name: '__MACOSX/bread/._course.md', data: 'junk' },
  { name: 'bread/.DS_Store', data: 'junk' },
];

describe('an upload', () => {
  it('becomes a draft with lessons in order, and says what to look at', async () => {
    const report = await school.upload([file('bread.zip', zipOf(whole()))]);
    expect(report).toMatchObject({
      slug: 'sourdough',
      number: 1,
      unchanged: false,
      lessons: { added: ['start', 'knead', 'bake'], changed: [], removed: [], moved: 0 },
      assets: { files: 3, known: 0 },
    });
    expect(
      report.notes.map(({ file, line, kind, excerpt }) => `${file}:${line} ${kind}: ${excerpt}`),
    ).toEqual([
      "course.md:1 plan_unknown: Nobody's plan",
      'course.md:1 front_matter: links: bad.mp4',
      '1-start.md:1 asset_missing: gone.png',
    ]);
    const course = await school.courses.course(school.communityId, 'sourdough');
    expect(course).toMatchObject({
      state: 'draft',
      title: 'Sourdough at home',
      summary: 'Bread from flour, water and patience.',
      tags: ['bread', 'baking'],
      language: 'en',
      level: 'beginner',
      prerequisites: ['flour'],
      lessons: 3,
      liveId: null,
      draftId: report.versionId,
    });
    expect(course.planIds).toHaveLength(1);
    const version = await school.courses.version(school.communityId, report.versionId);
    expect(version.cover).toBe('images/loaf.png');
    expect(version.lessons.map(({ title, minutes }) => [title, minutes])).toEqual([
      ['The starter', 1],
      ['Knead', 25],
      ['Bake', 1],
    ]);
    expect(version.lessons[2]?.body).toBe('Hot.\n\n![loaf](images/loaf.png)\n');
    const about = version.assets.map(({ name, kind, type, url, seconds, width }) => [
      name,
      kind,
      type,
      url ?? seconds ?? width,
    ]);
    expect(about).toEqual([
      ['film.mp4', 'video', 'video/mp4', 'https://media.example.com/film.mp4'],
      ['images/loaf.png', 'image', 'image/png', 1],
      ['notes.pdf', 'pdf', 'application/pdf', null],
      ['sound/dough.wav', 'audio', 'audio/wav', 90],
    ]);
    const logged = await school.product.data.database.prisma.audit.findFirst({
      where: { communityId: school.communityId, action: 'course.uploaded' },
    });
    expect(logged).toMatchObject({ actorId: school.byId, subjectId: report.courseId });
    expect(await school.left()).toMatchObject({ blobs: 3, stored: 3, scratch: 0 });
  });

  it('makes no version when it is the same again', async () => {
    const before = await school.left();
    const again = await school.upload([file('other name.zip', zipOf(whole()))]);
    expect(again).toMatchObject({ slug: 'sourdough', number: 1, unchanged: true });
    expect(await school.left()).toEqual(before);
  });

  it('of two hundred lessons says how far it is, step by step', async () => {
    const lessons = Array.from({ length: 200 }, (_, at) => ({
      name: `${at + 1}.md`,
      data: `# Lesson ${at + 1}\n\n${'Words to read, and **some** to keep. '.repeat(40)}\n`,
    }));
    const seen: UploadProgress[] = [];
    const report = await school.courses.upload(school.communityId, {
      files: [file('long.zip', zipOf([...lessons, { name: 'p.png', data: Buffer.concat([PNG, PNG]) }]))],
      byId: school.byId,
      onProgress: (progress) => seen.push({ ...progress }),
    });
    expect(report.lessons.added).toHaveLength(200);
    expect([...new Set(seen.map(({ step }) => step))]).toEqual(['reading', 'checking', 'storing', 'writing']);
    for (const { done, of } of seen) expect(done).toBeLessThanOrEqual(of);
    expect(seen.filter(({ step }) => step === 'reading').length).toBeGreaterThan(200);
    expect(seen.at(-1)).toEqual({ step: 'writing', done: 1, of: 1 });
  });
});
