const withoutCents = new Set([
  'bif',
  'clp',
  'djf',
  'gnf',
  'jpy',
  'kmf',
  'krw',
  'mga',
  'pyg',
  'rwf',
  'vnd',
  'xaf',
  'xof',
]);

/** An amount of the smallest unit as people write it: 1900 usd is $19.00. */
export function money(amount: number, currency: string, language = 'en-US'): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: currency.toUpperCase() }).format(
    withoutCents.has(currency) ? amount : amount / 100,
  );
}
