import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Ask, Speaker } from '#contracts';
import { unhurried } from '#app/dispatch/pace';
import type { Platform, Rank } from '#domain/members';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { errorOf, filledIn, leaves, speakerOn, strangerOn } from '../security/cast.js';
import { snapshot } from '../security/snapshot.js';
import { someOf } from '../_support/thorough.js';

/**
 * The lowest rank that may say each command. This list is written by hand, so that what a command asks for
 * is decided twice; a command that is not in it fails the first test below.
 */
const LOWEST: Record<string, Rank> = {
  plans: 'member',
  subscribe: 'member',
  membership: 'member',
  orders: 'member',
  gift: 'member',
  redeem: 'member',
  courses: 'member',
  learn: 'member',
  question: 'member',
  ask: 'member',
  recommend: 'member',
  path: 'member',
  'answer show': 'member',
  'answer read': 'member',
  'answer rate': 'member',
  'answer person': 'member',
  certificate: 'member',
  'ticket list': 'member',
  'ticket show': 'member',
  'ticket reply': 'member',
  'ticket close': 'member',
  why: 'member',
  verify: 'member',
  link: 'member',
  claim: 'member',
  settings: 'member',
  inbox: 'member',
  paysupport: 'member',
  privacy: 'member',
  mydata: 'member',
  forgetme: 'member',
  help: 'member',
  // Asks for more inside: it is how a community begins, so nobody has a rank yet.
  setup: 'member',
  'course upload': 'creator',
  'course show': 'creator',
  'course edit': 'creator',
  'course preview': 'creator',
  'course plans': 'creator',
  'course price': 'creator',
  'course schedule': 'creator',
  'course publish': 'creator',
  'course withdraw': 'creator',
  'drops coming': 'creator',
  'drops places': 'creator',
  'drops places-add': 'moderator',
  'drops places-remove': 'moderator',
  'drops troubles': 'creator',
  'course questions': 'creator',
  'faq add': 'moderator',
  'faq show': 'moderator',
  'faq edit': 'moderator',
  'faq remove': 'moderator',
  'faq list': 'moderator',
  'faq phrasing': 'moderator',
  'faq phrasings': 'moderator',
  'faq test': 'moderator',
  'faq unanswered': 'moderator',
  'faq promise': 'moderator',
  'faq report': 'moderator',
  'faq lints': 'moderator',
  'faq places': 'moderator',
  'faq places-add': 'moderator',
  'faq places-remove': 'moderator',
  'faq import': 'moderator',
  'faq export': 'moderator',
  pulse: 'moderator',
  stats: 'moderator',
  'tickets waiting': 'moderator',
  'tickets show': 'moderator',
  'tickets claim': 'moderator',
  'tickets answer': 'moderator',
  'tickets release': 'moderator',
  'tickets close': 'moderator',
  'tickets return': 'moderator',
  'tickets reopen': 'moderator',
  'tickets to-faq': 'moderator',
  'tickets desk': 'moderator',
  'tickets desk-set': 'moderator',
  'tickets desk-remove': 'moderator',
  'course stats': 'creator',
  'recommendations report': 'creator',
  forecast: 'creator',
  besttime: 'creator',
  reports: 'creator',
  digests: 'moderator',
  revenue: 'moderator',
  cohorts: 'creator',
  export: 'moderator',
  'plan list': 'moderator',
  'plan create': 'moderator',
  'plan edit': 'moderator',
  'plan price-add': 'moderator',
  'plan price-remove': 'moderator',
  'plan open': 'moderator',
  'plan close': 'moderator',
  'plan archive': 'moderator',
  'plan restore': 'moderator',
  grant: 'moderator',
  revoke: 'moderator',
  member: 'moderator',
  sync: 'moderator',
  drift: 'moderator',
  outbox: 'moderator',
  audit: 'moderator',
  alarms: 'moderator',
  'staff list': 'owner',
  'staff add': 'owner',
  'staff remove': 'owner',
  'community show': 'owner',
  'community name': 'owner',
  'community language': 'owner',
  'community timezone': 'owner',
  'community selling': 'owner',
  'community shop': 'owner',
};

const ORDER: readonly Rank[] = ['member', 'creator', 'moderator', 'owner'];
const reaches = (rank: Rank, path: string) => ORDER.indexOf(rank) >= ORDER.indexOf(LOWEST[path] ?? 'owner');

/** Who speaks with which rank. Ranks given in Lyceum are those of the seed; Telegram asks the group itself. */
const CAST: Record<Platform, [string, Rank, Speaker][]> = {
  discord: [
    ['a stranger', 'member', strangerOn('discord')],
    ['a member', 'member', speakerOn('discord', 'ada')],
    ['a creator', 'creator', speakerOn('discord', 'cleo')],
    ['a moderator', 'moderator', speakerOn('discord', 'moyan')],
    ['an owner', 'owner', speakerOn('discord', 'olivia')],
  ],
  telegram: [
    ['a stranger', 'member', strangerOn('telegram')],
    ['a member', 'member', speakerOn('telegram', 'ada')],
    ['a moderator', 'moderator', speakerOn('telegram', 'moyan')],
    ['an owner', 'owner', speakerOn('telegram', 'olivia')],
  ],
};
const cells = (['discord', 'telegram'] as const).flatMap((platform) =>
  CAST[platform].map(([name, rank, speaker], turn) => ({ platform, name, rank, speaker, turn })),
);

let product: Product;
let communityId: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
  communityId = product.community.id;
});
afterAll(() => product.close());

const dispatch = () => product.app.dispatcher;
const press = (who: Speaker, token: string) => dispatch().press(token, who);
const memberOf = async ({ person: who }: Speaker) =>
  (await product.app.rooms.members.arrive(communityId, who)).member;
const mint = async (memberId: string | null, command: string, options = {}) => {
  const [token = ''] = await product.app.rooms.delivery.mintButtons([
    { communityId, memberId, command, options },
  ]);
  return token;
};
/**
 * A tenth of the commands, by turns: what costs most is tried so, with each turn's tenth another one's.
 * Whoever may say what is tried with all of them.
 */
const TENTHS = 10;
const inTurn = (turn: number) => someOf(leaves, TENTHS, turn);
/** Of each command, which error comes back. */
async function each(
  run: (path: string) => Promise<Answer | Ask>,
  which = leaves,
): Promise<Record<string, string | null>> {
  const said: Record<string, string | null> = {};
  for (const [path] of which) said[path] = errorOf(await run(path));
  return said;
}
const refusedOf = (said: Record<string, string | null>) =>
  Object.keys(said).filter((path) => said[path] === 'not_allowed');
const brokenOf = (said: Record<string, string | null>) =>
  Object.keys(said).filter((path) => said[path] === 'unexpected' || said[path] === 'unknown_command');
/** Requests of ours that could change something, since the last look. */
function writes(since: number) {
  return product.sandbox.wire
    .after(since)
    .filter(({ direction, method, path }) => direction === 'in' && isWrite(method, path));
}
const isWrite = (method: string, path: string) =>
  !/^get$/i.test(method) && !/\/(get\w+|sendChatAction)$/i.test(path) && !/^get/i.test(method);
const lastWire = () => product.sandbox.wire.after(0).at(-1)?.n ?? 0;

it('the list says of every command who may say it', () => {
  expect(Object.keys(LOWEST).sort()).toEqual(leaves.map(([path]) => path).sort());
  expect(leaves.filter(([path, { for: rank }]) => rank !== LOWEST[path]).map(([path]) => path)).toEqual([]);
});

describe.each(cells)('$name on $platform', ({ platform, rank, speaker, turn }) => {
  const forbiddenOf = (which: typeof leaves) =>
    which.map(([path]) => path).filter((path) => !reaches(rank, path));
  const forbidden = forbiddenOf(leaves);
  // The turns of the one platform are not those of the other.
  const tenth = inTurn(platform === 'discord' ? turn : turn + 1);

  it('may say what is for their rank, and nothing else', async () => {
    // Refusing costs nothing; of what is done, a few for each of them, each time others.
    const allowed = someOf(
      leaves.filter(([path]) => reaches(rank, path)),
      TENTHS,
      turn,
    );
    const tried = leaves.filter((leaf) => forbidden.includes(leaf[0]) || allowed.includes(leaf));
    const said = await each((path) => dispatch().say({ ...speaker, command: path, options: {} }), tried);
    expect(refusedOf(said)).toEqual(forbidden);
    expect(brokenOf(said)).toEqual([]);
  });

  it('may press what is for their rank, and nothing else', async () => {
    const { id } = await memberOf(speaker);
    const own = await each(async (path) => press(speaker, await mint(id, path)), tenth);
    expect(refusedOf(own)).toEqual(forbiddenOf(tenth));
    expect(brokenOf(own)).toEqual([]);
    // A button for anybody is for anybody of that rank.
    for (const path of forbiddenOf(tenth)) {
      expect([path, errorOf(await press(speaker, await mint(null, path)))]).toEqual([path, 'not_allowed']);
    }
  });

  it('is refused before anything they filled in is looked at, and nothing changes', async () => {
    const { id } = await memberOf(speaker);
    const target = await memberOf(speakerOn('discord', 'ben'));
    const before = await snapshot(product.data);
    const wire = lastWire();
    for (const [path, leaf] of tenth.filter(([one]) => forbidden.includes(one))) {
      const options = filledIn(leaf, target.id);
      const said = await dispatch().say({ ...speaker, command: path, options });
      const answered = await dispatch().answerAsk(await mint(id, path), speaker, options);
      expect([path, errorOf(said), errorOf(answered)]).toEqual([path, 'not_allowed', 'not_allowed']);
      const text = Object.keys(leaf.options).find((name) => leaf.options[name]?.type === 'text');
      if (text) {
        expect(await dispatch().suggest({ ...speaker, command: path, options: {} }, text, '')).toEqual([]);
      }
    }
    expect(await snapshot(product.data)).toEqual(before);
    expect(writes(wire)).toEqual([]);
  });

  it('learns nothing about others below moderator, by name, by id or by mention', async () => {
    if (rank === 'moderator' || rank === 'owner') return;
    const target = await memberOf(speakerOn('discord', 'olivia'));
    const [account] = target.accounts;
    const naming = leaves.flatMap(([path, leaf]) =>
      Object.entries(leaf.options)
        .filter(([, spec]) => spec.type === 'member')
        .map(([name]) => [path, name] as const),
    );
    expect(naming.length).toBeGreaterThan(3);
    const before = await snapshot(product.data);
    const given = [
      target.id,
      'Olivia Stone',
      'o',
      '%',
      { personId: account?.externalId ?? '', name: 'Olivia Stone' },
      { personId: '1100000000000099999', name: 'Nobody yet' },
    ];
    for (const [path, name] of naming) {
      for (const value of given) {
        const answer = await dispatch().say({ ...speaker, command: path, options: { [name]: value } });
        expect([path, value, errorOf(answer)]).toEqual([path, value, 'not_allowed']);
      }
    }
    expect(await snapshot(product.data)).toEqual(before);
  });
});

const ranked = leaves.filter(([path]) => LOWEST[path] !== 'member');

describe('a rank that was lost', () => {
  /** Everything a rank allows, as buttons and open questions that were handed out while it was held. */
  async function handedOut(speaker: Speaker, turn: number): Promise<[string, string][]> {
    const { id } = await memberOf(speaker);
    const target = await memberOf(speakerOn('discord', 'ben'));
    const out: [string, string][] = [];
    for (const [path] of someOf(ranked, TENTHS, turn)) {
      out.push([path, await mint(id, path)]);
      const asked = await dispatch().say({ ...speaker, command: path, options: {} });
      if (asked.kind === 'ask') out.push([path, asked.token]);
    }
    // Free for all, but only about oneself.
    for (const path of ['why', 'verify']) out.push([path, await mint(id, path, { member: target.id })]);
    return out;
  }

  async function expectRefused(speaker: Speaker, tokens: [string, string][]): Promise<void> {
    const before = await snapshot(product.data);
    const wire = lastWire();
    for (const [path, token] of tokens) {
      const leaf = leaves.find(([one]) => one === path)?.[1];
      const filled = leaf ? filledIn(leaf, 'x') : {};
      const said = [
        errorOf(await press(speaker, token)),
        errorOf(await dispatch().answerAsk(token, speaker, filled)),
      ];
      expect([path, ...said]).toEqual([path, 'not_allowed', 'not_allowed']);
    }
    expect(await snapshot(product.data)).toEqual(before);
    expect(writes(wire)).toEqual([]);
  }

  it('in Lyceum takes the power out of every button and question at once', async () => {
    const { members } = product.app.rooms;
    const lin = speakerOn('discord', 'lin');
    const { id } = await memberOf(lin);
    await members.setRank(communityId, id, 'owner', id);
    const tokens = await handedOut(lin, 0);
    for (const [path, token] of tokens) {
      expect([path, errorOf(await press(lin, token))]).not.toEqual([path, 'not_allowed']);
    }
    await members.setRank(communityId, id, 'member', id);
    await expectRefused(lin, tokens);
  });

  it('on Discord does the same', async () => {
    const lin = speakerOn('discord', 'lin');
    const { discord } = product.sandbox;
    const role = { as: person('olivia').discordId, userId: person('lin').discordId };
    const change = async (name: 'giveRole' | 'takeRole') => {
      const action = discord.actions[name];
      await action?.run(action.input.parse({ ...role, roleId: demo.discord.moderatorRoleId }));
    };
    await change('giveRole');
    const tokens = await handedOut(lin, 1);
    expect(errorOf(await press(lin, tokens[0]?.[1] ?? ''))).not.toBe('not_allowed');
    await change('takeRole');
    await expectRefused(lin, tokens);
  });

  it('on Telegram does the same', async () => {
    const lin = speakerOn('telegram', 'lin');
    const { telegram } = product.sandbox;
    const subject = {
      as: person('olivia').telegramId,
      chatId: demo.telegram.lobbyId,
      userId: person('lin').telegramId,
    };
    telegram.actions.promote.run(telegram.actions.promote.input.parse(subject));
    const tokens = await handedOut(lin, 2);
    expect(errorOf(await press(lin, tokens[0]?.[1] ?? ''))).not.toBe('not_allowed');
    telegram.actions.demote.run(telegram.actions.demote.input.parse(subject));
    await expectRefused(lin, tokens);
  });
});

describe('a button', () => {
  const olivia = speakerOn('discord', 'olivia');

  it('of every command is nobody else’s, not even an owner’s', async () => {
    const { id } = await memberOf(speakerOn('discord', 'moyan'));
    const said = await each(async (path) => press(olivia, await mint(id, path)));
    expect(Object.values(said)).toEqual(leaves.map(() => 'button_not_yours'));
    // Nor does pressing it make somebody known.
    const before = await snapshot(product.data);
    expect(errorOf(await press(strangerOn('telegram', 8), await mint(id, 'plans')))).toBe('button_not_yours');
    expect(await snapshot(product.data)).toEqual(before);
  });

  it('is nothing when invented, or tampered with in any place', async () => {
    const { id } = await memberOf(olivia);
    const token = await mint(id, 'plans');
    const forged = Array.from(token, (sign, at) => {
      return `${token.slice(0, at)}${sign === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    });
    forged.push(
      '',
      'A'.repeat(22),
      token.slice(0, -1),
      `${token}A`,
      token.toLowerCase(),
      `${token}\0`,
      '%',
      '_',
    );
    for (const one of forged)
      expect([one, errorOf(await press(olivia, one))]).toEqual([one, 'button_expired']);
    expect(errorOf(await press(olivia, token))).toBeNull();
  });

  it('of every command dies in time', async () => {
    const { id } = await memberOf(olivia);
    const tokens = new Map<string, string>();
    for (const [path] of leaves) tokens.set(path, await mint(id, path));
    await product.pass({ days: 31 });
    const said = await each((path) => press(olivia, tokens.get(path) ?? ''));
    expect(Object.values(said)).toEqual(leaves.map(() => 'button_expired'));
  });

  it('of every command does nothing in another community, nor in a place of none', async () => {
    const { members, delivery } = product.app.rooms;
    const other = await members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    const there = (await members.arrive(other.id, olivia.person)).member;
    const before = await snapshot(product.data);
    const minted = async (command: string, memberId: string | null) => {
      const call = { communityId: other.id, memberId, command, options: {} };
      return (await delivery.mintButtons([call]))[0] ?? '';
    };
    for (const [turn, memberId] of [there.id, null].entries()) {
      const said = await each(async (path) => press(olivia, await minted(path, memberId)), inTurn(turn));
      expect(Object.values(said)).toEqual(inTurn(turn).map(() => 'button_expired'));
    }
    const nowhere = { ...olivia, space: { externalId: '1299999999999999999', title: 'Nowhere' } };
    const { id } = await memberOf(olivia);
    const said = await each(async (path) => press(nowhere, await mint(id, path)), inTurn(2));
    expect(Object.values(said)).toEqual(inTurn(2).map(() => 'button_expired'));
    expect(await snapshot(product.data)).toEqual(before);
  });

  it('pressed again does not do again what it did', async () => {
    const { members, billing, access } = product.app.rooms;
    const { member: ben } = await members.arrive(communityId, speakerOn('discord', 'ben').person);
    const owner = await memberOf(olivia);
    const [plan] = await billing.plans(communityId);
    const wish = { memberId: ben.id, planId: plan?.id ?? '', endsAt: null, byId: owner.id };
    const grant = await access.grant(communityId, { ...wish, reason: 'kept' });
    await access.grant(communityId, { ...wish, reason: 'stays' });
    const revoke = await mint(owner.id, 'revoke', { member: ben.id, grant: grant.id, reason: 'over' });
    expect(errorOf(await press(olivia, revoke))).toBeNull();
    expect(errorOf(await press(olivia, revoke))).toBe('grant_unknown');
    expect((await access.grants(communityId, ben.id)).map(({ reason }) => reason)).toEqual(['stays']);
    const archive = await mint(owner.id, 'plan archive', { plan: plan?.id ?? '', sure: true });
    expect(errorOf(await press(olivia, archive))).toBeNull();
    expect(errorOf(await press(olivia, archive))).toBe('plan_archived');
  });
});

it('a name that is somebody’s id means that somebody, not whoever took it for a name', async () => {
  const { members, access } = product.app.rooms;
  const moyan = speakerOn('discord', 'moyan');
  const ada = await memberOf(speakerOn('discord', 'ada'));
  const impostor = strangerOn('discord', 5);
  await members.arrive(communityId, { ...impostor.person, name: ada.id });
  const answer = await dispatch().say({
    ...moyan,
    command: 'grant',
    options: { member: ada.id, plan: 'Pro', reason: 'a talk' },
  });
  expect(errorOf(answer)).toBeNull();
  expect(await access.grants(communityId, ada.id)).toHaveLength(1);
  expect(await access.grants(communityId, (await memberOf(impostor)).id)).toEqual([]);
});
