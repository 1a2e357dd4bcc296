import { flat, isTextKey, readCsv, say, type Phrase, type Reader } from '#contracts';
import type { Database } from '#database';
import type { ImportLine, ImportOptions, SubscriberSource } from '#domain/imports';
import type { Community } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { ProviderUnavailable, UserFacingError } from '#kernel/errors';
import { printable } from '#kernel/legible';
import type { Log } from '#kernel/log';
import { createCodesFile } from './codes.js';
import { openOffline, type OfflineRooms } from './offline.js';
import { NotText, readText } from './text.js';

export interface ImportErrand {
  database: Database;
  clock: Clock;
  log: Log;
  /** null: no Stripe key is set. */
  source: SubscriberSource | null;
  /** Make the digests of rows: the current one first. */
  secrets: readonly [string, ...string[]];
  reader: Reader;
  print(line: string): void;
}

export interface ImportWish {
  from: 'stripe' | { csv: string };
  /** Id or name; needed where there are several. */
  community?: string;
  apply: boolean;
  keys: ImportOptions['keys'];
  joinAccounts: boolean;
  reissue: boolean;
  validDays: number;
  /** Where codes are written. */
  codes: string;
}

/** Refusals printed whole; the rest is counted. */
const PRINTED = 200;

const outcomes = ['tied', 'granted', 'code', 'already', 'issued', 'refused'] as const;

/** Runs an import, or a dry run of it, and prints what became of it. @returns whether everything could be taken over */
export async function runImport(errand: ImportErrand, wish: ImportWish): Promise<boolean> {
  const { reader, source } = errand;
  const print = (phrase: Phrase, indent = '') => errand.print(indent + printable(flat(phrase, reader)));
  const rooms = openOffline(errand);
  const community = await chosen(rooms, wish.community, print);
  if (!community) return false;
  if (wish.from === 'stripe' && !source) {
    print(say('owners.imports.no_stripe'));
    return false;
  }
  print(say(wish.apply ? 'owners.imports.title_apply' : 'owners.imports.title_dry'));

  const counts = new Map<ImportLine['outcome'], number>();
  let apart = 0;
  const report = (line: ImportLine) => {
    counts.set(line.outcome, (counts.get(line.outcome) ?? 0) + 1);
    if (line.apart) apart += 1;
    if (line.outcome !== 'refused') return;
    if ((counts.get('refused') ?? 0) <= PRINTED) print(refusalPhrase(line), '  ');
  };
  const codes = createCodesFile(wish.codes);
  const { apply, keys, joinAccounts, reissue, validDays } = wish;
  const issue = (code: Parameters<typeof codes.write>[0]) => codes.write(code);
  const options: ImportOptions = {
    ...{ apply, keys, joinAccounts, reissue, validDays },
    secrets: errand.secrets,
    issue,
  };
  let stopped: Phrase | null = null;
  try {
    if (wish.from === 'stripe') {
      if (source) await rooms.imports.fromStripe(community.id, source, options, report);
    } else {
      const records = readCsv(readText(wish.from.csv));
      await rooms.imports.fromRows(community.id, records, source, options, report);
    }
  } catch (error) {
    stopped = stopPhrase(error);
    if (!stopped) throw error;
  } finally {
    await codes.close();
    if (apply && counts.size > 0) {
      const details = Object.fromEntries(outcomes.map((outcome) => [outcome, counts.get(outcome) ?? 0]));
      await rooms.members.audit(community.id, { action: 'import.applied', actorId: null, details });
    }
  }

  const refused = counts.get('refused') ?? 0;
  if (refused > PRINTED) print(say('owners.imports.more', { count: refused - PRINTED }), '  ');
  print(say('owners.imports.looked', { count: [...counts.values()].reduce((sum, one) => sum + one, 0) }));
  for (const outcome of outcomes) {
    const count = counts.get(outcome) ?? 0;
    if (count > 0) print(say(`owners.imports.outcome.${outcome}`, { count }), '  ');
  }
  if (apart > 0) print(say('owners.imports.apart', { count: apart }));
  const needed = counts.get('code') ?? 0;
  if (codes.count() > 0) print(say('owners.imports.codes', { file: wish.codes }));
  else if (needed > 0 && !apply) print(say('owners.imports.codes_dry', { file: wish.codes }));
  if (stopped) print(stopped);
  else print(say(apply ? 'owners.imports.soon' : 'owners.imports.say_apply'));
  return stopped === null && refused === 0;
}

async function chosen(
  { members }: OfflineRooms,
  wanted: string | undefined,
  print: (phrase: Phrase) => void,
): Promise<Community | null> {
  const all = await members.communities();
  const lower = wanted?.toLowerCase();
  const found = all.filter(
    ({ id, name }) => lower === undefined || id === wanted || name.toLowerCase() === lower,
  );
  const [only, ...more] = found;
  if (only && more.length === 0) return only;
  if (all.length === 0) print(say('owners.imports.no_community'));
  else print(say('owners.imports.choose', { names: all.map(({ name }) => name).join(', ') }));
  return null;
}

function refusalPhrase({ line, what, refusal }: ImportLine): Phrase {
  const reason = say(`owners.imports.reasons.${refusal ?? 'nobody'}`);
  if (line === null) return say('owners.imports.what', { what, reason });
  return what === ''
    ? say('owners.imports.line', { line, reason })
    : say('owners.imports.line_what', { line, what, reason });
}

/** What an operator can do something about; null: a bug. */
function stopPhrase(error: unknown): Phrase | null {
  if (error instanceof NotText) return say('owners.imports.not_utf8');
  if (error instanceof ProviderUnavailable) return say('owners.imports.away', { reason: error.message });
  if (error instanceof UserFacingError) {
    const key = `errors.${error.key}`;
    return isTextKey(key) ? say(key, error.params) : null;
  }
  // The file is not there, may not be read, or codes would be written over another one.
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return say('owners.imports.failed', { reason: error.message });
  }
  return null;
}
