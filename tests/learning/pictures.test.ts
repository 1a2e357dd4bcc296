import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPictures } from '#adapters/pictures';
import type { CertificateSheet, LessonMark } from '#contracts';

const pictures = createPictures();

const sheet: CertificateSheet = {
  locale: 'zh-CN',
  community: '静水书院',
  course: '零基础学书法：从执笔到楷书',
  name: '魏小明',
  lessons: 24,
  minutes: 720,
  date: '2026年11月22日',
  address: 'https://lyceum.example/certificates/9hXrT3bKQm2vWz8LpYc4Aw',
};

async function pixelsOf(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, data };
}

/** How many pixels of one colour there are, give or take the edges of letters. */
function inked({ data }: { data: Uint8ClampedArray }, [r, g, b]: readonly [number, number, number]): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === r && data[at + 1] === g && data[at + 2] === b) count += 1;
  }
  return count;
}

const GOLD = [176, 141, 63] as const;
const GREEN = [76, 195, 138] as const;

describe('pictures', () => {
  it('write Chinese letters that are letters: each looks different, and none is an empty box', async () => {
    const looks = new Set<string>();
    for (const name of ['一', '永', '龘', '国', 'A', 'Ж']) {
      expect(pictures.writes(name)).toBe(true);
      const { data } = await pixelsOf(await pictures.certificate({ ...sheet, name }));
      looks.add(Buffer.from(data).toString('base64'));
    }
    expect(looks.size).toBe(6);
    // Letters nobody can draw would all look like one box; they are known before.
    expect(['مرحبا', 'สวัสดี', '🎓', ''].map((name) => pictures.writes(name))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(pictures.writes('Ada 🎓')).toBe(true);
  });

  it('make a certificate of one size, and bold where it is to be', async () => {
    const { width, height, data } = await pixelsOf(await pictures.certificate(sheet));
    expect([width, height]).toEqual([1754, 1240]);
    const bare = await pixelsOf(await pictures.certificate({ ...sheet, name: '' }));
    expect(inked({ data }, GOLD)).toBeGreaterThan(inked(bare, GOLD) + 3_000);
  });

  it('show as much green as is done', async () => {
    const green = async (done: number) => {
      const lessons = Array.from({ length: 12 }, (_, at): LessonMark => (at < done ? 'done' : 'open'));
      const png = await pictures.progress({ locale: 'en', title: 'Brushes', lessons });
      return inked(await pixelsOf(png), GREEN);
    };
    const shares = [await green(0), await green(3), await green(6), await green(12)];
    expect(shares[0]).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[3]).toBeGreaterThan((shares[2] ?? 0) * 1.7);
  });

  it('bear any title, any name and any number of lessons', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.array(fc.constantFrom<LessonMark>('done', 'here', 'open', 'closed'), { maxLength: 1_000 }),
        async (title, lessons) => {
          const progress = await pixelsOf(await pictures.progress({ locale: 'en', title, lessons }));
          expect([progress.width, progress.height]).toEqual([960, 320]);
          const counted = lessons.slice(0, 60).map((_, at) => ({ title, seen: at, done: at }));
          const funnel = await pictures.funnel({ locale: 'zh-CN', title, learners: 3, lessons: counted });
          expect((await pixelsOf(funnel)).height).toBeLessThan(1_400);
          await pictures.certificate({ ...sheet, name: title, course: title, community: title });
        },
      ),
      { numRuns: 6 },
    );
  });
});
