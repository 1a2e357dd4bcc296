import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetPath, assetsOf, documentOf, safeLink, withPictures, type Block } from '#contracts';
import { chunksOf } from '../../src/contracts/document/chunks.js';
import { prepared, shallow } from '../../src/contracts/document/prepare.js';
import { runs } from '../_support/thorough.js';

const blocks = (markdown: string): Block[] => documentOf(markdown).blocks;
const paragraph = (...runs: object[]): object => ({ kind: 'paragraph', runs });

describe('a document', () => {
  it('has emphasis as Chinese needs it', () => {
    expect(blocks('**中文，**后面，~~旧价：~~新价，||答案。||对吗')).toEqual([
      paragraph(
        { text: '中文，', bold: true },
        { text: '后面，' },
        { text: '旧价：', strike: true },
        { text: '新价，' },
        { text: '答案。', spoiler: true },
        { text: '对吗' },
      ),
    ]);
    expect(blocks('加油~ 好的~')).toEqual([paragraph({ text: '加油~ 好的~' })]);
  });

  it('does not let pairs cross', () => {
    expect(blocks('||a ~~b|| c~~')).toEqual([paragraph({ text: 'a ~~b', spoiler: true }, { text: ' c~~' })]);
    expect(blocks('||a ~~b~~ c||')).toEqual([
      paragraph(
        { text: 'a ', spoiler: true },
        { text: 'b', spoiler: true, strike: true },
        { text: ' c', spoiler: true },
      ),
    ]);
  });

  it('ends an address where Chinese goes on', () => {
    const link = 'https://example.org/a';
    expect(blocks(`见${link}。**后面（${link}）**`)).toEqual([
      paragraph(
        { text: '见' },
        { text: link, link },
        { text: '。' },
        { text: '后面（', bold: true },
        { text: link, link, bold: true },
        { text: '）', bold: true },
      ),
    ]);
    expect(blocks(`[x](${link}（b）)`)).toEqual([
      paragraph({ text: 'x', link: 'https://example.org/a%EF%BC%88b%EF%BC%89' }),
    ]);
  });

  it('keeps the line breaks of its author, not those of an editor', () => {
    expect(blocks('床前明月光\n疑是地上霜')).toEqual([paragraph({ text: '床前明月光\n疑是地上霜' })]);
    const long = 'word '.repeat(13).trim();
    expect(blocks(`${long}\n${long}\nend`)).toEqual([paragraph({ text: `${long} ${long} end` })]);
    const chinese = '字'.repeat(35);
    expect(blocks(`${chinese}\n${chinese}\n完`)).toEqual([paragraph({ text: `${chinese}${chinese}完` })]);
    expect(blocks(`${chinese}\n完`)).toEqual([paragraph({ text: `${chinese}\n完` })]);
  });

  it('numbers its notes in the order of the text, once each', () => {
    const [first, notes] = blocks('a[^z] b[^y] c[^z]\n\n[^y]: Y[^x]\n[^z]: Z\n[^x]: X\n[^w]: W');
    expect(first).toEqual(paragraph({ text: 'a[1] b[2] c[1]' }));
    expect(notes).toMatchObject({ kind: 'notes', notes: [{ number: 1 }, { number: 2 }, { number: 3 }] });
  });

  it('says what was left out, and where', () => {
    const { problems } = documentOf('ok\n\n[a](javascript:alert(1))\n\n<iframe>\n\n![b](file:///etc/passwd)');
    expect(problems).toEqual([
      { kind: 'link', line: 3, excerpt: 'javascript:alert(1)' },
      { kind: 'html', line: 5, excerpt: '<iframe>' },
      { kind: 'picture', line: 7, excerpt: 'file:///etc/passwd' },
    ]);
    const far = `${'Some words in a paragraph.\n\n'.repeat(200)}[a](javascript:1)`;
    expect(documentOf(far).problems).toEqual([{ kind: 'link', line: 401, excerpt: 'javascript:1' }]);
  });

  it('asks where an uploaded file can be had', () => {
    const resolve = (asset: string): string | null =>
      asset === 'files/课件.pdf' ? 'https://files.example/1' : 'javascript:1';
    expect(documentOf('[a](files/%E8%AF%BE%E4%BB%B6.pdf) [b](c.pdf)', { resolve }).blocks).toEqual([
      paragraph({ text: 'a', link: 'https://files.example/1' }, { text: ' b' }),
    ]);
  });

  it('knows its pictures, and shows the description of one that is missing', () => {
    const document = documentOf(
      '![a](x.png)\n\n- ![b](y.png)\n\n> ![](z.png) ![c](https://example.org/w.png)',
    );
    expect(assetsOf(document)).toEqual(['x.png', 'y.png', 'z.png']);
    const found = withPictures(document, (asset) => (asset === 'x.png' ? { asset: 'hash.png' } : null));
    expect(assetsOf(found)).toEqual(['hash.png']);
    expect(found.blocks[1]).toMatchObject({ items: [{ blocks: [paragraph({ text: 'b', italic: true })] }] });
    expect(found.blocks[2]).toMatchObject({
      blocks: [{ kind: 'picture', source: { url: 'https://example.org/w.png' } }],
    });
  });
});

describe('addresses', () => {
  it.each([
    ['https://example.org/ä b', 'https://example.org/%C3%A4%20b'],
    ['HTTPS://EXAMPLE.org', 'https://example.org/'],
    ['mailto:a@b.example?body=x', 'mailto:a@b.example'],
    ['tg://resolve?domain=x', 'tg://resolve?domain=x'],
    ['tg://user?id=1', null],
    ['tg:user?id=1', null],
    ['TG://User?id=1', null],
    ['tg://%75ser?id=1', null],
    ['https://bank.example@evil.example', null],
    ['https://', null],
    ['java\tscript:alert(1)', null],
    ['ftp://example.org', null],
    [`https://example.org/${'x'.repeat(2_000)}`, null],
  ])('%s is linked as %s', (address, wanted) => {
    expect(safeLink(address)).toBe(wanted);
  });

  it.each([
    ['week-1/a.md', './b.png', 'week-1/b.png'],
    ['week-1/a.md', '../pictures/b.png', 'pictures/b.png'],
    ['a.md', '/top/b.png', 'top/b.png'],
    ['a.md', '../b.png', null],
    ['x/y.md', '../../../etc/passwd', null],
    ['a.md', '.', null],
  ])('in %s the file %s is %s', (from, asset, wanted) => {
    expect(assetPath(from, asset)).toBe(wanted);
  });
});

describe('a long text', () => {
  it('reads the same in pieces as whole', () => {
    const filler = 'A sentence that fills the text up to the next piece. '.repeat(12);
    const parts = [
      '# One',
      '- a\n- b',
      '```js\nx\n```',
      '[link][far] and a note[^n]',
      '> quote',
      '| a |\n|---|\n| b |',
    ];
    const whole = parts.map((part) => `${part}\n\n${filler.trim()}\n\n`).join('');
    const kinds = blocks(`${whole}[far]: https://example.org\n\n[^n]: Note`).map(({ kind }) => kind);
    const each = ['heading', 'list', 'code', 'paragraph', 'quote', 'table'].flatMap((kind) => [
      kind,
      'paragraph',
    ]);
    expect(kinds).toEqual([...each, 'notes']);
    expect(JSON.stringify(blocks(`${whole}[far]: https://example.org`))).toContain(
      '"link":"https://example.org/"',
    );
  });

  it('keeps lists, tables and paragraphs in one piece', () => {
    const list = Array.from({ length: 300 }, (_, index) => `1. item ${index}`).join('\n');
    const [first, ...rest] = blocks(list);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ kind: 'list', start: 1 });
    expect(first?.kind === 'list' && first.items).toHaveLength(300);

    const table = `| a | b |\n|---|---|\n${'| some words | and more |\n'.repeat(250)}`;
    const [only, ...others] = blocks(table);
    expect(others).toEqual([]);
    expect(only?.kind === 'table' && only.rows).toHaveLength(250);

    const text = '这是一句不长不短的话，后面还有一句。'.repeat(400);
    expect(JSON.stringify(blocks(text)) === JSON.stringify([paragraph({ text })])).toBe(true);
    const item = { blocks: [paragraph({ text })] };
    expect(JSON.stringify(blocks(`- ${text}`)) === JSON.stringify([{ kind: 'list', items: [item] }])).toBe(
      true,
    );
  });

  it('is never given to the parser in large pieces, whatever it looks like', () => {
    const line = fc.oneof(
      fc.constantFrom('', '```', '~~~', '- a', '  b', '> c', '| a | b |', '|---|---|', '<!--', '-->', '# d'),
      fc.nat(6_000).map((length) => '字'.repeat(length)),
      fc.nat(3_000).map((length) => '> '.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const chunks = chunksOf(lines.map(shallow));
        for (const { text, code } of chunks) if (!code) expect(text.length).toBeLessThanOrEqual(4_600);
        const kept = chunks.reduce((sum, { text }) => sum + text.length, 0);
        expect(kept).toBeLessThanOrEqual(2 * lines.join('\n').length + 100);
      }),
      { numRuns: runs(300) },
    );
  });

  it.each([
    ['quotes', '>'],
    ['lists', '1. '],
    ['brackets', '['],
    ['emphasis', '**a *b '],
    ['code', '`'],
    ['table cells', '|'],
    ['spoilers', '||a|| '],
    ['tags', '<b>'],
    ['letters', '字'],
  ])('of a megabyte of %s is read up to its limit', (_name, sign) => {
    const text = sign.repeat(Math.ceil(1_000_000 / sign.length));
    const { blocks: found, problems } = documentOf(text);
    expect(problems[0]).toMatchObject({ kind: 'too_long' });
    // Addresses apart, a document is not much larger than what was read of its source.
    expect(JSON.stringify(found).length).toBeLessThan(3_000_000);
  });

  it('says only once what it would say without end', () => {
    const long = `[a]: https://example.org/${'x'.repeat(1_900)}\n\n${'[a] '.repeat(20_000)}`;
    expect(JSON.stringify(blocks(long)).length).toBeLessThan(2_000_000);
  });

  it('is prepared once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = prepared(text).text;
        expect(prepared(once).text).toBe(once);
        expect(documentOf(once)).toEqual(documentOf(text));
      }),
      { numRuns: runs(120) },
    );
  });
});
