import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDispatcher } from '#app/dispatch/dispatcher';
import { unhurried } from '#app/dispatch/pace';
import { commands } from '#commands';
import type { Dispatcher, Invocation } from '#contracts';
import { silentLog } from '#kernel/log';
import { startProduct, type Product } from '../_support/product.js';
import { errorOf, filledIn, leaves, speakerOn } from './cast.js';
import { someOf } from '../_support/thorough.js';

/** What no platform sends for an option, but a careless adapter might let through. */
const THINGS: readonly unknown[] = [
  null,
  {},
  [],
  { not: '' },
  { contains: '' },
  { in: ['a'] },
  { OR: [{}] },
  { toString: () => 'x' },
  { toString: null },
  { length: -1 },
  { personId: { not: '' }, name: 'x' },
  { personId: '1', name: { not: '' } },
  { read: 'not a function', size: -1, name: 'x', type: 'x' },
  ['a', 'b'],
  new Date(Number.NaN),
  Symbol('x'),
  10n,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  2 ** 53,
  1e308,
  () => 'x',
  Object.create(null),
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

let product: Product;
let dispatcher: Dispatcher;
beforeAll(async () => {
  product = await startProduct({ bots: false, workers: false });
  const { rooms } = product.app;
  const deps = { commands, rooms, ports: {}, clock: product.sandbox.clock, log: silentLog };
  dispatcher = createDispatcher({ ...deps, allowances: unhurried });
});
afterAll(() => product.close());

const owner = speakerOn('discord', 'olivia');
const turnOf = (path: string) => leaves.findIndex(([one]) => one === path);

describe.each(leaves)('/%s', (path, leaf) => {
  it('takes no object for a text, no operator for a value, and says so in words', async () => {
    const { member } = await product.app.rooms.members.arrive(product.community.id, owner.person);
    for (const [nth, name] of Object.keys(leaf.options).entries()) {
      const filled = Object.fromEntries(
        Object.entries(filledIn(leaf, member.id)).filter(([one]) => one !== 'sure' && one !== 'apply'),
      );
      // Two of them each, by turns of options and commands, so that all of them meet many of both.
      for (const thing of someOf(THINGS, 13, nth + turnOf(path))) {
        const options = { ...filled, [name]: thing } as Invocation['options'];
        const answer = await dispatcher.say({ ...owner, command: path, options });
        expect([name, thing, errorOf(answer)]).not.toEqual([name, thing, 'unexpected']);
      }
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('takes nothing for an option that it does not have', async () => {
    const strange = JSON.parse(
      '{"__proto__":"x","constructor":"x","toString":"x","nosuch":"x"}',
    ) as Invocation['options'];
    const answer = await dispatcher.say({ ...owner, command: path, options: strange });
    expect(errorOf(answer)).not.toBe('unexpected');
  });
});

it.each([
  '__proto__',
  'constructor',
  'toString',
  'plan __proto__',
  'plan constructor',
  '',
  ' ',
  '/',
  '\0',
  'plan\0create',
])('there is no command %j', async (command) => {
  expect(errorOf(await dispatcher.say({ ...owner, command, options: {} }))).toBe('unknown_command');
  expect(await dispatcher.suggest({ ...owner, command, options: {} }, 'constructor', 'x')).toEqual([]);
});
