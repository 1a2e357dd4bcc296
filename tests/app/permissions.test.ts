import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '#commands';
import { isGroup, type Answer, type Ask, type LeafCommand } from '#contracts';
import type { Platform } from '#domain/members';
import { demo, person, startProduct, type Product } from '../_support/product.js';

const leaves: [string, LeafCommand][] = commands.flatMap((command): [string, LeafCommand][] =>
  isGroup(command)
    ? Object.entries(command.parts).map(([part, leaf]) => [`${command.name} ${part}`, leaf])
    : [[command.name, command]],
);
const ranks = { member: 0, creator: 1, moderator: 2, owner: 3 } as const;
const speakers = ['ada', 'cleo', 'moyan', 'olivia'] as const;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false });
});
afterAll(() => product.close());

function speakerOn(platform: Platform, key: string) {
  const { discordId, telegramId, name, locale } = person(key);
  const externalId = platform === 'discord' ? discordId : String(telegramId);
  const space =
    platform === 'discord'
      ? { externalId: demo.discord.guildId, title: demo.discord.guildName }
      : { externalId: String(demo.telegram.chatId), title: demo.telegram.chatTitle };
  return { person: { platform, externalId, name, locale }, space };
}

const refused = (answer: Answer | Ask, key: string) =>
  answer.kind === 'reply' && answer.reply.body?.some((phrase) => phrase.key === `errors.${key}`) === true;

describe.each(['discord', 'telegram'] as const)('on %s', (platform) => {
  describe.each(speakers)('%s', (key) => {
    it.each(leaves)('/%s is for those of its rank', async (path, leaf) => {
      const answer = await product.app.dispatcher.say({
        ...speakerOn(platform, key),
        command: path,
        options: {},
      });
      // Ranks given in Lyceum belong to the Discord account of the seed; Telegram asks the group itself.
      const inTelegram = { ada: 'member', cleo: 'member', moyan: 'moderator', olivia: 'owner' } as const;
      const rank = platform === 'discord' ? person(key).rank : inTelegram[key];
      expect(refused(answer, 'not_allowed')).toBe(ranks[rank] < ranks[leaf.for]);
      expect(refused(answer, 'unexpected')).toBe(false);
    });
  });
});

describe('buttons', () => {
  const press = (key: string, token: string) =>
    product.app.dispatcher.press(token, speakerOn('discord', key));
  const tokenOf = async (key: string, command: string) => {
    const answer = await product.app.dispatcher.say({ ...speakerOn('discord', key), command, options: {} });
    if (answer.kind !== 'reply') throw new Error('a question where an answer was due');
    const button = answer.reply.buttons.flat().find((one) => 'token' in one);
    return button && 'token' in button ? button.token : '';
  };

  it('work for whom they were made, and for nobody else', async () => {
    const token = await tokenOf('ada', 'plans');
    expect(refused(await press('ada', token), 'button_not_yours')).toBe(false);
    expect(refused(await press('ben', token), 'button_not_yours')).toBe(true);
  });

  it('are nothing when invented, tampered with, or too old', async () => {
    const token = await tokenOf('ada', 'plans');
    expect(refused(await press('ada', 'AAAAAAAAAAAAAAAAAAAAAA'), 'button_expired')).toBe(true);
    expect(refused(await press('ada', `${token.slice(0, -1)}_`), 'button_expired')).toBe(true);
    await product.pass({ days: 31 });
    expect(refused(await press('ada', token), 'button_expired')).toBe(true);
  });

  it('lose their power with the rank of who presses them', async () => {
    const { members } = product.app.rooms;
    const communityId = product.community.id;
    const lin = await members.arrive(communityId, speakerOn('discord', 'lin').person);
    await members.setRank(communityId, lin.member.id, 'moderator', lin.member.id);
    const call = { communityId, memberId: lin.member.id, command: 'sync', options: {} };
    const [token = ''] = await product.app.rooms.delivery.mintButtons([call]);
    expect(refused(await press('lin', token), 'not_allowed')).toBe(false);
    await members.setRank(communityId, lin.member.id, 'member', lin.member.id);
    expect(refused(await press('lin', token), 'not_allowed')).toBe(true);
  });

  it('of one community do nothing in another', async () => {
    const { members, delivery } = product.app.rooms;
    const other = await members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    const call = { communityId: other.id, memberId: null, command: 'plans', options: {} };
    const [token = ''] = await delivery.mintButtons([call]);
    expect(refused(await press('ada', token), 'button_expired')).toBe(true);
  });
});
