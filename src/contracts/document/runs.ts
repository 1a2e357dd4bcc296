/** Runs of a document: joined, trimmed, and with their line breaks settled. */
import type { Run } from '../phrase.js';
import { SOFT, unfenced } from './prepare.js';
import { columns } from './width.js';

/** Margins, in columns, at which editors wrap. */
const NARROWEST = 60;
const WIDEST = 125;
/** Written without blanks between words. */
const UNSPACED = /[\u2E80-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF“”‘’…—]/;

/**
 * Runs as they are shown. Soft line breaks become blanks (nothing, in Chinese) where `isWrapped`, else line
 * breaks; neighbours of one look become one run; blank ends go.
 */
export function settled(given: readonly Run[], isWrapped: boolean): Run[] {
  const filled = given.filter(({ text }) => text !== '');
  const out: Run[] = [];
  filled.forEach((run, index) => {
    const before = out.at(-1)?.text.at(-1) ?? '';
    const after = filled[index + 1]?.text.charAt(0) ?? '';
    extend(out, { ...run, text: unfenced(withBreaks(run.text, before, after, isWrapped)) });
  });
  return trimmed(out);
}

/** Adds a run; one that looks like the last becomes part of it. */
export function extend(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (run.text === '') return;
  if (last && sameLook(last, run)) last.text += run.text;
  else runs.push({ ...run });
}

function withBreaks(text: string, before: string, after: string, isWrapped: boolean): string {
  if (!isWrapped) return text.replaceAll(SOFT, '\n');
  return text.replace(/[ ]*\v[ ]*/g, (gap, at: number) => {
    const left = text.charAt(at - 1) || before;
    const right = text.charAt(at + gap.length) || after;
    return UNSPACED.test(left) || UNSPACED.test(right) ? '' : ' ';
  });
}

/**
 * Whether the lines of a paragraph were broken by a margin and not by their author: no word of the next line
 * would have had room. Chinese has no words to go by; there, three lines or more must be equally long.
 */
export function isWrapped(source: string): boolean {
  const lines = source.split('\n').map((line) => line.replace(/^[ \t>]+/, ''));
  if (lines.length < 2 || lines.some((line) => / {2}$|\\$/.test(line))) return false;
  const widths = lines.map(columns);
  const margin = Math.max(...widths);
  if (margin < NARROWEST || margin > WIDEST) return false;
  return lines.slice(1).every((line, index) => {
    const room = margin - (widths[index] ?? 0);
    const isChinese = UNSPACED.test(line.charAt(0)) || UNSPACED.test(lines[index]?.trimEnd().at(-1) ?? '');
    if (isChinese) return lines.length > 2 && room <= 3;
    return columns(/^\S*/.exec(line)?.[0] ?? '') + 1 > room;
  });
}

export function sameLook(a: Run, b: Run): boolean {
  return (
    a.bold === b.bold &&
    a.italic === b.italic &&
    a.strike === b.strike &&
    a.spoiler === b.spoiler &&
    a.code === b.code &&
    a.link === b.link &&
    !a.at &&
    !b.at
  );
}

/** Without blanks at either end, also those that indent a paragraph in Chinese: a chat has blank lines. */
export function trimmed(runs: readonly Run[]): Run[] {
  let [from, to] = [0, runs.length];
  const start = (run: Run | undefined): string => run?.text.trimStart() ?? '';
  const end = (run: Run | undefined): string => run?.text.trimEnd() ?? '';
  while (from < to && start(runs[from]) === '') from += 1;
  while (to > from && end(runs[to - 1]) === '') to -= 1;
  const out = runs.slice(from, to);
  if (out[0]) out[0] = { ...out[0], text: start(out[0]) };
  const last = out.at(-1);
  if (last) out[out.length - 1] = { ...last, text: end(last) };
  return out;
}

/** On one line. */
export function unbroken(runs: readonly Run[]): Run[] {
  return runs.map((run) => ({ ...run, text: run.text.replace(/[ ]*[\n\v][ ]*/g, ' ') }));
}

/** The runs of each line. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...run, text });
    });
  }
  return lines.map(trimmed);
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** Whether anything of a text can be seen: platforms refuse messages of blanks and invisible letters. */
export function isVisible(text: string): boolean {
  return /[^\s\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/u.test(text);
}
