import { isTextKey, placeWords, problemPhrase, say, type Phrase, type Reply, type Value } from '#contracts';
import type { ChainLink } from '#domain/access';
import { sayCode } from './words.js';

/** Values that a link may leave out; the text then has a `_short` form. */
const optional: Record<string, string> = {
  payment_failed: 'amount',
  payment_late: 'amount',
  payment_open: 'amount',
  subscription_active: 'until',
  subscription_trial: 'until',
  subscription_pausing: 'until',
  order_active: 'until',
  subscription_ended: 'at',
  grant_active: 'until',
  seat_missing: 'problem',
};

/** A link of the chain in words. */
export function linkPhrase({ text, values }: ChainLink): Phrase {
  const left = optional[text];
  const key = left !== undefined && !values[left] ? `why.${text}_short` : `why.${text}`;
  if (!isTextKey(key)) return say('why.other');
  const spoken: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) spoken[name] = spokenValue(name, value, values);
  return say(key, spoken);
}

function spokenValue(name: string, value: string | number, all: ChainLink['values']): Value {
  if (name === 'amount' && typeof value === 'number' && typeof all['currency'] === 'string') {
    return { money: value, currency: all['currency'] };
  }
  if (typeof value !== 'string') return value;
  if (name === 'problem') return problemPhrase(value);
  if (name === 'place') return placeWords(value);
  if (name === 'platform') return sayCode('common.platforms', value, say('common.literal', { text: value }));
  if (name === 'since' || name === 'until' || name === 'at') {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : { at, as: 'date' };
  }
  return value;
}

/** Somebody may be on one platform only, and happy there. */
const PATIENT = new Set(['seat_join', 'seat_held', 'account_missing', 'subscription_grace']);

/** Nothing is broken here: somebody has to answer, to press a button, or to decide. */
function waits({ ok, text }: ChainLink): boolean {
  return !ok && (text.endsWith('_unknown') || PATIENT.has(text));
}

/** A link that keeps somebody out, other than a payment for which there is still time. */
function stopped(link: ChainLink): boolean {
  return !link.ok && !waits(link) && link.text !== 'payment_failed' && link.text !== 'payment_late';
}

/** The chain as a list with marks. */
export function chainList(chain: readonly ChainLink[]): NonNullable<Reply['list']> {
  return chain.map((link) => ({
    mark: link.ok ? 'good' : waits(link) ? 'wait' : 'bad',
    text: linkPhrase(link),
  }));
}

export interface ChainVerdict {
  tone: 'plain' | 'good' | 'warning' | 'bad';
  /** The first link that does not hold; undefined when all do. */
  failing: ChainLink | undefined;
  words: Phrase;
}

/** Where a chain stops, in words. */
export function judge(chain: readonly ChainLink[]): ChainVerdict {
  const open = chain.filter((link) => !link.ok);
  const broken = open.filter((link) => !waits(link));
  const failing = open[0];
  if (!failing) return { tone: 'good', failing, words: say('member.why.whole') };
  // Who never had anything has nothing that could be broken.
  if (failing.text === 'payment_none') return { tone: 'plain', failing, words: say('member.why.never') };
  if (chain.some(({ text }) => text === 'subscription_grace') && !chain.some(stopped)) {
    return { tone: 'warning', failing, words: say('member.why.grace') };
  }
  const link = say(`why.links.${failing.link}`);
  if (broken.length === 0) {
    // What is left to the person themselves is no reason to worry them.
    const theirs = open.every(({ text }) => text === 'account_missing' || text === 'seat_join');
    return { tone: theirs ? 'plain' : 'warning', failing, words: say('member.why.waits', { link }) };
  }
  const key = new Set(open.map((one) => one.link)).size > 1 ? 'member.why.several' : 'member.why.stops';
  return { tone: 'bad', failing, words: say(key, { link }) };
}
