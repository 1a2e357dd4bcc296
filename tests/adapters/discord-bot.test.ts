import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordBot, createDiscordPlatform, type DiscordBot } from '#adapters/discord';
import { commands } from '#commands';
import { documentOf } from '#contracts';
import { createFileOf } from '../../src/adapters/discord/options.js';
import { answer, value } from './discord-answers.js';
import { askOf, createDesk, sampleCommands, type Desk } from './discord-desk.js';
import { ids, stage, token, until, who, type Stage } from './discord-stage.js';

let discord: Stage;
let bot: DiscordBot;
const desk: Desk = createDesk();

beforeAll(async () => {
  discord = await stage();
  await discord.act('limits', { relaxed: true });
  bot = createDiscordBot({
    token,
    apiUrl: discord.apiUrl,
    dispatch: desk.dispatch,
    events: desk.events,
    commands: sampleCommands,
    clock: discord.clock,
    log: discord.log,
    deferAfterMs: 300,
  });
  await bot.start();
  await until(() => discord.lines.find((each) => each.message === 'Discord has our commands'));
});
afterAll(async () => {
  await bot.stop();
  await discord.close();
});
beforeEach(() => desk.clear());
afterEach(() => {
  // Nothing in here may go wrong unseen; the tests that make it go wrong empty the list.
  expect(discord.lines.filter((each) => each.level === 'error')).toEqual([]);
});

const ada = { as: who('ada'), channelId: ids.generalChannelId };
const run = (name: string, options: object = {}, more: object = {}) =>
  discord.use('runCommand', { ...ada, name, options, ...more });
const press = (messageId: string | undefined, customId: string) =>
  discord.use('pressButton', { ...ada, messageId, customId });
const seen = (messageId: string | undefined) =>
  discord.server
    .view(who('ada'))
    .guilds[0]?.channels.flatMap((each) => each.messages)
    .find((each) => each.id === messageId);
const text = (message: { embeds: object[] } | undefined) =>
  message?.embeds.map((each) => ('description' in each ? each.description : undefined)).join();
const loading = () =>
  until(() =>
    discord.server
      .view(who('ada'))
      .guilds[0]?.channels.flatMap((each) => each.messages)
      .find((each) => each.loading),
  );

describe('registration', () => {
  it('shows every command in English and Chinese', () => {
    const shownTo = (key: string) =>
      discord.server.view(who(key)).commands.find((each) => each.name === 'subscribe');
    expect(shownTo('ada')).toMatchObject({ displayName: 'subscribe', inDm: true, inGuilds: [ids.guildId] });
    const chinese = shownTo('wei');
    expect(chinese?.displayName).toMatch(/^\p{Script=Han}+$/u);
    expect(chinese?.description).toMatch(/\p{Script=Han}/u);
    expect(chinese?.options[0]).toMatchObject({ name: 'plan', autocomplete: true });
    expect(chinese?.options[0]?.displayName).toMatch(/\p{Script=Han}/u);
  });

  it('unfolds parts, puts required options first and names choices', () => {
    const all = discord.server.view(who('olivia')).commands;
    const create = all.find((each) => each.name === 'plan create');
    expect(create?.options.map((each) => [each.name, each.required])).toEqual([
      ['price', true],
      ['grace', false],
      ['removal', false],
    ]);
    expect(create?.options[2]?.choices.map((each) => each.value)).toEqual(['role', 'kick']);
    expect(create?.options[1]).toMatchObject({ min: 0, max: 90 });
  });

  it('shows what moderators say in the guild to moderators alone', () => {
    const grantFor = (key: string) =>
      discord.server.view(who(key)).commands.find((each) => each.name === 'grant')?.inGuilds ?? [];
    expect(grantFor('moyan')).toEqual([ids.guildId]);
    expect(grantFor('ada')).toEqual([]);
  });

  it('writes only when something changed, and takes every command there is', async () => {
    const own = await stage();
    const writes = () => own.wire.filter((each) => each.method === 'PUT' && each.path.endsWith('/commands'));
    for (const [list, expected] of [
      [sampleCommands, 1],
      [sampleCommands, 1],
      [commands, 2],
      [commands, 2],
    ] as const) {
      // prettier-ignore
      const each = createDiscordBot({ token, apiUrl: own.apiUrl, dispatch: desk.dispatch, events: desk.events, commands: list, clock: own.clock, log: own.log }); // prettier-ignore
      own.lines.length = 0;
      await each.start();
      await until(() => own.lines.find((line) => line.message === 'Discord has our commands'));
      await each.stop();
      expect(writes()).toHaveLength(expected);
    }
    expect(writes().map((each) => each.status)).toEqual([200, 200]);
    await own.close();
  });
});

describe('a slash command', () => {
  it('is told to the dispatcher and answered for one person alone', async () => {
    desk.say = async () => answer({ body: [value('Hello <@1>')] });
    const given = await run('subscribe', { plan: 'pro' });
    expect(desk.said).toEqual([
      {
        person: { platform: 'discord', externalId: who('ada'), name: 'Ada Brook', locale: 'en-US' },
        space: { externalId: ids.guildId, title: ids.guildName },
        command: 'subscribe',
        options: { plan: 'pro' },
      },
    ]);
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    expect(text(given.message)).toBe('Hello \\<@1>');
    expect(given.message?.mentions).toEqual([]);
  });

  it('can be public, and says its part and what was filled in', async () => {
    desk.say = async () => answer({ body: [value('Created')] }, { visibility: 'public' });
    const given = await discord.use('runCommand', {
      ...ada,
      as: who('olivia'),
      name: 'plan create',
      options: { price: 'price_1', grace: 3, removal: 'kick' },
    });
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: false } });
    expect(desk.said[0]).toMatchObject({
      command: 'plan create',
      options: { price: 'price_1', grace: 3, removal: 'kick' },
    });
  });

  it('names people and passes what is no text as it is', async () => {
    await discord.use('runCommand', {
      ...ada,
      as: who('moyan'),
      name: 'grant',
      options: { member: who('wei'), until: '30d', sure: true },
    });
    expect(desk.said[0]?.options).toEqual({
      member: { personId: who('wei'), name: '陈薇' },
      until: '30d',
      sure: true,
    });
  });

  it('has nobody to hide from in private', async () => {
    const { channelId } = (await discord.act('openDm', { as: who('ada') })) as { channelId: string };
    const given = await run('subscribe', {}, { channelId });
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: false } });
    expect(desk.said[0]?.space).toBeUndefined();
  });

  it('is announced when it takes long, then answered in the same place', async () => {
    const late = desk.later();
    const waiting = run('subscribe');
    const announced = await loading();
    expect(announced.ephemeral).toBe(true);
    late.resolve(answer({ body: [value('At last')] }));
    const given = await waiting;
    expect(given.message).toMatchObject({ id: announced.id, loading: false });
    expect(text(given.message)).toBe('At last');
  });

  it('keeps a private answer private, though it was announced in public', async () => {
    const late = desk.later();
    const waiting = run('plans');
    const announced = await loading();
    expect(announced.ephemeral).toBe(false);
    late.resolve(answer({ body: [value('Not for everybody')] }));
    await waiting;
    await until(() => seen(announced.id) === undefined);
    const answered = await until(() =>
      discord.server
        .view(who('ada'))
        .guilds[0]?.channels.flatMap((each) => each.messages)
        .find((each) => text(each) === 'Not for everybody'),
    );
    expect(answered.ephemeral).toBe(true);
    expect(JSON.stringify(discord.server.view(who('ben')))).not.toContain('Not for everybody');
  });

  it('carries files and pictures', async () => {
    desk.say = async () =>
      answer({
        file: { name: 'plans.csv', type: 'text/csv', data: Buffer.from('a,b\n') },
        picture: { name: 'curve.png', data: new Uint8Array([137, 80, 78, 71]), alt: value('A curve') },
      });
    const { message } = await run('subscribe');
    expect(message?.attachments).toMatchObject([
      { filename: 'curve.png', description: 'A curve' },
      { filename: 'plans.csv', size: 4 },
    ]);
  });

  it('reads an attached file, from Discord alone and never more than it said', async () => {
    const reads: Promise<Uint8Array>[] = [];
    desk.say = async ({ options }) => {
      const file = options['file'];
      if (typeof file === 'object' && 'read' in file) {
        expect(file).toMatchObject({ name: 'list.csv', type: 'text/csv', size: 3 });
        reads.push(file.read());
      }
      return answer({ body: [value('ok')] });
    };
    const attachments = [
      { option: 'file', filename: 'list.csv', contentType: 'text/csv', base64: Buffer.from('abc').toString('base64') },
    ]; // prettier-ignore
    await run('help', {}, { attachments });
    expect((await Promise.all(reads)).map((each) => Buffer.from(each).toString())).toEqual(['abc']);
  });

  it.each([
    ['somewhere else', 'https://evil.example/list.csv', 9],
    ['a host that only looks like it', 'https://cdn.discordapp.com.evil.example/list.csv', 9],
    ['Discord without encryption', 'http://cdn.discordapp.com/list.csv', 9],
  ])('does not fetch a file from %s', async (_name, url, size) => {
    const file = createFileOf(discord.apiUrl)({ name: 'x', contentType: null, size, url });
    await expect(file.read()).rejects.toThrow('is not fetched');
  });

  it('does not read more of a file than was announced', async () => {
    const url = `${discord.apiUrl}/v10/gateway`;
    const file = createFileOf(discord.apiUrl)({ name: 'x', contentType: null, size: 3, url });
    await expect(file.read()).rejects.toThrow('bigger than Discord said');
  });

  it('gets an apology with a number when we break, and the log gets no text', async () => {
    desk.say = () => Promise.reject(new Error('secret text of a member'));
    const given = await run('subscribe');
    const number = /[0-9A-F]{8}/.exec(text(given.message) ?? '')?.[0];
    expect(given.message?.ephemeral).toBe(true);
    const line = discord.lines.find((each) => each.level === 'error');
    expect(line?.data).toMatchObject({ reference: number });
    expect(JSON.stringify(discord.lines)).not.toContain('secret text');
    discord.lines.length = 0;
  });
});

describe('suggestions', () => {
  const typed = { ...ada, name: 'subscribe', options: { plan: 'p' }, focused: 'plan' };

  it('come from the dispatcher, at most 25, and never twice', async () => {
    desk.suggest = async () => [
      { value: 'pro', label: 'Pro\u202E  plan' },
      { value: 'pro', label: 'again' },
      { value: 'x'.repeat(101), label: 'too long to be sent back' },
      ...Array.from({ length: 40 }, (_, n) => ({ value: `p${n}`, label: 'L'.repeat(200) })),
    ];
    const { choices } = (await discord.act('autocomplete', typed)) as {
      choices: { name: string; value: string }[];
    };
    expect(choices).toHaveLength(25);
    expect(choices.slice(0, 2)).toEqual([
      { name: 'Pro plan', value: 'pro' },
      { name: `${'L'.repeat(99)}…`, value: 'p0' },
    ]);
    expect(desk.suggested).toEqual([{ command: 'subscribe', focused: 'plan', typed: 'p' }]);
  });

  it('are none when they fail or take too long', async () => {
    desk.suggest = () => Promise.reject(new Error('down'));
    expect(await discord.act('autocomplete', typed)).toMatchObject({ outcome: 'choices', choices: [] });
    discord.lines.length = 0;
    desk.suggest = () => new Promise(() => {});
    expect(await discord.act('autocomplete', typed)).toMatchObject({ outcome: 'choices', choices: [] });
  });
});

describe('a button', () => {
  const button = { label: value('Go'), token: 'T'.repeat(22), style: 'primary' as const };
  const withButton = async () => {
    desk.say = async () => answer({ body: [value('Before')], buttons: [[button]] });
    return (await run('subscribe')).message?.id;
  };

  it('replaces the message it sat on when the answer says so', async () => {
    const id = await withButton();
    desk.press = async () => answer({ body: [value('After')], replaces: true });
    const given = await press(id, `b:${button.token}`);
    expect(given).toMatchObject({ outcome: 'update', message: { id, components: [], attachments: [] } });
    expect(text(given.message)).toBe('After');
    expect(desk.pressed).toEqual([
      { token: button.token, speaker: expect.objectContaining({ person: expect.objectContaining({ externalId: who('ada') }) }) },
    ]); // prettier-ignore
  });

  it('answers beside it, for one person, otherwise', async () => {
    const id = await withButton();
    desk.press = async () => answer({ body: [value('Beside')] });
    const given = await press(id, `b:${button.token}`);
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    expect(given.message?.id).not.toBe(id);
    expect(text(seen(id))).toBe('Before');
  });

  it('turns the pages of a long text in their place, and says beside it why it cannot', async () => {
    const pages = documentOf(
      Array.from({ length: 9 }, (_, at) => `# Part ${at + 1}\n\n${'word '.repeat(300)}`).join('\n\n'),
    );
    const turn = 'P'.repeat(22);
    const leaf = (page: number) => answer({ title: value('Lesson'), document: { of: pages, page, turn } });
    desk.say = async () => leaf(0);
    const first = (await run('subscribe')).message;
    expect(first?.embeds).toMatchObject([
      { title: 'Lesson', description: expect.stringContaining('Part 1') },
    ]);
    desk.answerAsk = async () => leaf(1);
    const turned = await press(first?.id, `t:${turn}:1`);
    expect(turned).toMatchObject({ outcome: 'update', message: { id: first?.id } });
    expect(turned.message?.embeds).not.toEqual(first?.embeds);
    expect(desk.answered).toEqual([{ token: turn, given: { page: 1 } }]);
    desk.answerAsk = async () => answer({ tone: 'bad', body: [value('Closed')] });
    const refused = await press(first?.id, `t:${turn}:2`);
    expect(refused).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    expect(seen(first?.id)?.embeds).toEqual(turned.message?.embeds);
  });

  it('on a lesson that everybody sees never takes its place', async () => {
    desk.say = async () =>
      answer({ body: [value('Before')], buttons: [[{ ...button, token: `${button.token}:~drop-1` }]] });
    const id = (await run('subscribe')).message?.id;
    desk.press = async () => answer({ body: [value('For you')], replaces: true });
    const given = await press(id, `b:${button.token}:~drop-1`);
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    expect(text(seen(id))).toBe('Before');
    expect(desk.pressed[0]?.token).toBe(button.token);
  });

  it.each([true, false])('is in time however long it takes (replaces: %s)', async (replaces) => {
    const id = await withButton();
    const late = desk.later();
    desk.press = () => late.promise;
    const waiting = press(id, `b:${button.token}`);
    await until(() =>
      Object.values(discord.server.state().interactions).find((each) => each.status === 'updating'),
    );
    late.resolve(answer({ body: [value('Late')], replaces }));
    await waiting;
    const found = await until(() =>
      discord.server.view(who('ada')).guilds[0]?.channels.flatMap((each) => each.messages).find((each) => text(each) === 'Late'),
    ); // prettier-ignore
    expect(found.id === id).toBe(replaces);
    expect(found.ephemeral).toBe(true);
    // Found once; the next round must not find it again.
    await discord.act('deleteMessage', { ...ada, messageId: found.id });
  });

  it('works on a direct message that the other process has sent', async () => {
    const platform = createDiscordPlatform({
      token,
      apiUrl: discord.apiUrl,
      log: discord.log,
      draw: async () => answer({ body: [value('A notice')], buttons: [[button]] }),
      postButtons: async () => [],
    });
    const sent = await platform.sender.send({
      to: who('lin'),
      kind: 'welcome',
      values: {},
      locale: 'zh-CN',
      timeZone: 'UTC',
      communityId: 'c',
      communityName: 'Demo',
      memberId: 'm',
      nonce: 'n-lin',
    });
    platform.stop();
    if (sent.kind !== 'sent') throw new Error(`It was not sent: ${sent.kind}`);
    desk.press = async () => answer({ body: [value('Read')], replaces: true });
    const given = await discord.use('pressButton', {
      as: who('lin'),
      channelId: sent.chat,
      messageId: sent.messageId,
      customId: `b:${button.token}`,
    });
    expect(given).toMatchObject({ outcome: 'update', message: { id: sent.messageId, components: [] } });
    expect(desk.pressed[0]?.speaker).toEqual({
      person: { platform: 'discord', externalId: who('lin'), name: '林晓', locale: 'zh-CN' },
    });
  });

  it('keeps the message when we break', async () => {
    const id = await withButton();
    desk.press = () => Promise.reject(new Error('broken'));
    const given = await press(id, `b:${button.token}`);
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    expect(text(seen(id))).toBe('Before');
    discord.lines.length = 0;
  });
});

describe('asking for what is missing', () => {
  it('takes typed values and people in a form', async () => {
    desk.say = async () => askOf('grant', ['member', 'reason', 'until', 'days']);
    const asked = await run('subscribe');
    expect(asked.outcome).toBe('modal');
    expect(asked.modal).toMatchObject({ customId: `a:${'A'.repeat(22)}`, title: '/grant' });
    desk.answerAsk = async () => answer({ body: [value('Given')] });
    const given = await discord.use('submitModal', {
      as: who('ada'),
      modalId: asked.modal?.id,
      fields: { member: [who('wei')], reason: ' A present ', until: '30d', days: '7' },
    });
    expect(desk.answered).toEqual([
      {
        token: 'A'.repeat(22),
        given: {
          member: { personId: who('wei'), name: expect.any(String) },
          reason: 'A present',
          until: '30d',
          days: '7',
        },
      },
    ]);
    expect(given).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
  });

  it('asks for at most five at once', async () => {
    desk.say = async () => askOf('grant', ['reason', 'until', 'days', 'reason2', 'reason3', 'reason4']);
    expect((await run('subscribe')).modal?.components).toHaveLength(5);
  });

  it('lets people be typed where there is nobody to pick', async () => {
    const { channelId } = (await discord.act('openDm', { as: who('ada') })) as { channelId: string };
    desk.say = async () => askOf('grant', ['member']);
    const asked = await run('subscribe', {}, { channelId });
    expect(asked.modal?.components[0]?.component).toMatchObject({ type: 4, custom_id: 'member' });
  });

  it('offers a list, whose place the answer takes', async () => {
    desk.say = async () => askOf('subscribe', ['plan']);
    const asked = await run('subscribe');
    expect(asked).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    desk.answerAsk = async () => answer({ body: [value('Chosen')] });
    const customId = `a:${'A'.repeat(22)}:plan`;
    const chosen = await discord.use('selectOption', {
      ...ada,
      messageId: asked.message?.id,
      customId,
      values: ['pro'],
    });
    expect(chosen).toMatchObject({ outcome: 'update', message: { id: asked.message?.id, components: [] } });
    expect(text(chosen.message)).toBe('Chosen');
    expect(desk.answered).toEqual([{ token: 'A'.repeat(22), given: { plan: 'pro' } }]);
  });

  it('asks one thing after another in the same place, and lets the answer be public', async () => {
    desk.say = async () => askOf('subscribe', ['plan', 'sure', 'reason']);
    const asked = await run('subscribe');
    const messageId = asked.message?.id;

    desk.answerAsk = async () => askOf('subscribe', ['sure', 'reason']);
    const next = await discord.use('selectOption', {
      ...ada,
      messageId,
      customId: `a:${'A'.repeat(22)}:plan`,
      values: ['pro'],
    });
    expect(next).toMatchObject({ outcome: 'update', message: { id: messageId } });

    desk.answerAsk = async () => askOf('subscribe', ['reason']);
    const form = await press(messageId, `a:${'A'.repeat(22)}:sure:no`);
    expect(form.outcome).toBe('modal');
    expect(desk.answered.at(-1)?.given).toEqual({ sure: false });

    desk.answerAsk = async () => answer({ body: [value('For all')] }, { visibility: 'public' });
    await discord.use('submitModal', { as: who('ada'), modalId: form.modal?.id, fields: { reason: 'x' } });
    await until(() => JSON.stringify(discord.server.view(who('ben'))).includes('For all'));
    await until(() => seen(messageId) === undefined);
  });

  it('opens the form by a button when it is too late for one', async () => {
    const late = desk.later();
    const waiting = run('subscribe');
    await loading();
    late.resolve(askOf('grant', ['reason', 'until']));
    const { message } = await waiting;
    desk.answerAsk = async () => askOf('grant', ['reason', 'until']);
    const form = await press(message?.id, `a:${'A'.repeat(22)}`);
    expect(form.outcome).toBe('modal');
    expect(desk.answered).toEqual([{ token: 'A'.repeat(22), given: {} }]);

    desk.answerAsk = async () => answer({ body: [value('Done')] });
    const done = await discord.use('submitModal', {
      as: who('ada'),
      modalId: form.modal?.id,
      fields: { reason: 'x', until: '1d' },
    });
    expect(done).toMatchObject({ outcome: 'update', message: { id: message?.id, components: [] } });
  });

  it('asks again beside the form when a value was not good enough', async () => {
    desk.say = async () => askOf('grant', ['reason']);
    const first = await run('subscribe');
    desk.answerAsk = async () => askOf('grant', ['reason']);
    const again = await discord.use('submitModal', {
      as: who('ada'),
      modalId: first.modal?.id,
      fields: { reason: 'x' },
    });
    expect(again).toMatchObject({ outcome: 'reply', message: { ephemeral: true } });
    expect(JSON.stringify(again.message?.components)).toContain(`a:${'A'.repeat(22)}`);
  });
});
