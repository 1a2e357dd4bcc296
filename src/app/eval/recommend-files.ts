import { readCsv } from '#contracts';
import { NotText, readText } from '../import/text.js';
import { EvalInputError } from './faq-lines.js';

/** That a member took a course; `position`: when, in any numbers that grow; null: the file does not say. */
export interface TakenRow {
  member: string;
  course: string;
  position: number | null;
}

/** @throws EvalInputError with the file and the line */
export async function readTaken(file: string): Promise<TakenRow[]> {
  const rows: TakenRow[] = [];
  let at = { member: -1, course: -1, position: -1 };
  let width = 0;
  for await (const { line, cells } of records(file)) {
    if (width === 0) {
      const names = cells.map((cell) => cell.trim().toLowerCase());
      at = {
        member: names.indexOf('member'),
        course: names.indexOf('course'),
        position: names.indexOf('position'),
      };
      if (at.member < 0 || at.course < 0) {
        throw new EvalInputError(
          `${file}:${line}: the first line has to name its columns: member,course or member,course,position`,
        );
      }
      width = cells.length;
      continue;
    }
    const wrong = (what: string) => new EvalInputError(`${file}:${line}: ${what}`);
    if (cells.length !== width) {
      throw wrong(`${cells.length} columns where the first line has ${width}`);
    }
    const member = (cells[at.member] ?? '').trim();
    const course = (cells[at.course] ?? '').trim();
    if (member === '' || course === '') throw wrong(member === '' ? 'no member' : 'no course');
    const position = at.position < 0 ? null : positionOf((cells[at.position] ?? '').trim());
    if (Number.isNaN(position)) {
      throw wrong(`position “${(cells[at.position] ?? '').slice(0, 40)}” is neither a number nor a date`);
    }
    rows.push({ member, course, position });
  }
  if (rows.length === 0) throw new EvalInputError(`${file}: no line with a member and a course in it`);
  return rows;
}

export interface CourseRow {
  course: string;
  /** All that the file says about it in words. */
  text: string;
}

/** Courses and their texts: a column `course`, and any others. Numbers are not words. */
export async function readCourses(file: string): Promise<CourseRow[]> {
  const found = new Map<string, CourseRow>();
  let column = -1;
  for await (const { line, cells } of records(file)) {
    if (column < 0) {
      column = cells.findIndex((cell) => cell.trim().toLowerCase() === 'course');
      if (column < 0)
        throw new EvalInputError(`${file}:${line}: none of the columns in the first line is “course”`);
      continue;
    }
    const course = (cells[column] ?? '').trim();
    if (course === '') throw new EvalInputError(`${file}:${line}: no course`);
    if (found.has(course))
      throw new EvalInputError(`${file}:${line}: course “${course}” for the second time`);
    const words = cells.filter((cell, at) => at !== column && !/^[\d\s.,:/-]*$/.test(cell));
    found.set(course, { course, text: words.join('\n') });
  }
  return [...found.values()];
}

function positionOf(text: string): number {
  if (text === '') return NaN;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
}

async function* records(file: string): AsyncGenerator<{ line: number; cells: string[] }> {
  try {
    for await (const record of readCsv(readText(file))) {
      if (!('cells' in record)) {
        throw new EvalInputError(
          `${file}:${record.line}: ${record.problem === 'quote' ? 'a quotation mark stands where none may, or is never closed' : 'too long for a line of such a file'}`,
        );
      }
      yield record;
    }
  } catch (error) {
    if (error instanceof EvalInputError) throw error;
    if (error instanceof NotText) throw new EvalInputError(`${file}: ${error.message}`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    throw new EvalInputError(
      `${file}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`}`,
    );
  }
}
