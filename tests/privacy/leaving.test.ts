import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetMembers } from '#jobs';
import type { Member } from '#domain/members';
import { onDiscord, onTelegram, payLink, stripe, type Seen } from '../_support/chat.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const rooms = () => product.app.rooms;
const communityId = () => product.community.id;
const urlOf = (message: Seen) => message.buttons.find((one) => one.url)?.url ?? '';

const memberOf = (key: string): Promise<Member | null> =>
  rooms().members.byAccount(communityId(), 'discord', person(key).discordId);

/** Gives somebody the membership by hand, and the role with it. */
async function seated(key: string): Promise<string> {
  const { members, access, billing } = rooms();
  const { discordId, name, locale } = person(key);
  const arrival = { platform: 'discord' as const, externalId: discordId, name, locale };
  const { member } = await members.arrive(communityId(), arrival);
  const [plan] = await billing.plans(communityId());
  const [byId = ''] = await members.staff(communityId());
  const wish = { memberId: member.id, planId: plan?.id ?? '', reason: 'a guest', endsAt: null, byId };
  await access.grant(communityId(), wish);
  await product.settle();
  expect(onDiscord(product, key).roles()).toContain('Member');
  return member.id;
}

/** The role of the members above the bot's, or below it again. */
const moveRole = (position: number) =>
  onDiscord(product, 'olivia').act('moveRole', { roleId: demo.discord.memberRoleId, position });

async function goOn() {
  await product.app.queues.next(forgetMembers, {});
  await product.settle();
}

describe('somebody whose seat cannot be taken back', () => {
  let low = 1;
  beforeEach(async () => {
    const guild = onDiscord(product, 'olivia').view().guilds[0];
    low = guild?.roles.find((role) => role.id === demo.discord.memberRoleId)?.position ?? 1;
  });

  it('is told, has nothing any more, and is forgotten as soon as it can be done', async () => {
    const lin = onDiscord(product, 'lin');
    await seated('lin');
    await moveRole(250);
    const question = await lin.say('forgetme');
    const answer = await lin.press(question, /Forget me now|现在忘记我/);
    expect(answer.text).toMatch(/还没完成|not finished/);
    expect(lin.roles()).toContain('Member');
    const leaving = await memberOf('lin');
    expect(leaving?.leavingAt).not.toBeNull();
    expect(
      (await rooms().access.entitlements(communityId(), leaving?.id ?? '')).every((one) => !one.granting),
    ).toBe(true);

    await goOn();
    expect(await memberOf('lin')).not.toBeNull();
    await moveRole(low);
    await goOn();
    expect(lin.roles()).not.toContain('Member');
    expect(await memberOf('lin')).toBeNull();
  });

  it('is forgotten after thirty days all the same', async () => {
    const ben = onDiscord(product, 'ben');
    const id = await seated('ben');
    await moveRole(250);
    expect((await rooms().privacy.forget(communityId(), id)).kind).toBe('under_way');
    await product.pass({ days: 29 });
    await goOn();
    expect((await memberOf('ben'))?.id).toBe(id);
    await product.pass({ days: 2 });
    await goOn();
    expect(await memberOf('ben')).toBeNull();
    // Nothing of ours can take it away; whoever looks after the server can.
    expect(ben.roles()).toContain('Member');
    await moveRole(low);
  });
});

describe('somebody who is leaving', () => {
  it('cannot pay into nothing: an open page is closed', async () => {
    const ada = onDiscord(product, 'ada');
    const prices = await ada.press(await ada.say('subscribe'), 'Membership');
    const url = urlOf(await ada.press(prices, /19\.00/));
    const answer = await ada.press(await ada.say('forgetme'), 'Forget me now');
    expect(answer.text).toContain('You are forgotten');
    await expect(payLink(product, url)).rejects.toThrow(/expired/);
    expect(await memberOf('ada')).toBeNull();
  });

  it('stays when a subscription began meanwhile', async () => {
    const ada = onDiscord(product, 'ada');
    const prices = await ada.press(await ada.say('subscribe'), 'Membership');
    const url = urlOf(await ada.press(prices, /19\.00/));
    const id = (await memberOf('ada'))?.id ?? '';
    await rooms().members.leave(communityId(), id);
    await payLink(product, url);
    await product.settle();
    expect(ada.roles()).not.toContain('Member');
    await goOn();
    expect((await memberOf('ada'))?.leavingAt).toBeNull();
    expect((await memberOf('ada'))?.id).toBe(id);
    expect(ada.roles()).toContain('Member');
    const [subscription] = await rooms().billing.subscriptions(communityId(), id);
    await stripe(product, 'cancel', { subscriptionId: subscription?.stripeId, atPeriodEnd: false });
    await product.settle();
  });

  it('is refused when nobody else is in charge', async () => {
    const olivia = onDiscord(product, 'olivia');
    const answer = await olivia.press(await olivia.say('forgetme'), 'Forget me now');
    expect(answer.text).toMatch(/owner/);
    expect((await memberOf('olivia'))?.rank).toBe('owner');
    expect((await memberOf('olivia'))?.leavingAt).toBeNull();
  });

  it('hears nothing any more once they are forgotten', async () => {
    const ada = onDiscord(product, 'ada');
    const before = ada.mail().length;
    const id = (await memberOf('ada'))?.id ?? '';
    expect((await rooms().privacy.forget(communityId(), id)).kind).toBe('forgotten');
    await product.sweep();
    await product.pass({ hours: 2 });
    expect(ada.mail()).toHaveLength(before);
  });
});

describe('on Telegram, in Chinese', () => {
  it('one is told, given everything in a file, and forgotten', async () => {
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    const about = await wei.say('/隐私');
    expect(about.text).toContain('保存了什么');
    expect(about.text).toContain('Stripe');
    expect(about.buttons.map((one) => one.label)).toEqual(['我的全部数据', '设置', '忘记我']);

    await wei.press(about, '我的全部数据');
    const file = (wei.chat()?.messages ?? []).flatMap((message) =>
      'document' in message && message.document ? [message.document as { file_name?: string }] : [],
    );
    expect(file.map((one) => one.file_name)).toEqual([
      expect.stringMatching(/^my-data-\d{4}-\d\d-\d\d\.json$/),
    ]);

    const help = await wei.say('/paysupport');
    expect(help.text).toContain('Olivia Stone');
    expect(help.text).toContain('客服帮不上忙');

    const question = await wei.say('/忘记我');
    expect(question.text).toContain('不能撤销');
    const done = await wei.press(question, '确定，现在忘记我');
    expect(done.text).toContain('已经忘记你了');
    const { telegramId } = person('wei');
    expect(await rooms().members.byAccount(communityId(), 'telegram', String(telegramId))).toBeNull();
  });
});
