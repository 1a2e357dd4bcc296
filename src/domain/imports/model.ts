import type { Belongings, Member } from '#domain/members';
import type { SubscriberSource } from './ports.js';

/** A record of a CSV file, or why it is none. */
export type ImportRecord = { line: number; cells: string[] } | { line: number; problem: 'quote' | 'long' };

/** A one-time code for somebody who cannot be told by an id. It is shown here once, and never again. */
export interface IssuedCode {
  code: string;
  stripeCustomer: string;
  plan: string;
  /** Copied from the source for whoever sends the codes out. */
  email: string;
  name: string;
  expiresAt: Date;
}

export interface ImportOptions {
  /** false: a dry run, which tells what it would do and writes nothing. */
  apply: boolean;
  /** Names of metadata that hold a platform's id of the person, in order of preference. */
  keys: { discord: readonly string[]; telegram: readonly string[] };
  /** Two ids in one row are one person's: the other product has seen proof of both. */
  joinAccounts: boolean;
  /** Codes that were issued and not used are replaced by new ones. */
  reissue: boolean;
  /** How long a code is good for. */
  validDays: number;
  /** Make the digests of rows that no row gets two codes: the current one first. */
  secrets: readonly [string, ...string[]];
  /** Keeps a code where the owner finds it; the code counts only after this. */
  issue(code: IssuedCode): Promise<void>;
}

/** Why a row, or a subscriber, is not taken over; a key of texts. */
export type Refusal =
  | 'quote'
  | 'long'
  | 'columns'
  | 'discord_id'
  | 'telegram_id'
  | 'customer_id'
  | 'customer_unknown'
  | 'customer_taken'
  | 'no_stripe'
  | 'plan_missing'
  | 'plan_unknown'
  | 'ends_at'
  | 'ended'
  | 'nobody'
  | 'two_people';

/** What became of one row or subscriber; in a dry run, what would. */
export interface ImportLine {
  /** Of the file; null: it came from the provider. */
  line: number | null;
  /** The customer, the plan, or what else tells rows apart without naming anybody. */
  what: string;
  outcome:
    | 'tied'
    | 'granted'
    /** A code was made. */
    | 'code'
    /** So it was before. */
    | 'already'
    /** A code was made in an earlier run, and not used yet. */
    | 'issued'
    | 'refused';
  refusal?: Refusal;
  /** A second id of the row was left alone: only the person can join the two accounts, with /link. */
  apart?: true;
}

export type Report = (line: ImportLine) => void;

/** What a code brought. */
export interface Claimed {
  /** To be asked about at the provider right away; null: the plan was granted instead. */
  customerId: string | null;
  planId: string | null;
  endsAt: Date | null;
}

/** The room's door. */
export interface Imports extends Belongings {
  /** The account's running subscriptions at prices of our plans. Throws ProviderUnavailable. */
  fromStripe(
    communityId: string,
    source: SubscriberSource,
    options: ImportOptions,
    report: Report,
  ): Promise<void>;
  /**
   * The rows of a file, the first of which names the columns. Throws UserFacingError `import_columns` when it
   * does not.
   * @param source null: no Stripe is set up, so that rows with a customer are refused
   */
  fromRows(
    communityId: string,
    records: AsyncIterable<ImportRecord>,
    source: SubscriberSource | null,
    options: ImportOptions,
    report: Report,
  ): Promise<void>;
  /**
   * Gives the member who says a code what it stands for. Throws UserFacingError `claim_code_bad` or
   * `claim_taken`; tries in vain are written down.
   */
  claim(communityId: string, member: Member, code: string): Promise<Claimed>;
  /** Forgets codes a month after they ran out. */
  tidy(communityId: string): Promise<void>;
}
