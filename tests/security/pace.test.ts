import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asInLife, makesPages } from '#app/dispatch/pace';
import { createDispatcher } from '#app/dispatch/dispatcher';
import { commands } from '#commands';
import { flat, type Answer, type Ask, type Rooms } from '#contracts';
import { silentLog } from '#kernel/log';
import { demo, startProduct, type Product } from '../_support/product.js';
import { errorOf, leaves, says, speakerOn, strangerOn } from './cast.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false });
});
afterAll(() => product.close());
const wait = (minutes: number) =>
  product.sandbox.advanceTo(new Date(product.sandbox.clock.now().getTime() + minutes * 60_000));
/** Whatever was counted is over by then. */
const later = () => wait(11);

const say = (
  who: Parameters<Product['app']['dispatcher']['press']>[1],
  command: string,
  options: Record<string, string> = {},
) => product.app.dispatcher.say({ ...who, command, options });
const textOf = (answer: Answer | Ask) =>
  answer.kind === 'reply' ? (answer.reply.body ?? []).map((one) => flat(one, answer)).join('\n') : '';

describe('one-time codes', () => {
  beforeEach(later);

  it('are marked as such wherever one is taken', () => {
    const codes = leaves.flatMap(([path, { options }]) =>
      Object.entries(options)
        .filter(([name]) => /code/i.test(name))
        .map(([name, spec]) => [path, name, spec.type === 'text' && spec.guessable === true]),
    );
    expect(codes.length).toBeGreaterThan(2);
    // A promotion code is meant for many. Each try costs a page to pay at: see below.
    expect(codes.filter(([, , marked]) => !marked)).toEqual([['subscribe', 'code', false]]);
  });

  it('can be tried five times in ten minutes by one account, and then not even the right one', async () => {
    const ada = speakerOn('telegram', 'ada');
    const { member } = await product.app.rooms.members.arrive(
      product.community.id,
      speakerOn('discord', 'ada').person,
    );
    const right = await product.app.rooms.members.startLink(product.community.id, member.id, 'discord');
    for (let at = 0; at < 5; at += 1) {
      expect(errorOf(await say(ada, 'link', { code: `WRNG-CODE-000${at}` }))).toBe('link_code_bad');
    }
    const answer = await say(ada, 'link', { code: right });
    expect(textOf(answer)).toBe('That was a lot at once. Please try again in 10 minutes.');
    // Asking for a code of one's own is no guess.
    expect(errorOf(await say(ada, 'link'))).toBeNull();
    // Somebody else is not held up.
    expect(errorOf(await say(speakerOn('telegram', 'ben'), 'link', { code: 'WRNG-CODE-0009' }))).toBe(
      'link_code_bad',
    );
    await wait(8);
    expect(textOf(await say(ada, 'link', { code: right }))).toContain('in 2 minutes');
    await wait(2);
    expect(errorOf(await say(ada, 'link', { code: 'WRNG-CODE-0007' }))).toBe('link_code_bad');
  });

  it('that set up a community are counted before there is one', async () => {
    const space = { externalId: '1299000000000000001', title: 'Elsewhere' };
    const ben = { ...speakerOn('discord', 'ben'), space };
    const right = await product.app.rooms.members.createSetupCode(true);
    for (let at = 0; at < 5; at += 1) {
      expect(errorOf(await say(ben, 'setup', { code: `WRNG-CODE-000${at}` }))).toBe('setup_code_bad');
    }
    expect(errorOf(await say(ben, 'setup', { code: right }))).toBe('too_fast');
    expect(await product.app.rooms.members.communities()).toHaveLength(1);
  });

  it('are tried a hundred times in ten minutes in a whole community, whoever tries', async () => {
    const tries = await Promise.all(
      Array.from({ length: 25 }, async (_, number) => {
        const answers = [];
        for (let at = 0; at < 5; at += 1) {
          const code = `WRNG-${String(number).padStart(4, '0')}-000${at}`;
          answers.push(errorOf(await say(strangerOn('discord', number), 'link', { code })));
        }
        return answers;
      }),
    );
    const said = tries.flat();
    expect(said.filter((one) => one === 'link_code_bad')).toHaveLength(100);
    expect(said.filter((one) => one === 'too_fast')).toHaveLength(25);
  });

  it('say in the reader’s language when to try again', async () => {
    const wei = speakerOn('telegram', 'wei', 'space');
    for (let at = 0; at < 5; at += 1) await say(wei, 'link', { code: `WRNG-CODE-000${at}` });
    expect(textOf(await say(wei, 'link', { code: 'WRNG-CODE-0009' }))).toBe(
      '一下子太多了，请过 10 分钟再试。',
    );
  });
});

describe('pages to pay at', () => {
  beforeEach(later);

  it('are counted wherever the room makes them', () => {
    const doors = new Set<string | symbol>(Object.keys(product.app.rooms.billing));
    expect(doors.has('checkout')).toBe(true);
    const making = [...doors].filter((name) => /checkout$|^subscribe/i.test(String(name)));
    expect(making.filter((name) => !makesPages.has(name) && name !== 'syncCheckout')).toEqual([]);
  });

  it('are made five times in ten minutes for one member', async () => {
    const buy = (key: string) =>
      say(speakerOn('discord', key), 'subscribe', { plan: 'Membership', price: demo.stripe.monthlyPriceId });
    const made = [];
    for (let at = 0; at < 7; at += 1) made.push(errorOf(await buy('ada')));
    expect(made).toEqual([null, null, null, null, null, 'too_fast', 'too_fast']);
    // Looking is not buying.
    expect(errorOf(await say(speakerOn('discord', 'ada'), 'subscribe'))).toBeNull();
    expect(errorOf(await buy('ben'))).toBeNull();
    await wait(10);
    expect(errorOf(await buy('ada'))).toBeNull();
  });

  it('are what a promotion code costs that is tried out', async () => {
    const options = { plan: 'Membership', price: demo.stripe.monthlyPriceId };
    const guess = async (at: number) =>
      errorOf(await say(speakerOn('telegram', 'lin'), 'subscribe', { ...options, code: `GUESS${at}` }));
    const said = [];
    for (let at = 0; at < 6; at += 1) said.push(await guess(at));
    expect(said).toEqual([...Array.from({ length: 5 }, () => 'code_unknown'), 'too_fast']);
  });
});

describe.each(leaves)('/%s', (path, leaf) => {
  it('ends for somebody who says it over and over, and says when it goes on', async () => {
    const { clock } = product.sandbox;
    const { rooms } = product.app;
    const few = { ...asInLife.member, cheap: { max: 3, perMs: 60_000 }, dear: { max: 2, perMs: 300_000 } };
    const allowances = { ...asInLife, member: few };
    const dispatcher = createDispatcher({ commands, rooms, ports: {}, clock, log: silentLog, allowances });
    const { max, perMs } = few[leaf.pace ?? 'cheap'];
    const said = [];
    for (let at = 0; at <= max; at += 1) {
      said.push(await dispatcher.say({ ...speakerOn('discord', 'olivia'), command: path, options: {} }));
    }
    expect(said.map((one) => says(one, 'too_fast'))).toEqual([...Array<false>(max).fill(false), true]);
    expect(textOf(said[max] as Answer)).toBe(
      `That was a lot at once. Please try again in ${perMs / 60_000} minute${perMs > 60_000 ? 's' : ''}.`,
    );
  });
});

describe('a flood', () => {
  beforeEach(later);

  it('by one member reaches the database no more often than its limit, and holds up nobody else', async () => {
    const { members } = product.app.rooms;
    const other = await members.createCommunity({ name: 'Quiet', locale: 'en', timeZone: 'UTC' });
    const quiet = { externalId: '1299000000000000077', title: 'Quiet' };
    await members.attachSpace(other.id, { platform: 'discord', ...quiet });
    const seen = { flooded: 0, quiet: 0 };
    const rooms = countingCalls(product.app.rooms, (communityId) => {
      if (communityId === other.id) seen.quiet += 1;
      else seen.flooded += 1;
    });
    const dispatcher = createDispatcher({
      commands,
      rooms,
      ports: {},
      clock: product.sandbox.clock,
      log: silentLog,
    });
    const ada = { ...speakerOn('discord', 'ada'), command: 'membership', options: {} };
    const flood = Array.from({ length: 20_000 }, () => dispatcher.say(ada));
    const neighbours = Array.from({ length: 20 }, (_, number) =>
      dispatcher.say({ ...strangerOn('discord', number), space: quiet, command: 'membership', options: {} }),
    );
    const [heard, served] = await Promise.all([Promise.all(flood), Promise.all(neighbours)]);
    expect(heard.filter((one) => !says(one, 'too_fast'))).toHaveLength(asInLife.member.dear.max);
    expect(served.map(errorOf)).toEqual(served.map(() => null));
    // Twenty thousand commands cost what a hundred and twenty are allowed to, and each neighbour was served.
    const each = seen.quiet / neighbours.length;
    expect(seen.flooded).toBeLessThanOrEqual(asInLife.account.max * each);
  });

  it('of buttons, of answers and of typing is the same flood', async () => {
    const { dispatcher } = product.app;
    const cleo = speakerOn('discord', 'cleo');
    const wrong = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        at % 2 === 0
          ? dispatcher.press(`token-${at}`, cleo)
          : dispatcher.answerAsk(`token-${at}`, cleo, { code: 'x' }),
      ),
    );
    expect(wrong.filter((one) => says(one, 'button_expired'))).toHaveLength(asInLife.account.max);
    expect(wrong.filter((one) => says(one, 'too_fast'))).toHaveLength(200 - asInLife.account.max);
    const typing = { ...speakerOn('discord', 'ada'), command: 'subscribe', options: {} };
    const offered = await Promise.all(
      Array.from({ length: 310 }, () => dispatcher.suggest(typing, 'plan', '')),
    );
    expect(offered.filter((one) => one.length > 0)).toHaveLength(asInLife.suggestions.max);
  });
});

/** The rooms, telling which community each call is about. */
function countingCalls(rooms: Rooms, seen: (communityId: string) => void): Rooms {
  const watched = <T extends object>(room: T): T =>
    new Proxy(room, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]): unknown => {
          const id = given.find((one) => typeof one === 'string');
          const same = id === product.community.id || given.some((one) => isOf(one, product.community.id));
          seen(same || typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id) ? product.community.id : id);
          return Reflect.apply(found, target, given);
        };
      },
    });
  return {
    ...rooms,
    members: watched(rooms.members),
    delivery: watched(rooms.delivery),
    billing: watched(rooms.billing),
    access: watched(rooms.access),
  };
}

const isOf = (value: unknown, communityId: string): boolean =>
  typeof value === 'object' && value !== null && 'communityId' in value && value.communityId === communityId;
