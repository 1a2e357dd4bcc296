import { asText } from './prepare.js';

/**
 * Cuts a source into pieces that are parsed one by one. Parsing takes more time per character the longer a
 * text is (some texts: very much more), so a long one is never parsed whole.
 */

export interface Chunk {
  /** Number of its first line, from 1. */
  line: number;
  text: string;
  /** A code block as it stands in the source; everything else is still to be parsed. */
  code?: { language: string };
  /** Cut off from what stands before it by us: inside of a line, between lines, or where only a list goes on. */
  joined?: 'line' | 'lines' | 'list';
}

/** From here on a chunk ends where its author made an end anyway. */
const ENOUGH = 1_000;
/** Here it ends wherever it is. */
const MOST = 2_000;

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`]*)/;
/** The line under a table's head, without blanks around it. */
const DELIMITERS = /^\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-*:?$/;
/** A longer head is not worth repeating. */
const LONGEST_HEAD = 500;
const ITEM = /^([-+*]|\d{1,9}[.)])(?=[ \t]|$)/;

interface State {
  chunks: Chunk[];
  open: Chunk | null;
  /** The last lines were blank: the next one can begin something new. */
  isAfterBlank: boolean;
  isInComment: boolean;
  isInList: boolean;
  /** Head and rule of the table being written, to be said again when it is cut. */
  tableHead: string | null;
}

/** @param lines of a prepared text */
export function chunksOf(lines: readonly string[]): Chunk[] {
  const state: State = {
    chunks: [],
    open: null,
    isAfterBlank: true,
    isInComment: false,
    isInList: false,
    tableHead: null,
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = state.isInComment ? null : FENCE.exec(line);
    // Indented in a list it belongs to the item.
    if (fence && !(state.isInList && /^\s/.test(line))) at = readCode(state, lines, at, fence);
    else readLine(state, line, lines[at - 1] ?? '', at + 1);
  }
  flush(state);
  return state.chunks;
}

/** Takes a fenced block whole and returns the number of its last line. */
function readCode(state: State, lines: readonly string[], at: number, fence: RegExpExecArray): number {
  const [, marks = '', language = ''] = fence;
  const indent = fence[0].length - fence[0].trimStart().length;
  const closes = (line = ''): boolean => {
    const sign = marks.charAt(0);
    return (
      line.trim().length >= marks.length && line.trim().replaceAll(sign, '') === '' && !/^ {4}/.test(line)
    );
  };
  let end = at + 1;
  while (end < lines.length && !closes(lines[end])) end += 1;
  const margin = new RegExp(`^ {0,${indent}}`);
  const text = lines.slice(at + 1, end).map((line) => line.replace(margin, ''));
  flush(state);
  state.chunks.push({ line: at + 1, text: text.join('\n'), code: { language } });
  state.isAfterBlank = true;
  state.isInList = false;
  return end;
}

function readLine(state: State, line: string, before: string, number: number): void {
  const { open } = state;
  if (open && mayEnd(state, line)) {
    flush(state);
  } else if (open && open.text.length + line.length > MOST) {
    const head = state.tableHead !== null && line.includes('|') ? `${state.tableHead}\n` : '';
    flush(state);
    state.open = { line: number, text: head, joined: state.isAfterBlank ? 'list' : 'lines' };
  }
  if (line.trim() === '') state.tableHead = null;
  else if (
    before.includes('|') &&
    before.length + line.length < LONGEST_HEAD &&
    DELIMITERS.test(line.trim())
  ) {
    state.tableHead = `${before}\n${line}`;
  }
  write(state, line, number);
  if (ITEM.test(line.trimStart())) state.isInList = true;
  else if (state.isAfterBlank && /^\S/.test(line)) state.isInList = false;
  state.isAfterBlank = line.trim() === '';
  const comments = line.split('<!--').length - line.split('-->').length;
  if (comments !== 0) state.isInComment = comments > 0;
}

/** Whether a new chunk may begin with this line as if the text began there. */
function mayEnd({ open, isAfterBlank, isInComment }: State, line: string): boolean {
  if (!open || open.text.length < ENOUGH || isInComment || !isAfterBlank) return false;
  return /^\S/.test(line) && !ITEM.test(line);
}

function write(state: State, line: string, number: number): void {
  let open = (state.open ??= { line: number, text: '' });
  let rest = line;
  while (rest.length > MOST) {
    const end = placeToCut(rest);
    state.chunks.push({ ...open, text: open.text + rest.slice(0, end) });
    rest = asText(rest.slice(end));
    state.open = open = { line: number, text: '', joined: 'line' };
  }
  open.text += `${rest}\n`;
}

/** After a sentence, else after a blank, else anywhere but inside of a character. */
function placeToCut(line: string): number {
  const window = line.slice(0, MOST);
  const ends = [/^[^]*[。！？；]/u, /^[^]*[.!?](?=\s)/, /^[^]*\s/].map(
    (end) => end.exec(window)?.[0].length ?? 0,
  );
  const end = ends.find((each) => each > MOST / 2) ?? MOST;
  return /^[\uDC00-\uDFFF]/.test(line.slice(end)) ? end - 1 : end;
}

function flush(state: State): void {
  if (state.open && state.open.text.trim() !== '') state.chunks.push(state.open);
  state.open = null;
}
