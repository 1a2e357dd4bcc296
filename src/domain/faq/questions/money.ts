import type { Facts } from './model.js';

const CURRENCIES: readonly [currency: string, names: string][] = [
  ['USD', 'us\\$|usd|dollars?|bucks?|美元|美金|刀|\\$'],
  ['EUR', 'eur|euros?|欧元|歐元|€'],
  ['GBP', 'gbp|pounds?|英镑|英鎊|£'],
  ['CNY', 'rmb|cny|yuan|人民币|人民幣|块钱|塊錢|块|塊|元'],
  ['JPY', 'jpy|yen|日元|日圆'],
  ['TWD', 'twd|nt\\$|新台币|新臺幣|台币|臺幣'],
  ['HKD', 'hkd|hk\\$|港币|港幣|港元'],
];
const NAMES = CURRENCIES.map(([, names]) => names).join('|');
const NUMBER = '\\d{1,9}(?:[.,]\\d{1,3}){0,3}';
const FOUND = new RegExp(
  `(us\\$|nt\\$|hk\\$|[$€£¥]|rmb|usd|eur|gbp|cny)\\s?(${NUMBER})\\s?(k\\b)?|(${NUMBER})\\s?(k\\b)?\\s?(¥|${NAMES})(?![a-z])`,
  'giu',
);

/** Sums of money that are named with their currency, in either language. */
export function moneyIn(text: string): Facts['money'] {
  return [...text.matchAll(FOUND)].flatMap((found) => {
    const [whole, before, first, firstK, second, secondK, after] = found;
    const amount = amountOf(first ?? second ?? '') * ((firstK ?? secondK) ? 1000 : 1);
    if (!Number.isFinite(amount)) return [];
    return [{ text: whole.trim(), amount, currency: currencyOf(before ?? after ?? '') }];
  });
}

/** 1,900.00 and 1.900,00 and 19,50: the last mark before one or two digits is the decimal one. */
function amountOf(written: string): number {
  const decimal = /^(.*)[.,](\d{1,2})$/.exec(written);
  const units = (decimal?.[1] ?? written).replace(/[.,]/g, '');
  return Number(decimal ? `${units}.${decimal[2] ?? ''}` : units);
}

/** A yen sign stands for two currencies. */
function currencyOf(name: string): string | null {
  return CURRENCIES.find(([, names]) => new RegExp(`^(?:${names})$`, 'iu').test(name))?.[0] ?? null;
}
