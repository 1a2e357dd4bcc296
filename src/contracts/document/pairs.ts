/**
 * `~~struck~~` and `||hidden||`. Unlike in GFM, what stands around the signs does not matter as long as no
 * blank is inside of them: Chinese has none, and `~~旧价：~~新价` is struck as well. A single `~` is a
 * tilde, as people write it in chat.
 */
import type { Options } from 'mdast-util-from-markdown';

type Syntax = NonNullable<Options['extensions']>[number];
type Construct = Exclude<NonNullable<NonNullable<Syntax['text']>[string]>, readonly unknown[]>;
type Tokenize = Construct['tokenize'];
type State = ReturnType<Tokenize>;
type Resolve = NonNullable<Construct['resolveAll']>;
type Event = Parameters<Resolve>[0][number];

const TILDE = 126;
const BAR = 124;
const TEMPORARY = 'strikethroughSequenceTemporary';
const SEQUENCE = 'strikethroughSequence';

/** Both become `delete` nodes; the first character of the source tells which. */
export function pairs(): Syntax {
  const [struck, hidden] = [construct(TILDE, 'struck'), construct(BAR, 'hidden')];
  return {
    disable: { null: ['strikethrough'] },
    text: { [TILDE]: struck, [BAR]: hidden },
    insideSpan: { null: [struck] },
    attentionMarkers: { null: [TILDE, BAR] },
  };
}

function construct(sign: number, name: string): Construct {
  const tokenize: Tokenize = function (effects, ok, nok) {
    const { previous } = this;
    const opensAfter = previous === sign && this.events.at(-1)?.[1].type !== 'characterEscape';
    let size = 0;
    const more: State = (code) => {
      if (code === sign) {
        if (size === 2) return nok(code);
        effects.consume(code);
        size += 1;
        return more;
      }
      if (size < 2) return nok(code);
      const token = effects.exit(TEMPORARY);
      token._open = !isBlank(code);
      token._close = !isBlank(previous);
      return ok(code);
    };
    return (code) => {
      if (opensAfter) return nok(code);
      effects.enter(TEMPORARY);
      return more(code);
    };
  };
  return { name, tokenize, resolveAll };
}

function isBlank(code: Parameters<NonNullable<State>>[0]): boolean {
  return code === null || code < 0 || code === 32 || code === 0x3000;
}

/** Joins each closing sequence with the last one that can open it. Works in place, as it must. */
const resolveAll: Resolve = (events, context) => {
  for (let close = 0; close < events.length; close += 1) {
    const open = openerOf(events, close);
    if (open < 0) continue;
    const [opening, closing] = [events[open]?.[1], events[close]?.[1]];
    if (!opening || !closing) continue;
    opening.type = SEQUENCE;
    closing.type = SEQUENCE;
    const whole = { type: 'strikethrough', start: { ...opening.start }, end: { ...closing.end } } as const;
    const inner = {
      type: 'strikethroughText',
      start: { ...opening.end },
      end: { ...closing.start },
    } as const;
    const inside = (context.parser.constructs.insideSpan.null ?? []).reduce(
      (given, { resolveAll: resolve }) =>
        resolve && resolve !== resolveAll ? resolve(given, context) : given,
      events.slice(open + 1, close),
    );
    // What was opened in here and not closed must not be closed outside: pairs nest.
    giveUp(inside);
    const made: Event[] = [
      ['enter', whole, context],
      ['enter', opening, context],
      ['exit', opening, context],
      ['enter', inner, context],
      ...inside,
      ['exit', inner, context],
      ['enter', closing, context],
      ['exit', closing, context],
      ['exit', whole, context],
    ];
    events.splice(open - 1, close - open + 3, ...made);
    close = open - 1 + made.length - 1;
  }
  giveUp(events);
  return events;
};

function giveUp(events: readonly Event[]): void {
  for (const [, token] of events) if (token.type === TEMPORARY) token.type = 'data';
}

/** The exit event of the sequence that the one entered at `close` closes, or -1. */
function openerOf(events: readonly Event[], close: number): number {
  const [phase, token, context] = events[close] ?? [];
  if (phase !== 'enter' || token?.type !== TEMPORARY || !token._close) return -1;
  const sign = context?.sliceSerialize(token);
  for (let at = close - 1; at >= 0; at -= 1) {
    const [other, candidate] = events[at] ?? [];
    if (other !== 'exit' || candidate?.type !== TEMPORARY || !candidate._open) continue;
    if (context?.sliceSerialize(candidate) === sign) return at;
  }
  return -1;
}
