import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, type Seen } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';
import { shelve } from '../learning/shelf.js';

const lessons = {
  paper: '# Paper first\n\nPaper **drinks** water.',
  brush: '# The brush\n\nHold it upright.',
  wash: '# The first wash\n\nFrom light to dark.',
};

describe('a course that drips, from the schedule to the posts, on both platforms', () => {
  let product: Product;
  let courseId = '';
  beforeAll(async () => {
    // Sunday, 2026-03-01, 09:00 UTC.
    product = await startProduct({ allowances: unhurried });
    await onDiscord(product, 'olivia').say('help');
    courseId = await shelve(product, {
      slug: 'brushes',
      title: 'Brushes and water',
      more: 'language: en',
      lessons,
    });
  });
  afterAll(() => product.close());

  const labels = (seen: Seen) => seen.buttons.map(({ label }) => label);
  const drops = () => product.app.rooms.drops;

  /** What the bot wrote into the channel for lessons, and into the lobby. */
  const inChannel = () =>
    (product.sandbox.discord.state().messages[demo.discord.coursesChannelId] ?? [])
      .filter(({ authorId }) => authorId === demo.discord.botId)
      .map((message) => JSON.stringify([message.content, message.embeds]));
  const inLobby = () =>
    Object.values(product.sandbox.telegram.state().chats[demo.telegram.lobbyId]?.messages ?? {})
      .filter(({ fromId }) => fromId === demo.telegram.botId)
      .map(({ text = '' }) => text);

  it('is given its places and its schedule by a creator, who sees first what that does', async () => {
    const olivia = onDiscord(product, 'olivia');
    expect((await olivia.say('drops places')).text).toContain('Nowhere yet');
    const spaces = await product.app.rooms.members.spaces(product.community.id);
    const guild = spaces.find(({ platform }) => platform === 'discord')?.id ?? '';
    const lobby = spaces.find(({ externalId }) => externalId === String(demo.telegram.lobbyId))?.id ?? '';
    const channel = `discord:${guild}:${demo.discord.coursesChannelId}`;
    expect((await olivia.say('drops places-add', { place: channel })).text).toContain('hears of new lessons');
    const chat = `telegram:${lobby}:${demo.telegram.lobbyId}`;
    expect((await olivia.say('drops places-add', { place: chat })).text).toContain('hears of new lessons');
    expect((await olivia.say('drops places-add', { place: 'nowhere' })).text).toContain('no such place');
    expect((await olivia.say('drops places')).text).toContain('every course');

    expect((await olivia.say('course schedule', { course: 'brushes', rule: 'when I like' })).text).toContain(
      'I do not understand',
    );
    const dry = await olivia.say('course schedule', { course: 'brushes', rule: 'every Tuesday 20:00' });
    expect(dry.text).toContain('This is how Brushes and water would open');
    expect(dry.text).toMatch(/Mar 3, 2026|<t:1772568000/);
    expect(await drops().drops(product.community.id, courseId)).toEqual([]);
    const done = await olivia.press(dry, 'Yes, schedule it so');
    expect(done.text).toContain('Brushes and water is scheduled');
    await product.settle();
    const coming = await olivia.say('drops coming');
    expect(coming.text).toContain('Paper first');
    expect(coming.text).toContain('The first wash');
  });

  it('may not be scheduled by members, nor may creators choose places', async () => {
    const ada = onDiscord(product, 'ada');
    const said = await ada.say('course schedule', { course: 'brushes', rule: 'now', sure: true });
    expect(said.text).not.toContain('is scheduled');
    expect((await ada.say('drops places')).text).not.toContain('hears');
    expect(await drops().troubles(product.community.id)).toEqual([]);
  });

  it('is posted at its time, once, and told to whoever follows', async () => {
    const ada = onDiscord(product, 'ada');
    const card = await ada.say('courses', { course: 'brushes' });
    const follow = labels(card).find((label) => /follow|tell me/i.test(label));
    if (follow) await ada.press(card, follow);
    const { member } = await product.app.rooms.members.arrive(product.community.id, {
      platform: 'discord',
      externalId: ada.id,
      name: 'Ada',
    });
    await product.app.rooms.learning.follow(product.community.id, member.id, courseId, true);
    await product.pass({ days: 2, hours: 10 });
    expect(inChannel()).toEqual([]);
    await product.pass({ hours: 1 });
    await product.pass({ minutes: 1 });
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]).toContain('Paper first');
    expect(inLobby()).toHaveLength(1);
    expect(inLobby()[0]).toContain('Paper first');
    const mail = ada.mail().filter(({ text }) => text.includes('A new lesson is open'));
    expect(mail).toHaveLength(1);
    expect(mail[0]?.text).toContain('Paper first');
    expect(mail.flatMap(labels)).toEqual(['Go to the lesson']);
    expect((await ada.say('learn', { course: 'brushes', lesson: 'paper' })).text).toContain('drinks');
    expect((await ada.say('learn', { course: 'brushes', lesson: 'wash' })).text).not.toContain('dark');
    await product.pass({ days: 7 });
    await product.pass({ minutes: 1 });
    expect(inChannel()).toHaveLength(2);
    expect(inLobby()).toHaveLength(2);
  });

  it('changes what stands when it changes, and goes when it is taken back', async () => {
    await shelve(product, {
      slug: 'brushes',
      title: 'Brushes and water',
      more: 'language: en',
      lessons: { ...lessons, paper: '# Paper first\n\nPaper **loves** water.' },
    });
    await drops().touched(product.community.id, courseId);
    await product.settle();
    expect(inChannel()).toHaveLength(2);
    expect(inChannel()[0]).toContain('loves');
    expect(inLobby()[0]).toContain('loves');

    const gone = await onDiscord(product, 'olivia').say('course withdraw', { course: 'brushes', sure: true });
    expect(gone.text).toContain('Brushes and water');
    await product.settle();
    expect(inChannel()).toEqual([]);
    expect(inLobby()).toEqual([]);
    expect((await onDiscord(product, 'olivia').say('drops troubles')).text).toContain(
      'stands where it should',
    );
  });
});
