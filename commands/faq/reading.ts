import { z } from 'zod';
import { readCsv } from '#contracts';
import type { FaqSheetEntry } from '#domain/faq';
import { UserFacingError } from '#kernel/errors';
import { languages, unguarded } from './sheet.js';

const words = z.array(z.string());
const text = z.object({ title: z.string(), answer: z.string() });
const shape = z.object({
  entries: z.array(
    z.object({
      id: z.string().optional(),
      tags: words.optional(),
      plans: words.optional(),
      texts: z.object({ en: text.optional(), 'zh-CN': text.optional() }),
      phrasings: z.object({ en: words.optional(), 'zh-CN': words.optional() }).optional(),
    }),
  ),
});

/** The entries of a file, JSON or CSV. Throws UserFacingError `faq_import_unreadable` with where. */
export async function readSheet(content: string): Promise<FaqSheetEntry[]> {
  const plain = content.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(plain) ? fromJson(plain) : fromCsv(plain);
}

function fromJson(content: string): FaqSheetEntry[] {
  let read: unknown;
  try {
    read = JSON.parse(content);
  } catch {
    throw new UserFacingError('faq_import_json');
  }
  const { data, error } = shape.safeParse(Array.isArray(read) ? { entries: read } : read);
  if (!data) {
    const where = error.issues[0]?.path.join('.') ?? '';
    throw new UserFacingError('faq_import_shape', { where });
  }
  return data.entries.map(({ id, tags, plans, texts, phrasings }, index) => ({
    row: index + 1,
    ...(id === undefined ? {} : { id }),
    ...(tags ? { tags } : {}),
    ...(plans ? { plans } : {}),
    // JSON names all languages of an entry: one that is not there is gone.
    texts: languages.map(({ locale }) => {
      const given = texts[locale];
      return given ? { locale, ...given } : { locale, title: null, answer: null };
    }),
    phrasings: languages.flatMap(({ locale }) => {
      const given = phrasings?.[locale];
      return given ? [{ locale, texts: given }] : [];
    }),
  }));
}

async function fromCsv(content: string): Promise<FaqSheetEntry[]> {
  const rows: FaqSheetEntry[] = [];
  let columns: Map<string, number> | undefined;
  for await (const record of readCsv(once(content))) {
    if ('problem' in record) throw new UserFacingError('faq_import_line', { line: record.line });
    const cells = record.cells.map(unguarded);
    if (!columns) {
      columns = columnsOf(cells);
      continue;
    }
    rows.push(fromCells(record.line, cells, columns));
  }
  if (!columns) throw new UserFacingError('faq_import_columns');
  return rows;
}

function columnsOf(cells: readonly string[]): Map<string, number> {
  const columns = new Map(
    cells.map((cell, index) => [cell.trim().toLowerCase().replaceAll(' ', '_'), index]),
  );
  const isKnown = languages.some(({ suffix }) => columns.has(`title_${suffix}`));
  if (!isKnown) throw new UserFacingError('faq_import_columns');
  return columns;
}

/** Columns that are not there say nothing; cells that are empty say that there is none. */
function fromCells(
  row: number,
  cells: readonly string[],
  columns: ReadonlyMap<string, number>,
): FaqSheetEntry {
  const cell = (name: string): string | undefined => {
    const index = columns.get(name);
    return index === undefined ? undefined : (cells[index] ?? '');
  };
  const lines = (name: string) =>
    cell(name)
      ?.split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const id = cell('id')?.trim();
  const [tags, plans] = [lines('tags'), lines('plans')];
  return {
    row,
    ...(id ? { id } : {}),
    ...(tags ? { tags } : {}),
    ...(plans ? { plans } : {}),
    texts: languages.flatMap(({ locale, suffix }): FaqSheetEntry['texts'] => {
      const [title, answer] = [cell(`title_${suffix}`), cell(`answer_${suffix}`)];
      if (title === undefined) return [];
      return title.trim() === '' && !answer?.trim()
        ? [{ locale, title: null, answer: null }]
        : [{ locale, title, answer: answer ?? '' }];
    }),
    phrasings: languages.flatMap(({ locale, suffix }) => {
      const given = lines(`phrasings_${suffix}`);
      return given ? [{ locale, texts: given }] : [];
    }),
  };
}

async function* once(content: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield content;
}
