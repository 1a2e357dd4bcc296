import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Ask, Speaker } from '#contracts';
import type { Platform } from '#domain/members';
import { demo, person, startProduct, type Product } from '../_support/product.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false });
});
afterAll(() => product.close());

function speaker(platform: Platform, key: string, group?: { id: string; title: string }): Speaker {
  const { discordId, telegramId, name, locale } = person(key);
  const externalId = platform === 'discord' ? discordId : String(telegramId);
  const space = group ? { space: { externalId: group.id, title: group.title } } : {};
  return { person: { platform, externalId, name, locale }, ...space };
}

const say = (who: Speaker, command: string, options: Record<string, string | boolean> = {}) =>
  product.app.dispatcher.say({ ...who, command, options });

const keysOf = (answer: Answer | Ask): (string | undefined)[] =>
  answer.kind === 'ask'
    ? ['ask', ...answer.missing.map((one) => one.name)]
    : [answer.reply.title?.key, ...(answer.reply.body ?? []).map((phrase) => phrase.key)];

async function linked(key: string): Promise<Answer | Ask> {
  const code = await product.app.rooms.members.startLink(
    product.community.id,
    (await product.app.rooms.members.arrive(product.community.id, speaker('discord', key).person)).member.id,
    'discord',
  );
  return say(speaker('telegram', key), 'link', { code });
}

async function newGroup(title: string): Promise<{ id: string; title: string }> {
  const { telegram } = product.sandbox;
  const as = person('olivia').telegramId;
  const { chatId } = telegram.actions.createGroup.run({ as, title });
  telegram.actions.addBot.run({ as, chatId, rights: { can_invite_users: true, can_restrict_members: true } });
  telegram.actions.addMember.run({ as, chatId, userId: person('ben').telegramId });
  return { id: String(chatId), title };
}

const communityOf = async ({ id }: { id: string }) =>
  (await product.app.rooms.members.communityOfSpace('telegram', id))?.id;

describe('one more place', () => {
  it('joins the community that is there, by a code, whoever the platform thinks it is', async () => {
    const { members } = product.app.rooms;
    const group = await newGroup('Reading circle');
    const code = await members.createSetupCode();
    expect(keysOf(await say(speaker('telegram', 'cleo', group), 'setup', { code }))).toContain(
      'owners.setup.title',
    );
    expect(await communityOf(group)).toBe(product.community.id);
    expect(await members.communities()).toHaveLength(1);
  });

  it('needs no code from an owner who is in charge there too', async () => {
    const group = await newGroup('Workshop');
    expect(keysOf(await say(speaker('telegram', 'olivia', group), 'setup'))).toEqual([
      undefined,
      'errors.no_community',
    ]);
    expect(keysOf(await linked('olivia'))).toContain('member.link.done');
    expect(keysOf(await say(speaker('telegram', 'ben', group), 'setup'))).toContain('errors.no_community');
    expect(await communityOf(group)).toBeUndefined();
    expect(keysOf(await say(speaker('telegram', 'olivia', group), 'setup'))).toContain('owners.setup.title');
    expect(await communityOf(group)).toBe(product.community.id);
  });

  it('becomes a community of its own only by a code for one', async () => {
    const { members } = product.app.rooms;
    const group = await newGroup('Another house');
    const code = await members.createSetupCode(true);
    expect(code).toMatch(/^NEW-/);
    await say(speaker('telegram', 'lin', group), 'setup', { code });
    expect(await members.communities()).toHaveLength(2);
    expect(await communityOf(group)).not.toBe(product.community.id);
  });
});

describe('a person with two accounts', () => {
  it('is asked for when both are called the same, and answered as one when they are linked', async () => {
    const here = { id: demo.discord.guildId, title: demo.discord.guildName };
    await say(speaker('discord', 'ben', here), 'help');
    const group = { id: String(demo.telegram.lobbyId), title: demo.telegram.lobbyTitle };
    await say(speaker('telegram', 'ben', group), 'help');
    const asked = await say(speaker('discord', 'moyan', here), 'member', { member: 'Ben' });
    expect(keysOf(asked)).toEqual(['ask', 'member']);
    expect(asked.kind === 'ask' && asked.missing[0]?.suggestions.map((one) => one.label)).toEqual(
      expect.arrayContaining(['Ben Hale · Discord', 'Ben Hale · Telegram']),
    );
    expect(keysOf(await linked('ben'))).toContain('member.link.done');
    const found = await say(speaker('discord', 'moyan', here), 'member', { member: 'Ben' });
    expect(keysOf(found)).toContain('moderator.member.title');
  });

  it('is written to again after asking for it, or after writing in private', async () => {
    const { members } = product.app.rooms;
    const here = { id: demo.discord.guildId, title: demo.discord.guildName };
    const ada = speaker('discord', 'ada', here);
    const { account } = await members.arrive(product.community.id, ada.person);
    const reachable = async () =>
      (await members.byAccount(product.community.id, 'discord', ada.person.externalId))?.accounts[0]
        ?.reachable;
    await members.setReachable(product.community.id, account.id, false);
    await say(ada, 'settings');
    expect(await reachable()).toBe(false);
    await say(ada, 'settings', { dms: true });
    expect(await reachable()).toBeNull();

    await members.setReachable(product.community.id, account.id, false);
    await say(speaker('discord', 'ada'), 'help');
    expect(await reachable()).toBe(true);
  });
});
