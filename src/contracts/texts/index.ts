/**
 * Every text a person can read, in both languages. `en` gives the shape, `zh-CN` must have the same keys
 * (the compiler refuses a missing one). Texts may use **bold**, `code` and {{value}}; plural forms end in
 * `_one` and `_other`.
 */
import i18next from 'i18next';
import type { Locale } from '#domain/members';
import { en } from './en/index.js';
import { zhCN } from './zh-CN/index.js';

export type Texts = typeof en;

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];

type Singular<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** A dotted path to a text; plural suffixes are left off. */
export type TextKey = Singular<Leaves<Texts>>;

const i18n = i18next.createInstance();
void i18n.init({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  interpolation: { escapeValue: false, skipOnVariables: true },
  returnNull: false,
});

/**
 * The raw text in a language, with its values put in as they are. For chat use `runs`, which keeps values
 * literal; this is for places without markup (command descriptions, button labels).
 */
export function plain(locale: Locale, key: TextKey, values: Record<string, string | number> = {}): string {
  return i18n.t(key, { lng: locale, ...values });
}

/** Whether a dotted path names a text (and not a whole branch). */
export function isTextKey(key: string): key is TextKey {
  return [key, `${key}_other`].some(
    (path) => typeof i18n.getResource('en', 'translation', path) === 'string',
  );
}

export { en, zhCN };
