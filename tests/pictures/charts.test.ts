import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPictures } from '#adapters/pictures';
import { en, numberText, themes, zhCN, type ChartPanel, type ChartSheet } from '#contracts';
import type { Locale } from '#domain/members';
import { SMALL, WIDTH } from '../../src/adapters/pictures/chart/frame.js';
import { contrast, palettes } from '../../src/adapters/pictures/chart/palette.js';
import { scaleFor } from '../../src/adapters/pictures/chart/scale.js';
import { labelChoices, weekdayNames } from '../../src/adapters/pictures/chart/times.js';
import { createFonts } from '../../src/adapters/pictures/fonts.js';
import { root } from '../_support/sources.js';
import { colorAt, difference, looks, pixelsOf } from './seen.js';
import { everyPanel } from './sheets.js';

const pictures = createPictures();
const locales: readonly Locale[] = ['en', 'zh-CN'];
const GOLDEN = join(root, 'tests/pictures/golden.json');
/** Edges of letters may differ by a hair between machines; a missing word, line or panel is more than that. */
const ALIKE = 0.004;

describe('charts look as they did', () => {
  const golden = (existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, 'utf8')) : {}) as Record<
    string,
    string
  >;
  const drawn = (sheet: ChartSheet) => pictures.chart(sheet).then(pixelsOf).then(looks);

  it.each(locales.flatMap((locale) => themes.map((theme) => ({ locale, theme }))))(
    '$locale, $theme',
    async ({ locale, theme }) => {
      const name = `${locale} ${theme}`;
      const now = await drawn(everyPanel(locale, theme));
      const known = golden[name];
      if (known === undefined) {
        // Whoever changes how charts look takes the old one out, and looks at what comes.
        writeFileSync(GOLDEN, `${JSON.stringify({ ...golden, [name]: now }, null, 2)}\n`);
        golden[name] = now;
      }
      expect(known, 'it was written now: look at it, and run this again').toBeDefined();
      expect(difference(now, known ?? '')).toBeLessThan(ALIKE);
    },
  );

  it('a word, a colour or a value that changes is noticed', async () => {
    const sheet = everyPanel('en', 'light');
    const known = golden['en light'] ?? '';
    const [first, ...rest] = sheet.panels;
    const others: ChartSheet[] = [
      { ...sheet, title: '▯▯▯ ▯▯▯▯ ▯▯ ▯▯▯▯▯ ▯▯▯▯▯ ▯▯▯▯▯▯▯' },
      { ...sheet, panels: rest },
      {
        ...sheet,
        panels: sheet.panels.map((panel): ChartPanel =>
          panel.kind === 'week' ? { ...panel, values: panel.values.toReversed() } : panel,
        ),
      },
    ];
    expect(first?.kind).toBe('figures');
    for (const other of others) expect(difference(await drawn(other), known)).toBeGreaterThan(ALIKE);
  });
});

describe('letters', () => {
  const fonts = createFonts();
  const texts = (value: object): string[] =>
    Object.values(value).flatMap((one: unknown) =>
      typeof one === 'string' ? [one] : texts(one as Record<string, unknown>),
    );
  const numbers = (locale: Locale) => [
    ...[0, 0.5, 12, 1_234, 12_345, 1_234_567, 3e9].map((value) => numberText(value, 'count', locale)),
    ...[0.051, 0.5, 3].map((value) => numberText(value, 'share', locale)),
    ...[5, 600, 20_000, 400_000].map((value) => numberText(value, 'seconds', locale)),
    ...['usd', 'eur', 'cny', 'jpy', 'gbp', 'krw'].map((currency) =>
      numberText(123_456_789, { currency }, locale),
    ),
  ];
  const times = (locale: Locale) => [
    ...weekdayNames(locale),
    ...(['hour', 'day', 'week'] as const).flatMap((step) =>
      labelChoices({ step, from: '2026-01-01' }, 400, locale).flatMap((choice) =>
        choice.map(({ text }) => text),
      ),
    ),
  ];
  const said = [en, zhCN].flatMap(({ pulse, stats, forecast, revenue, cohorts }) =>
    texts({ pulse, stats, forecast, revenue, cohorts }),
  );
  const used = [
    ...said.map((text) => text.replaceAll(/\{\{\w+\}\}|\*\*|`[^`]*`/g, '')),
    ...locales.flatMap(numbers),
    ...locales.flatMap(times),
  ];
  const characters = [...new Set([...used.join('').normalize('NFC')])].filter((one) => !/\s/u.test(one));

  /** What a character looks like; one that no font has looks like a box. */
  function lookOf(character: string, families = fonts.familiesFor(character)): string {
    const canvas = createCanvas(48, 48);
    const context = canvas.getContext('2d');
    context.font = `32px ${families}`;
    context.fillText(character, 4, 36);
    return Buffer.from(context.getImageData(0, 0, 48, 48).data).toString('base64');
  }

  it('are all in the font: none that pictures use is left out, empty, or a box', () => {
    expect(characters.length).toBeGreaterThan(400);
    const nothing = lookOf(' ');
    const boxes = ['\u{E123}', '\u{10FFFD}'].map((one) => lookOf(one, fonts.familiesFor('A一')));
    const bad = characters.filter((one) => {
      const look = lookOf(one);
      return !fonts.has(one) || look === nothing || boxes.includes(look);
    });
    expect(bad).toEqual([]);
    // The box is known when it is seen: a letter of a slice that was not loaded is one.
    expect(boxes).toContain(lookOf('龘', fonts.familiesFor('A')));
  });

  it('that are different look different', () => {
    const looks = new Map(characters.map((one) => [lookOf(one), one]));
    // Minus and dash, and middle dots, may be alike.
    expect(characters.length - looks.size).toBeLessThan(6);
  });

  it('can be read on a phone, where a picture is 360 wide', () => {
    expect((SMALL * 360) / WIDTH).toBeGreaterThanOrEqual(9);
  });
});

describe('colours', () => {
  /** How a colour looks to those who do not see red, or green (Viénot, Brettel and Mollon, 1999). */
  const seen = (color: string, without: 'red' | 'green'): string => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map(
      (at) => (Number.parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2,
    );
    const [share, rest] = without === 'red' ? [0.112_38, 0.887_62] : [0.292_75, 0.707_25];
    const yellow = share * r + rest * g;
    const blue = without === 'red' ? 0.004_01 * r - 0.004_01 * g + b : -0.022_34 * r + 0.022_34 * g + b;
    return `#${[yellow, yellow, blue]
      .map((one) =>
        Math.round(255 * Math.max(0, Math.min(1, one)) ** (1 / 2.2))
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`;
  };
  const apart = (one: string, other: string): number =>
    Math.hypot(
      ...[1, 3, 5].map(
        (at) => Number.parseInt(one.slice(at, at + 2), 16) - Number.parseInt(other.slice(at, at + 2), 16),
      ),
    );

  it.each(themes)('are seen on the ground, and told apart without red or green: %s', (theme) => {
    const { ground, tile, ink, soft, good, bad, hues } = palettes[theme];
    for (const under of [ground, tile]) {
      for (const text of [ink, soft, good, bad]) expect(contrast(text, under)).toBeGreaterThanOrEqual(4.5);
    }
    const all = Object.values(hues);
    for (const hue of all) expect(contrast(hue, ground)).toBeGreaterThanOrEqual(3);
    for (const without of ['red', 'green'] as const) {
      for (const [at, one] of all.entries()) {
        for (const other of all.slice(at + 1)) {
          expect(apart(seen(one, without), seen(other, without)), `${one} ${other}`).toBeGreaterThan(25);
        }
      }
    }
  });
});

describe('numbers', () => {
  it('are drawn on round scales that reach them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.constantFrom('count' as const, 'share' as const, 'seconds' as const),
        (most, unit) => {
          const { top, ticks } = scaleFor(most, unit);
          expect(top).toBeGreaterThanOrEqual(most);
          expect(ticks[0]).toBe(0);
          expect(ticks.length).toBeLessThanOrEqual(8);
          if (unit === 'count') expect(ticks.every(Number.isInteger)).toBe(true);
        },
      ),
    );
  });

  it('are written as people of the language do', () => {
    const written = (locale: Locale) => [
      numberText(12_345, 'count', locale),
      numberText(0.123, 'share', locale),
      numberText(5_400, 'seconds', locale),
      numberText(124_000, { currency: 'cny' }, locale),
      numberText(123_456_700, { currency: 'cny' }, locale),
    ];
    expect(written('en')).toEqual(['12.3K', '12%', '1.5 hr', 'CN¥1,240', 'CN¥1.2M']);
    expect(written('zh-CN')).toEqual(['1.2万', '12%', '1.5小时', '¥1,240', '¥123.5万']);
  });

  it('that are missing leave a gap, and no line at nought', async () => {
    const values = [50, 50, null, null, 50, 50];
    const png = await pictures.chart({
      locale: 'en',
      title: 'x',
      panels: [{ kind: 'line', axis: { step: 'day', from: '2026-11-16' }, series: [{ name: 'a', values }] }],
    });
    const pixels = await pixelsOf(png);
    const hue = palettes.light.hues.first;
    const columns = Array.from({ length: pixels.width }, (_, x) =>
      Array.from({ length: pixels.height }, (__, y) => colorAt(pixels, x, y)).includes(hue),
    );
    const first = columns.indexOf(true);
    const last = columns.lastIndexOf(true);
    const gap = columns.slice(first, last).filter((isLine) => !isLine).length;
    expect(gap / (last - first)).toBeGreaterThan(0.5);
    expect(gap / (last - first)).toBeLessThan(0.7);
  });

  it('of any kind, and names of any length, make a picture 1080 wide', async () => {
    const value = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: null });
    const values = fc.array(value, { maxLength: 60 });
    const name = fc.string({ unit: 'binary', maxLength: 200 });
    const axis = fc.constantFrom(
      { step: 'hour' as const, from: '2026-03-28T00:00:00Z', timeZone: 'Europe/Berlin' },
      { step: 'day' as const, from: '2026-02-27' },
      { step: 'week' as const, from: '2026-11-16' },
    );
    const series = fc.array(fc.record({ name, values }), { maxLength: 7 });
    const panel: fc.Arbitrary<ChartPanel> = fc.oneof(
      fc.record({ kind: fc.constant('line' as const), title: name, axis, series }),
      fc.record({ kind: fc.constant('bars' as const), axis, series, stacked: fc.boolean() }),
      fc.record({ kind: fc.constant('week' as const), values: fc.array(value, { maxLength: 200 }) }),
      fc.record({
        kind: fc.constant('figures' as const),
        cells: fc.array(fc.record({ label: name, value, change: value }), { maxLength: 7 }),
      }),
      fc.record({
        kind: fc.constant('ranks' as const),
        rows: fc.array(fc.record({ label: name, value: fc.nat(), before: value }), { maxLength: 14 }),
      }),
      fc.record({
        kind: fc.constant('grid' as const),
        head: fc.record({ label: name, columns: fc.array(name, { maxLength: 20 }) }),
        rows: fc.array(fc.record({ label: name, cells: values }), { maxLength: 8 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(panel, { maxLength: 2 }), name, async (panels, title) => {
        const png = Buffer.from(await pictures.chart({ locale: 'zh-CN', title, panels }));
        expect(png.subarray(1, 4).toString()).toBe('PNG');
        expect(png.readUInt32BE(16)).toBe(1_080);
      }),
      { numRuns: 10 },
    );
  });
});
