import { describe, expect, test } from 'vitest';
import { en, isTextKey, plain, zhCN, type TextKey } from '#contracts';
import { leaves, slotsOf } from './tree.js';

const english = new Map(leaves(en));
const chinese = new Map(leaves(zhCN));

describe('texts in two languages', () => {
  test('the same keys, none of them empty', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe('');
  });

  test('the same values are shown in both', () => {
    for (const [key, text] of english) expect(slotsOf(chinese.get(key) ?? ''), key).toEqual(slotsOf(text));
  });

  test('both forms of a plural are there, and are found by their number', () => {
    const singular = [...english.keys()].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4));
    expect(singular.length).toBeGreaterThan(10);
    for (const key of singular) {
      expect(english.has(`${key}_other`), key).toBe(true);
      expect(isTextKey(key), key).toBe(true);
      for (const count of [0, 1, 2, 5]) {
        for (const locale of ['en', 'zh-CN'] as const) {
          expect(plain(locale, key as TextKey, { count }), `${key} ${count}`).not.toBe(key);
        }
      }
    }
  });

  test('no value has a name that the translator keeps for itself', () => {
    const kept = [
      'lng',
      'ns',
      'context',
      'defaultValue',
      'replace',
      'ordinal',
      'interpolation',
      'returnObjects',
    ];
    for (const [key, text] of english)
      for (const slot of slotsOf(text)) expect(kept, key).not.toContain(slot);
  });

  test('markup is closed, and nothing but bold and code is used', () => {
    for (const [key, text] of [...english, ...chinese]) {
      expect(text.split('**').length % 2, key).toBe(1);
      expect(text.split('`').length % 2, key).toBe(1);
      expect(text, key).not.toMatch(/<[a-z/]|\]\(|^#|\{\{\{|\$t\(/);
      expect(text, key).not.toMatch(/\{\{[^}]*[^\w}][^}]*\}\}/);
    }
  });

  test('an unknown key is no text', () => {
    for (const key of ['errors.nothing_like_it', 'nothing', 'why.links.nothing', '']) {
      expect(isTextKey(key), key).toBe(false);
    }
  });
});

describe('the Chinese is Chinese', () => {
  const kept =
    /\b(Discord|Telegram|Stripe|Lyceum|English|JavaScript|Markdown|PDF|zip|KB|MB|GB|UTC|UTF|JSON|CSV|BotFather|NDCG|EASE|ALS)\b/g;
  const bare = (text: string) =>
    text
      .replaceAll(/\{\{\w+\}\}/g, '')
      .replaceAll(/`[^`]*`/g, '')
      .replaceAll(kept, '');

  test('no English is left over', () => {
    const english = [...chinese].filter(([, text]) => /[A-Za-z]{2,}/.test(bare(text)));
    expect(english).toEqual([]);
  });

  test('it has Chinese in it, wherever the English has words', () => {
    for (const [key, text] of english) {
      if (/[A-Za-z]{3,}/.test(bare(text))) expect(chinese.get(key), key).toMatch(/[\p{Script=Han}、]/u);
    }
  });

  test('punctuation is full-width, and Latin stands apart', () => {
    for (const [key, text] of chinese) {
      const seen = text.replaceAll('**', '');
      expect(seen, key).not.toMatch(/\p{Script=Han}[,;:!?()]|[,;!?()]\p{Script=Han}/u);
      expect(seen, key).not.toMatch(/\p{Script=Han}[A-Za-z0-9`]|[A-Za-z0-9`]\p{Script=Han}/u);
      expect(seen, key).not.toMatch(/您|\s[，。：；！？]|[，。：；！？]\s(?!\S*你)/u);
    }
  });
});

describe('lengths', () => {
  test('what stands on buttons fits with long values', () => {
    const long: Record<string, string | number> = {
      plan: 'P'.repeat(40),
      place: `@${'r'.repeat(24)} in ${'s'.repeat(24)}`,
      price: '¥1,280.00 every 12 months',
      until: 'until 30 September 2026',
      language: '简体中文',
      from: '22:00',
      to: '08:00',
    };
    const labels = [...english.keys()].filter((key) => /\.button(s\.|_)|\.choose$|\.pay$|apply/.test(key));
    expect(labels.length).toBeGreaterThan(25);
    for (const key of labels) {
      for (const locale of ['en', 'zh-CN'] as const) {
        const label = plain(locale, key as TextKey, long);
        expect(label.length, `${key}: ${label}`).toBeLessThanOrEqual(80);
        expect(label, key).not.toContain('**');
      }
    }
  });

  test('no text is longer than a person reads', () => {
    for (const [key, text] of [...english, ...chinese]) expect(text.length, key).toBeLessThanOrEqual(300);
  });
});
