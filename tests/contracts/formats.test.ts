import { describe, expect, test } from 'vitest';
import { instantText, moneyText } from '#contracts';

describe('money', () => {
  const written: [number, string, string, string][] = [
    [1900, 'usd', '$19.00', 'US$19.00'],
    [128_00, 'cny', 'CN¥128.00', '¥128.00'],
    [1900, 'jpy', '¥1,900', 'JP¥1,900'],
    [12_345, 'kwd', 'KWD 12.345', 'KWD 12.345'],
    [123_456_789, 'eur', '€1,234,567.89', '€1,234,567.89'],
    [0, 'usd', '$0.00', 'US$0.00'],
    [-500, 'usd', '-$5.00', '-US$5.00'],
  ];
  test.each(written)('%i %s', (minor, currency, english, chinese) => {
    const seen = (locale: 'en' | 'zh-CN') => moneyText(minor, currency, locale).replaceAll('\u00A0', ' ');
    expect([seen('en'), seen('zh-CN')]).toEqual([english, chinese]);
    expect(moneyText(minor, currency.toUpperCase(), 'en')).toBe(moneyText(minor, currency, 'en'));
  });
});

describe('instants', () => {
  const at = new Date('2026-11-22T17:05:00Z');
  const english = { locale: 'en' as const, timeZone: 'America/New_York' };
  const chinese = { locale: 'zh-CN' as const, timeZone: 'Asia/Shanghai' };
  const seen = (...args: Parameters<typeof instantText>) => instantText(...args).replaceAll('\u202F', ' ');

  test('in the reader’s language and zone', () => {
    expect(seen(at, 'date', english)).toBe('Nov 22, 2026');
    expect(seen(at, 'time', english)).toBe('12:05 PM');
    expect(seen(at, 'datetime', english)).toBe('Nov 22, 2026, 12:05 PM');
    expect(seen(at, 'date', chinese)).toBe('2026年11月23日');
    expect(seen(at, 'time', chinese)).toBe('01:05');
    expect(seen(at, 'datetime', chinese)).toBe('2026年11月23日 01:05');
  });

  test('daylight saving is the zone’s', () => {
    const berlin = { locale: 'en' as const, timeZone: 'Europe/Berlin' };
    expect(seen(new Date('2026-10-25T00:30:00Z'), 'time', berlin)).toBe('2:30 AM');
    expect(seen(new Date('2026-10-25T01:30:00Z'), 'time', berlin)).toBe('2:30 AM');
    expect(seen(new Date('2026-03-29T01:00:00Z'), 'time', berlin)).toBe('3:00 AM');
  });
});
