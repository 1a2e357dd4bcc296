import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lessonReader } from '#app/lesson-reader';
import { isTextKey } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { frontMatterOf } from '../../src/domain/courses/ingest/front-matter.js';
import { chineseNumber, cleanName, keyOf, naturally, slugOf } from '../../src/domain/courses/ingest/names.js';
import { openParcel } from '../../src/domain/courses/ingest/parcel.js';
import { openScratch } from '../../src/domain/courses/ingest/scratch.js';
import { file, PDF, PNG, wav, zipOf, type Entry } from './archives.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lyceum-ingest-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const step = fc.constantFrom(
  'a',
  'b',
  '..',
  '.',
  'c d',
  '课',
  '__MACOSX',
  '.git',
  'con',
  'é',
  'A',
  '10',
  'x\0y',
);
const ending = fc.constantFrom('.md', '.MD', '.png', '.svg', '.zip', '.mp4', '', '.markdown', '.pdf');
const name = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 4 }), fc.constantFrom('/', '\\'), ending)
  .map(([steps, slash, end]) => steps.join(slash) + end);
const data = fc.oneof(
  fc.constantFrom<Uint8Array>(PNG, PDF, wav(1), Buffer.alloc(0), zipOf([{ name: 'a.md', data: 'x' }])),
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => Buffer.from(text)),
  fc.string({ maxLength: 60 }).map((yaml) => Buffer.from(`---\n${yaml}\n---\n# Title\n\n![x](a.png)`)),
);
const entry: fc.Arbitrary<Entry> = fc.record(
  {
    name: fc.oneof(
      name,
      fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
    ),
    data,
    method: fc.constantFrom(0, 8, 8, 8, 99),
    flags: fc.constantFrom(0, 0x800, 1),
    mode: fc.constantFrom(0o100_644, 0o120_777, 0o040_755, 0),
    claims: fc.constantFrom(0, 5, 2 ** 31),
  },
  { requiredKeys: ['name', 'data'] },
);

/** What becomes of it: nothing is ever thrown but what a person can read. */
async function outcome(files: Parameters<typeof openParcel>[0]): Promise<string> {
  const scratch = await openScratch(folder);
  try {
    const { parcel, landed } = await openParcel(files, scratch, lessonReader, () => {});
    for (const lesson of parcel.lessons) {
      expect(lesson.key).toMatch(/^[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*$/u);
      expect(lesson.title).not.toBe('');
    }
    expect(new Set(parcel.lessons.map(({ key }) => key)).size).toBe(parcel.lessons.length);
    for (const { hash } of parcel.assets) expect(landed.has(hash ?? '')).toBe(true);
    return 'taken';
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    expect(isTextKey(`errors.${error.key}`), error.key).toBe(true);
    return error.key;
  } finally {
    await scratch.clear();
    expect(await readdir(folder)).toEqual([]);
  }
}

describe('whatever comes', () => {
  it('as loose files: is taken or refused in words, and nothing stays behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, data), { maxLength: 6 }), async (files) => {
        await outcome(files.map(([given, bytes]) => file(given, bytes)));
      }),
      { numRuns: 150 },
    );
  });

  it('as a zip, whatever it says about itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (entries) => {
        await outcome([file('x.zip', zipOf(entries))]);
      }),
      { numRuns: 200 },
    );
  });

  it('as a zip with a byte changed, or cut off', async () => {
    const whole = zipOf([
      { name: 'course.md', data: '---\ntitle: x\n---\n' },
      { name: 'a.md', data: '# A\n\ntext '.repeat(20) },
      { name: 'p.png', data: PNG },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bytes[at] = byte;
        await outcome([file('x.zip', bytes)]);
      }),
      { numRuns: 250 },
    );
  });
});

describe('front matter', () => {
  it('is plain data or refused, whatever is written there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (yaml) => {
        try {
          const { fields } = frontMatterOf(`---\n${yaml}\n---\nbody`, 'a.md');
          for (const value of fields.values()) expect(typeof value).not.toBe('function');
        } catch (error) {
          if (!(error instanceof UserFacingError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never reaches what objects are made of', () => {
    const { fields } = frontMatterOf('---\n__proto__: {polluted: yes}\nconstructor: x\n---\n', 'a.md');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect([...fields.keys()]).toEqual(['__proto__', 'constructor']);
  });

  it('ends where its fence does, and a rule is no fence', () => {
    expect(frontMatterOf('---\ntitle: a\n---\nbody\n', 'a.md')).toMatchObject({ body: 'body\n', skipped: 3 });
    expect(frontMatterOf('---\n---\nbody', 'a.md')).toMatchObject({ body: 'body', skipped: 2 });
    expect(frontMatterOf('---\n\nA rule at the top.\n', 'a.md').fields.size).toBe(0);
    expect(frontMatterOf('no\n---\na: b\n---\n', 'a.md').fields.size).toBe(0);
  });
});

describe('names', () => {
  it('stay inside, or are refused', () => {
    fc.assert(
      fc.property(fc.oneof(name, fc.string({ unit: 'binary', maxLength: 30 })), (given) => {
        try {
          const clean = cleanName(given);
          expect(clean.split('/')).not.toContain('..');
          expect(clean).not.toMatch(/^\/|\\|^[a-z]:/i);
          expect(cleanName(clean)).toBe(clean);
        } catch (error) {
          if (!(error instanceof UserFacingError)) throw error;
        }
      }),
    );
  });

  it('are in the order in which people count', () => {
    const names = ['10-z.md', '第十课.md', '2-y.md', '第二课.md', '第十一课.md', '1-x.md', '第一课.md'];
    expect(names.toSorted(naturally)).toEqual([
      '1-x.md',
      '2-y.md',
      '10-z.md',
      '第一课.md',
      '第二课.md',
      '第十课.md',
      '第十一课.md',
    ]);
    expect(['一', '十', '十二', '二十', '二十五', '一百零三', '二五'].map(chineseNumber)).toEqual([
      1, 10, 12, 20, 25, 103, 25,
    ]);
  });

  it('become keys that people can say', () => {
    expect(keyOf('week 1/03_Water & Flour.md')).toBe('water-flour');
    expect(keyOf('第三课 揉面.md')).toBe('第三课-揉面');
    expect(keyOf('12.md')).toBe('12');
    expect(slugOf('  ＨＥＬＬＯ，世界!! ')).toBe('hello-世界');
  });
});
