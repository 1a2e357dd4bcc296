import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocks, inlines, type Block, type Inline } from '../../src/sandbox/page/discord/markdown.js';
import { addressOf, isInvitation, spansOf, type Span } from '../../src/sandbox/page/telegram/entities.js';
import { languageFor, wordsOf } from '../../src/sandbox/page/words/index.js';

function links(nodes: readonly (Inline | Block)[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.is === 'link' ? [node.url] : []),
    ...('of' in node ? links(node.of) : []),
  ]);
}

const flat = (span: Span): string => ('entity' in span ? span.of.map(flat).join('') : span.text);

describe('Discord’s markdown', () => {
  it('draws what a client draws', () => {
    expect(inlines('a **b *c*** __d__ ~~e~~ ||f|| `g` \\*h\\*')).toEqual([
      { is: 'text', text: 'a ' },
      {
        is: 'strong',
        of: [
          { is: 'text', text: 'b ' },
          { is: 'em', of: [{ is: 'text', text: 'c' }] },
        ],
      },
      { is: 'text', text: ' ' },
      { is: 'u', of: [{ is: 'text', text: 'd' }] },
      { is: 'text', text: ' ' },
      { is: 's', of: [{ is: 'text', text: 'e' }] },
      { is: 'text', text: ' ' },
      { is: 'spoiler', of: [{ is: 'text', text: 'f' }] },
      { is: 'text', text: ' ' },
      { is: 'code', text: 'g' },
      { is: 'text', text: ' *h*' },
    ]);
    expect(inlines('<@1> <@&2> <#3> <t:5:R> </plan list:9>').filter(({ is }) => is !== 'text')).toEqual([
      { is: 'user', id: '1' },
      { is: 'role', id: '2' },
      { is: 'channel', id: '3' },
      { is: 'time', seconds: 5, style: 'R' },
      { is: 'command', name: 'plan list' },
    ]);
    expect(blocks('# A\n-# b\n> c\n> d\n- e\n```ts\n**f**\n```').map(({ is }) => is)).toEqual([
      'heading',
      'small',
      'quote',
      'item',
      'code',
    ]);
    expect(blocks('snake_case_name and 2*3*4').map(({ is }) => is)).toEqual(['paragraph']);
  });

  it('opens nothing but http', () => {
    const source =
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](https://example.com) <https://e.org/x>';
    expect(links(blocks(source))).toEqual(['https://example.com', 'https://e.org/x']);
  });

  it('takes whatever is typed', () => {
    const piece = fc.constantFrom(
      ...'*_~|`[]()<>@#:\\ \n>-.t1a'.split(''),
      'https://e.org',
      '**',
      '||',
      '```',
      '<t:1>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const url of links(blocks(pieces.join('')))) expect(url).toMatch(/^https?:/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('Telegram’s entities', () => {
  it('nest, and are cut where they overlap', () => {
    const spans = spansOf('one two three', [
      { type: 'bold', offset: 0, length: 7 },
      { type: 'italic', offset: 4, length: 9 },
    ]);
    expect(spans.map((span) => ('entity' in span ? span.entity.type : span.text))).toEqual([
      'bold',
      ' three',
    ]);
    expect(spans.map(flat).join('')).toBe('one two three');
  });

  it('never lose or double a character', () => {
    const entity = fc.record({
      type: fc.constantFrom('bold', 'code', 'pre', 'text_link', 'blockquote'),
      offset: fc.integer({ min: -2, max: 12 }),
      length: fc.integer({ min: -1, max: 14 }),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.array(entity, { maxLength: 6 }), (text, entities) => {
        expect(spansOf(text, entities).map(flat).join('')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('lead only where a browser may go', () => {
    const link = { type: 'text_link', offset: 0, length: 1 };
    expect(addressOf({ ...link, url: 'javascript:alert(1)' }, 'x')).toBeUndefined();
    expect(addressOf({ ...link, url: 'https://t.me/+abc' }, 'x')).toBe('https://t.me/+abc');
    expect(addressOf({ type: 'url', offset: 0, length: 11 }, 'example.com')).toBe('https://example.com');
    expect([isInvitation('https://t.me/+abc'), isInvitation('https://evil.me/+abc')]).toEqual([true, false]);
  });
});

describe('the words of the page', () => {
  it('follow what was chosen, then the browser', () => {
    expect(languageFor('en', ['zh-CN'])).toBe('en');
    expect(languageFor(null, ['fr-FR', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(languageFor(null, ['fr-FR'])).toBe('en');
  });

  it('are all there in both languages, none left in English', () => {
    const [english, chinese] = [flatten(wordsOf('en')), flatten(wordsOf('zh-CN'))];
    expect([...chinese.keys()]).toEqual([...english.keys()]);
    const same = [...chinese].filter(([key, text]) => text === english.get(key)).map(([, text]) => text);
    // Names; commands as they are typed; and a status nobody knows, shown as it came.
    const names = same.filter((text) => !text.startsWith('/'));
    expect([...new Set(names)].sort()).toEqual(['1', 'Discord', 'Stripe', 'Telegram']);
  });
});

/** Key → text; functions are called with signs that stand for values. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') return new Map([[path, String(value('1', '2'))]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, each]) => [...flatten(each, `${path}.${key}`)]));
}
