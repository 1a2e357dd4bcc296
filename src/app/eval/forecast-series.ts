import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { EvalInputError } from './faq-lines.js';

/** Series by name, in the order of the file; NaN where a value is missing. */
export type NamedSeries = ReadonlyMap<string, Float64Array>;

/**
 * A file of one series a line: `name,v1,v2,…`, an empty field for a missing value. A first line whose fields are no
 * numbers is taken as a heading.
 * @throws EvalInputError naming the file, the line and the field
 */
export async function readSeries(file: string): Promise<NamedSeries> {
  const found = new Map<string, Float64Array>();
  let at = 0;
  try {
    for await (const raw of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      at += 1;
      const line = at === 1 ? raw.replace(/^\ufeff/, '') : raw;
      if (line.trim() === '' || (at === 1 && isHeading(line))) continue;
      const { name, values } = seriesOf(line, `${file}:${at}`);
      if (found.has(name)) throw new EvalInputError(`${file}:${at}: a second series named "${name}"`);
      found.set(name, values);
    }
  } catch (error) {
    if (error instanceof EvalInputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? 'unknown reason'})`;
    throw new EvalInputError(`${file}: ${why}`);
  }
  if (found.size === 0) throw new EvalInputError(`${file}: no series in it; a line is like name,12,,15`);
  return found;
}

function seriesOf(line: string, where: string): { name: string; values: Float64Array } {
  const [first, ...fields] = line.split(',').map(bare);
  const name = first ?? '';
  if (name === '') throw new EvalInputError(`${where}: the line does not begin with the name of a series`);
  if (fields.length === 0) {
    throw new EvalInputError(`${where}: no values after the name; a line is like name,12,,15`);
  }
  const values = Float64Array.from(fields, (field, index) => {
    if (field === '') return NaN;
    const value = Number(field);
    if (Number.isFinite(value)) return value;
    const shown = field.length > 20 ? `${field.slice(0, 20)}…` : field;
    throw new EvalInputError(
      `${where}: value ${index + 1} of "${name}" is "${shown}", which is no number; leave it empty where it is missing`,
    );
  });
  return { name, values };
}

/** Without the blanks and the quotes that some programs put around every field. */
const bare = (field: string) => field.trim().replace(/^"(.*)"$/, '$1');

function isHeading(line: string): boolean {
  const fields = line.split(',').slice(1).map(bare);
  return fields.length > 0 && fields.every((field) => field !== '' && Number.isNaN(Number(field)));
}
