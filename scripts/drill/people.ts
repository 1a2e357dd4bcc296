import { setTimeout as pause } from 'node:timers/promises';
import { demo } from '#sandbox';
import { moderator, type Doors, type Mail } from './doors.js';
import type { Books, Row } from './books.js';

export type Kind = 'welcome' | 'grant_given' | 'join_link' | 'access_ended';

/** Somebody whose role or seat is changed once or twice, and what has to be true of them in the end. */
export interface Person {
  platform: 'discord' | 'telegram';
  id: string;
  /** Paid for at Stripe, or given by a moderator. */
  way: 'paid' | 'granted';
  leaves: boolean;
  /** Whether the role or seat is wanted now. */
  wanted: boolean;
  /** What they have to be told, each exactly once. */
  told: Kind[];
  doing: string;
}

export interface Crowd {
  people: readonly Person[];
  /** Lets everybody do their part, some dozens at a time. Rejects when somebody waits in vain. */
  run(): Promise<void>;
  /** Changes that were seen on the platforms, and how many there will be. */
  readonly done: number;
  readonly total: number;
}

export interface CrowdDeps {
  doors: Doors;
  books: Books;
  /** Resolves when the product is up. */
  untilReady(): Promise<void>;
  /** When the product was started last, in milliseconds since the epoch. */
  startedAt(): number;
  changes: number;
  stopped: AbortSignal;
}

/** So many people of one platform are in the middle of something at once. */
const ABREAST = 30;
/** One step may take so long after the last start: a crash is noticed by the queue within half a minute. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 60;

/** For each platform two thirds come, and half of those go again: `changes` changes in all. */
export async function createCrowd(deps: CrowdDeps): Promise<Crowd> {
  const { doors, books, untilReady, startedAt, changes, stopped } = deps;
  const leaving = Math.floor(changes / 3);
  const coming = changes - leaving;
  const person = (platform: Person['platform'], id: string, index: number): Person => {
    const way = platform === 'discord' && index % 2 === 1 ? 'granted' : 'paid';
    return { platform, id, way, leaves: index < leaving, wanted: false, told: [], doing: 'nothing yet' };
  };
  const people = (await doors.newDiscordPeople(coming)).map((id, index) => person('discord', id, index));
  let done = 0;
  let rows: Row[] = [];

  /** Waits until `seen` answers something; the drill as a whole may be called off. */
  async function until<T>(one: Person, what: string, seen: () => T | undefined | false | null): Promise<T> {
    one.doing = what;
    const begun = Date.now();
    for (;;) {
      const value = seen();
      if (value) return value;
      stopped.throwIfAborted();
      if (Date.now() > Math.max(begun, startedAt()) + PATIENCE_MS) {
        const facts = await books.about(one.id);
        throw new Error(`${one.platform} ${one.id} (${one.way}) waited in vain: ${what}\n${facts}`);
      }
      await pause(LOOK_MS);
    }
  }

  const isTold = (one: Person, kind: Kind) =>
    rows.some((row) => row.platform === one.platform && row.personId === one.id && row.kind === kind);

  async function told(one: Person, kind: Kind): Promise<void> {
    await until(one, `the outbox has ${kind}`, () => isTold(one, kind));
    one.told.push(kind);
  }

  async function come(one: Person): Promise<string> {
    one.wanted = true;
    if (one.way === 'granted') {
      await grant(one);
      await until(one, 'the role', () => doors.hasRole(one.id));
      await told(one, 'grant_given');
      return '';
    }
    const { subscription } = await doors.pay(await checkout(one));
    if (one.platform === 'discord') {
      await until(one, 'the role', () => doors.hasRole(one.id));
    } else {
      await told(one, 'join_link');
      // Whoever missed the message asks for the link; it is the same for everybody.
      const link = await until(one, 'a way in', () => doors.standingLink());
      await doors.requestToJoin(Number(one.id), link);
      await until(one, 'the seat', () => doors.standing(Number(one.id)) === 'member');
    }
    await told(one, 'welcome');
    return subscription;
  }

  async function go(one: Person, subscription: string): Promise<void> {
    one.wanted = false;
    if (one.way === 'granted') await revoke(one);
    else await doors.cancel(subscription);
    const isOut = () =>
      one.platform === 'discord' ? !doors.hasRole(one.id) : doors.standing(Number(one.id)) === 'left';
    await until(one, 'the end of access', isOut);
    await told(one, 'access_ended');
  }

  /** Asks for the page to pay at, again when nobody answered. */
  async function checkout(one: Person): Promise<string> {
    const link = (mail: Mail) => mail.buttons.find((button) => button.url?.includes('/checkout/'))?.url;
    for (let tries = 0; tries < 40; tries += 1) {
      one.doing = 'asks for the checkout';
      await untilReady();
      stopped.throwIfAborted();
      let found: string | undefined;
      if (one.platform === 'discord') {
        const answer = await say(one.id, 'subscribe', {
          plan: 'Membership',
          price: demo.stripe.monthlyPriceId,
        });
        found = answer ? link(answer) : undefined;
      } else {
        await doors.write(Number(one.id), `/subscribe Membership ${demo.stripe.monthlyPriceId}`);
        for (let looks = 0; looks < 40 && !found; looks += 1) {
          found = doors.telegramMail(Number(one.id)).map(link).find(Boolean);
          if (!found) await pause(LOOK_MS);
        }
      }
      const session = /cs_\w+/.exec(decodeURIComponent(found ?? ''))?.[0];
      if (session) return session;
    }
    throw new Error(`${one.platform} ${one.id} was never given a checkout`);
  }

  /** A command whose bot may die in the middle. */
  async function say(as: string, name: string, options: Record<string, string>) {
    return doors.command(as, name, options).catch(() => null);
  }

  async function grant(one: Person): Promise<void> {
    for (let tries = 0; (await books.grants(one.id)) === 0; tries += 1) {
      if (tries === 40) throw new Error(`${one.id} was never granted anything`);
      one.doing = 'is about to be granted a plan';
      await untilReady();
      stopped.throwIfAborted();
      await say(moderator, 'grant', { member: one.id, plan: 'Membership', reason: 'the drill' });
    }
  }

  async function revoke(one: Person): Promise<void> {
    for (let tries = 0; (await books.grants(one.id)) > 0; tries += 1) {
      if (tries === 40) throw new Error(`the grant of ${one.id} was never revoked`);
      one.doing = 'is about to lose a grant';
      await untilReady();
      stopped.throwIfAborted();
      await say(moderator, 'revoke', { member: one.id, reason: 'the drill' });
    }
  }

  /** After a crash many go at once, and the product asks first: a moderator looks, and says yes. */
  async function decide(): Promise<void> {
    for (const hold of await books.openHolds().catch(() => [])) {
      await say(moderator, 'sync', { hold, decision: 'approve' });
    }
  }

  async function live(one: Person): Promise<void> {
    const subscription = await come(one);
    done += 1;
    if (one.leaves) {
      await go(one, subscription);
      done += 1;
    }
    one.doing = 'done';
  }

  /** Some dozens at once, each taking the next when they are through. */
  async function crew(next: () => Promise<Person | undefined>): Promise<void> {
    const one = async () => {
      for (let each = await next(); each; each = await next()) await live(each);
    };
    await Promise.all(Array.from({ length: ABREAST }, one));
  }

  async function watch(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      rows = await books.notices().catch(() => rows);
      await decide();
      await pause(100);
    }
  }

  return {
    people,
    get done() {
      return done;
    },
    total: changes * 2,
    async run() {
      const over = new AbortController();
      const watching = watch(over.signal);
      const waiting = [...people];
      let arrived = 0;
      const nextOnTelegram = async () => {
        if (arrived >= coming) return undefined;
        const index = arrived++;
        const one = person('telegram', String(await doors.newTelegramPerson(`Drill ${index}`)), index);
        people.push(one);
        return one;
      };
      try {
        await Promise.all([crew(async () => waiting.shift()), crew(nextOnTelegram)]);
      } finally {
        over.abort();
        await watching;
      }
    },
  };
}
