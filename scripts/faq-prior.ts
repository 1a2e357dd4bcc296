/**
 * Fits where the FAQ's gate begins before a community has shown anything (src/domain/faq/matcher/gate/prior.ts), on this
 * repository's own FAQ and questions in both languages. Communities are made up of half the entries each, or of few, with one to six
 * phrasings; what is asked about the others is about nothing known there. Everyday chat is left out: it is what the
 * result is measured by.
 *
 *   node --import tsx --conditions=development scripts/faq-prior.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createEncoder } from '#adapters/encoder';
import { fitPrior, type PriorCommunity } from '#domain/faq';

interface Entry {
  id: string;
  en: { title: string; phrasings: string[] };
  'zh-CN': { title: string; phrasings: string[] };
}
interface Line {
  text: string;
  intent: string | null;
}

const ENTRIES = 'src/sandbox/faq/entries';
const CORPUS = 'tests/corpora/faq';
const PRIOR = 'src/domain/faq/matcher/gate/prior.ts';
/** With so many phrasings each, the title being the first. */
const SIZES = [1, 1, 2, 3, 6];
/** Entries of the small ones. */
const FEW = [1, 3, 6, 12] as const;

const entries = readdirSync(ENTRIES).flatMap(
  (file) => JSON.parse(readFileSync(`${ENTRIES}/${file}`, 'utf8')) as Entry[],
);
const lines = (name: string): Line[] =>
  readFileSync(`${CORPUS}/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
const english = [...lines('held-out.en'), ...lines('out-of-scope.en')];
const chinese = [...lines('held-out.zh'), ...lines('out-of-scope.zh')];

function community(
  known: readonly Entry[],
  size: number,
  languages: readonly ('en' | 'zh-CN')[],
): PriorCommunity {
  const ids = new Set(known.map(({ id }) => id));
  const asked = [
    ...(languages.includes('en') ? english : []),
    ...(languages.includes('zh-CN') ? chinese : []),
  ];
  return {
    phrasings: known.flatMap((entry) =>
      languages.flatMap((language) => {
        const { title, phrasings } = entry[language];
        return [title, ...phrasings].slice(0, size).map((text) => ({ text, intent: entry.id }));
      }),
    ),
    asked: asked.map(({ text, intent }) => ({
      text,
      intent: intent !== null && ids.has(intent) ? intent : null,
    })),
  };
}

const communities = SIZES.flatMap((size, at) =>
  [0, 1, 2, 3].flatMap((part) => {
    const one = (['en', 'zh-CN'] as const)[(part + at) % 2] ?? 'en';
    const half = entries.filter((_, index) => (index * 7 + part) % 4 < 2);
    const few = entries.filter((_, index) => (index * 5 + part * 3 + at) % entries.length < (FEW[part] ?? 1));
    return [
      community(half, size, [one]),
      community(half, size, ['en', 'zh-CN']),
      community(few, size, [one]),
    ];
  }),
);
const { lexical, deep } = await fitPrior(communities, createEncoder());
const before = readFileSync(PRIOR, 'utf8');
const after = before
  .replace(/lexical: \[[^\]]*\]/, `lexical: [${lexical.join(', ')}]`)
  .replace(/deep: \[[^\]]*\]/, `deep: [${deep.join(', ')}]`);
writeFileSync(PRIOR, after);
console.log({ lexical, deep });
