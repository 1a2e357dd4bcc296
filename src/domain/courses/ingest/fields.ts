import { legible } from '#kernel/legible';
import type { UploadNote } from '../model.js';

/** Reads front matter by name and notes what it could not use. */
export interface FieldReader {
  text(name: string, most: number): string | undefined;
  whole(name: string, from: number, to: number): number | undefined;
  flag(name: string): boolean | undefined;
  /** A list, or words with commas between them. */
  texts(name: string, most: number, each: number): string[] | undefined;
  map(name: string): ReadonlyMap<unknown, unknown> | undefined;
  /** Notes a value that is there and no good. */
  complain(name: string): void;
  /** Notes the names that nobody asked for. */
  rest(): void;
}

/** @param notes where complaints go */
export function readFields(
  fields: ReadonlyMap<string, unknown>,
  file: string,
  notes: UploadNote[],
): FieldReader {
  const asked = new Set<string>();
  const note = (excerpt: string) => notes.push({ file, line: 1, kind: 'front_matter', excerpt });
  const valueOf = (name: string): unknown => {
    asked.add(name);
    return fields.get(name) ?? undefined;
  };
  const complain = (name: string) => void note(`${name}: ${written(fields.get(name))}`);
  /** The value as `read` understands it; what it does not understand is noted. */
  function readAs<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
    const value = valueOf(name);
    if (value === undefined) return undefined;
    const understood = read(value);
    if (understood === undefined) complain(name);
    return understood;
  }
  return {
    complain,
    text: (name, most) => readAs(name, (value) => textIn(value, most)),
    whole: (name, from, to) =>
      readAs(name, (value) =>
        typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
          ? value
          : undefined,
      ),
    flag: (name) =>
      readAs(name, (value) => {
        if (typeof value === 'boolean') return value;
        if (value === '是' || value === 'yes') return true;
        return value === '否' || value === 'no' ? false : undefined;
      }),
    texts: (name, most, each) =>
      readAs(name, (value) => {
        const list = Array.isArray(value)
          ? (value as unknown[])
          : (textIn(value, 2_000) ?? '').split(/[,，、]/);
        const texts = list.flatMap((one) => textIn(one, each) ?? []);
        return texts.length === list.length && texts.length <= most ? [...new Set(texts)] : undefined;
      }),
    map: (name) =>
      readAs(name, (value) => (value instanceof Map ? (value as ReadonlyMap<unknown, unknown>) : undefined)),
    rest() {
      for (const name of fields.keys()) if (!asked.has(name)) complain(name);
    },
  };
}

function textIn(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = legible(String(value)).replace(/\s+/g, ' ').trim();
  return text !== '' && [...text].length <= most ? text : undefined;
}

function written(value: unknown): string {
  const text = value instanceof Map || Array.isArray(value) ? '…' : String(value);
  return [...legible(text).replace(/\s+/g, ' ')].slice(0, 60).join('');
}
