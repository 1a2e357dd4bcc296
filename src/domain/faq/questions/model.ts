/** A sign in a sentence, and how far it speaks for a question (positive) or against one. */
export interface Cue {
  sign: RegExp;
  weight: number;
}

/** The language a text is written in; null: it does not show. */
export type TextLanguage = 'en' | 'zh-CN' | null;

/** What a question is about besides words: each as it was written, in order, without doubles. */
export interface Facts {
  dates: {
    text: string;
    /** Days `2026-11-22` where the asker lives, both included; null: it could not be told which. */
    from: string | null;
    to: string | null;
  }[];
  money: {
    text: string;
    /** In major units: 49.5 for $49.50. */
    amount: number;
    /** ISO 4217; null: it was not said. */
    currency: string | null;
  }[];
  names: string[];
}
