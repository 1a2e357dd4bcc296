import { describe, expect, it } from 'vitest';
import { plain, type Answer } from '#contracts';
import {
  botId,
  answered,
  botName,
  chatId,
  id,
  literal,
  lobbyId,
  openBench,
  scriptedDispatcher,
  startBot,
  type Heard,
} from './telegram-bench.js';

async function scene(answer: (heard: Heard) => Answer = () => answered()) {
  const bench = await openBench();
  const script = scriptedDispatcher(answer);
  await startBot(bench, { dispatch: script.dispatch });
  return { bench, ...script };
}

const textsOf = (messages: { isMine: boolean; text?: string }[]): string[] =>
  messages.flatMap((message) => (message.isMine || message.text === undefined ? [] : [message.text]));

describe('a command in the private chat', () => {
  it('reaches the dispatcher in both languages, and the answer comes back', async () => {
    const { bench, heard } = await scene(() => answered('your membership'));
    await bench.says('wei', '/start');
    const chinese = plain('zh-CN', 'commands.membership.name');
    for (const said of [
      '/membership',
      `/${chinese}`,
      '/MEMBERSHIP',
      `/membership@${botName}`,
      '／membership',
    ])
      await bench.says('wei', said);
    const person = { platform: 'telegram', externalId: String(id('wei')), name: '陈薇', locale: 'zh-hans' };
    const said = { kind: 'say', command: 'membership', options: {}, speaker: { person } };
    expect(heard).toEqual([{ ...said, command: 'help' }, said, said, said, said, said]);
    expect(textsOf(bench.reads('wei')).slice(1)).toEqual(Array(5).fill('your membership'));
  });

  it('carries options, a mentioned person, and the person whose message is answered', async () => {
    const { bench, heard } = await scene(() => answered('', { visibility: 'public' }));
    await bench.says('ben', '/plans', { chat: lobbyId });
    await bench.says('olivia', '/start');
    await bench.says('olivia', '/grant @ben_hale Pro good “old” friend until=2026-12-31');
    const original = await bench.says('ben', 'hello', { chat: lobbyId });
    await bench.says('olivia', '/grant Pro helped', { chat: lobbyId, replyTo: original });
    const ben = { personId: String(id('ben')), name: 'Ben Hale' };
    expect(heard.slice(2)).toMatchObject([
      {
        command: 'grant',
        options: { member: ben, plan: 'Pro', reason: 'good “old” friend', until: '2026-12-31' },
      },
      {
        command: 'grant',
        options: { member: ben, plan: 'Pro', reason: 'helped' },
        speaker: { space: { externalId: String(lobbyId), title: 'Lyceum Lobby' } },
      },
    ]);
  });

  it('finds parts in both languages, and offers them when none is said', async () => {
    const { bench, heard } = await scene();
    await bench.says('olivia', '/start');
    await bench.says('olivia', '/plan create Pro price_1');
    const [group, part] = [
      plain('zh-CN', 'commands.plan.name'),
      plain('zh-CN', 'commands.plan.parts.create.name'),
    ];
    await bench.says('olivia', `/${group} ${part} 专业版 price_2`);
    await bench.says('olivia', '/plan');
    await bench.presses('olivia', plain('en', 'commands.plan.parts.price-add.name'));
    await bench.says('olivia', '/plan nonsense');
    expect(heard.slice(1)).toMatchObject([
      { command: 'plan create', options: { name: 'Pro', price: 'price_1' } },
      { command: 'plan create', options: { name: '专业版', price: 'price_2' } },
      { command: 'plan price-add', options: {} },
    ]);
    expect(textsOf(bench.reads('olivia')).at(-1)).toContain('What would you like to do?');
  });

  it('lets the dispatcher answer what it does not know', async () => {
    const { bench, heard } = await scene();
    await bench.says('ada', '/start');
    await bench.says('ada', '/plnas');
    expect(heard.map((one) => one.kind === 'say' && one.command)).toEqual(['help', 'plnas']);
  });

  it.each([
    [undefined, 'help', {}],
    ['link_ABCD-EFGH-JKLM', 'link', { code: 'ABCD-EFGH-JKLM' }],
    ['join', 'help', {}],
    ['say_plans', 'plans', {}],
  ])('start with %s says %s', async (payload, command, options) => {
    const { bench, heard } = await scene();
    await bench.server.actions.start.run({ as: id('ada'), payload });
    expect(heard).toMatchObject([{ command, options }]);
  });

  it('never logs what people say, nor the token', async () => {
    const { bench } = await scene();
    await bench.says('ada', '/start');
    bench.server.actions.fault.run({ match: { method: 'sendMessage' }, times: 1, kind: 'reset' });
    await bench.says('ada', '/membership xyzzy-secret');
    await bench.says('ada', '/membership');
    expect(bench.logged.join()).toContain('could not be handled');
    expect(bench.logged.join()).not.toMatch(/xyzzy|AAsandbox/);
    expect(textsOf(bench.reads('ada')).at(-1)).toBe('done');
  });

  it('is answered late rather than never when Telegram asks to wait', async () => {
    const { bench } = await scene();
    await bench.says('ada', '/start');
    bench.server.actions.fault.run({
      match: { method: 'sendMessage' },
      times: 1,
      kind: '429',
      retryAfter: 1,
    });
    await bench.says('ada', '/membership');
    expect(textsOf(bench.reads('ada'))).toHaveLength(2);
  });
});

describe('a command in a group', () => {
  it('is answered there when everybody may see it', async () => {
    const { bench, heard } = await scene(() => answered('our plans', { visibility: 'public' }));
    const said = await bench.says('ada', '/plans', { chat: lobbyId });
    expect(heard).toMatchObject([
      { speaker: { space: { externalId: String(lobbyId), title: 'Lyceum Lobby' } } },
    ]);
    expect(bench.reads('ada', lobbyId).at(-1)).toMatchObject({
      text: 'our plans',
      reply_to_message: { message_id: said },
    });
    expect(bench.reads('ada')).toEqual([]);
  });

  it('is answered in private when it is private, with a hint in the group', async () => {
    const { bench } = await scene(() => answered('your secret'));
    await bench.says('ada', '/start');
    await bench.says('ada', '/membership', { chat: lobbyId });
    expect(textsOf(bench.reads('ada')).at(-1)).toBe('your secret');
    const hint = bench.reads('ada', lobbyId).at(-1);
    expect(hint?.text).toBe('I have answered you in our private chat.');
    expect(hint?.reply_markup?.inline_keyboard.flat()).toEqual([
      { text: 'Open our chat', url: `https://t.me/${botName}` },
    ]);
    expect(textsOf(bench.reads('ben', lobbyId)).join()).not.toContain('secret');
  });

  it('is not even run for somebody whom we may not write to; the hint leads back to it', async () => {
    const { bench, heard } = await scene(() => answered('your secret'));
    await bench.says('wei', '/membership', { chat: lobbyId });
    expect(heard).toEqual([]);
    const hint = bench.reads('wei', lobbyId).at(-1);
    expect(hint?.text).toBe('这条内容只给你看，但我还不能给你发消息。请打开私聊并点击“开始”。');
    const url = hint?.reply_markup?.inline_keyboard.flat()[0]?.url ?? '';
    await bench.server.actions.followLink.run({ as: id('wei'), url });
    expect(heard).toMatchObject([{ kind: 'say', command: 'membership' }]);
    expect(textsOf(bench.reads('wei'))).toEqual(['your secret']);
  });

  it('hints as well when a public command has a private answer', async () => {
    const { bench } = await scene(() => answered('not allowed', { visibility: 'private' }));
    await bench.says('ben', '/plans', { chat: lobbyId });
    expect(textsOf(bench.reads('ben', lobbyId)).join()).toMatch(/press Start/);
    expect(textsOf(bench.reads('ben', lobbyId)).join()).not.toContain('not allowed');
  });

  it('leaves alone what is meant for others', async () => {
    const { bench, heard } = await scene();
    for (const said of ['/plans@other_bot', '/weather', '/start', '/cancel', 'plain talk', '/usr/bin'])
      await bench.says('ada', said, { chat: lobbyId });
    expect(heard).toEqual([]);
    expect(textsOf(bench.reads('ada', lobbyId))).toEqual([]);
  });

  it('sets up a group by a start link', async () => {
    const { bench, heard } = await scene(() => answered('connected', { visibility: 'public' }));
    await bench.says('olivia', `/start@${botName} setup_AAAA-BBBB`, { chat: chatId });
    expect(heard).toMatchObject([
      {
        command: 'setup',
        options: { code: 'AAAA-BBBB' },
        speaker: { space: { externalId: String(chatId) } },
      },
    ]);
  });

  it('tells a nameless administrator why it cannot answer, and ignores channels and other bots', async () => {
    const bench = await openBench();
    const { dispatch, heard } = scriptedDispatcher(() => answered());
    const mode = { kind: 'webhook', url: 'http://127.0.0.1:9/hook', secret: 'secret' } as const;
    const bot = await startBot(bench, { dispatch, mode });
    const chat = { id: lobbyId, type: 'supergroup', title: 'Lyceum Lobby' };
    const from = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
    const message = { message_id: 5, date: 1, chat, from, text: '/plans' };
    const senders = [{ sender_chat: chat }, { sender_chat: { ...chat, id: -1009 } }, {}];
    for (const [index, sender] of senders.entries())
      await bot.handleWebhook({ update_id: index, message: { ...message, ...sender } }, 'secret');
    // A reply to us may be meant for a ticket; one to somebody else is none of our business.
    const reply = { ...message, message_id: 6, text: 'Yes, on Sundays', sender_chat: chat };
    const originals = [
      { id: botId, is_bot: true, first_name: 'Lyceum' },
      { id: id('ada'), first_name: 'Ada' },
    ];
    for (const [index, author] of originals.entries()) {
      const reply_to_message = { message_id: 4, date: 1, chat, from: author, text: 'Ticket 1' };
      const update_id = senders.length + index;
      await bot.handleWebhook({ update_id, message: { ...reply, reply_to_message } }, 'secret');
    }
    expect(heard).toEqual([]);
    const hint =
      'I cannot see who you are. Write as yourself, not as the group, and say it again.\n' +
      '我看不出你是谁。请用自己的身份（而不是群组身份）再说一次。';
    expect(textsOf(bench.reads('ada', lobbyId))).toEqual([hint, hint]);
  });

  it('stays in its topic', async () => {
    const { bench } = await scene(() => answered('our plans', { visibility: 'public' }));
    bench.server.actions.setForum.run({ as: id('olivia'), chatId: lobbyId, enabled: true });
    const lobby = bench.server.state().chats[lobbyId];
    if (!lobby) throw new Error('no lobby');
    lobby.topics['500'] = { id: 500, name: 'Talk', color: 1, isClosed: false };
    await bench.server.actions.sendMessage.run({
      as: id('ada'),
      chatId: lobbyId,
      text: '/plans',
      replyTo: undefined,
      threadId: 500,
    });
    expect(bench.reads('ada', lobbyId).at(-1)).toMatchObject({ text: 'our plans', message_thread_id: 500 });
  });
});

describe('a button', () => {
  const withButton = (extra: Partial<Answer> = {}): Answer =>
    answered('look', {
      reply: {
        body: [literal('look')],
        buttons: [[{ label: literal('Why?'), token: 't'.repeat(22), style: 'primary' }]],
      },
      ...extra,
    });

  it('says its token, and the spinning ends', async () => {
    const { bench, heard } = await scene((one) =>
      one.kind === 'press' ? answered('because') : withButton(),
    );
    await bench.says('ada', '/start');
    expect(await bench.presses('ada', 'Why?')).toMatchObject({ answered: true });
    await bench.says('ada', '/help');
    expect(heard).toMatchObject([{}, { kind: 'press', token: 't'.repeat(22) }, {}]);
    expect(textsOf(bench.reads('ada'))).toEqual(['look', 'because', 'look']);
    expect(bench.calls('answerCallbackQuery')).toHaveLength(1);
  });

  it('replaces its message when asked to, also by the same', async () => {
    const { bench } = await scene((one) => {
      const base = withButton();
      if (one.kind !== 'press') return base;
      return { ...base, reply: { ...base.reply, title: literal('new'), replaces: true } };
    });
    await bench.says('ada', '/start');
    await bench.presses('ada', 'Why?');
    await bench.says('ada', '/help');
    expect(textsOf(bench.reads('ada'))).toEqual(['new\n\nlook', 'look']);
    bench.server.actions.fault.run({
      match: { method: 'editMessageText' },
      times: 1,
      kind: 'code',
      code: 400,
      description: 'Bad Request: message is not modified: specified new message content is the same',
    });
    await bench.presses('ada', 'Why?');
    await bench.says('ada', '/plans');
    expect(textsOf(bench.reads('ada'))).toEqual(['new\n\nlook', 'look', 'look']);
    expect(bench.logged.join()).not.toContain('could not be handled');
  });

  it('counts a double tap once', async () => {
    const { bench, heard } = await scene((one) =>
      one.kind === 'press' ? answered('because') : withButton(),
    );
    await bench.says('ada', '/start');
    await Promise.all([bench.presses('ada', 'Why?'), bench.presses('ada', 'Why?')]);
    await bench.says('ada', '/help');
    expect(heard.filter((one) => one.kind === 'press')).toHaveLength(1);
    expect(bench.calls('answerCallbackQuery')).toHaveLength(2);
  });

  it('in a group answers in private with a word where it was pressed', async () => {
    const { bench } = await scene((one) =>
      one.kind === 'press'
        ? { ...answered('your secret'), reply: { ...answered('your secret').reply, replaces: true } }
        : withButton({ visibility: 'public' }),
    );
    await bench.says('ada', '/start');
    await bench.says('ada', '/plans', { chat: lobbyId });
    const before = textsOf(bench.reads('ben', lobbyId));
    expect(await bench.presses('ada', 'Why?', lobbyId)).toMatchObject({
      text: 'I have answered you in our private chat.',
    });
    await bench.says('ada', '/help');
    expect(textsOf(bench.reads('ada'))).toContain('your secret');
    expect(textsOf(bench.reads('ben', lobbyId))).toEqual(before);
    // Somebody we may not write to learns that instead.
    await bench.presses('ben', 'Why?', lobbyId);
    await bench.says('ada', '/help');
    expect(textsOf(bench.reads('ben', lobbyId)).at(-1)).toMatch(/press Start/);
  });

  it('stops spinning even when the answer takes long or fails', async () => {
    const { bench } = await scene((one) => {
      if (one.kind === 'press') throw new Error('a bug');
      return withButton();
    });
    await bench.says('ada', '/start');
    expect(await bench.presses('ada', 'Why?')).toMatchObject({ answered: true });
    await bench.says('ada', '/help');
    expect(bench.logged.join()).toContain('a bug');
  });
});
