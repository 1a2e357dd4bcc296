import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en, say } from '#contracts';
import { clean, fit, spans } from '../../src/adapters/discord/markup.js';
import { asBody, draw, sameText, type Drawn } from '../../src/adapters/discord/render.js';
import { tableLines, widthOf } from '../../src/adapters/discord/table.js';
import { answer, anyAnswer, hostile, reader, value } from './discord-answers.js';
import { seen } from './discord-markdown.js';
import { runs } from '../_support/thorough.js';

const markup = (...args: Parameters<typeof spans>): string => fit(spans(...args), Infinity);
/** The seam that takes the life out of @everyone is not to be seen. */
const visible = (text: string): string => text.replaceAll('\u200B', '');

describe('what a person typed', () => {
  it('is shown as it is and never comes alive', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = seen(markup(value(text), reader));
        expect(read.alive).toEqual([]);
        expect(visible(read.text)).toBe(visible(clean(text)));
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('stays inside the bold of our own text', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => clean(text).trim() !== ''),
        (name) => {
          const read = seen(markup(say('errors.plan_name_taken', { name }), reader));
          expect(read.alive).toEqual(['strong']);
          const around = en.errors.plan_name_taken.split('**{{name}}**');
          expect(visible(read.text)).toBe(`${around[0]}${visible(clean(name))}${around[1]}`);
        },
      ),
      { numRuns: runs(1_000) },
    );
  });

  it('stays inside the code of our own text', () => {
    fc.assert(
      fc.property(hostile, (command) => {
        const read = seen(markup(say('errors.unknown_command', { command }), reader));
        expect(read.alive).toEqual(['code', 'code']);
      }),
      { numRuns: runs(1_000) },
    );
  });

  it('can name a link, and the link still goes where we say', () => {
    fc.assert(
      fc.property(hostile, (label) => {
        const link = 'https://pay.example/a(b)?c=[d]&e=*_~|`';
        const read = seen(markup(say('common.literal', { text: { link, label } }), reader));
        expect(read.alive).toHaveLength(1);
        expect(read.alive[0]).toMatch(/^link https:\/\/pay\.example\/a%28b%29\?c=/);
      }),
      { numRuns: runs(1_000) },
    );
  });

  it('does not let two bold stretches run into each other', () => {
    const link = (label: string) => ({ link: `https://${label}.example/`, label });
    const name = say('common.and', { first: link('a'), second: link('b') });
    const read = seen(markup(say('errors.plan_name_taken', { name }), reader));
    expect(read.alive).toEqual([
      'strong',
      'link https://a.example/',
      'strong',
      'strong',
      'link https://b.example/',
    ]);
    expect(visible(read.text)).toContain('a and b');
  });

  it('comes alive nowhere in a whole message', () => {
    const own = /^(strong|code|code block|link https?:\/\/.*|time <t:\d+:f>)$/s;
    fc.assert(
      fc.property(anyAnswer, (given) => {
        for (const text of texts(draw(given))) {
          for (const living of seen(text).alive) expect(living).toMatch(own);
        }
      }),
      { numRuns: runs(150) },
    );
  });
});

describe('a link', () => {
  it.each(['javascript:alert(1)', 'tg://resolve?domain=x', 'mailto:a@b.c', 'https://', 'data:text/html,x'])(
    'to %s is only its label',
    (link) => {
      expect(markup(say('common.literal', { text: { link, label: 'here' } }), reader)).toBe('here');
    },
  );
});

describe('a message', () => {
  it('is within every limit of Discord, whatever is put into it', () => {
    fc.assert(
      fc.property(anyAnswer, (given) => {
        const drawn = draw(given);
        expectWithinLimits(drawn);
        expect(drawn.embeds.length + drawn.files.length > 0 || Boolean(drawn.content)).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  it('shows that something was left out', () => {
    const many = Array.from({ length: 400 }, (_, n) => ({ text: value(`line ${n}`) }));
    const cut = draw(answer({ list: many })).embeds[0]?.description ?? '';
    expect(cut).toMatch(/…$/);
    expect(cut.length).toBeGreaterThan(3_900);

    const fields = Array.from({ length: 30 }, (_, n) => ({ name: value(`n${n}`), value: value(`v${n}`) }));
    const [embed] = draw(answer({ body: [value('Above')], fields })).embeds;
    expect(embed?.fields).toHaveLength(25);
    expect(embed?.description).toBe('Above\n…');
  });

  it('is never cut inside of markup', () => {
    fc.assert(
      fc.property(hostile, fc.nat({ max: 60 }), (name, limit) => {
        const whole = spans(say('errors.plan_name_taken', { name: `${name} and more` }), reader);
        const cut = fit(whole, limit + 5);
        expect(cut.length).toBeLessThanOrEqual(limit + 5);
        for (const living of seen(cut).alive) expect(living).toBe('strong');
      }),
      { numRuns: runs(1_000) },
    );
  });

  it('turns an address that is too long for a button into a link', () => {
    const url = `https://pay.example/${'x'.repeat(600)}`;
    const drawn = draw(answer({ body: [value('Pay')], buttons: [[{ label: value('Pay [now]'), url }]] }));
    expect(drawn.components).toEqual([]);
    expect(drawn.embeds[0]?.description).toBe(`Pay\n[Pay (now)](${url})`);
  });

  it('pings nobody', () => {
    expect(asBody(draw(answer({ body: [value('@everyone <@1>')] }))).body).toMatchObject({
      allowed_mentions: { parse: [] },
    });
  });

  it('is recognised again, however Discord trimmed it, and not mistaken for another', () => {
    const drawn = draw(answer({ title: value('A'), body: [value('b\n\n\nc')], fields: [{ name: value('n'), value: value('v') }] })); // prettier-ignore
    const [embed] = drawn.embeds;
    const stored = { content: '', embeds: [{ ...embed, type: 'rich', description: 'b\nc ' }] };
    expect(sameText(stored as never, drawn)).toBe(true);
    expect(sameText(stored as never, draw(answer({ title: value('A'), body: [value('b c')] })))).toBe(false);
  });

  it('numbers its files as Discord describes it: in strings', () => {
    const picture = { name: 'week.png', data: new Uint8Array([1]), alt: say('cohorts.alt') };
    const { body, files } = asBody(draw(answer({ title: value('A week'), picture })));
    expect(body).toMatchObject({ attachments: [{ id: '0', filename: 'week.png' }] });
    expect(files).toMatchObject([{ name: 'week.png', contentType: 'image/png' }]);
  });
});

describe('a table', () => {
  it('is straight with Chinese and Latin letters', () => {
    const table = {
      head: [value('Member'), value('状态')],
      rows: [
        [value('陈薇'), value('有效')],
        [value('Ada Brook'), value('已结束')],
        [value('林晓 Lin'), value('ok')],
      ],
    };
    const lines = tableLines(table, reader, 2_000);
    const second = lines.map((line) => widthOf(line.slice(0, line.search(/(状态|有效|已结束|ok|─)\S*$/u))));
    expect(new Set(second).size).toBe(1);
    expect(lines).toMatchSnapshot();
  });

  it('keeps hostile cells inside of its block', () => {
    const rows = [[value('```\n@everyone'), value('| x |')]];
    const [embed] = draw(answer({ table: { head: [value('a'), value('b')], rows } })).embeds;
    expect(seen(embed?.description ?? '').alive).toEqual(['code block']);
  });

  it('is narrow enough for a narrow window', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), (cells) => {
        const rows = cells.map((row) => row.map(value));
        const head = [value('one'), value('two')];
        for (const line of tableLines({ head, rows }, reader, 3_000)) {
          // A column keeps room for its wide and its narrow letters, each as far as they go.
          expect(widthOf(line)).toBeLessThanOrEqual(2 * 56);
        }
      }),
    );
  });
});

describe('looks', () => {
  const at = new Date('2026-12-31T16:00:00Z');
  it.each([
    [
      'a membership',
      answer({
        tone: 'good',
        title: value('Your membership'),
        body: [say('common.until', { at: { at, as: 'date' } })],
        fields: [
          { name: value('Plan'), value: value('Pro') },
          {
            name: value('Price'),
            value: say('common.price.month', { money: { money: 1900, currency: 'usd' } }),
          },
          { name: value('Next payment'), value: say('common.literal', { text: { at, as: 'relative' } }) },
        ],
        buttons: [
          [
            { label: say('common.buttons.why'), token: 'T'.repeat(22), style: 'plain' },
            { label: say('common.buttons.manage'), url: 'https://billing.example/p' },
          ],
        ],
      }),
    ],
    [
      'a chain in Chinese',
      answer(
        {
          tone: 'warning',
          title: value('为什么'),
          list: [
            { mark: 'good', text: value('付款成功') },
            { mark: 'bad', text: say('errors.plan_name_taken', { name: 'Pro_*' }) },
            { mark: 'wait', text: say('common.literal', { text: { at, as: 'time' } }) },
            { text: say('common.literal', { text: { person: '@陈薇' } }) },
          ],
        },
        { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      ),
    ],
    [
      'a list with a table and a file',
      answer({
        body: [value('2 rows')],
        table: { head: [value('Member'), value('Plan')], rows: [[value('Ada'), value('Pro')]] },
        file: { name: '../plans 2026.csv', type: 'text/csv', data: new Uint8Array([1]) },
        picture: { name: '图.png', data: new Uint8Array([2]), alt: value('A curve') },
      }),
    ],
    ['next to nothing', answer({})],
  ] as const)('%s', (_name, given) => {
    expect(draw(given)).toMatchSnapshot();
  });
});

function texts({ content, embeds }: Drawn): string[] {
  return embeds
    .flatMap((each) => [
      each.title,
      each.description,
      ...(each.fields ?? []).flatMap(({ name, value: text }) => [name, text]),
    ])
    .concat(content)
    .filter((text): text is string => text !== undefined);
}

function expectWithinLimits(drawn: Drawn): void {
  const between = (text: string | undefined, max: number): void => {
    if (text === undefined) return;
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(max);
    expect(text.trim()).not.toBe('');
  };
  between(drawn.content, 2_000);
  expect(drawn.embeds.length).toBeLessThanOrEqual(1);
  for (const embed of drawn.embeds) {
    between(embed.title, 256);
    between(embed.description, 4_096);
    expect((embed.fields ?? []).length).toBeLessThanOrEqual(25);
    for (const field of embed.fields ?? []) {
      between(field.name, 256);
      between(field.value, 1_024);
    }
  }
  expect(texts({ ...drawn, content: '' }).join('').length).toBeLessThanOrEqual(6_000);
  expect(drawn.components.length).toBeLessThanOrEqual(5);
  const ids: string[] = [];
  for (const row of drawn.components) {
    expect(row.components.length).toBeGreaterThan(0);
    expect(row.components.length).toBeLessThanOrEqual(5);
    for (const each of row.components) {
      if ('label' in each) between(each.label, 80);
      if ('custom_id' in each) ids.push(each.custom_id);
      if ('url' in each) {
        between(each.url, 512);
        expect(each.url).toMatch(/^https?:\/\/\S+$/);
      }
    }
  }
  for (const id of ids) between(id, 100);
  const names = drawn.files.map((file) => file.name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)?$/);
}
