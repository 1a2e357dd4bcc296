import type { Tx } from '#database';
import type { Belongings, Locale, Platform } from '#domain/members';
import type { TextParams } from '#kernel/errors';
import type { RiskPoint } from './matcher/model.js';

export interface FaqText {
  locale: Locale;
  title: string;
  /** Markdown. */
  answer: string;
}

export type FaqSource = 'written' | 'unanswered' | 'ticket' | 'imported';

export interface FaqPhrasing {
  id: string;
  locale: Locale;
  text: string;
  source: FaqSource;
  addedById: string | null;
  createdAt: Date;
}

export interface FaqEntry {
  id: string;
  tags: string[];
  planIds: string[];
  /** One or both languages, the community's first. */
  texts: FaqText[];
  phrasings: FaqPhrasing[];
  createdAt: Date;
  updatedAt: Date;
}

export interface NewFaqEntry {
  texts: FaqText[];
  phrasings: { locale?: Locale; text: string }[];
  tags?: string[];
  planIds?: string[];
  source?: FaqSource;
  /** What was asked before it was handed over with this ticket is dealt with. */
  ticketId?: string;
  byId: string;
}

/** What a moderator should look at; nothing is refused because of it. */
export type FaqLint =
  | { kind: 'few_phrasings'; entryId: string; has: number }
  | { kind: 'double'; entryId: string; otherId: string; text: string }
  | { kind: 'confusable'; entryId: string; otherId: string; share: number };

/** What would be answered; `title` in the language of the question where there is one. */
export interface FaqGuess {
  entryId: string;
  title: string;
  /** Calibrated, 0 to 1. */
  probability: number;
}

export type FaqWay = 'ask' | 'mention' | 'direct' | 'overheard';

export interface FaqQuestion {
  memberId: string;
  platform: Platform;
  way: FaqWay;
  text: string;
  /** Of the speaker; counts where the question itself does not show its language. */
  locale: Locale;
}

/** What the bot does with a question. */
export type FaqVerdict = { locale: Locale; guesses: FaqGuess[]; probability: number } & (
  | { kind: 'answer'; entry: FaqEntry; text: FaqText }
  /** Two are close: which is meant? */
  | { kind: 'choose' }
  /** At most three titles that it may be about; may be none. */
  | { kind: 'unsure' }
  | { kind: 'silent' }
);

/** A verdict that was noted. `askId`: null for silence, of which only the number is kept. */
export type FaqAnswer = FaqVerdict & { askId: string | null };

export interface FaqAsked {
  id: string;
  memberId: string;
  platform: Platform;
  way: FaqWay;
  locale: Locale;
  askedAt: Date;
  outcome: 'answered' | 'asked_back' | 'unsure';
  entryId: string | null;
  guesses: FaqGuess[];
  thumb: 1 | -1 | null;
  text: string | null;
  ticketId: string | null;
}

/** Questions that are alike and were not answered, or answered wrongly. */
export interface FaqCluster {
  /** The one that stands for them. */
  text: string;
  asks: FaqAsked[];
  guesses: FaqGuess[];
}

/** What a new phrasing would change, tried out on everything that is known. */
export interface FaqReplay {
  /** Phrasings and praised answers that would go elsewhere. */
  breaks: { text: string; from: FaqGuess; to: FaqGuess | null }[];
  /** Questions of the queue that would be answered by it. */
  gains: string[];
  tried: number;
}

export interface FaqPromise {
  /** At most one wrong answer in so many. */
  oneIn: number;
  threshold: number;
  /** As measured on the community's own phrasings; null: too few. */
  wrong: number | null;
  coverage: number | null;
  /** What other promises would cost. */
  choices: { oneIn: number; threshold: number; coverage: number }[];
  curve: readonly RiskPoint[];
  /** Answers judged by members since: how many, and how many were wrong. */
  seen: { answers: number; up: number; down: number };
  trainedAt: Date | null;
  /** How many entries the model knows. */
  entries: number;
}

export interface FaqReport {
  from: Date;
  to: Date;
  asked: number;
  answered: number;
  askedBack: number;
  unsure: number;
  silent: number;
  handedOver: number;
  up: number;
  down: number;
  /** By UTC day, in order, none missing. */
  days: { day: string; answered: number; askedBack: number; unsure: number; silent: number }[];
  /** The most used, and what members thought of them. */
  top: { entryId: string; title: string; answered: number; up: number; down: number }[];
}

export interface FaqPlace {
  id: string;
  platform: Platform;
  spaceId: string;
  externalId: string;
  title: string;
}

/** An entry as a file has it; what the file says nothing about stays as it is. */
export interface FaqSheetEntry {
  /** Where it stands in the file, for whoever has to mend it. */
  row: number;
  /** Of an entry that is there; any other is found by its title, or new. */
  id?: string;
  /** `title` null: the entry has no text in this language. */
  texts: (FaqText | { locale: Locale; title: null; answer: null })[];
  /** All phrasings of a language. */
  phrasings: { locale: Locale; texts: string[] }[];
  tags?: string[];
  /** By name or id. */
  plans?: string[];
}

/** What a file does, or would do. */
export interface FaqImport {
  /** Titles. */
  added: string[];
  changed: string[];
  unchanged: number;
  /** `key` and `params` of a UserFacingError; row 0: the file as a whole. */
  problems: { row: number; key: string; params: TextParams }[];
}

/** The room's door. Moderators' calls are audited. */
export interface Faq extends Belongings {
  entries(communityId: string, filter?: { tag?: string; text?: string }): Promise<FaqEntry[]>;
  /** Throws UserFacingError `faq_unknown`. */
  entry(communityId: string, entryId: string): Promise<FaqEntry>;
  /** Throws UserFacingError `faq_title_missing`, `faq_answer_missing`, `words_too_long`, `faq_full`, `faq_title_taken`. */
  add(communityId: string, input: NewFaqEntry): Promise<FaqEntry>;
  /** A text of a language replaces the old one of that language; null removes it (never the last). */
  edit(
    communityId: string,
    entryId: string,
    change: {
      text?: FaqText | { locale: Locale; title: null };
      tags?: string[];
      planIds?: string[];
      byId: string;
    },
  ): Promise<FaqEntry>;
  /** Can be taken back for 30 days. */
  remove(communityId: string, entryId: string, byId: string): Promise<void>;
  restore(communityId: string, entryId: string, byId: string): Promise<FaqEntry>;
  /** Also takes the questions named by `asks`, or handed over with a ticket, out of the queue. At most 20 an entry. */
  addPhrasing(
    communityId: string,
    input: {
      entryId: string;
      text: string;
      locale?: Locale;
      source: FaqSource;
      asks?: string[];
      ticketId?: string;
      byId: string;
    },
  ): Promise<FaqEntry>;
  removePhrasing(communityId: string, phrasingId: string, byId: string): Promise<FaqEntry>;
  /**
   * Takes entries over, all or none; `apply` false only says what would happen. Entries that are not among them
   * stay. Throws UserFacingError `faq_import_problems` when there are any and `apply` is set.
   */
  import(
    communityId: string,
    input: { entries: readonly FaqSheetEntry[]; byId: string; apply: boolean },
  ): Promise<FaqImport>;
  lints(communityId: string): Promise<FaqLint[]>;
  /** Trains a copy with the phrasing and replays what is known. Takes seconds; nothing is changed. */
  replay(communityId: string, input: { entryId: string; text: string }): Promise<FaqReplay>;

  /** What it would do, noting nothing. */
  judge(communityId: string, question: FaqQuestion): Promise<FaqVerdict>;
  /** Judges and notes. The text is kept, sealed and for a while, unless it was overheard. */
  ask(communityId: string, question: FaqQuestion): Promise<FaqAnswer>;
  /** Which of several was meant. Throws UserFacingError `faq_ask_unknown`, `faq_unknown`. */
  pick(communityId: string, memberId: string, askId: string, entryId: string): Promise<FaqAnswer>;
  /** Only whoever asked; a second thumb replaces the first. Throws UserFacingError `faq_ask_unknown`. */
  thumb(communityId: string, memberId: string, askId: string, up: boolean): Promise<FaqAsked>;
  asked(communityId: string, askId: string): Promise<FaqAsked>;
  /** Notes that a question went to a person. */
  handedOver(tx: Tx, communityId: string, askId: string, ticketId: string): Promise<void>;

  unanswered(communityId: string): Promise<FaqCluster[]>;
  /** Out of the queue without a phrasing. */
  dismiss(communityId: string, askIds: readonly string[], byId: string): Promise<void>;
  promise(communityId: string): Promise<FaqPromise>;
  setPromise(communityId: string, oneIn: number, byId: string): Promise<FaqPromise>;
  report(communityId: string, from: Date, to: Date): Promise<FaqReport>;

  places(communityId: string): Promise<FaqPlace[]>;
  addPlace(
    communityId: string,
    input: { spaceId: string; externalId: string; title: string; byId: string },
  ): Promise<FaqPlace>;
  removePlace(communityId: string, placeId: string, byId: string): Promise<void>;
  /** Whether questions there are answered unasked; no question to the database most of the time. */
  listens(communityId: string, platform: Platform, externalIds: readonly string[]): Promise<boolean>;

  /** Trains what changed, in a thread of its own, and puts it in service; safe to repeat. */
  train(communityId: string): Promise<'trained' | 'fresh' | 'empty'>;
  /** Communities' models that are older than their entries. */
  isStale(communityId: string): Promise<boolean>;
  /** Forgets texts whose time is over, and entries removed long ago. */
  tidy(communityId: string): Promise<void>;
}
