import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord, payLink, stripe } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';

describe('an entitlement is the union of its sources', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  async function subscribe(key: string, plan: string, price: RegExp | string) {
    const somebody = onDiscord(product, key);
    let shown = await somebody.press(await somebody.say('subscribe'), plan);
    for (const step of [price, 'Buy as well']) {
      if (!shown.buttons.some((button) => button.url)) shown = await somebody.press(shown, step);
    }
    await payLink(product, shown.buttons.find((button) => button.url)?.url ?? '');
    await product.settle();
  }

  it('keeps the role that two plans open when one of them ends', async () => {
    const ada = onDiscord(product, 'ada');
    await subscribe('ada', 'Membership', /19\.00/);
    // Pro has one price, so the choice of prices is left out; its role comes with the first payment.
    await subscribe('ada', 'Pro', 'Buy as well');
    await product.pass({ days: 7, hours: 3 });
    expect(ada.roles()).toEqual(expect.arrayContaining(['Member', 'Pro']));

    const pro = product.sandbox.stripe
      .view()
      .subscriptions.find((one) => one.prices.includes('price_demo_pro'));
    await stripe(product, 'cancel', { subscriptionId: pro?.id, atPeriodEnd: false });
    await product.settle();
    expect(ada.roles()).toContain('Member');
    expect(ada.roles()).not.toContain('Pro');
  });

  it('keeps a grant by hand through every sync, until its end', async () => {
    const ben = onDiscord(product, 'ben');
    const moyan = onDiscord(product, 'moyan');
    const plans = await product.app.rooms.billing.plans(product.community.id);
    const planId = plans.find((plan) => plan.name === 'Membership')?.id ?? '';
    const options = { member: person('ben').discordId, plan: planId, reason: 'guest speaker', until: '10d' };
    await moyan.say('grant', options);
    await product.settle();
    expect(ben.roles()).toContain('Member');

    await product.sweep();
    await product.pass({ days: 9 });
    expect(ben.roles()).toContain('Member');
    await product.pass({ days: 2 });
    await product.pass({ minutes: 1 });
    expect(ben.roles()).not.toContain('Member');
  });

  it('gives a role back that somebody took away, and to somebody who comes back', async () => {
    const ada = onDiscord(product, 'ada');
    const moyan = onDiscord(product, 'moyan');
    const roleId = ada.view().guilds[0]?.roles.find((role) => role.name === 'Member')?.id;
    await moyan.act('takeRole', { as: moyan.id, userId: ada.id, roleId });
    await product.until('the role is back', () => ada.roles().includes('Member'));

    await ada.act('leaveGuild', { as: ada.id });
    await ada.act('joinGuild', { as: ada.id });
    await product.until('the role is back after a return', () => ada.roles().includes('Member'));
  });

  it('lets no member use what moderators use', async () => {
    const lin = onDiscord(product, 'lin');
    const plans = await product.app.rooms.billing.plans(product.community.id);
    const denied = product.app.dispatcher.say({
      person: { platform: 'discord', externalId: lin.id, name: '林晓', locale: 'zh-CN' },
      space: { externalId: '1200000000000000001', title: 'Lyceum Demo' },
      command: 'grant',
      options: { member: { personId: lin.id, name: '林晓' }, plan: plans[0]?.id ?? '', reason: 'because' },
    });
    const answer = await denied;
    await product.settle();
    expect(answer.kind === 'reply' && answer.reply.body?.[0]?.key).toBe('errors.not_allowed');
    expect(lin.roles()).not.toContain('Member');
  });
});
