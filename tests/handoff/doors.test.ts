import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, onTelegram, type Seen } from '../_support/chat.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing was found');
  return value;
}

/** A ticket from the member to the team and back, across platforms, as both of them see it. */
describe('a question that a person answers', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
  });
  afterAll(() => product.close());

  const staff = demo.discord.staffChannelId;
  const inChannel = (channelId: string) =>
    Object.values(product.sandbox.discord.state().messages[channelId] ?? {}).filter(
      // What only one reads is an answer to them, not the desk.
      ({ authorId, visibleTo }) => authorId === demo.discord.botId && visibleTo === undefined,
    );
  const text = (one: object) => JSON.stringify(one);
  /** The card of the desk, once it says so. */
  const card = (what: string) =>
    product.until(`a card with ${what}`, () => inChannel(staff).find((one) => text(one).includes(what)));
  const inGroup = () =>
    Object.values(product.sandbox.telegram.state().chats[demo.telegram.lobbyId]?.messages ?? {}).filter(
      ({ fromId }) => fromId === demo.telegram.botId,
    );
  const labels = ({ buttons }: Seen) => buttons.map(({ label }) => label);
  const spaceOf = async (externalId: string) =>
    (await product.app.rooms.members.spaces(product.community.id)).find(
      (one) => one.externalId === externalId,
    )?.id ?? '';
  const press = (key: string, channelId: string, message: { id: string }, label: string) => {
    const button = /"custom_?[iI]d":"([^"]+)"/;
    const buttons = text(message)
      .split('{')
      .filter((part) => part.includes(`"${label}"`));
    const customId = button.exec(buttons.join())?.[1] ?? '';
    const { id: as, act } = onDiscord(product, key);
    return act('pressButton', { as, channelId, messageId: message.id, customId });
  };

  it('goes to the desk that a moderator chose, and nobody else may', async () => {
    const moyan = onDiscord(product, 'moyan');
    expect((await moyan.say('tickets waiting')).text).toMatch(/还没有设置工单台|no desk yet/);
    const place = `discord:${await spaceOf(demo.discord.guildId)}:${staff}`;
    // Discord does not even show it to members; on Telegram it can be typed.
    await expect(onDiscord(product, 'ada').say('tickets desk-set', { place })).rejects.toThrow('no command');
    await onTelegram(product, 'ada').say('/start');
    const typed = await onTelegram(product, 'ada').say(`/tickets_desk_set ${place}`);
    expect(typed.text).not.toContain('from now on');
    expect((await moyan.say('tickets desk-set', { place: 'nowhere' })).text).toMatch(/找不到|no such place/);
    expect((await moyan.say('tickets desk-set', { place })).text).toMatch(/今后工单会显示在|from now on/);
    expect(await product.app.rooms.handoff.desk(product.community.id)).toMatchObject({ externalId: staff });
  });

  it('is asked on Telegram, answered in a thread on Discord, and talked over from there', async () => {
    const ada = onTelegram(product, 'ada');
    const unknown = await ada.say('/ask Can my sister use the studio on Sundays?');
    const handed = await ada.press(unknown, 'Talk to a person');
    expect(handed.text).toContain('ticket 1');
    await product.settle();

    const first = must(await card('sister'));
    expect(text(first)).toContain('Ada');
    expect(first.threadId).toBeTruthy();
    const thread = first.threadId ?? '';
    const moyan = onDiscord(product, 'moyan');
    await press('moyan', staff, first, 'I take it');
    await product.settle();
    await card(person('moyan').name);

    const writes = (content: string) =>
      moyan.act('sendMessage', { as: moyan.id, channelId: thread, content });
    await writes('// do we allow that?');
    // Whoever may read the thread and is not of the team is not heard.
    const before = ada.mail().length;
    await writes('Yes, she can. Bring her along!');
    await product.until('the answer', () => ada.mail().length > before);
    const answer = ada.mail().at(-1);
    expect(answer?.text).toContain(`${person('moyan').name} answers:`);
    expect(answer?.text).toContain('Yes, she can.');
    expect(ada.mail().some((one) => one.text.includes('do we allow'))).toBe(false);
    expect(labels(answer ?? handed)).toEqual(['Reply', 'It is settled']);

    await ada.act('sendMessage', { chatId: ada.id, text: 'Great, is there a fee?' });
    await product.until('her words in the thread', () =>
      inChannel(thread).find((one) => text(one).includes('is there a fee')),
    );
    const seen = await moyan.say('tickets show', { ticket: '1' });
    expect(seen.text).toContain('is there a fee');
    expect(seen.text).toContain('Bring her along!');

    await ada.press(answer ?? handed, 'It is settled');
    await product.settle();
    expect(await product.app.rooms.handoff.byNumber(product.community.id, 1)).toMatchObject({
      state: 'closed',
    });
    await product.until('the card to be closed', () =>
      inChannel(staff).find((one) => one.id === first.id && /closed|已关闭/.test(text(one))),
    );
    const inQueue = async () =>
      (await product.app.rooms.faq.unanswered(product.community.id)).filter(({ text: asked }) =>
        asked.includes('my sister'),
      ).length;
    expect(await inQueue()).toBe(1);
    const faq = await moyan.say('tickets to-faq', { ticket: '1', new: true });
    expect(await inQueue()).toBe(0);
    expect(faq.text).toContain('Can my sister use the studio on Sundays?');
    const [entry] = await product.app.rooms.faq.entries(product.community.id);
    expect(entry?.texts[0]?.answer).toBe('Yes, she can. Bring her along!');
  });

  it('is asked on Discord, answered by a reply in a Telegram group; commands do the same', async () => {
    const olivia = onDiscord(product, 'olivia');
    const place = `telegram:${await spaceOf(String(demo.telegram.lobbyId))}:${demo.telegram.lobbyId}`;
    await olivia.say('tickets desk-set', { place });
    await product.settle();
    // What stood at the old desk is taken away.
    expect(inChannel(staff)).toEqual([]);

    const ben = onDiscord(product, 'ben');
    const unknown = await ben.say('ask', { question: 'Do you ship to Iceland?' });
    await ben.press(unknown, /talk to a person/i);
    await product.settle();
    const shown = must(
      await product.until('the card in the group', () =>
        inGroup().find((one) => text(one).includes('Iceland')),
      ),
    );
    const team = onTelegram(product, 'olivia');
    await team.act('sendMessage', {
      chatId: demo.telegram.lobbyId,
      text: 'Yes, in two weeks.',
      replyTo: shown.id,
    });
    await product.until('the answer', () => ben.mail().some((one) => one.text.includes('in two weeks')));

    const mail = ben.mail().find((one) => one.text.includes('in two weeks'));
    expect(labels(mail ?? unknown)).toEqual(['Reply', 'It is settled']);
    expect((await ben.say('ticket reply', { ticket: '2', text: 'And to Norway?' })).text).toContain(
      'Passed on',
    );
    await product.settle();
    await product.until('his words in the group', () =>
      inGroup().find((one) => text(one).includes('And to Norway?')),
    );
    expect((await olivia.say('tickets waiting')).text).toContain('Iceland');
    expect((await olivia.say('tickets answer', { ticket: '2', text: 'In three.' })).text).toContain(
      'on its way',
    );
    await product.settle();
    expect(ben.mail().at(-1)?.text).toContain('In three.');
    expect((await olivia.say('tickets close', { ticket: '2' })).text).toContain('is closed');
    await product.settle();
    expect(ben.mail().at(-1)?.text).toContain('Ticket 2 is closed');
  });

  it('is its member’s and the team’s, and nobody else’s', async () => {
    const lin = onDiscord(product, 'lin');
    for (const [name, options] of [
      ['ticket show', { ticket: '2' }],
      ['ticket reply', { ticket: '2', text: 'Hello' }],
      ['ticket close', { ticket: '2' }],
    ] as const) {
      expect((await lin.say(name, options)).text).not.toContain('Iceland');
    }
    expect((await lin.say('ticket list')).text).not.toContain('Iceland');
    const there = onTelegram(product, 'lin');
    await there.say('/start');
    for (const said of ['/tickets_show 2', '/tickets_answer 2 No.', '/ticket_show 2']) {
      expect((await there.say(said)).text).not.toContain('Iceland');
    }
    const { handoff } = product.app.rooms;
    const { id, state } = await handoff.byNumber(product.community.id, 2);
    expect(state).toBe('closed');
    const lines = await handoff.lines(product.community.id, id);
    expect(lines.map(({ text: said }) => said)).not.toContain('No.');
    const ben = onDiscord(product, 'ben');
    expect((await ben.say('ticket list')).text).toContain('Iceland');
    const own = await ben.say('ticket show', { ticket: '2' });
    expect(own.text).toContain('In three.');
  });
});
