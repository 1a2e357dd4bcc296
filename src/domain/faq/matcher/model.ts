/** One way of asking for one thing. */
export interface LabelledText {
  text: string;
  intent: string;
}

/**
 * Turns sentences into vectors that lie close when they mean the same; `dims` numbers each. Their length, at most 1,
 * says how far to trust them beside the letters; nothing but zeros: it cannot read this.
 * May be absent, and may fail: the matcher then goes by letters alone.
 */
export interface Encoder {
  readonly dims: number;
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

export interface TrainingInput {
  phrasings: readonly LabelledText[];
  /** Said by members and about nothing that is known; may be empty. */
  background?: readonly string[];
  /** Answers that members found wrong: a text, and what it is not. */
  against?: readonly LabelledText[];
  /**
   * Labelled questions that were not trained on, `intent: null` where nothing is right: what thresholds and blends
   * are chosen by instead of by leaving some intents out.
   */
  validation?: readonly { text: string; intent: string | null }[];
  /**
   * What members asked lately, whatever the answer was: shows how much of what is asked is known and found, which
   * phrasings by themselves do not.
   */
  asked?: readonly string[];
  /**
   * A model that knew nearly the same, as `save` left it: what was measured of it is taken to hold. Measuring takes
   * most of the time, and what is measured anew is never quite the same, which hides what a phrasing changes.
   */
  measured?: Uint8Array;
  encoder?: Encoder;
}

export interface Candidate {
  intent: string;
  /** That this is what was asked, given that the question is about something known; sums to at most 1. */
  share: number;
}

/** What the matcher makes of one text. */
export interface Match {
  /** Best first, at most five; empty: nothing in the text is known. */
  candidates: Candidate[];
  /**
   * That the best candidate is right, nothing known being wrong too, where the text was put to the bot: calibrated, 0
   * to 1.
   */
  probability: number;
  /** The same where it was overheard. */
  unasked: number;
  /** The text with its typing errors mended; null: there were none. */
  repaired: string | null;
}

/** What a threshold on `probability` would bring, as measured when training. */
export interface RiskPoint {
  threshold: number;
  /** Of what is answered, the share that is wrong. */
  wrong: number;
  /** Of questions about something known, the share that is answered. */
  coverage: number;
}

export interface Matcher {
  /** Goes by letters alone; under 5 ms. */
  match(text: string): Match;
  /** Asks the encoder where letters leave it open, when there is one; never throws because of it. */
  matchWell(text: string, encoder?: Encoder): Promise<Match>;
  /** By threshold on `probability`, ascending. Empty: too little was known to measure. */
  readonly curve: readonly RiskPoint[];
  /** By threshold on `unasked`. */
  readonly unaskedCurve: readonly RiskPoint[];
  readonly intents: readonly string[];
  /** Everything needed to make it again with `loadMatcher`. */
  save(): Uint8Array;
}
