/** From what people do in both chats to the rows that are counted; and nothing that they wrote. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { openBots } from '#app/doors';
import { keepListening } from '#app/listening';
import { sandboxTarget } from '#app/targets';
import { activityKinds, type ActivityKind } from '#domain/engagement';
import { silentLog } from '#kernel/log';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';
import { shelve } from '../learning/shelf.js';
import { everyRow, mentionsOf } from '../privacy/rows.js';

const { generalChannelId, voiceChannelId, stageChannelId } = demo.discord;
const { lobbyId } = demo.telegram;
/** Nobody says this by accident. */
const SECRET = 'zanzibarium';

interface Row {
  kind: ActivityKind;
  place: string | null;
  number: string | null;
  to: string | null;
  subject: string | null;
  count: number;
  isAnswer: boolean;
}

let product: Product;
let client: pg.Client;
beforeAll(async () => {
  product = await startProduct({ allowances: unhurried });
  client = new pg.Client({ connectionString: product.data.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await product.close();
});

async function rows(): Promise<Row[]> {
  await product.app.rooms.engagement.flush();
  const found = await client.query(
    `SELECT e."kind", p."title" AS "place", e."number"::text, e."toNumber"::text AS "to", e."subject", e."count",
      e."repliesTo" IS NOT NULL AS "isAnswer"
    FROM "ActivityEvent" e LEFT JOIN "ActivityPlace" p ON p."id" = e."placeId"
    WHERE e."communityId" = $1 ORDER BY e."id"`,
    [product.community.id],
  );
  return (found.rows as (Omit<Row, 'kind'> & { kind: number })[]).map((row) => ({
    ...row,
    kind: activityKinds[row.kind] ?? 'message',
  }));
}

/** What was written since `from`, once there is so much of it. */
async function written(from: number, many: number): Promise<Row[]> {
  await expect.poll(async () => (await rows()).length, { timeout: 10_000, interval: 20 }).toBe(from + many);
  return (await rows()).slice(from);
}
const kinds = (list: readonly Row[]) => list.map(({ kind }) => kind);
const minutes = (n: number) =>
  product.sandbox.advanceTo(new Date(product.sandbox.clock.now().getTime() + n * 60_000));

describe('Discord', () => {
  const say = async (key: string, content: string, more: object = {}): Promise<string> => {
    const person = onDiscord(product, key);
    const said = await person.act('sendMessage', {
      as: person.id,
      channelId: generalChannelId,
      content,
      ...more,
    });
    return (said as unknown as { id: string }).id;
  };
  const does = (key: string, action: string, more: object = {}) => {
    const person = onDiscord(product, key);
    return person.act(action, { as: person.id, ...more });
  };

  it('counts messages, answers, questions, reactions, threads, and who came and went', async () => {
    const from = (await rows()).length;
    const first = await say('ada', `My ${SECRET} is done`);
    await written(from, 1);
    await say('wei', 'Beautiful!', { replyTo: first });
    await written(from, 2);
    await say('ada', 'And one more thing', { replyTo: first });
    await written(from, 3);
    await say('ben', `How do I download the ${SECRET}?`);
    await written(from, 4);
    await does('wei', 'reactMessage', { channelId: generalChannelId, messageId: first, emoji: '👍' });
    await written(from, 5);
    await does('wei', 'reactMessage', {
      channelId: generalChannelId,
      messageId: first,
      emoji: '👍',
      remove: true,
    });
    await does('ben', 'startThread', { channelId: generalChannelId, name: `About ${SECRET.slice(0, 4)}` });
    await written(from, 6);
    await does('lin', 'leaveGuild');
    await written(from, 7);
    await does('lin', 'joinGuild');
    const list = await written(from, 8);
    expect(kinds(list)).toEqual([
      'message', 'reply', 'message', 'question', 'reaction', 'thread', 'leave', 'join',
    ]); // prettier-ignore
    const [hers, answer, again, question, reaction, thread] = list;
    expect(hers).toMatchObject({ place: '#general', to: null, count: 1, isAnswer: false });
    expect(answer).toMatchObject({ to: hers?.number, isAnswer: true });
    expect(again).toMatchObject({ number: hers?.number, isAnswer: false });
    expect(reaction).toMatchObject({ number: answer?.number, isAnswer: false });
    expect(thread).toMatchObject({ number: question?.number, place: 'About zanz' });
    expect(new Set([hers?.number, answer?.number, question?.number, list[6]?.number]).size).toBe(4);
    expect(list[7]?.number).toBe(list[6]?.number);
  });

  it('counts a thread with its channel, and neither what Discord says nor what bots say', async () => {
    const from = (await rows()).length;
    const ada = onDiscord(product, 'ada');
    // The bot answers in the channel; a command is a command and no message.
    await ada.say('help');
    await ada.say('nothing_of_ours').catch(() => undefined);
    await does('ada', 'startThread', {
      channelId: demo.discord.generalChannelId,
      name: 'Talk',
      content: 'Hello all',
    });
    const list = await written(from, 3);
    expect(new Set(kinds(list))).toEqual(new Set(['command', 'thread', 'message']));
    expect(list.find(({ kind }) => kind === 'command')).toMatchObject({
      subject: 'command:help',
      place: null,
    });
    expect(list.find(({ kind }) => kind === 'message')).toMatchObject({ place: 'Talk' });
    const parents = await client.query(
      `SELECT p."title" FROM "ActivityPlace" t JOIN "ActivityPlace" p ON p."id" = t."parentId" WHERE t."title" = 'Talk'`,
    );
    expect(parents.rows).toEqual([{ title: '#general' }]);
  });

  it('counts minutes in voice rooms, moves and restarts included, and nothing that it did not see', async () => {
    const from = (await rows()).length;
    await does('ada', 'joinVoice', { channelId: voiceChannelId });
    await does('wei', 'joinVoice', { channelId: stageChannelId });
    // Whatever is told in order comes in order: this one after them.
    await say('ben', 'Nice evening');
    await written(from, 1);
    await minutes(12);
    await does('ada', 'joinVoice', { channelId: stageChannelId });
    expect((await written(from, 2))[1]).toMatchObject({ kind: 'voice', count: 12, place: '#Studio' });
    await minutes(5);
    await product.stopListening();
    expect(
      (await written(from, 4))
        .slice(2)
        .map(({ count }) => count)
        .sort((one, other) => one - other),
    ).toEqual([5, 17]);
    await minutes(30);
    await product.listen();
    await minutes(4);
    await does('ada', 'leaveVoice');
    await does('wei', 'leaveGuild');
    const list = (await written(from, 7)).slice(4);
    expect(list.filter(({ kind }) => kind === 'voice').map(({ count, place }) => [count, place])).toEqual([
      [4, '#Live lessons'],
      [4, '#Live lessons'],
    ]);
    await does('wei', 'joinGuild');
    await written(from, 8);
  });

  it('leaves out who does not want to be counted, from then on and from before', async () => {
    const start = (await rows()).length;
    await say('moyan', 'I was here before');
    const hers = (await written(start, 1))[0]?.number;
    expect(hers).not.toBeNull();
    const moyan = onDiscord(product, 'moyan');
    const shown = await moyan.say('settings');
    expect((await moyan.press(shown, '不要统计我')).text).toContain('你的活动不计入统计');
    // The number stays where it was counted, and leads to nobody any more.
    const key = await client.query(`SELECT * FROM "Pseudonym" WHERE "number"::text = $1`, [hers]);
    expect(key.rows).toEqual([]);
    const from = (await rows()).length;
    await say('moyan', 'and after');
    await say('ada', 'me too');
    const [only, ...others] = await written(from, 1);
    expect([only?.kind, others]).toEqual(['message', []]);
    await moyan.press(await moyan.say('settings'), '计入统计');
    const back = (await rows()).length;
    await say('moyan', 'back again');
    expect((await written(back, 1)).at(-1)?.number).not.toBe(hers);
  });
});

describe('courses', () => {
  it('count lessons opened and finished, and posts that were followed', async () => {
    const courseId = await shelve(product, {
      slug: 'ink',
      title: 'Ink',
      more: 'language: en',
      lessons: { one: '# One\n\nGrind it.', two: '# Two\n\nWait.' },
    });
    const olivia = onDiscord(product, 'olivia');
    const spaces = await product.app.rooms.members.spaces(product.community.id);
    const guild = spaces.find(({ platform }) => platform === 'discord')?.id ?? '';
    await olivia.say('drops places-add', { place: `discord:${guild}:${demo.discord.coursesChannelId}` });
    await olivia.say('course schedule', { course: 'ink', rule: 'now', sure: true });
    await product.settle();
    await product.pass({ minutes: 10 });
    const from = (await rows()).length;
    const ben = onDiscord(product, 'ben');
    const view = ben.view().guilds[0]?.channels.find(({ id }) => id === demo.discord.coursesChannelId);
    const post = view?.messages.find(({ components }) => JSON.stringify(components).includes('custom_id'));
    const customId = /"custom_id":"([^"]+)"/.exec(JSON.stringify(post?.components))?.[1] ?? '';
    await ben.act('pressButton', {
      as: ben.id,
      channelId: demo.discord.coursesChannelId,
      messageId: post?.id,
      customId,
    });
    const about = { subject: `course:${courseId}` };
    expect(await written(from, 3)).toMatchObject([
      { kind: 'command', subject: 'command:learn' },
      { kind: 'drop_seen', ...about },
      { kind: 'lesson_seen', ...about },
    ]);
    await ben.say('learn', { course: 'ink', lesson: 'one', done: true });
    await ben.say('learn', { course: 'ink', lesson: 'one', done: true });
    await ben.say('learn', { course: 'ink', lesson: 'one', page: 0 });
    expect(kinds(await written(from + 3, 4))).toEqual(['command', 'lesson_done', 'command', 'command']);
  });
});

describe('Telegram', () => {
  async function webhook(): Promise<() => Promise<void>> {
    await product.stopListening();
    const secret = 'secret';
    let handle: (body: unknown, header: string | undefined) => Promise<number> = async () => 503;
    const http = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const header = request.headers['x-telegram-bot-api-secret-token'];
        const body = Buffer.concat(chunks);
        // Telegram did not hear our answer, and posts it again.
        void Promise.all([handle(body, String(header)), handle(body, String(header))]).then(([status]) =>
          response.writeHead(status).end(),
        );
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const target = sandboxTarget(product.sandbox);
    const publicUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const { telegram } = target;
    const [bot] = openBots(
      { kind: 'real', stripe: target.stripe, ...(telegram && { telegram: { ...telegram, webhook: true } }) },
      product.app,
      { publicUrl, webhookSecret: secret },
      silentLog,
    );
    if (!bot?.webhook) throw new Error('no webhook');
    handle = bot.webhook.handle;
    await bot.start();
    return async () => {
      await bot.stop();
      http.close();
      await product.listen();
    };
  }

  it.each(['polled for', 'posted to us'])('counts the same when updates are %s', async (way) => {
    const stop = way === 'polled for' ? async () => {} : await webhook();
    try {
      const from = (await rows()).length;
      const [ada, wei, ben] = (['ada', 'wei', 'ben'] as const).map((key) => onTelegram(product, key));
      if (!ada || !wei || !ben) throw new Error('nobody there');
      const chat = { chatId: lobbyId };
      const { messageId } = await ada.act<{ messageId: number }>('sendMessage', {
        ...chat,
        text: `A ${SECRET}`,
      });
      await wei.act('sendMessage', { ...chat, text: '真好看', replyTo: messageId });
      await ben.act('sendMessage', { ...chat, text: '这个怎么画？' });
      await ada.act('editMessage', { ...chat, messageId, text: `Another ${SECRET}` });
      await ben.act('react', { ...chat, messageId, emoji: '👍' });
      await ben.act('react', { ...chat, messageId });
      await ben.act('sendMessage', { ...chat, text: '/otherbot@other_bot now' });
      await ben.act('leaveChat', chat);
      await onTelegram(product, 'olivia').act('addMember', { ...chat, userId: ben.id });
      const list = await written(from, 6);
      // Written together, in no order.
      const all = ['message', 'reply', 'question', 'reaction', 'leave', 'join'] as const;
      expect(kinds(list).sort()).toEqual([...all].sort());
      const [hers, answer, question, reaction, leave] = all.map((one) =>
        list.find(({ kind }) => kind === one),
      );
      expect(hers).toMatchObject({ place: 'Lyceum Lobby', isAnswer: false });
      expect(answer).toMatchObject({ to: hers?.number, isAnswer: true });
      expect(reaction).toMatchObject({ number: question?.number, place: 'Lyceum Lobby' });
      expect(leave?.number).toBe(question?.number);
    } finally {
      await stop();
    }
  });
});

describe('all of it', () => {
  it('keeps no word of what was written', async () => {
    const all = await everyRow(product.data.url, product.data.database);
    expect(all.some(({ table }) => table.includes('ActivityEvent'))).toBe(true);
    const found = mentionsOf([SECRET, '真好看'], all);
    expect(found).toEqual([]);
  });

  it('is marked as listened to while the platforms are connected, and as missing while they are not', async () => {
    let tell = (): void => {};
    const ears = ['discord', 'telegram'].map((name) => ({ name, ready: () => name === 'discord' }));
    const end = keepListening(ears, product.app.events, (_ms, told) => {
      tell = told;
      return () => (tell = () => {});
    });
    for (let minute = 0; minute < 3; minute += 1) {
      await minutes(1);
      tell();
      await expect
        .poll(async () => {
          const heard = await client.query(
            `SELECT sum("minutes")::int AS n FROM "ListenedHour" WHERE "communityId" = $1 AND "platform" = 'discord'`,
            [product.community.id],
          );
          return (heard.rows[0] as { n: number }).n;
        })
        .toBeGreaterThan(minute);
    }
    end();
    const deaf = await client.query(`SELECT * FROM "ListenedHour" WHERE "platform" = 'telegram'`);
    expect(deaf.rows).toEqual([]);
  });
});
