import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, say, type Answer, type Reply } from '#contracts';
import type { Locale } from '#domain/members';
import { openableUrl } from '../../src/adapters/telegram/ink.js';
import { inkIn as inkOf, type Letter } from '../../src/adapters/telegram/letters.js';
import { render, type Drawn } from '../../src/adapters/telegram/render.js';
import { detectEntities } from '../../src/sandbox/telegram/text/detect.js';
import { literal } from './telegram-bench.js';

function answer(reply: Partial<Answer['reply']>, locale: Locale = 'en'): Answer {
  const timeZone = locale === 'en' ? 'Europe/London' : 'Asia/Shanghai';
  return { kind: 'reply', reply: { buttons: [], ...reply }, locale, timeZone, visibility: 'private' };
}

/** As one would see it: `[bold|…]` marks what an entity covers. */
function seen({ letters, keyboard }: Drawn): string {
  const texts = letters.map((letter) => {
    const { text, entities } = inkOf(letter);
    const inserts = entities
      .flatMap((entity) => [
        { at: entity.offset, what: `[${entity.type}${'url' in entity ? ` ${entity.url}` : ''}|`, order: 1 },
        { at: entity.offset + entity.length, what: ']', order: 0 },
      ])
      .toSorted((a, b) => b.at - a.at || b.order - a.order);
    let out = text;
    for (const { at, what } of inserts) out = out.slice(0, at) + what + out.slice(at);
    return !('name' in letter) ? out : `<${letter.kind} ${letter.name}>\n${out}`;
  });
  const rows = keyboard.map((row) =>
    row
      .map((b) => `(${b.text} ${'url' in b ? b.url : 'callback_data' in b ? b.callback_data : ''})`)
      .join(' '),
  );
  return [...texts, ...rows].join('\n----\n');
}

const membership = (): Partial<Answer['reply']> => ({
  tone: 'good',
  title: say('notices.welcome.title', { plan: '😀 Pro 年度' }),
  body: [
    say('notices.welcome.body', { plan: 'Pro', places: '会员群' }),
    say('errors.unknown_command', { command: 'x' }),
  ],
  fields: [
    {
      name: say('common.platforms.telegram'),
      value: { key: 'common.literal', values: { text: '*not bold*' } },
    },
    { name: say('common.status.active'), value: literal('陈薇') },
  ],
  list: [
    { mark: 'good', text: literal('paid') },
    { mark: 'bad', text: literal('left') },
    { mark: 'wait', text: literal('waiting') },
    { text: say('common.until', { at: { at: new Date(Date.UTC(2026, 11, 31, 20)), as: 'datetime' } }) },
  ],
  table: {
    head: [say('commands.plan.name'), say('commands.plan.options.price.name')],
    rows: [
      [literal('专业版'), literal('¥128')],
      [literal('Pro'), literal('$19.00')],
    ],
  },
  buttons: [
    [
      { label: say('common.buttons.why'), token: 'a'.repeat(22), style: 'primary' },
      { label: say('common.buttons.plans'), token: 'b'.repeat(22), style: 'plain' },
    ],
    [{ label: say('common.buttons.pay'), url: 'https://pay.example/x?y=1' }],
  ],
});

describe('an answer on Telegram', () => {
  it.each(['en', 'zh-CN'] as const)('looks right in %s', (locale) => {
    expect(seen(render(answer(membership(), locale)))).toMatchSnapshot();
  });

  it('puts Chinese and emoji in columns', () => {
    expect([columns('专业版'), columns('Pro'), columns('😀'), columns('e\u0301'), columns('🇨🇳')]).toEqual([
      6, 3, 2, 1, 2,
    ]);
    const [letter] = render(answer({ table: membership().table as NonNullable<Reply['table']> })).letters;
    const lines = letter ? inkOf(letter).text.split('\n') : [];
    const starts = ['price', '¥128', '$19.00'].map((cell, row) =>
      columns(lines[row]?.slice(0, lines[row].indexOf(cell)) ?? ''),
    );
    expect(starts).toEqual([8, 8, 8]);
  });

  it('turns a wide table into lines', () => {
    const wide = answer({
      table: {
        head: [literal('Plan'), literal('Price'), literal('Opens')],
        rows: [
          [literal('Professional membership'), literal('$190.00 a year'), literal('everything there is')],
        ],
      },
    });
    expect(seen(render(wide))).toBe(
      '• [bold|Professional membership] — Price: $190.00 a year · Opens: everything there is',
    );
  });

  it('makes no button of an address Telegram does not open, and none of data that is too long', () => {
    const drawn = render(
      answer({
        buttons: [
          [
            { label: literal('bad'), url: 'javascript:alert(1)' },
            { label: literal('mail'), url: 'mailto:a@b.example' },
            { label: literal('long'), token: 'x'.repeat(63), style: 'plain' },
            { label: literal('app'), url: 'tg://resolve?domain=x' },
          ],
        ],
      }),
    );
    expect(drawn.keyboard.flat().map((button) => button.text)).toEqual(['app']);
  });

  it('links only where Telegram opens the address', () => {
    const linked = (link: string) =>
      seen(render(answer({ body: [say('common.literal', { text: { link, label: 'here' } })] })));
    expect(linked('https://a.example/?q=“x”')).toContain('[text_link https://a.example/');
    expect(linked('mailto:a@b.example')).toBe('here');
    expect(linked('javascript:alert(1)')).toBe('here');
  });

  it('splits long texts at lines, keeps the keyboard under the last, and cuts the rest visibly', () => {
    const line = `${'字'.repeat(60)}。\n`;
    const drawn = render(
      answer({ body: [literal(line.repeat(100))], buttons: membership().buttons ?? [] }, 'zh-CN'),
    );
    expect(drawn.letters.map((letter) => inkOf(letter).text.length)).toEqual([4091, 2107]);
    expect(drawn.letters.every((letter) => inkOf(letter).text.endsWith('。'))).toBe(true);
    const endless = render(answer({ body: [literal(line.repeat(1000))] }, 'zh-CN'));
    expect(endless.letters).toHaveLength(4);
    expect(inkOf(endless.letters[3] as Letter).text).toMatch(/。\n……（已截断）$/);
  });

  it('sends a picture with a short text as one message, with a long one as several', () => {
    const picture = { name: 'a.png', data: new Uint8Array([1]), alt: literal('a chart') };
    expect(seen(render(answer({ picture })))).toBe('<photo a.png>\na chart');
    expect(seen(render(answer({ picture, title: literal('Title') })))).toBe('<photo a.png>\n[bold|Title]');
    const long = render(answer({ picture, body: [literal('x'.repeat(1025))] }));
    expect(long.letters.map((letter) => letter.kind)).toEqual(['photo', 'text']);
    const file = { name: 'a.csv', type: 'text/csv', data: new Uint8Array([1]) };
    expect(render(answer({ picture, file })).letters.map((letter) => letter.kind)).toEqual([
      'photo',
      'document',
    ]);
  });

  it('leaves our own commands for Telegram to find, so that they can be tapped', () => {
    const drawn = render(answer({ body: [say('errors.unknown_command', { command: 'plnas' })] }));
    expect(seen(drawn)).toBe('I do not know /plnas. /help lists what I can do for you.');
    const odd = render(answer({ body: [say('errors.unknown_command', { command: 'a b' })] }));
    expect(seen(odd)).toContain('[code|/a b]');
    // A value alone is never a command, not even in code.
    const value = render(answer({ body: [say('errors.unexpected', { reference: '/grant' })] }));
    expect(seen(value)).toContain('[code|/grant]');
  });

  it('says something even when there is nothing to say', () => {
    expect(seen(render(answer({})))).toBe('✅');
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '**bold** `code`',
    '@olivia_stone /grant #tag $USD',
    'https://evil.example and evil.com, a@b.example',
    'tg://user?id=1',
    '\u202Edesrever',
    '\uE0000\uE001\uE002x\uE003',
    '{{plan}} $t(errors.unexpected)',
    '\ud83d',
    '\udc00x\u0000\r\n\r\t',
    '👨‍👩‍👧‍👦'.repeat(400),
    '字'.repeat(5000),
    '   ',
  ),
);

describe('whatever the values contain', () => {
  const reply = fc.record({
    title: hostile,
    body: fc.array(hostile, { maxLength: 3 }),
    fields: fc.array(fc.tuple(hostile, hostile), { maxLength: 60 }),
    cells: fc.array(fc.tuple(hostile, hostile), { maxLength: 4 }),
    label: hostile,
    link: hostile,
    locale: fc.constantFrom<Locale>('en', 'zh-CN'),
  });
  const drawnFrom = ({
    title,
    body,
    fields,
    cells,
    label,
    link,
    locale,
  }: typeof reply extends fc.Arbitrary<infer T> ? T : never) =>
    render(
      answer(
        {
          title: say('notices.welcome.title', { plan: title }),
          body: body.map((text) => literal(text)),
          fields: fields.map(([name, value]) => ({
            name: literal(name),
            value: say('common.comma', {
              first: { person: value },
              second: { link: `https://x.example/${link}`, label },
            }),
          })),
          table: { head: [literal(title), literal(label)], rows: cells.map((row) => row.map(literal)) },
          buttons: [
            [
              { label: literal(label), token: 'a'.repeat(22), style: 'plain' },
              { label: literal(label), url: link },
            ],
          ],
        },
        locale,
      ),
    );

  it('entities lie within the text, between symbols, and limits are kept', () => {
    fc.assert(
      fc.property(reply, (values) => {
        const { letters, keyboard } = drawnFrom(values);
        expect(letters.length).toBeGreaterThan(0);
        expect(letters.length).toBeLessThanOrEqual(4);
        for (const letter of letters) {
          const { text, entities } = inkOf(letter);
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(4096);
          expect(text).toBe(text.trim());
          expect(text).not.toMatch(/\p{Surrogate}/u);
          expect(entities.length).toBeLessThanOrEqual(100);
          for (const { offset, length } of entities) {
            expect(length).toBeGreaterThan(0);
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset + length).toBeLessThanOrEqual(text.length);
            for (const at of [offset, offset + length])
              expect(
                /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1)),
              ).toBe(false);
          }
        }
        for (const button of keyboard.flat()) {
          expect(button.text.length).toBeGreaterThan(0);
          if ('callback_data' in button)
            expect(Buffer.byteLength(button.callback_data)).toBeLessThanOrEqual(64);
          if ('url' in button) expect(openableUrl(button.url)).toBeDefined();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('values never become entities, neither ours nor those Telegram finds by itself', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, person) => {
        const { letters } = render(
          answer({
            body: [say('common.comma', { first: text, second: { person } })],
            list: [{ text: literal(text) }],
          }),
        );
        for (const letter of letters) {
          const inked = inkOf(letter);
          expect(inked.entities).toEqual([]);
          expect(detectEntities(inked.text)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
