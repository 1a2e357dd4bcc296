/** What became of an attempt on somebody else's platform. Expected outcomes are values. */
export type Outcome =
  /** It was not so, now it is. */
  | { kind: 'done' }
  /** It was so already; nothing was sent. */
  | { kind: 'already' }
  /** The person is not there: they have to come (or are gone) by themselves. */
  | { kind: 'absent' }
  /** Refused until somebody changes something; `code` says what (a key of `problems.` texts). */
  | { kind: 'forbidden'; code: string }
  /** The other side asks to wait. */
  | { kind: 'retry'; afterMs: number }
  /** No answer: it may or may not have happened. */
  | { kind: 'unknown'; reason: string };
