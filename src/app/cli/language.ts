import { Option } from 'commander';
import type { Locale } from '#domain/members';

/** `--lang`, for commands that speak in sentences. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'language of the sentences; the system’s by default').choices([
    'en',
    'zh-CN',
  ]);
}

/** What LANG and its like say, as Node understood them. */
export function systemLocale(): Locale {
  return /^zh\b/.test(Intl.DateTimeFormat().resolvedOptions().locale) ? 'zh-CN' : 'en';
}

export function systemZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
