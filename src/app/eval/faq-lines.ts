import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** A question and what it is about; null: nothing that is known. */
export interface FaqLine {
  text: string;
  intent: string | null;
}

/** Something in a file that the one who ran the command can put right. */
export class EvalInputError extends Error {}

const shape = z.object({
  text: z.string('"text" is missing or no text'),
  intent: z.string('"intent" is neither a text nor null').min(1, '"intent" is empty; write null').nullable(),
});

/** The questions of a file of one JSON object a line. Throws EvalInputError with the file and the line. */
export async function readFaqLines(file: string): Promise<FaqLine[]> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new EvalInputError(
      `${file}: ${error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code ?? 'unknown reason'})`}`,
    );
  });
  const found = content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, at) => (line.trim() === '' ? [] : [faqLine(line, `${file}:${at + 1}`)]));
  if (found.length === 0) throw new EvalInputError(`${file}: no line in it`);
  return found;
}

function faqLine(line: string, where: string): FaqLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new EvalInputError(
      `${where}: not JSON; a line is like {"text":"where is my invoice","intent":"invoice"}`,
    );
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    throw new EvalInputError(`${where}: ${parsed.error.issues[0]?.message ?? 'not as expected'}`);
  }
  return parsed.data;
}
