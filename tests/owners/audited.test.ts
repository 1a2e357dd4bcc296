import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { isTextKey, type CommandOptions } from '#contracts';
import { demo, startProduct, type Product } from '../_support/product.js';
import { sources } from '../_support/sources.js';
import { leaves } from '../security/cast.js';
import { as } from './said.js';

let product: Product;
let communityId: string;
const ids: Record<string, string> = {};
let prices: string[] = [];
let soloPrice = '';
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried, courses: true });
  communityId = product.community.id;
  prices = [await newPrice(900), await newPrice(9_000)];
  soloPrice = await newPrice(2_900, false);
  for (const key of ['olivia', 'moyan', 'ada', 'ben', 'lin']) ids[key] = (await as(product, key).member()).id;
});
afterAll(() => product.close());

async function newPrice(amount: number, recurring = true): Promise<string> {
  const action = product.sandbox.stripe.actions['createPrice'];
  const made = await action?.run(
    action.input.parse({ product: 'prod_demo_membership', amount, ...(recurring ? {} : { interval: null }) }),
  );
  return (made as { price: string }).price;
}

/** A command for moderators or owners: what it is said with, and what has to be in the log afterwards. */
interface Deed {
  before?: () => Promise<void>;
  with: () => CommandOptions | Promise<CommandOptions>;
  leaves: string;
}

const plan = async (name = 'Membership') => {
  const plans = await product.app.rooms.billing.plans(communityId, true);
  return plans.find((one) => one.name === name)?.id ?? '';
};
const lounge = async () => {
  const candidates = await product.app.rooms.access.candidates(communityId);
  const found = candidates.find((one) => one.spaceExternalId === String(demo.telegram.lobbyId));
  return `${found?.platform}:${found?.spaceExternalId}:${found?.kind}:${found?.externalId}`;
};
async function message(state: 'refused' | 'uncertain'): Promise<string> {
  const { database } = product.data;
  const { delivery } = product.app.rooms;
  await database.transaction((tx) =>
    delivery.post(tx, {
      communityId,
      memberId: ids['ada'] ?? '',
      kind: 'back_again',
      key: `audited:${state}`,
      values: { plan: 'x' },
    }),
  );
  await database.prisma.message.updateMany({
    where: { communityId, key: `audited:${state}` },
    data: { state },
  });
  const row = await database.prisma.message.findFirst({ where: { communityId, key: `audited:${state}` } });
  return row?.id ?? '';
}

/** What ada asked the team; the same question is the same ticket. */
async function ticket(question: string): Promise<string> {
  const asked = { platform: 'discord', locale: 'en', place: null, guesses: [] } as const;
  const given = { ...asked, memberId: ids['ada'] ?? '', question };
  return String((await product.app.rooms.handoff.open(communityId, given)).number);
}

/** In this order: later ones live on what earlier ones made. */
const deeds: Record<string, Deed | Deed[] | 'only looks'> = {
  'plan create': {
    with: () => ({ name: 'Gold', price: prices[0] ?? '' }),
    leaves: 'plan.created',
  },
  'plan edit': { with: async () => ({ plan: await plan('Gold'), grace: 5 }), leaves: 'plan.edited' },
  'plan price-add': {
    with: async () => ({ plan: await plan('Gold'), price: prices[1] ?? '' }),
    leaves: 'plan.price_added',
  },
  'plan price-remove': {
    with: async () => ({ plan: await plan('Gold'), price: prices[1] ?? '', sure: true }),
    leaves: 'plan.price_removed',
  },
  'plan open': {
    with: async () => ({ plan: await plan('Gold'), place: await lounge() }),
    leaves: 'plan.opened',
  },
  'plan close': {
    with: async () => ({ plan: await plan('Gold'), place: await lounge(), sure: true }),
    leaves: 'plan.closed',
  },
  'plan archive': { with: async () => ({ plan: await plan('Gold') }), leaves: 'plan.archived' },
  'plan restore': { with: async () => ({ plan: await plan('Gold') }), leaves: 'plan.restored' },
  'plan list': 'only looks',
  // What it says about a file is tried in tests/courses.
  'course upload': 'only looks',
  'course show': 'only looks',
  'course preview': 'only looks',
  'course questions': 'only looks',
  'course stats': 'only looks',
  'course edit': { with: () => ({ course: 'good-notes', title: 'Notes' }), leaves: 'course.edited' },
  'course plans': { with: () => ({ course: 'good-notes', free: true }), leaves: 'course.edited' },
  'course publish': {
    // The demo's own courses were published a moment ago.
    before: () => product.pass({ minutes: 1 }),
    with: () => ({ course: 'good-notes' }),
    leaves: 'course.published',
  },
  'course withdraw': {
    with: () => ({ course: 'good-notes', sure: true }),
    leaves: 'course.withdrawn',
  },
  'course price': {
    with: () => ({ course: 'clear-words', price: soloPrice }),
    leaves: 'plan.created',
  },
  'course schedule': {
    with: () => ({ course: 'clear-words', rule: '3 days after joining', sure: true }),
    leaves: 'drops.scheduled',
  },
  'drops coming': 'only looks',
  'drops places': 'only looks',
  'drops places-add': { with: () => ({ place: 'Lyceum Members' }), leaves: 'outlet.added' },
  'drops places-remove': { with: () => ({ place: 'Lyceum Members', sure: true }), leaves: 'outlet.removed' },
  // What it decides about a post is tried in tests/drops.
  'drops troubles': 'only looks',
  'faq add': {
    with: () => ({ title: 'When?', answer: 'Soon.', phrasings: 'at what time' }),
    leaves: 'faq.added',
  },
  'faq show': 'only looks',
  'faq edit': { with: () => ({ entry: 'When?', tags: 'time' }), leaves: 'faq.edited' },
  'faq list': 'only looks',
  'faq phrasing': {
    with: () => ({ entry: 'When?', text: 'how soon', sure: true }),
    leaves: 'faq.phrasing_added',
  },
  'faq phrasings': {
    with: async () => {
      const [entry] = await product.app.rooms.faq.entries(communityId);
      return { entry: 'When?', remove: entry?.phrasings[0]?.id ?? '' };
    },
    leaves: 'faq.phrasing_removed',
  },
  'faq test': 'only looks',
  'faq unanswered': {
    with: async () => {
      const { faq } = product.app.rooms;
      const question = { platform: 'discord', way: 'ask', text: 'Is it far?', locale: 'en' } as const;
      const { askId } = await faq.ask(communityId, { ...question, memberId: ids['ada'] ?? '' });
      return { dismiss: askId ?? '' };
    },
    leaves: 'faq.dismissed',
  },
  'faq promise': { with: () => ({ one_in: 30 }), leaves: 'faq.promise' },
  'faq report': 'only looks',
  pulse: 'only looks',
  stats: 'only looks',
  'faq lints': 'only looks',
  'faq places': 'only looks',
  'faq places-add': { with: () => ({ place: 'Lyceum Members' }), leaves: 'faq.place_added' },
  'faq places-remove': { with: () => ({ place: 'Lyceum Members' }), leaves: 'faq.place_removed' },
  'faq remove': [
    { with: () => ({ entry: 'When?' }), leaves: 'faq.removed' },
    {
      with: async () => {
        const row = await product.data.database.prisma.faqEntry.findFirst({ where: { communityId } });
        return { entry: row?.id ?? '', undo: true };
      },
      leaves: 'faq.restored',
    },
  ],
  'faq import': {
    with: () => {
      const content = JSON.stringify([{ texts: { en: { title: 'Where?', answer: 'Here.' } } }]);
      return { carried: gzipSync(content).toString('base64'), apply: true };
    },
    leaves: 'faq.imported',
  },
  'faq export': 'only looks',
  'tickets waiting': 'only looks',
  'tickets claim': { with: async () => ({ ticket: await ticket('Who?') }), leaves: 'ticket.claimed' },
  'tickets show': 'only looks',
  'tickets release': { with: async () => ({ ticket: await ticket('Who?') }), leaves: 'ticket.released' },
  'tickets answer': {
    with: async () => ({ ticket: await ticket('Who?'), text: 'Me.' }),
    leaves: 'ticket.answered',
  },
  'tickets to-faq': { with: async () => ({ ticket: await ticket('Who?'), new: true }), leaves: 'faq.added' },
  'tickets close': { with: async () => ({ ticket: await ticket('Who?') }), leaves: 'ticket.closed' },
  'tickets reopen': {
    with: async () => {
      const { tickets } = await product.app.rooms.handoff.tickets(communityId, { limit: 1, offset: 0 });
      return { ticket: String(tickets[0]?.number) };
    },
    leaves: 'ticket.reopened',
  },
  'tickets return': { with: async () => ({ ticket: await ticket('Who?') }), leaves: 'ticket.returned' },
  'tickets desk': 'only looks',
  'tickets desk-set': { with: () => ({ place: 'Lyceum Members' }), leaves: 'desk.set' },
  'tickets desk-remove': { with: () => ({ sure: true }), leaves: 'desk.removed' },
  grant: {
    with: async () => ({ member: ids['ada'] ?? '', plan: await plan(), reason: 'quiz' }),
    leaves: 'grant.given',
  },
  revoke: { with: () => ({ member: ids['ada'] ?? '', reason: 'mistake' }), leaves: 'grant.revoked' },
  member: 'only looks',
  sync: [
    {
      before: async () => {
        await product.app.rooms.access.grant(communityId, {
          memberId: ids['ben'] ?? '',
          planId: await plan(),
          reason: 'drill',
          endsAt: null,
          byId: ids['olivia'] ?? '',
        });
        await product.settle();
        const guild = product.sandbox.discord.state().guilds[demo.discord.guildId];
        for (const member of Object.values(guild?.members ?? {})) {
          member.roles = member.roles.filter((role) => role !== demo.discord.memberRoleId);
        }
        await product.pass({ minutes: 1 });
      },
      with: () => ({ apply: true }),
      leaves: 'sync.applied',
    },
    ...(['approve', 'keep'] as const).map((decision): Deed => ({
      with: async () => {
        const { database } = product.data;
        const [place] = await product.app.rooms.access.places(communityId);
        const row = {
          communityId,
          placeId: place?.id ?? '',
          removals: 9,
          of: 10,
          at: product.sandbox.clock.now(),
        };
        const { id } = await database.prisma.hold.create({ data: row });
        return { hold: id, decision };
      },
      leaves: decision === 'approve' ? 'hold.approved' : 'hold.kept',
    })),
  ],
  revenue: 'only looks',
  cohorts: 'only looks',
  forecast: 'only looks',
  besttime: 'only looks',
  'recommendations report': 'only looks',
  digests: 'only looks',
  // What they set is their own: who is told what.
  reports: 'only looks',
  export: {
    async before() {
      const { id } = await as(product, 'ada').member();
      const { database } = product.data;
      const customer = { communityId, memberId: id, stripeId: 'cus_audited', createdAt: new Date(0) };
      const { id: customerId } = await database.prisma.customer.create({ data: customer });
      const at = product.sandbox.clock.now();
      const sold = { communityId, memberId: id, customerId, status: 'active', createdAt: at, fetchedAt: at };
      await database.prisma.subscription.create({
        data: { ...sold, stripeId: 'sub_audited', priceIds: [demo.stripe.monthlyPriceId], currency: 'usd' },
      });
    },
    with: () => ({ what: 'revenue' }),
    leaves: 'numbers.exported',
  },
  drift: [
    { with: () => ({ run: true }), leaves: 'drift.looked' },
    { with: () => ({ retry: true }), leaves: 'seats.retried' },
  ],
  outbox: [
    { with: async () => ({ message: await message('refused'), action: 'send' }), leaves: 'message.resent' },
    { with: async () => ({ message: await message('uncertain'), action: 'leave' }), leaves: 'message.left' },
  ],
  audit: { with: () => ({ file: true }), leaves: 'audit.exported' },
  alarms: { with: () => ({ on: true }), leaves: 'alarms.set' },
  'staff list': 'only looks',
  'staff add': { with: () => ({ member: ids['lin'] ?? '', rank: 'moderator' }), leaves: 'rank.set' },
  'staff remove': { with: () => ({ member: ids['lin'] ?? '', sure: true }), leaves: 'rank.set' },
  'community show': 'only looks',
  'community name': { with: () => ({ name: 'Lyceum' }), leaves: 'community.changed' },
  'community language': { with: () => ({ language: 'en' }), leaves: 'community.changed' },
  'community timezone': { with: () => ({ timezone: 'Berlin' }), leaves: 'community.changed' },
  'community selling': { with: () => ({ telegram: true }), leaves: 'community.changed' },
  'community shop': { with: () => ({ address: 'off' }), leaves: 'community.changed' },
};

const cells = Object.entries(deeds).flatMap(([path, value]) =>
  value === 'only looks'
    ? []
    : [value].flat().map((deed): [string, string, Deed] => [path, deed.leaves, deed]),
);
const count = () => product.data.database.prisma.audit.count({ where: { communityId } });

describe('the log', () => {
  it('is asked of every command for moderators and owners', () => {
    const ranked = leaves.filter(([, leaf]) => leaf.for !== 'member').map(([path]) => path);
    expect(Object.keys(deeds).sort()).toEqual([...ranked].sort());
  });

  it.each(cells)('/%s leaves %s, with who did it, and says it in words', async (path, action, deed) => {
    await deed.before?.();
    const options = await deed.with();
    const before = await count();
    // Olivia owns the community by our list; who is in charge by Telegram alone is asked about alarms.
    const who = path === 'alarms' ? as(product, 'moyan', 'telegram') : as(product, 'olivia');
    const said = await who.say(path, options);
    expect([said.asked, said.lines.join('\n')]).not.toEqual([
      expect.anything(),
      expect.stringMatching(/may not do/),
    ]);
    expect(await count()).toBeGreaterThan(before);
    const { rows } = await product.app.rooms.members.auditRows(communityId, { action }, 1);
    const actor = path === 'alarms' ? (await who.member()).id : ids['olivia'];
    expect(rows[0]).toMatchObject({ action, actorId: actor });
    const [line = ''] = (await as(product, 'olivia').say('audit', { action })).lines.slice(1);
    expect(line).toMatch(path === 'alarms' ? /: 莫言秋 / : /: Olivia Stone /);
    expect(line).not.toMatch(/\{\{|undefined|somebody|a place that no plan/);
    await product.settle();
  });

  it.each(Object.keys(deeds).filter((path) => deeds[path] === 'only looks'))(
    '/%s only looks, and leaves nothing',
    async (path) => {
      const before = await count();
      const options = path === 'member' ? { member: ids['ada'] ?? '' } : {};
      await as(product, 'olivia').say(path, options);
      expect(await count()).toBe(before);
    },
  );

  it('has words in both languages for every action that is written anywhere', () => {
    const text = sources()
      .filter(({ path }) => !/contracts\/texts|src\/sandbox/.test(path))
      .map((source) => source.text)
      .join('\n');
    const found = [
      ...text.matchAll(/\baction: [^,;{}]*?'([a-z]+\.[a-z_]+)'(?:[^,;{}]*?'([a-z]+\.[a-z_]+)')?/g),
    ]
      .flatMap(([, one, other]) => [one, other])
      .filter((action) => action !== undefined);
    expect(found.length).toBeGreaterThan(25);
    const silent = [...new Set(found)].filter((action) => !isTextKey(`owners.audit.actions.${action}`));
    expect(silent).toEqual([]);
    const kinds = [...new Set(found.map((action) => action.split('.')[0] ?? ''))];
    expect(kinds.filter((kind) => !isTextKey(`owners.audit.kinds.${kind}`))).toEqual([]);
  });
});
