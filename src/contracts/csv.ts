/** CSV as RFC 4180 has it, for files that people open in a spreadsheet. */

/** What a spreadsheet would run as a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One line, its end included. A cell that a spreadsheet would take for a formula gets an apostrophe in front,
 * so that nothing that somebody typed as their name is run on an owner's machine.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return safe !== text || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Spreadsheets take a file without this mark for one in the machine's old alphabet. */
export const csvMark = '\uFEFF';

/** One record; `line` is the line of the file on which it begins, from 1. */
export type CsvRecord =
  | { line: number; cells: string[] }
  /** `quote`: a quotation mark where none may be, or one that is never closed. `long`: no file has such records. */
  | { line: number; problem: 'quote' | 'long' };

/** Characters of one record; what is longer is a file of another kind, or a quotation mark gone astray. */
const LONGEST = 100_000;

const separators = [',', ';', '\t'] as const;

/**
 * Reads record by record, so that a file may be of any size. Lines may end in any of the usual ways, and cells
 * may hold line breaks within quotes. Empty lines are left out. The separator is a comma, or the semicolon or tab
 * that the first line has more of.
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let reader: Reader | undefined;
  let head = '';
  for await (const chunk of chunks) {
    if (reader) yield* reader.take(chunk);
    else {
      head += head === '' && chunk.startsWith(csvMark) ? chunk.slice(1) : chunk;
      if (!/[\r\n]/.test(head) && head.length < LONGEST) continue;
      reader = createReader(separatorOf(head));
      yield* reader.take(head);
    }
  }
  if (!reader) {
    reader = createReader(separatorOf(head));
    yield* reader.take(head);
  }
  yield* reader.end();
}

function separatorOf(head: string): string {
  const first = /^[^\r\n]*/.exec(head)?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const count = (separator: string) => first.split(separator).length;
  return separators.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ',');
}

interface Reader {
  take(text: string): Iterable<CsvRecord>;
  end(): Iterable<CsvRecord>;
}

type State = 'start' | 'plain' | 'quoted' | 'closing' | 'skipping';

/** The state machine; what it holds between two chunks is one unfinished record. */
function createReader(separator: string): Reader {
  let state: State = 'start';
  let cells: string[] = [];
  let text = '';
  let size = 0;
  let line = 1;
  let began = 1;
  let problem: 'quote' | 'long' | undefined;
  let afterReturn = false;

  const nextCell = () => {
    cells.push(text);
    text = '';
    state = 'start';
  };
  const record = (): CsvRecord | undefined => {
    cells.push(text);
    const isEmpty = cells.length === 1 && cells[0] === '';
    const done: CsvRecord | undefined = problem
      ? { line: began, problem }
      : isEmpty
        ? undefined
        : { line: began, cells };
    [cells, text, size, problem, state, began] = [[], '', 0, undefined, 'start', line];
    return done;
  };
  const spoil = (what: 'quote' | 'long') => {
    problem = what;
    state = 'skipping';
    text = '';
  };

  /** Returns a record when this character ends one. */
  function step(char: string): CsvRecord | undefined {
    const wasReturn = afterReturn;
    afterReturn = char === '\r';
    if (char === '\n' && wasReturn && state !== 'quoted') return undefined;
    const isBreak = char === '\n' || char === '\r';
    if (isBreak && !(char === '\n' && wasReturn)) line += 1;
    if (state === 'quoted') {
      if (char === '"') state = 'closing';
      else text += char;
      return undefined;
    }
    if (isBreak) {
      const done = record();
      began = line;
      return done;
    }
    if (state === 'skipping') return undefined;
    if (char === separator) nextCell();
    else if (char === '"' && state === 'start') state = 'quoted';
    else if (char === '"' && state === 'closing') {
      text += '"';
      state = 'quoted';
    } else if (state === 'closing') spoil('quote');
    else {
      text += char;
      state = 'plain';
    }
    return undefined;
  }

  return {
    *take(chunk) {
      for (const char of chunk) {
        size += char.length;
        if (size > LONGEST && problem === undefined) spoil('long');
        const done = step(char);
        if (done) yield done;
      }
    },
    *end() {
      if (state === 'quoted') problem = 'quote';
      if (state === 'start' && cells.length === 0 && text === '' && !problem) return;
      const done = record();
      if (done) yield done;
    },
  };
}
