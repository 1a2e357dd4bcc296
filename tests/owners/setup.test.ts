import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import type { Action } from '../../src/sandbox/kit.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { as, type Said } from './said.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
});
afterAll(() => product.close());

const act = async (platform: 'discord' | 'telegram' | 'stripe', name: string, input: object = {}) => {
  const actions: Record<string, Action> = product.sandbox[platform].actions;
  const action = actions[name];
  if (!action) throw new Error(`there is no action ${platform}/${name}`);
  return action.run(action.input.parse(input));
};
const step = (said: Said, name: string) => said.lines.find((line) => line.includes(` ${name}: `)) ?? '';

describe('/setup against the platforms', () => {
  it('finds the demo ready but for what an owner has to choose and to try', async () => {
    const said = await as(product, 'olivia').say('setup');
    expect(said.title).toBe('Setting up Lyceum Demo');
    expect(said.lines.slice(-7).map((line) => line.split(':')[0])).toEqual([
      'wait Language and time zone',
      'good Servers and groups',
      'good Stripe',
      'good Plans',
      'good What plans open',
      'good Who is told',
      'wait Test purchase',
    ]);
    expect(step(said, 'Stripe')).toContain('test mode');
    expect(step(said, 'Who is told')).toBe('good Who is told: Olivia Stone and 莫言秋');
  });

  it('does every step from its buttons, on both platforms', async () => {
    for (const platform of ['discord', 'telegram'] as const) {
      const { members } = product.app.rooms;
      // What the owner is on Telegram is nobody's rank here: the platform itself says so.
      const olivia = as(product, 'olivia', platform);
      await members.changeCommunity(product.community.id, { name: 'Lyceum Demo' }, 'test');
      const said = await olivia.say('setup', { step: 'community' });
      const card = await olivia.press(said, 'Choose');
      expect(card.lines.join('\n')).toMatch(platform === 'discord' ? /UTC/ : /Europe.Berlin/);
      const asked = await olivia.press(card, 'Another time zone');
      expect(asked.asked).toEqual(['timezone']);
      const zone = platform === 'discord' ? 'Berlin' : '上海';
      const changed = await olivia.answer(asked, { timezone: zone });
      expect(changed.lines.join('\n')).toContain(platform === 'discord' ? 'Europe/Berlin' : 'Asia/Shanghai');
      const again = await olivia.press(changed, 'Look again');
      expect(step(again, 'Language and time zone')).toMatch(/^good /);
    }
  });

  it('tells what a broken right is, and that it is mended', async () => {
    const olivia = as(product, 'olivia');
    const owner = person('olivia').discordId;
    await act('discord', 'moveRole', { as: owner, roleId: demo.discord.proRoleId, position: 4 });
    const broken = await olivia.say('setup');
    expect(step(broken, 'Servers and groups')).toBe('bad Servers and groups: 1 thing to look at');
    expect(broken.lines.join('\n')).toContain('drag the bot’s role above “Pro”');
    await act('discord', 'moveRole', { as: owner, roleId: demo.discord.proRoleId, position: 2 });
    expect(step(await olivia.press(broken, 'Look again'), 'Servers and groups')).toMatch(/^good /);

    await act('stripe', 'endpoint', { disabled: true });
    await act('stripe', 'portal', { saved: false });
    const stripe = await olivia.say('setup');
    expect(step(stripe, 'Stripe')).toBe('bad Stripe: 2 things to look at');
    expect(stripe.lines.join('\n')).toMatch(/endpoint .* is switched off\..*Customer Portal has never been/s);
    await act('stripe', 'endpoint');
    await act('stripe', 'portal');
    expect(step(await olivia.say('setup'), 'Stripe')).toMatch(/^good /);
  });

  it('knows the first purchase', async () => {
    const { access, billing } = product.app.rooms;
    const ada = await as(product, 'ada').member();
    const [plan] = await billing.plans(product.community.id);
    const { url } = await billing.checkout(product.community.id, ada, plan?.prices[0]?.priceId ?? '');
    await act('stripe', 'payCheckout', { sessionId: /cs_\w+/.exec(url)?.[0] ?? '' });
    await product.settle();
    expect(await access.entitlements(product.community.id, ada.id)).toHaveLength(1);
    const said = await as(product, 'olivia').say('setup');
    expect(said.title).toBe('Lyceum Demo is ready to sell');
    expect(step(said, 'Test purchase')).toMatch(/^good /);
  });

  it('changes nothing by looking', async () => {
    const before = product.sandbox.wire.after(0).at(-1)?.n ?? 0;
    await as(product, 'olivia').say('setup');
    const asked = product.sandbox.wire.after(before);
    const changing = asked.filter(({ platform, method, path, direction }) => {
      if (direction !== 'in') return false;
      return platform === 'telegram' ? !/\/get\w+$/.test(path) : /^(POST|PUT|PATCH|DELETE)$/.test(method);
    });
    expect(changing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(asked.length).toBeGreaterThan(5);
  });
});
