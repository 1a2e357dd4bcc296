import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordPlatform, type DiscordPlatform } from '#adapters/discord';
import type { PostAddress, Poster } from '#domain/drops';
import { minutes } from '#kernel/clock';
import { seedDiscord } from '../../src/sandbox/discord/index.js';
import { answer } from './discord-answers.js';
import { ids, stage, token, who, type Stage } from './discord-stage.js';
import { lesson, longBody, postButtons, readButton } from './lessons.js';

let discord: Stage;
let platform: DiscordPlatform;
let poster: Poster;

beforeAll(async () => {
  discord = await stage();
});
afterAll(() => discord.close());

beforeEach(() => {
  discord.server.load(seedDiscord());
  discord.wire.length = 0;
  platform = createDiscordPlatform({
    token,
    apiUrl: discord.apiUrl,
    log: discord.log,
    draw: async () => answer({}),
    postButtons,
  });
  poster = platform.poster;
});
afterEach(() => platform.stop());

const general: PostAddress = { spaceId: ids.guildId, externalId: ids.generalChannelId, kind: 'channel' };
const nonce = 'drop-0001';
const alone = { thread: false };
const discussed = { thread: true };
const messages = (channelId: string = ids.generalChannelId) =>
  discord.server.state().messages[channelId] ?? [];
const posts = (channelId?: string) => messages(channelId).filter((each) => each.authorId === ids.botId);
const fault = (input: object) => discord.act('fault', input);
const everyoneElse = who('ada');

function sent(result: Awaited<ReturnType<Poster['post']>>) {
  if (result.kind !== 'sent') throw new Error(`not sent: ${JSON.stringify(result)}`);
  return result;
}

describe('a lesson in a channel', () => {
  it('says what it is, shows its text, calls nobody, and can be opened by anybody', async () => {
    const body = 'Hello @everyone, see **this**.';
    const { messageId, threadId } = sent(await poster.post(general, lesson({ body }), 0, nonce, alone));
    expect(threadId).toBeNull();
    const [post] = posts();
    expect(post).toMatchObject({ id: messageId, mentions: [], mentionEveryone: false });
    expect(post?.embeds).toEqual([
      expect.objectContaining({
        author: { name: 'Quiet photography' },
        title: 'Finding the light',
        description: expect.stringContaining('see **this**'),
        footer: { text: '⏱ about 8 minutes' },
      }),
    ]);
    const button = post?.components[0]?.components?.[0];
    expect(button).toMatchObject({ label: 'Read', custom_id: `b:${readButton}:~${nonce}` });
  });

  it('is told in the language of the community', async () => {
    await poster.post(general, lesson({ locale: 'zh-CN', courseTitle: '静物摄影' }), 0, nonce, alone);
    expect(posts()[0]?.embeds[0]).toMatchObject({
      author: { name: '静物摄影' },
      footer: { text: '⏱ 约 8 分钟' },
    });
    expect(posts()[0]?.components[0]?.components?.[0]).toMatchObject({ label: '阅读' });
  });

  it('stands there once, however often it is tried', async () => {
    const first = await poster.post(general, lesson(), 0, nonce, alone);
    discord.clock.moveTo(new Date(discord.clock.now().getTime() + poster.dedupeMs));
    expect(await poster.post(general, lesson(), 0, nonce, alone)).toEqual(first);
    expect(posts()).toHaveLength(1);
    // Written, but the answer was lost: the second try within is told of the first.
    await fault({ kind: '500-after' });
    sent(await poster.post(general, lesson(), 0, 'another', alone));
    expect(posts()).toHaveLength(2);
  });

  it('gets a thread of its own, with its name cut to what Discord takes', async () => {
    const lessonTitle = '光'.repeat(140);
    const { messageId, threadId } = sent(
      await poster.post(general, lesson({ lessonTitle }), 0, nonce, discussed),
    );
    expect(threadId).toBe(messageId);
    const thread = discord.server.state().channels[messageId];
    expect(thread).toMatchObject({ kind: 'thread', parentId: ids.generalChannelId });
    expect(thread && 'name' in thread ? thread.name.length : 0).toBeLessThanOrEqual(100);
    // The same again: the thread is there already.
    expect(sent(await poster.post(general, lesson({ lessonTitle }), 0, nonce, discussed)).threadId).toBe(
      messageId,
    );
  });

  it('stands without a thread where none can be begun', async () => {
    await fault({ match: { path: '/threads' }, kind: 'code', code: 50013 });
    expect(sent(await poster.post(general, lesson(), 0, nonce, discussed)).threadId).toBeNull();
    expect(posts()).toHaveLength(1);
  });

  it('takes as many messages as it is long, the last of which has the button', async () => {
    const content = lesson({ body: longBody, whole: true });
    const parts = poster.parts(content);
    expect(parts).toBeGreaterThan(2);
    for (let part = 0; part < parts; part += 1) {
      sent(await poster.post(general, content, part, `part-${part}`, discussed));
    }
    const labels = posts().map((each) => each.components[0]?.components?.[0]?.label);
    expect(labels).toEqual([...Array.from({ length: parts - 1 }, (_, at) => `${at + 1}/${parts}`), 'Read']);
    expect(posts().filter((each) => each.threadId)).toHaveLength(1);
    // Its beginning alone is one message.
    expect(poster.parts({ ...content, whole: false })).toBe(1);
  });

  it('is posted without its pictures when Discord does not take them', async () => {
    await fault({ match: { method: 'POST' }, kind: 'code', code: 50035 });
    const content = lesson({
      body: 'Look:\n\n![A lamp](lamp.png)',
      pictures: { 'lamp.png': 'https://files.example/lamp.png' },
    });
    sent(await poster.post(general, content, 0, nonce, alone));
    expect(posts()[0]?.embeds.every((embed) => embed.image === undefined)).toBe(true);
  });

  it('shows its pictures where they stand', async () => {
    const content = lesson({
      body: 'Look:\n\n![A lamp](lamp.png)',
      pictures: { 'lamp.png': 'https://files.example/lamp.png' },
    });
    sent(await poster.post(general, content, 0, nonce, alone));
    expect(posts()[0]?.embeds[0]?.image).toMatchObject({ url: 'https://files.example/lamp.png' });
  });

  it('shows nothing of a lesson without a text but what it is', async () => {
    sent(await poster.post(general, lesson({ body: '' }), 0, nonce, alone));
    expect(posts()[0]?.embeds).toHaveLength(1);
  });
});

describe('a lesson in a forum', () => {
  const forum: PostAddress = { spaceId: ids.guildId, externalId: ids.forumChannelId, kind: 'forum' };
  const threads = () =>
    Object.values(discord.server.state().channels).filter(
      (each) => each.kind === 'thread' && each.parentId === ids.forumChannelId,
    );

  it('is a thread of its own, once, although a forum knows no nonces', async () => {
    const first = sent(await poster.post(forum, lesson(), 0, nonce, alone));
    expect(first.threadId).toBe(first.messageId);
    expect(threads()).toMatchObject([{ name: 'Finding the light' }]);
    expect(posts(first.messageId)[0]?.embeds[0]).toMatchObject({ title: 'Finding the light' });
    expect(await poster.post(forum, lesson(), 0, nonce, alone)).toEqual(first);
    // Written, but the answer was lost.
    await fault({ match: { method: 'POST' }, kind: '500-after' });
    expect(await poster.post(forum, lesson(), 0, 'another', alone)).toMatchObject({ kind: 'unknown' });
    const again = sent(await poster.post(forum, lesson(), 0, 'another', alone));
    expect(threads()).toHaveLength(2);
    expect(await poster.find?.(forum, 'another', new Date(0))).toEqual({
      messageId: again.messageId,
      threadId: again.messageId,
    });
    expect(await poster.find?.(forum, 'nothing', new Date(0))).toBe('absent');
  });

  it('waits while nobody can tell whether it is there', async () => {
    await fault({ match: { path: '/threads/active' }, kind: '500', times: 2 });
    expect(await poster.post(forum, lesson(), 0, nonce, alone)).toMatchObject({ kind: 'retry' });
    expect(threads()).toHaveLength(0);
  });

  it('is changed with its name, and taken back whole', async () => {
    const { messageId, threadId } = sent(await poster.post(forum, lesson(), 0, nonce, alone));
    const changed = lesson({ lessonTitle: 'Light', body: 'New words.' });
    expect(await poster.edit(forum, messageId, changed, 0)).toEqual({ kind: 'sent', messageId, threadId });
    expect(threads()).toMatchObject([{ name: 'Light' }]);
    expect(posts(messageId)[0]?.embeds[0]).toMatchObject({ description: 'New words.' });
    expect(await poster.withdraw(forum, messageId, threadId)).toEqual({ kind: 'gone' });
    expect(threads()).toHaveLength(0);
  });

  it('is woken when it went to sleep, to be changed and to be taken back', async () => {
    const { messageId, threadId } = sent(await poster.post(forum, lesson(), 0, nonce, alone));
    const sleep = () => {
      const thread = discord.server.state().channels[messageId];
      if (thread?.kind === 'thread') thread.archived = true;
    };
    sleep();
    const changed = lesson({ body: 'New words.' });
    expect(await poster.edit(forum, messageId, changed, 0)).toMatchObject({ kind: 'sent' });
    expect(posts(messageId)[0]?.embeds[0]).toMatchObject({ description: 'New words.' });
    sleep();
    const role = discord.server.state().guilds[ids.guildId]?.roles[ids.botRoleId];
    if (role) role.permissions = String(BigInt(role.permissions) & ~(1n << 34n));
    expect(await poster.withdraw(forum, messageId, threadId)).toEqual({ kind: 'gone' });
    expect(posts(messageId)).toEqual([]);
    expect(discord.server.state().channels[messageId]).toMatchObject({ archived: true });
  });

  it('is refused with a reason where posts need a tag', async () => {
    const channel = discord.server.state().channels[ids.forumChannelId];
    if (channel?.kind !== 'forum') throw new Error('no forum');
    channel.requiresTag = true;
    expect(await poster.post(forum, lesson(), 0, nonce, alone)).toEqual({
      kind: 'refused',
      code: 'channel_wants_tag',
    });
    const found = (await poster.candidates(ids.guildId)).find((each) => each.externalId === channel.id);
    expect(found).toMatchObject({ kind: 'forum', problem: 'channel_wants_tag' });
  });
});

describe('what was posted', () => {
  it('is changed in its place, with its thread', async () => {
    const { messageId } = sent(await poster.post(general, lesson(), 0, nonce, discussed));
    const changed = lesson({ lessonTitle: 'Finding light', body: 'New words.' });
    expect(await poster.edit(general, messageId, changed, 0)).toEqual({
      kind: 'sent',
      messageId,
      threadId: messageId,
    });
    expect(posts()[0]).toMatchObject({ embeds: [{ title: 'Finding light', description: 'New words.' }] });
    expect(posts()[0]?.components[0]?.components?.[0]?.custom_id).toBe(`b:${readButton}:~${nonce}`);
    expect(discord.server.state().channels[messageId]).toMatchObject({ name: 'Finding light' });
  });

  it('is taken back with its thread', async () => {
    const { messageId, threadId } = sent(await poster.post(general, lesson(), 0, nonce, discussed));
    expect(await poster.withdraw(general, messageId, threadId)).toEqual({ kind: 'gone' });
    expect(posts()).toHaveLength(0);
    expect(discord.server.state().channels[messageId]).toBeUndefined();
    expect(await poster.withdraw(general, messageId, threadId)).toEqual({ kind: 'gone' });
    expect(await poster.edit(general, messageId, lesson(), 0)).toEqual({ kind: 'gone' });
  });

  it('leaves a closed thread where we may not remove it', async () => {
    const { messageId, threadId } = sent(await poster.post(general, lesson(), 0, nonce, discussed));
    const role = discord.server.state().guilds[ids.guildId]?.roles[ids.botRoleId];
    if (role) role.permissions = String(BigInt(role.permissions) & ~(1n << 34n));
    expect(await poster.withdraw(general, messageId, threadId)).toEqual({ kind: 'gone' });
    expect(discord.server.state().channels[messageId]).toMatchObject({ archived: true });
  });

  it('is found by its key among what others write, long after Discord forgot the nonce', async () => {
    const since = discord.clock.now();
    const { messageId } = sent(await poster.post(general, lesson(), 0, nonce, discussed));
    await discord.act('limits', { relaxed: true });
    for (let at = 0; at < 110; at += 1) {
      await discord.act('sendMessage', {
        as: everyoneElse,
        channelId: ids.generalChannelId,
        content: `word ${at}`,
      });
    }
    discord.clock.moveTo(new Date(since.getTime() + minutes(30)));
    expect(await poster.find?.(general, nonce, since)).toEqual({ messageId, threadId: messageId });
    expect(await poster.find?.(general, 'nothing', since)).toBe('absent');
    await fault({ kind: '500', times: 2 });
    expect(await poster.find?.(general, nonce, since)).toBeNull();
    // Who may not read back sees nothing, which says nothing.
    const channel = discord.server.state().channels[ids.generalChannelId];
    if (channel?.kind !== 'text') throw new Error('no such channel');
    channel.overwrites = [{ id: ids.botRoleId, type: 0, allow: '0', deny: String(1n << 16n) }];
    expect(await poster.find?.(general, nonce, since)).toBeNull();
  });
});

describe('a refusal', () => {
  it.each([
    ['code', 50013, { kind: 'refused', code: 'missing_permission_send' }],
    ['code', 50001, { kind: 'refused', code: 'missing_permission_view_channel' }],
    ['code', 10003, { kind: 'refused', code: 'channel_gone' }],
    ['code', 50035, { kind: 'refused', code: 'unknown' }],
  ])('%s %i', async (kind, code, expected) => {
    await fault({ kind, code });
    expect(await poster.post(general, lesson(), 0, nonce, alone)).toEqual(expected);
    expect(posts()).toHaveLength(0);
  });

  it('is told when it is only a pause, or nobody knows', async () => {
    await fault({ kind: '429', retryAfter: 30 });
    expect(await poster.post(general, lesson(), 0, nonce, alone)).toMatchObject({ kind: 'retry' });
    platform.stop();
    const fresh = createDiscordPlatform({
      token,
      apiUrl: discord.apiUrl,
      log: discord.log,
      draw: async () => answer({}),
      postButtons,
    });
    await fault({ kind: '500', times: 2 });
    expect(await fresh.poster.post(general, lesson(), 0, nonce, alone)).toMatchObject({ kind: 'unknown' });
    fresh.stop();
  });
});

describe('where the bot may post', () => {
  it('lists channels in their order, with what is missing', async () => {
    expect(await poster.candidates(ids.guildId)).toEqual(
      expect.arrayContaining([
        { externalId: ids.generalChannelId, title: '#general', kind: 'channel', problem: null },
      ]),
    );
    const channel = discord.server.state().channels[ids.generalChannelId];
    if (channel?.kind !== 'text') throw new Error('no such channel');
    const names: [bigint, string][] = [
      [1n << 10n, 'missing_permission_view_channel'],
      [1n << 11n, 'missing_permission_send'],
      [1n << 14n, 'missing_permission_embed'],
      [1n << 16n, 'missing_permission_history'],
      [1n << 35n, 'missing_permission_threads'],
    ];
    for (const [bit, problem] of names) {
      channel.overwrites = [{ id: ids.botRoleId, type: 0, allow: '0', deny: String(bit) }];
      const found = (await poster.candidates(ids.guildId)).find((each) => each.externalId === channel.id);
      expect(found?.problem).toBe(problem);
    }
    // An overwrite of our own lifts that of a role.
    channel.overwrites.push({ id: ids.botId, type: 1, allow: String(1n << 35n), deny: '0' });
    const found = (await poster.candidates(ids.guildId)).find((each) => each.externalId === channel.id);
    expect(found?.problem).toBeNull();
  });

  it('is nowhere in a guild that is gone', async () => {
    expect(await poster.candidates('1200000000000000099')).toEqual([]);
  });
});
