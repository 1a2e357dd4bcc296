import { DateTime } from 'luxon';
import {
  isTextKey,
  plain,
  type FileValue,
  type Invocation,
  type OptionSpec,
  type OptionSpecs,
} from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { legible, legibleName } from '#kernel/legible';
import type { Locale, Member, Members, Platform } from '#domain/members';

type Given = Invocation['options'][string];
export type Checked = Record<string, string | number | boolean | Date | FileValue>;

export interface OptionReader {
  members: Members;
  communityId: string;
  platform: Platform;
  /** Who speaks. */
  speaker: Member;
  /** Whether they may name somebody else. */
  mayName: boolean;
  locale: Locale;
  timeZone: string;
  now: Date;
}

export interface CheckedOptions {
  checked: Checked;
  /** Names of options that have to be asked for. */
  missing: string[];
  /** Of a missing member option: who may be meant by what was typed. */
  among: Record<string, Member[]>;
}

/**
 * Checks options as they came in. What is absent stays absent; which of the required ones that concerns is
 * said by `missing`. Throws UserFacingError for a value that makes no sense, with what would.
 */
export async function checkOptions(
  specs: OptionSpecs,
  given: Invocation['options'],
  reader: OptionReader,
): Promise<CheckedOptions> {
  const checked: Checked = {};
  const missing: string[] = [];
  const among: CheckedOptions['among'] = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || value === '') {
      if (spec.required) missing.push(name);
      continue;
    }
    if (spec.type === 'member') {
      const meant = await meantBy(value, reader);
      if (typeof meant === 'string') checked[name] = meant;
      else {
        missing.push(name);
        among[name] = meant;
      }
    } else checked[name] = await checkOption(spokenName(name, spec, reader.locale), spec, value, reader);
  }
  return { checked, missing, among };
}

/** An option by the name that its reader sees. */
function spokenName(name: string, spec: OptionSpec, locale: Locale): string {
  const key = spec.summary.replace(/\.summary$/, '.name');
  return isTextKey(key) ? plain(locale, key) : name;
}

type Plain = Exclude<OptionSpec, { type: 'member' }>;

async function checkOption(name: string, spec: Plain, value: Given, reader: OptionReader) {
  switch (spec.type) {
    case 'text': {
      const text = typed(value).trim();
      const max = spec.maxLength ?? 500;
      if ([...text].length > max) throw new UserFacingError('option_too_long', { option: name, max });
      return text;
    }
    case 'integer':
      return integer(name, spec, value);
    case 'choice': {
      const wanted = typed(value).trim().toLowerCase();
      const choice = spec.choices.find((one) => one.value.toLowerCase() === wanted);
      if (choice) return choice.value;
      throw new UserFacingError('option_bad_choice', { option: name });
    }
    case 'flag':
      if (typeof value === 'boolean') return value;
      if (/^(true|yes|on|1|是|开|好)$/i.test(typed(value))) return true;
      if (/^(false|no|off|0|否|关|不)$/i.test(typed(value))) return false;
      throw new UserFacingError('option_bad_flag', { option: name });
    case 'date':
      return date(name, typed(value), reader);
    case 'file':
      if (!isFile(value)) {
        throw new UserFacingError('option_missing', { option: name });
      }
      if (value.size > spec.maxBytes) {
        const mb = Math.floor(spec.maxBytes / 1_048_576);
        throw new UserFacingError('file_too_big', { max: mb });
      }
      return value;
  }
}

function isFile(value: Given): value is FileValue {
  if (typeof value !== 'object' || value === null || !('read' in value)) return false;
  const { name, size, read } = value;
  return typeof name === 'string' && Number.isFinite(size) && typeof read === 'function';
}

/** What a person typed; of a file or a mention, nothing. */
function typed(value: Given): string {
  return typeof value === 'object' ? '' : legible(String(value));
}

function integer(name: string, spec: { min?: number; max?: number }, value: Given): number {
  const number = typeof value === 'number' ? value : Number(typed(value).trim());
  if (!Number.isSafeInteger(number)) throw new UserFacingError('option_bad_integer', { option: name });
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = spec;
  if (number < min || number > max)
    throw new UserFacingError('option_integer_range', { option: name, min, max });
  return number;
}

/** The one member who is meant, or all who may be. Throws UserFacingError when it is nobody. */
async function meantBy(value: Given, reader: OptionReader): Promise<string | Member[]> {
  const { members, communityId, platform, speaker } = reader;
  // Who is with us is nothing that members can find out by trying names.
  if (!reader.mayName) return isSpeaker(value, reader) ? speaker.id : forbidden();
  const mentioned = mentionedIn(value);
  if (mentioned) {
    const known = await members.byAccount(communityId, platform, mentioned.personId);
    if (known) return known.id;
    // Somebody may be granted access before they ever spoke to us.
    const person = { platform, externalId: mentioned.personId, name: legibleName(mentioned.name) };
    return (await members.arrive(communityId, person)).member.id;
  }
  const text = typed(value).trim().replace(/^@/, '');
  // A member id is what suggestions and buttons send. It comes first: people choose their own names.
  if (/^[0-9a-f-]{36}$/.test(text)) return (await members.member(communityId, text)).id;
  const found = await members.find(communityId, text);
  const exact = found.filter((one) => one.accounts.some((account) => account.name === text));
  const likely = exact.length > 0 ? exact : found;
  const [only, ...more] = likely;
  if (only) return more.length === 0 ? only.id : likely;
  throw new UserFacingError('option_unknown_member', { typed: text });
}

/** Somebody picked or mentioned; null for everything else. An id that is no text would be a question of its own. */
function mentionedIn(value: Given): { personId: string; name: string } | null {
  if (typeof value !== 'object' || !('personId' in value)) return null;
  const { personId, name } = value;
  return typeof personId === 'string' && typeof name === 'string' ? { personId, name } : null;
}

function isSpeaker(value: Given, { speaker, platform }: OptionReader): boolean {
  const mentioned = mentionedIn(value);
  if (mentioned) {
    return speaker.accounts.some((one) => one.platform === platform && one.externalId === mentioned.personId);
  }
  const text = typed(value).trim().replace(/^@/, '');
  return text === speaker.id || speaker.accounts.some(({ name }) => name === text);
}

function forbidden(): never {
  throw new UserFacingError('not_allowed');
}

function date(name: string, text: string, { now, timeZone }: OptionReader): Date {
  const relative = /^\+?(\d{1,4})\s*(d|w|m|y|天|周|个月|月|年)$/i.exec(text.trim());
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  if (relative) {
    const unit = UNITS[relative[2]?.toLowerCase() ?? ''];
    if (unit) return local.plus({ [unit]: Number(relative[1]) }).toJSDate();
  }
  const absolute = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone: timeZone });
  if (!absolute.isValid) throw new UserFacingError('option_bad_date', { option: name });
  // A day alone means its end: "until 31 December" includes that day.
  return (text.trim().length <= 10 ? absolute.endOf('day') : absolute).toJSDate();
}

const UNITS: Record<string, 'days' | 'weeks' | 'months' | 'years'> = {
  d: 'days',
  w: 'weeks',
  m: 'months',
  y: 'years',
  天: 'days',
  周: 'weeks',
  月: 'months',
  个月: 'months',
  年: 'years',
};
