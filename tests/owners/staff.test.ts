import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { as } from './said.js';

let product: Product;
let communityId: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
  communityId = product.community.id;
});
afterAll(() => product.close());

const rankOf = async (key: string) => (await as(product, key).member()).rank;

describe('/staff', () => {
  it('gives a rank and takes it again', async () => {
    const olivia = as(product, 'olivia');
    const lin = await as(product, 'lin').member();
    const asked = await olivia.press(await olivia.say('staff list'), 'Add somebody');
    expect(asked.asked).toEqual(['member', 'rank']);
    const added = await olivia.answer(asked, { member: lin.id, rank: 'moderator' });
    expect(added.title).toBe('林晓 is now moderator');
    expect(await rankOf('lin')).toBe('moderator');
    const list = await olivia.press(added, 'Everybody in charge');
    expect(list.lines.filter((line) => /^(good|wait|dot) /.test(line))).toEqual([
      'good Olivia Stone: owner',
      'good 莫言秋: moderator',
      'good 林晓: moderator',
      'dot Cleo Park: creator',
    ]);
    const sure = await olivia.press(list, /Remove 林晓/);
    expect(await rankOf('lin')).toBe('moderator');
    await olivia.press(sure, 'Yes, do it');
    expect(await rankOf('lin')).toBe('member');
  });

  it('asks before it makes an owner, and never loses the last one', async () => {
    const olivia = as(product, 'olivia');
    const self = await olivia.member();
    const alone = await olivia.say('staff remove', { member: self.id, sure: true });
    expect(alone.lines.join('\n')).toMatch(/This is the last owner/);
    expect((await olivia.say('staff add', { member: self.id, rank: 'creator' })).lines[0]).toMatch(
      /last owner/,
    );
    const moyan = await as(product, 'moyan').member();
    const asked = await olivia.say('staff add', { member: moyan.id, rank: 'owner' });
    expect(asked.title).toBe('Make 莫言秋 an owner?');
    expect(await rankOf('moyan')).toBe('moderator');
    await olivia.press(asked, 'Yes, do it');
    expect(await rankOf('moyan')).toBe('owner');

    // Two owners who take each other's rank at once: one of them stays.
    const { members } = product.app.rooms;
    const outcomes = await Promise.allSettled([
      members.setRank(communityId, self.id, 'member', moyan.id),
      members.setRank(communityId, moyan.id, 'member', self.id),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const owners = (await members.ranked(communityId)).filter(({ rank }) => rank === 'owner');
    expect(owners).toHaveLength(1);
    await members.setRank(communityId, self.id, 'owner', self.id);
    await members.setRank(communityId, moyan.id, 'moderator', self.id);
  });

  it('an owner who joins two accounts stays one', async () => {
    const { members } = product.app.rooms;
    const onTelegram = await as(product, 'olivia', 'telegram').member();
    expect(onTelegram.rank).toBe('member');
    const code = await members.startLink(communityId, onTelegram.id, 'telegram');
    const joined = await as(product, 'olivia').say('link', { code });
    expect(joined.title).toMatch(/joined/i);
    const olivia = await as(product, 'olivia').member();
    expect(olivia.id).toBe(onTelegram.id);
    expect(olivia.rank).toBe('owner');
    expect(olivia.accounts).toHaveLength(2);
  });
});

describe('/alarms', () => {
  it('are offered to whoever is in charge by the platform alone, until they answer', async () => {
    const { members } = product.app.rooms;
    const moyan = as(product, 'moyan', 'telegram', { locale: 'zh-CN', timeZone: 'UTC' });
    const member = await moyan.member();
    expect(member.rank).toBe('member');
    expect(await members.staff(communityId)).not.toContain(member.id);
    const offered = await moyan.say('plan list');
    expect(offered.lines.at(-1)).toMatch(/^dot 你在这里是管理者/);
    const on = await moyan.press(offered, '好，提醒我');
    expect(on.title).toBe('我会告诉你');
    expect(await members.staff(communityId)).toContain(member.id);
    expect((await moyan.say('plan list')).lines.at(-1)).not.toMatch(/你在这里是管理者/);
    await moyan.press(on, '不再提醒我');
    expect(await members.staff(communityId)).not.toContain(member.id);
    expect((await moyan.say('plan list')).lines.at(-1)).not.toMatch(/你在这里是管理者/);
  });

  it('reach somebody: a removal that stops is told to whoever asked for it', async () => {
    const { members, access, delivery } = product.app.rooms;
    const moyan = await as(product, 'moyan', 'telegram').member();
    await members.setAlarms(communityId, moyan.id, true, moyan.id);
    const { discord } = product.sandbox;
    const { addPeople } = discord.actions;
    if (!addPeople) throw new Error('nobody can be added');
    const owner = as(product, 'olivia').speaker.person.externalId;
    const { userIds } = (await addPeople.run(addPeople.input.parse({ as: owner, count: 12 }))) as {
      userIds: string[];
    };
    const olivia = await as(product, 'olivia').member();
    const [plan] = await product.app.rooms.billing.plans(communityId);
    for (const externalId of userIds) {
      const { member } = await members.arrive(communityId, {
        platform: 'discord',
        externalId,
        name: externalId,
      });
      const grant = {
        memberId: member.id,
        planId: plan?.id ?? '',
        reason: 'drill',
        endsAt: null,
        byId: olivia.id,
      };
      await access.grant(communityId, grant);
    }
    await product.settle();
    const [place] = await access.placesOfPlan(communityId, plan?.id ?? '');
    await access.unlinkPlace(communityId, plan?.id ?? '', place?.id ?? '');
    await product.settle();
    await product.pass({ minutes: 1 });
    expect(await access.holds(communityId)).toHaveLength(1);
    const told = await delivery.inbox(communityId, moyan.id, 10);
    expect(told.map(({ kind }) => kind)).toContain('hold_asked');
  });

  it('are nothing that outlasts the power: who is in charge no more is asked no more', async () => {
    const { members } = product.app.rooms;
    const moyan = await as(product, 'moyan', 'telegram').member();
    expect(await members.askedForAlarms(communityId)).toEqual([moyan.id]);
    await product.sweep();
    expect(await members.askedForAlarms(communityId)).toEqual([moyan.id]);
    const { telegram } = product.sandbox;
    for (const chatId of [demo.telegram.chatId, demo.telegram.lobbyId]) {
      const subject = { as: person('olivia').telegramId, chatId, userId: person('moyan').telegramId };
      telegram.actions.demote.run(telegram.actions.demote.input.parse(subject));
    }
    await product.sweep();
    expect(await members.askedForAlarms(communityId)).toEqual([]);
    expect((await as(product, 'moyan', 'telegram').member()).alarms).toBeNull();
  });
});

describe('/community', () => {
  it('says what holds for everybody, and changes it', async () => {
    const olivia = as(product, 'olivia');
    const { members } = product.app.rooms;
    expect((await members.community(communityId)).chosen).toBe(false);
    await olivia.say('community language', { language: 'zh-CN' });
    await olivia.say('community timezone', { timezone: '上海' });
    await olivia.say('community name', { name: '  Lyceum   中文 ' });
    expect(await members.community(communityId)).toMatchObject({
      name: 'Lyceum 中文',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      chosen: true,
    });
    expect((await olivia.say('community timezone', { timezone: 'Atlantis' })).lines[0]).toMatch(/Atlantis/);
    expect((await olivia.say('community name', { name: ' ' })).lines[0]).toBeDefined();
    for (const address of [
      'http://example.com',
      'javascript:alert(1)',
      'https://me:pw@example.com',
      'shop',
    ]) {
      expect((await olivia.say('community shop', { address })).lines[0]).toMatch(/begins with https/);
    }
    expect((await members.community(communityId)).shopUrl).toBeNull();
  });

  it('keeps selling away from Telegram, and says where to buy', async () => {
    const olivia = as(product, 'olivia');
    const ada = as(product, 'ada', 'telegram');
    expect((await ada.say('subscribe')).title).toBe('Which plan would you like?');
    const card = await olivia.say('community show');
    await olivia.press(card, 'Do not sell on Telegram');
    const refused = await ada.say('subscribe');
    expect(refused.title).toBe('Memberships are not sold here');
    expect(refused.lines.join('\n')).toContain('You can become a member on Discord, in Lyceum Demo');
    expect(refused.buttons.map(({ label }) => label)).toEqual(['Join my accounts']);
    expect(
      (await as(product, 'wei', 'telegram', { locale: 'zh-CN', timeZone: 'UTC' }).say('subscribe')).title,
    ).toBe('这里不出售会员');
    // Discord sells as before.
    expect((await as(product, 'ada').say('subscribe')).title).toBe('Which plan would you like?');
    await olivia.say('community shop', { address: 'https://example.com/join' });
    const shop = await ada.say('subscribe', { plan: 'Membership' });
    expect(shop.buttons[0]).toEqual({ label: 'Open the page', url: 'https://example.com/join' });
    expect(product.sandbox.wire.after(0).filter(({ path }) => /checkout\/sessions/.test(path))).toEqual([]);
    await olivia.say('community shop', { address: 'off' });
    await olivia.say('community selling', { telegram: true });
    expect((await ada.say('subscribe')).title).toBe('Which plan would you like?');
  });
});
