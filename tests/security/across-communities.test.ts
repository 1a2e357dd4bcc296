import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDispatcher } from '#app/dispatch/dispatcher';
import { unhurried } from '#app/dispatch/pace';
import { commands } from '#commands';
import type { Answer, Ask, Invocation } from '#contracts';
import type { Tx } from '#database';
import { platforms } from '#domain/members';
import { silentLog } from '#kernel/log';
import { startProduct, type Product } from '../_support/product.js';
import { someOf } from '../_support/thorough.js';
import { leaves, speakerOn } from './cast.js';
import { fillCommunity } from './other-community.js';
import { snapshot, type Snapshot } from './snapshot.js';

/** On everything that belongs to the other community. */
const MARK = 'OTHER-COMMUNITY';
const ROOMS = [
  'members',
  'delivery',
  'billing',
  'access',
  'imports',
  'courses',
  'learning',
  'drops',
  'faq',
  'handoff',
  'recommends',
  'digests',
  'revenue',
  'engagement',
  'privacy',
] as const;

let product: Product;
let here: string;
let there: string;
/** A row of each table of the other community, by table, and other texts by which its rows could be named. */
let theirs: Record<string, string>;
let theirNames: string[];
/** A row each of this community. */
let ours: Record<string, string>;

/** Two communities of the same people with the same ranks. */
async function twoCommunities(): Promise<void> {
  product = await startProduct({ bots: false, workers: false, allowances: unhurried });
  const { members } = product.app.rooms;
  here = product.community.id;
  const other = await members.createCommunity({ name: `${MARK} itself`, locale: 'en', timeZone: 'UTC' });
  there = other.id;
  for (const key of ['olivia', 'ada']) {
    for (const platform of platforms) {
      const who = speakerOn(platform, key).person;
      await members.arrive(here, who);
      const { member } = await members.arrive(there, who);
      if (key === 'olivia') await members.setRank(there, member.id, 'owner', member.id);
    }
  }
  const filled = await fillCommunity(product.data, there, MARK);
  theirs = filled.ids;
  theirNames = filled.names.filter((name) =>
    /(Plan name|title|stripeId|externalId|code|codeHash)$/.test(name),
  );
  ours = (await fillCommunity(product.data, here, 'ours')).ids;
}
const close = () => product.close();

const pool = () => [...Object.values(theirs), ...theirNames];
/** Which of their ids and texts something holds, other than what it was told. */
function leaksIn(value: unknown, told: readonly unknown[] = []): string[] {
  const all =
    JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? '';
  const texts = told.filter((one): one is string => typeof one === 'string' && one !== '');
  const text = texts.sort((x, y) => y.length - x.length).reduce((so, one) => so.replaceAll(one, ''), all);
  return [...pool(), there, MARK].filter((one) => text.includes(one));
}

/** What people write themselves; it may be anything, and is looked up nowhere. */
const WRITTEN = new Set([
  'name',
  'title',
  'reason',
  'details',
  'body',
  'options',
  'planName',
  'text',
  'comment',
  'answer',
  'search',
]);

/** Rows of this community that point to rows of the other. */
async function strays(): Promise<string[]> {
  return Object.entries(await snapshot(product.data, here)).flatMap(([table, rows]) =>
    rows.flatMap((row) => {
      const pointing = Object.entries(JSON.parse(row) as Record<string, unknown>).filter(
        ([column, value]) => !WRITTEN.has(column) && Object.values(theirs).includes(String(value)),
      );
      // Who did something is whoever the dispatcher found to be speaking, and never looked up.
      return pointing
        .map(([column]) => `${table}.${column}`)
        .filter((one) => !['Audit.actorId', 'Grant.revokedById'].includes(one));
    }),
  );
}

/**
 * Methods that know their community otherwise, or are told of none. Each with what keeps them apart.
 */
const KNOWS_OTHERWISE: Record<string, string> = {
  'members.communities': 'lists them all; for sweeps and for choosing one',
  'members.community': 'asked by its own id',
  'members.communityOfSpace': 'a space belongs to one community, and the platform says where we are',
  'members.communitiesOfPerson': 'the person’s own, as the platform proves who speaks',
  'members.createCommunity': 'makes a new one',
  'members.createSetupCode': 'for the console',
  'members.claim': 'the one-time code proves the right',
  'members.audit': 'writes what another room did, in its words',
  'members.tidy': 'forgets expired codes of all',
  'delivery.pressed': 'an unguessable token; the dispatcher compares its community',
  'delivery.mintButtons': 'each call says its community; pressing compares it',
  'billing.sync': 'Stripe’s customer belongs to one community',
  'billing.syncCheckout': 'a signed reference',
  'billing.acceptEvent': 'signed by Stripe',
  'engagement.begin': 'counts what a process noted, whoever it was about',
  'engagement.note': 'the door says whose space it happened in',
  'engagement.flush': 'writes what was noted, each with its community',
  'engagement.tidy': 'drops whole months of all',
  'access.seatSeen': 'the platform says where',
  'access.joinRequested': 'the platform says where',
};

describe('rooms', () => {
  beforeAll(twoCommunities);
  afterAll(close);

  it('every table of a community has a row that could leak', async () => {
    const filled = await snapshot(product.data, there);
    const empty = Object.keys(theirs).filter((table) => table !== 'Button' && !filled[table]?.length);
    expect(empty).toEqual([]);
  });

  /** How many arguments a method takes behind the community; a wrapper does not say. */
  interface Method {
    name: string;
    takes: number;
    call: (...given: unknown[]) => unknown;
  }

  const methods = (): Method[] =>
    ROOMS.flatMap((room) => {
      const found = (product.app.rooms as unknown as Record<string, object | undefined>)[room];
      return Object.entries(found ?? {}).flatMap(([name, value]: [string, unknown]) => {
        if (typeof value !== 'function') return [];
        const call = (...given: unknown[]): unknown => Reflect.apply(value, found, given);
        return [{ name: `${room}.${name}`, takes: value.length === 0 ? 3 : value.length - 1, call }];
      });
    });

  /** The same arguments are tried once, whatever would have stood behind them. */
  function* argumentsFor({ takes }: Method, turn: number) {
    const seen = new Set<string>();
    for (const { given, inTransaction } of argumentLists(turn)) {
      const own = inTransaction ? given : given.slice(0, takes);
      const key = JSON.stringify(own);
      if (!seen.has(key)) yield { given: own, inTransaction };
      seen.add(key);
    }
  }

  /** An argument that has every property a method could ask for, each naming a row of theirs (or of ours). */
  function anything(member: string, rest: Record<string, string>): object {
    const lower = Object.entries(rest).map(([table, id]) => [
      `${table[0]?.toLowerCase()}${table.slice(1)}Id`,
      id,
    ]);
    return {
      ...Object.fromEntries(lower),
      memberId: member,
      byId: member,
      actorId: member,
      subjectId: member,
      fromMemberId: member,
      toMemberId: member,
      communityId: here,
      id: rest['Account'],
      platform: 'discord',
      externalId: `${MARK} Space externalId`,
      spaceExternalId: `${MARK} Space externalId`,
      kind: 'role',
      name: 'x',
      title: 'x',
      reason: 'x',
      key: 'x',
      code: `${MARK} Gift code`,
      action: 'x',
      priceId: `${MARK} PlanPrice stripeId`,
      accounts: [],
      values: {},
      details: {},
      locale: 'en',
      rank: 'moderator',
      endsAt: null,
    };
  }

  /** Objects first, which cost most thought; then a few of their ids in every place, by turns. */
  function* argumentLists(turn: number): Generator<{ given: unknown[]; inTransaction: boolean }> {
    const all = anything(theirs['Member'] ?? '', theirs);
    const ourMember = anything(ours['Member'] ?? '', theirs);
    const theirMember = anything(theirs['Member'] ?? '', ours);
    for (const [nth, one] of [all, ourMember, theirMember].entries()) {
      const behind = someOf([[], [ours['Member']], [theirs['Member']]], 3, turn + nth);
      for (const before of behind) yield { given: [...before, one], inTransaction: true };
    }
    yield { given: [ours['Member'], theirs['Member']], inTransaction: true };
    yield { given: [theirs['Member'], ours['Member']], inTransaction: true };
    for (const id of someOf(Object.values(theirs), 80, turn)) {
      yield { given: [ours['Member'], id, ours['Member']], inTransaction: false };
      yield { given: [id, ours['Member'], ours['Member']], inTransaction: false };
    }
    for (const table of someOf(['Plan', 'Course', 'Member', 'Place'], 4, turn)) {
      yield { given: [theirs[table], theirs[table], theirs[table]], inTransaction: false };
      yield { given: [ours['Plan'], theirs[table]], inTransaction: false };
      const change = { days: 1, name: 'renamed', graceDays: 1 };
      yield { given: [theirs[table], change, ours['Member']], inTransaction: false };
    }
    for (const name of someOf(theirNames, 40, turn)) {
      yield { given: ['discord', name, name], inTransaction: false };
    }
    for (const given of [[10], [], [ours['Member'], 10]]) yield { given, inTransaction: false };
  }

  it('are all looked at', () => {
    const names = methods().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(60);
    expect(Object.keys(KNOWS_OTHERWISE).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('answer nothing of another community’s, and change nothing there, whatever they are given', async () => {
    let before = await snapshot(product.data, there);
    let known = (await strays()).length;
    const leaks: Record<string, unknown> = {};
    const asked = methods().filter(({ name }) => !(name in KNOWS_OTHERWISE));
    // Looked at after a few of them: it costs more than what they do.
    const few = 6;
    for (let from = 0; from < asked.length; from += few) {
      const some = asked.slice(from, from + few);
      for (const [nth, method] of some.entries()) {
        const { name, call } = method;
        for (const { given, inTransaction } of argumentsFor(method, from + nth)) {
          const said = await tried(call, given, inTransaction);
          const leaked = leaksIn(said, given.flatMap(flattened));
          if (leaked.length > 0) leaks[name] ??= leaked;
        }
      }
      const now = await snapshot(product.data, there);
      const changed = Object.keys(now).filter((table) => String(now[table]) !== String(before[table]));
      const pointing = (await strays()).slice(known);
      if (changed.length + pointing.length > 0) {
        leaks[`one of ${some.map(({ name }) => name).join(', ')}`] = { changed, pointing };
      }
      before = now;
      known += pointing.length;
    }
    expect(leaks).toEqual({});
  }, 300_000);

  const flattened = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(flattened) : [value];

  /** Every way to hand the arguments over: behind the community, or behind a transaction and the community. */
  async function tried(
    call: (...given: unknown[]) => unknown,
    given: unknown[],
    inTransaction: boolean,
  ): Promise<unknown[]> {
    const said: unknown[] = [];
    const attempt = async (...all: unknown[]) => {
      try {
        said.push(await call(...all));
      } catch (error) {
        // What a person would be told; a bug's own words stay in the log.
        said.push(error instanceof Error && 'params' in error ? error.params : null);
      }
    };
    await attempt(here, ...given);
    if (!inTransaction) return said;
    await product.data.database
      .transaction(async (tx: Tx) => {
        await attempt(tx, here, ...given);
        await attempt(here, ...given, tx);
        throw new Error('rolled back');
      })
      .catch(() => {});
    return said;
  }
});

describe('commands', () => {
  let before: Snapshot;
  beforeAll(async () => {
    await twoCommunities();
    before = await snapshot(product.data, there);
  });
  afterAll(close);

  /** Whatever is not written as it was typed is looked up. */
  const options = leaves.flatMap(([path, leaf]) =>
    Object.entries(leaf.options)
      .filter(([, spec]) => spec.type === 'text' || spec.type === 'member')
      .filter(([name]) => !WRITTEN.has(name))
      .map(([name]) => [path, name] as const),
  );
  /** Ranks are those of Lyceum here: the platforms are asked about them elsewhere. */
  const dispatcher = () =>
    createDispatcher({
      commands,
      rooms: product.app.rooms,
      ports: {},
      clock: product.sandbox.clock,
      log: silentLog,
      allowances: unhurried,
    });
  const textsOf = (answer: Answer | Ask): unknown => (answer.kind === 'reply' ? answer.reply : answer);
  const owner = speakerOn('discord', 'olivia');

  /** The rest is ours and real, so that only what is theirs can be what fails. */
  async function restOf(path: string): Promise<Invocation['options']> {
    const leaf = leaves.find(([one]) => one === path)?.[1];
    const { members, billing } = product.app.rooms;
    const ada = await members.byAccount(here, 'discord', speakerOn('discord', 'ada').person.externalId);
    const plan = (await billing.plans(here)).find(({ name }) => name === 'Pro');
    return Object.fromEntries(
      Object.entries(leaf?.options ?? {}).flatMap(([name, spec]): [string, string][] => {
        if (!spec.required) return [];
        if (spec.type === 'member') return [[name, ada?.id ?? '']];
        if (name === 'plan') return [[name, plan?.id ?? '']];
        if (spec.type === 'choice') return [[name, spec.choices[0]?.value ?? '']];
        return [[name, 'x']];
      }),
    );
  }

  it.each(options)('/%s finds nothing of another community’s by %s', async (path, name) => {
    const turn = options.findIndex(([one, other]) => one === path && other === name);
    const rest = await restOf(path);
    const said = dispatcher();
    // What the option is named after, and of all else a few each time: every option, and every row, has its turn.
    const named = Object.entries(theirs).filter(([table]) => table.toLowerCase().startsWith(name));
    const ids = new Set([...named.map(([, id]) => id), ...someOf(Object.values(theirs), 40, turn)]);
    const names = someOf(theirNames, 40, turn);
    for (const value of [...ids, ...names]) {
      const say = { ...owner, command: path, options: { ...rest, [name]: value } };
      expect([value, leaksIn(textsOf(await said.say(say)), [value])]).toEqual([value, []]);
    }
    for (const typed of ['', MARK, there]) {
      const typing = { ...owner, command: path, options: rest };
      expect(leaksIn(await said.suggest(typing, name, typed), [typed])).toEqual([]);
    }
    // Whatever it did with its own, nothing is changed there, and nothing here points there.
    expect(await snapshot(product.data, there)).toEqual(before);
    expect(await strays()).toEqual([]);
  });
});
