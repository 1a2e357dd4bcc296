import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Events,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Client, Interaction } from 'discord.js';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/sandbox/discord/index.js';
import type { Bench } from './discord-bench.js';
import { codeOf, discordBench, event, generalChannelId, guildId, id, login } from './discord-bench.js';

const hello = {
  name: 'hello',
  name_localizations: { 'zh-CN': '你好' },
  description: 'Says hello',
  description_localizations: { 'zh-CN': '打个招呼' },
  options: [
    {
      type: 3,
      name: 'name',
      name_localizations: { 'zh-CN': '名字' },
      description: 'Whom',
      required: true,
      max_length: 20,
    },
    { type: 6, name: 'friend', description: 'Somebody' },
  ],
};
const plan = {
  name: 'plan',
  description: 'Plans',
  default_member_permissions: PermissionFlagsBits.ManageRoles.toString(),
  options: [
    {
      type: 1,
      name: 'create',
      description: 'A new one',
      options: [
        { type: 3, name: 'price', description: 'Price', required: true, autocomplete: true },
        { type: 4, name: 'grace', description: 'Days', min_value: 0, max_value: 30 },
        { type: 3, name: 'policy', description: 'What then', choices: [{ name: 'Kick', value: 'kick' }] },
        { type: 8, name: 'role', description: 'Role' },
      ],
    },
  ],
};

async function bot(bench: Bench, answer: (interaction: Interaction) => unknown): Promise<Client<true>> {
  const client = await login(bench);
  await client.application.commands.set([hello, plan]);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  return client;
}

const say = (bench: Bench, key = 'ada', more: Record<string, unknown> = {}): Promise<Answer> =>
  bench.use('runCommand', {
    as: id(key),
    channelId: generalChannelId,
    name: 'hello',
    options: { name: 'x' },
    ...more,
  });
const shown = (bench: Bench, key: string) =>
  bench.server.view(id(key)).guilds[0]?.channels.find((each) => each.id === generalChannelId)?.messages ?? [];
const buttons = (...ids: string[]) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    ids.map((each) => new ButtonBuilder().setCustomId(each).setLabel(each).setStyle(ButtonStyle.Primary)),
  );

test('a command arrives with its options and its person, and the answer is seen by everyone', async () => {
  const bench = await discordBench();
  await bot(bench, (i) => {
    if (!i.isChatInputCommand()) return;
    const friend = i.options.getMember('friend');
    return i.reply(
      `${i.options.getString('name', true)} ${friend && 'displayName' in friend ? friend.displayName : ''} ${i.locale}`,
    );
  });
  const answer = await say(bench, 'wei', { name: '你好', options: { 名字: 'x', friend: id('lin') } });
  expect(answer.outcome).toBe('reply');
  expect(answer.message).toMatchObject({ content: 'x 林晓 zh-CN', ephemeral: false });
  expect(answer.message?.usedBy).toEqual({ userId: id('wei'), name: '陈薇', command: 'hello' });
  expect(shown(bench, 'ben').map((each) => each.content)).toEqual(['x 林晓 zh-CN']);
});

test('an ephemeral answer is seen by its addressee alone, and not to be fetched', async () => {
  const bench = await discordBench();
  const client = await bot(bench, (i) => {
    if (i.isChatInputCommand()) return i.reply({ content: 'for you', flags: MessageFlags.Ephemeral });
  });
  const { message } = await say(bench);
  expect(message?.ephemeral).toBe(true);
  expect(shown(bench, 'ada').map((each) => each.content)).toEqual(['for you']);
  expect(shown(bench, 'olivia')).toEqual([]);
  const path = `/channels/${generalChannelId}/messages` as const;
  expect(await codeOf(client.rest.get(`${path}/${message?.id}`))).toBe(10008);
  expect(await client.rest.get(path)).toEqual([]);
});

test('an answer that does not come in time fails, and coming late it finds nothing', async () => {
  const bench = await discordBench({ deadlineMs: 40 });
  const client = await bot(bench, () => undefined);
  const received = event(client, Events.InteractionCreate);
  const answer = await say(bench);
  expect(answer).toEqual({ interactionId: answer.interactionId, outcome: 'failed' });
  expect(bench.server.view(id('ada')).failures).toMatchObject([
    { interactionId: answer.interactionId, name: 'hello' },
  ]);
  const [interaction] = await received;
  if (!interaction.isRepliable()) throw new Error('not a command');
  expect(await codeOf(interaction.reply('sorry'))).toBe(10062);
  expect(shown(bench, 'ada')).toEqual([]);
});

test('with no bot on the line the application does not respond', async () => {
  const bench = await discordBench({ deadlineMs: 40 });
  const client = await bot(bench, () => undefined);
  await client.destroy();
  expect((await say(bench)).outcome).toBe('failed');
});

test('a deferred answer is thinking first, and the person gets the edit', async () => {
  const bench = await discordBench();
  const thinking: boolean[] = [];
  await bot(bench, async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.deferReply({ flags: MessageFlags.Ephemeral });
    thinking.push(shown(bench, 'ada')[0]?.loading ?? false);
    await i.editReply('done');
    await i.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
  });
  const answer = await say(bench);
  expect(answer).toMatchObject({
    outcome: 'reply',
    message: { content: 'done', loading: false, ephemeral: true },
  });
  expect(thinking).toEqual([true]);
});

test('a deferred answer that never comes ends the waiting', async () => {
  const bench = await discordBench({ deadlineMs: 1000, answerMs: 50 });
  await bot(bench, (i) => i.isChatInputCommand() && i.deferReply());
  expect(await say(bench)).toMatchObject({ outcome: 'none', message: { loading: true } });
});

test('the first follow-up to a deferred answer takes its place', async () => {
  const bench = await discordBench();
  await bot(bench, async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.deferReply();
    await i.followUp('instead');
  });
  expect((await say(bench)).message?.content).toBe('instead');
  expect(shown(bench, 'ada').length).toBe(1);
});

test('acknowledging twice is refused, and so is a follow-up before the first answer or after 15 minutes', async () => {
  const bench = await discordBench();
  const client = await bot(bench, () => undefined);
  const received = event(client, Events.InteractionCreate);
  const waiting = say(bench);
  const [interaction] = await received;
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  const callback = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
  const followup = `/webhooks/${client.application.id}/${interaction.token}` as const;
  const body = { type: 4, data: { content: 'hi' } };
  expect(await codeOf(client.rest.post(followup, { auth: false, body: { content: 'early' } }))).toBe(10015);
  expect(
    await codeOf(client.rest.post(callback, { auth: false, body: { type: 7, data: { content: 'x' } } })),
  ).toBe(50035);
  await client.rest.post(callback, { auth: false, body });
  expect((await waiting).message?.content).toBe('hi');
  expect(await codeOf(client.rest.post(callback, { auth: false, body }))).toBe(40060);
  bench.clock.forward(14 * 60_000);
  await client.rest.patch(`${followup}/messages/@original`, { auth: false, body: { content: 'edited' } });
  bench.clock.forward(2 * 60_000);
  expect(await codeOf(client.rest.post(followup, { auth: false, body: { content: 'late' } }))).toBe(50027);
  expect(shown(bench, 'ada').map((each) => each.content)).toEqual(['edited']);
});

test('buttons update their message, answer on their own, or defer', async () => {
  const bench = await discordBench();
  await bot(bench, async (i) => {
    if (i.isChatInputCommand())
      return i.reply({ content: 'choose', components: [buttons('update', 'reply', 'defer')] });
    if (!i.isButton()) return;
    if (i.customId === 'update') return i.update({ content: 'updated' });
    if (i.customId === 'reply') return i.reply({ content: 'answered', flags: MessageFlags.Ephemeral });
    await i.deferUpdate();
    return i.editReply('later');
  });
  const messageId = (await say(bench)).message?.id;
  const press = (key: string, customId: string) =>
    bench.use('pressButton', { as: id(key), channelId: generalChannelId, messageId, customId });
  expect(await press('ada', 'update')).toMatchObject({
    outcome: 'update',
    message: { id: messageId, content: 'updated' },
  });
  expect(await press('wei', 'reply')).toMatchObject({
    outcome: 'reply',
    message: { content: 'answered', ephemeral: true },
  });
  expect(await press('wei', 'defer')).toMatchObject({
    outcome: 'update',
    message: { id: messageId, content: 'later' },
  });
  await expect(press('wei', 'nothing')).rejects.toThrow('no button');
});

test('a menu hands over what was chosen and refuses what it does not offer', async () => {
  const bench = await discordBench();
  const menu = new StringSelectMenuBuilder()
    .setCustomId('menu')
    .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
  const menuRow = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu);
  await bot(bench, (i) => {
    if (i.isChatInputCommand()) return i.reply({ content: 'choose', components: [menuRow] });
    if (i.isStringSelectMenu()) return i.reply(`chose ${i.values.join()}`);
  });
  const messageId = (await say(bench)).message?.id;
  const choose = (...values: string[]) =>
    bench.use('selectOption', {
      as: id('ada'),
      channelId: generalChannelId,
      messageId,
      customId: 'menu',
      values,
    });
  expect((await choose('2')).message?.content).toBe('chose 2');
  await expect(choose('3')).rejects.toThrow('not among the choices');
  await expect(choose('1', '2')).rejects.toThrow('Choose 1 to 1');
});

test('a form opens for one person, checks what they write, and its answer changes the message below', async () => {
  const bench = await discordBench();
  const name = new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short).setMaxLength(10);
  const form = new ModalBuilder()
    .setCustomId('form')
    .setTitle('Who are you?')
    .addLabelComponents(new LabelBuilder().setLabel('Name').setTextInputComponent(name));
  await bot(bench, (i) => {
    if (i.isChatInputCommand()) return i.reply({ content: 'sign', components: [buttons('open')] });
    if (i.isButton()) return i.showModal(form);
    if (i.isModalSubmit() && i.isFromMessage())
      return i.update(`signed by ${i.fields.getTextInputValue('name')}`);
  });
  const messageId = (await say(bench)).message?.id;
  const opened = await bench.use('pressButton', {
    as: id('wei'),
    channelId: generalChannelId,
    messageId,
    customId: 'open',
  });
  expect(opened).toMatchObject({ outcome: 'modal', modal: { customId: 'form', title: 'Who are you?' } });
  expect(bench.server.view(id('wei')).modals.length).toBe(1);
  expect(bench.server.view(id('ada')).modals).toEqual([]);
  const submit = (key: string, fields: Record<string, string>) =>
    bench.use('submitModal', { as: id(key), modalId: opened.modal?.id, fields });
  await expect(submit('ada', { name: 'Ada' })).rejects.toThrow('no such form');
  await expect(submit('wei', {})).rejects.toThrow('at least 1');
  await expect(submit('wei', { name: 'x'.repeat(11) })).rejects.toThrow('at most 10');
  const sent = await submit('wei', { name: '陈薇' });
  expect(sent).toMatchObject({ outcome: 'update', message: { id: messageId, content: 'signed by 陈薇' } });
  expect(bench.server.view(id('wei')).modals).toEqual([]);
});

test('suggestions come while an option is typed', async () => {
  const bench = await discordBench();
  await bot(bench, (i) => {
    if (i.isAutocomplete())
      return i.respond([{ name: `${i.options.getSubcommand()}:${i.options.getFocused()}`, value: 'p' }]);
  });
  const typed = {
    as: id('moyan'),
    channelId: generalChannelId,
    name: 'plan create',
    options: { price: 'mon' },
  };
  expect(await bench.run('autocomplete', { ...typed, focused: 'price' })).toMatchObject({
    outcome: 'choices',
    choices: [{ name: 'create:mon', value: 'p' }],
  });
  await expect(bench.run('autocomplete', { ...typed, focused: 'policy' })).rejects.toThrow('no suggestions');
});

test('commands are shown in the person’s language and to those who may use them', async () => {
  const bench = await discordBench();
  await bot(bench, (i) => i.isChatInputCommand() && i.reply('ok'));
  const inGuild = (key: string) =>
    bench.server
      .view(id(key))
      .commands.filter((each) => each.inGuilds.includes(guildId))
      .map((each) => each.displayName);
  expect(inGuild('ada')).toEqual(['hello']);
  expect(inGuild('wei')).toEqual(['你好']);
  expect(inGuild('moyan')).toEqual(['你好', 'plan create']);
  expect(bench.server.view(id('wei')).commands[0]).toMatchObject({
    name: 'hello',
    description: '打个招呼',
    options: [{ name: 'name', displayName: '名字', required: true }, { name: 'friend' }],
  });
  const create = { name: 'plan create', options: { price: 'p' } };
  await expect(say(bench, 'ada', create)).rejects.toThrow('no command');
  expect((await say(bench, 'moyan', create)).outcome).toBe('reply');
  await bench.run('setPermissions', { roleId: guildId, permissions: (1n << 10n).toString() });
  await expect(say(bench, 'ada')).rejects.toThrow('no command');
});

test.each([
  ['a missing option', { name: 'plan create' }, 'price is required'],
  [
    'an option that does not exist',
    { name: 'plan create', options: { price: 'p', colour: 'red' } },
    'No such option: colour',
  ],
  ['a number out of range', { name: 'plan create', options: { price: 'p', grace: 31 } }, 'at most 30'],
  ['a text for a number', { name: 'plan create', options: { price: 'p', grace: 'x' } }, 'whole number'],
  [
    'a value that is no choice',
    { name: 'plan create', options: { price: 'p', policy: 'ban' } },
    'one of kick',
  ],
  ['an unknown role', { name: 'plan create', options: { price: 'p', role: '999' } }, 'not known here'],
  ['a long text', { options: { name: 'x'.repeat(21) } }, '0 to 20 characters'],
  ['a command without its subcommand', { name: 'plan' }, 'needs a subcommand'],
])('the client stops %s', async (_name, input, message) => {
  const bench = await discordBench();
  await bot(bench, () => undefined);
  await expect(say(bench, 'moyan', { options: {}, ...input })).rejects.toThrow(message);
  expect(bench.wire.some((each) => each.path === 'INTERACTION_CREATE')).toBe(false);
});

test('commands work in direct messages, with files', async () => {
  const bench = await discordBench();
  const client = await login(bench);
  const upload = {
    name: 'upload',
    description: 'A file',
    options: [{ type: 11, name: 'file', description: 'The file', required: true }],
  };
  await client.application.commands.set([upload]);
  client.on(Events.InteractionCreate, (i) => {
    if (i.isChatInputCommand()) void i.reply(`${i.inGuild()} ${i.options.getAttachment('file', true).name}`);
  });
  const { channelId } = await bench.run<{ channelId: string }>('openDm', { as: id('ada') });
  const answer = await bench.use('runCommand', {
    as: id('ada'),
    channelId,
    name: 'upload',
    attachments: [{ option: 'file', filename: 'lesson.pdf', base64: 'aGV5' }],
  });
  expect(answer.message?.content).toBe('false lesson.pdf');
});

test.each([
  ['a name with a capital', { ...hello, name: 'Hello' }, ['name']],
  [
    'a Chinese name with a blank',
    { ...hello, name_localizations: { 'zh-CN': '你 好' } },
    ['name_localizations'],
  ],
  ['an unknown language', { ...hello, name_localizations: { zh: '你好' } }, ['name_localizations']],
  ['no description', { name: 'x' }, ['description']],
  ['required after optional', { ...hello, options: [...hello.options].reverse() }, ['options']],
  ['the same option twice', { ...hello, options: [hello.options[0], hello.options[0]] }, ['options']],
])('registering refuses %s', async (_name, command, fields) => {
  const bench = await discordBench();
  const { status, body } = await bench.rest(
    'PUT',
    `/applications/${bench.server.state().application.id}/commands`,
    [command],
  );
  expect(status).toBe(400);
  expect(Object.keys((body as { errors: Record<string, object> }).errors['0'] ?? {})).toEqual(fields);
});

test('registering again keeps the ids of what stayed', async () => {
  const bench = await discordBench();
  const client = await bot(bench, () => undefined);
  const before = await client.application.commands.fetch();
  const after = await client.application.commands.set([{ ...hello, description: 'Changed' }]);
  const idOf = (list: typeof before, name: string) => list.find((each) => each.name === name)?.id;
  expect(after.size).toBe(1);
  expect(idOf(after, 'hello')).toBe(idOf(before, 'hello'));
});
