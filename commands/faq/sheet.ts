import { csvLine, csvMark } from '#contracts';
import type { FaqEntry } from '#domain/faq';
import type { Plan } from '#domain/billing';
import type { Locale } from '#domain/members';

/** Columns of each language: `title_en`, `answer_en`, `phrasings_en`. */
export const languages: readonly { locale: Locale; suffix: string }[] = [
  { locale: 'en', suffix: 'en' },
  { locale: 'zh-CN', suffix: 'zh' },
];

/** What a spreadsheet takes for a formula, and what we put before it. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A cell that begins with apostrophes of its own gets one more, so that taking one away gives back the cell. */
export const guarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? `'${cell}` : cell;

export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** How a plan is called in a file: by its name, where only one has it. */
function planNames(plans: readonly Plan[]): (id: string) => string {
  return (id) => {
    const name = plans.find((plan) => plan.id === id)?.name ?? id;
    return plans.filter((plan) => plan.name === name).length === 1 ? name : id;
  };
}

/** The whole FAQ as JSON; `faq import` takes it back. */
export function toJson(entries: readonly FaqEntry[], plans: readonly Plan[]): string {
  const nameOf = planNames(plans);
  const shape = entries.map(({ id, tags, planIds, texts, phrasings }) => ({
    id,
    tags,
    plans: planIds.map(nameOf),
    texts: Object.fromEntries(texts.map(({ locale, title, answer }) => [locale, { title, answer }])),
    phrasings: Object.fromEntries(
      languages.map(({ locale }) => [
        locale,
        phrasings.filter((one) => one.locale === locale).map(({ text }) => text),
      ]),
    ),
  }));
  return `${JSON.stringify({ format: 'lyceum-faq', version: 1, entries: shape }, null, 2)}\n`;
}

/** The same for a spreadsheet: a line each; phrasings, tags and plans on lines within their cell. */
export function toCsv(entries: readonly FaqEntry[], plans: readonly Plan[]): string {
  const nameOf = planNames(plans);
  const head = [
    'id',
    'tags',
    'plans',
    ...languages.flatMap(({ suffix }) => [`title_${suffix}`, `answer_${suffix}`, `phrasings_${suffix}`]),
  ];
  const lines = entries.map(({ id, tags, planIds, texts, phrasings }) =>
    csvLine(
      [
        id,
        tags.join('\n'),
        planIds.map(nameOf).join('\n'),
        ...languages.flatMap(({ locale }) => {
          const text = texts.find((one) => one.locale === locale);
          const said = phrasings.filter((one) => one.locale === locale).map((one) => one.text);
          return [text?.title ?? '', text?.answer ?? '', said.join('\n')];
        }),
      ].map(guarded),
    ),
  );
  return csvMark + csvLine(head) + lines.join('');
}
