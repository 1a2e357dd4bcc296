import { say, type LeafCommand, type Pace, type Phrase, type Rooms } from '#contracts';
import { minutes, type Clock } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';
import { createLimiter, type Limit } from '#kernel/limiter';
import type { Person } from '#domain/members';

export type Allowance = Pace | 'guess' | 'checkout';

/** How often people may have their way. */
export interface Allowances {
  /** Of one account, over everything it says and presses; looked at before anything else is done. */
  account: Limit;
  /** Of one account, while it types. */
  suggestions: Limit;
  /** What was said to nobody and may be answered: of one account, and in one place. */
  overheard: { account: Limit; place: Limit };
  /** Of one member, for each command (for codes and Checkout pages: over all commands). */
  member: Record<Allowance, Limit>;
  /** Of everybody in a community together. */
  community: Record<Allowance, Limit>;
}

export const asInLife: Allowances = {
  account: { max: 120, perMs: minutes(1) },
  suggestions: { max: 300, perMs: minutes(1) },
  overheard: { account: { max: 20, perMs: minutes(1) }, place: { max: 300, perMs: minutes(1) } },
  member: {
    cheap: { max: 30, perMs: minutes(1) },
    dear: { max: 30, perMs: minutes(5) },
    guess: { max: 5, perMs: minutes(10) },
    checkout: { max: 5, perMs: minutes(10) },
  },
  community: {
    cheap: { max: 1_000, perMs: minutes(1) },
    dear: { max: 200, perMs: minutes(1) },
    guess: { max: 100, perMs: minutes(10) },
    checkout: { max: 200, perMs: minutes(1) },
  },
};

const ever: Limit = { max: Infinity, perMs: 1 };
const always = { cheap: ever, dear: ever, guess: ever, checkout: ever };

/** For measuring, and for tests of something else: nobody is ever too fast. */
export const unhurried: Allowances = {
  account: ever,
  suggestions: ever,
  overheard: { account: ever, place: ever },
  member: always,
  community: always,
};

/** What makes a page to pay at: each one is an object at Stripe that somebody has to clear away. */
export const makesPages: ReadonlySet<string | symbol> = new Set(['checkout', 'subscribeByInvoice']);

/** Who spends, and where. */
export interface Spender {
  communityId: string;
  memberId: string;
  person: Person;
}

/** Counts what people say. In memory: whoever restarts the program starts counting anew. */
export function createPace(clock: Clock, allowances: Allowances) {
  const limiter = createLimiter(clock);
  const accountOf = ({ platform, externalId }: Person) => `${platform} ${externalId}`;

  /** Throws RetryAfter when there is nothing left. The member first: one of many does not use up the rest's. */
  function spend(what: Allowance, memberKey: string, communityKey: string): void {
    const own = { key: `${what} ${memberKey}`, limit: allowances.member[what] };
    const all = { key: `${what} ${communityKey}`, limit: allowances.community[what] };
    const wait = limiter.take(own, all);
    if (wait > 0) throw new RetryAfter(wait, `too many of kind ${what}`);
  }

  return {
    /** In how many milliseconds an account may say something again; 0: now. */
    heard: (person: Person) =>
      limiter.take({ key: `account ${accountOf(person)}`, limit: allowances.account }),
    typing: (person: Person) =>
      limiter.take({ key: `typing ${accountOf(person)}`, limit: allowances.suggestions }),

    /** In how many milliseconds something said to nobody is looked at; 0: now. */
    overheard(person: Person, where: string): number {
      const { account, place } = allowances.overheard;
      const own = { key: `overheard ${accountOf(person)}`, limit: account };
      return limiter.take(own, { key: `overheard in ${person.platform} ${where}`, limit: place });
    },

    /** A question in words of one's own, as if with a command. Throws RetryAfter. */
    asked({ communityId, memberId }: Omit<Spender, 'person'>): void {
      spend('cheap', `${memberId} ask`, communityId);
    },
    /** Throws RetryAfter. */
    said(path: string, leaf: LeafCommand, { communityId, memberId }: Spender): void {
      spend(leaf.pace ?? 'cheap', `${memberId} ${path}`, communityId);
    },
    /** A code that may be a guess; `where` shares the looser limit. Throws RetryAfter. */
    guessed(person: Person, where: string): void {
      spend('guess', accountOf(person), where);
    },
    /** The rooms, with pages to pay at counted, whichever command makes them. */
    counting(rooms: Rooms, { communityId, memberId }: Spender): Rooms {
      const billing = new Proxy(rooms.billing, {
        get(target, name) {
          const found: unknown = Reflect.get(target, name);
          if (typeof found !== 'function' || !makesPages.has(name)) return found;
          return async (...given: unknown[]): Promise<unknown> => {
            spend('checkout', memberId, communityId);
            return Reflect.apply(found, target, given);
          };
        },
      });
      return { ...rooms, billing };
    },
  };
}

export type PaceKeeper = ReturnType<typeof createPace>;

/** `in 40 seconds`, `in 3 minutes`. */
export function waitPhrase(ms: number): Phrase {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return say('common.in_seconds', { count: seconds });
  return say('common.in_minutes', { count: Math.ceil(seconds / 60) });
}
