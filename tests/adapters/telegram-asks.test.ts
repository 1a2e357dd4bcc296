import { describe, expect, it } from 'vitest';
import { plain, type Answer, type Ask, type FileValue, type OptionSpec } from '#contracts';
import {
  answered,
  asks,
  id,
  lobbyId,
  openBench,
  scriptedDispatcher,
  startBot,
  type Bench,
  type Heard,
} from './telegram-bench.js';

const token = 'T'.repeat(22);
const summary = 'commands.grant.options.plan.summary' as const;
const question = plain('en', summary);

type Missing = Ask['missing'][number];
const missing = (
  spec: Partial<OptionSpec> & { type: OptionSpec['type'] },
  suggestions: Missing['suggestions'] = [],
): Missing => ({ name: 'it', spec: { required: true, summary, ...spec } as OptionSpec, suggestions });

const choice = missing({
  type: 'choice',
  choices: [
    { value: 'role', label: 'commands.plan.choices.removal.role' },
    { value: 'kick', label: 'commands.plan.choices.removal.kick' },
  ],
});

/** Asks for `wanted` one after the other, then answers what was given. */
function asking(...wanted: Missing[]): (heard: Heard) => Answer | Ask {
  let left = wanted;
  return (heard) => {
    if (heard.kind === 'say') left = wanted;
    if (heard.kind === 'answer' && Object.keys(heard.given).length > 0) left = left.slice(1);
    return left.length > 0 ? asks('grant', left, token) : answered('all there');
  };
}

async function scene(answer: (heard: Heard) => Answer | Ask) {
  const bench = await openBench();
  const script = scriptedDispatcher(answer);
  const bot = await startBot(bench, { dispatch: script.dispatch });
  await bench.server.actions.start.run({ as: id('ada'), payload: undefined });
  script.heard.length = 0;
  return { bench, bot, ...script };
}

const last = (bench: Bench, key = 'ada', chat = id(key)) => bench.reads(key, chat).at(-1);
const given = (heard: Heard[]): unknown[] =>
  heard.flatMap((one) => (one.kind === 'answer' ? [one.given] : []));

/** The first message of a test is /start, which asks too; its question is open from then on. */
describe('a question', () => {
  it('has a button for each suggestion, and what was chosen stays in the chat', async () => {
    const suggestions = [
      { value: '0f8fad5b-d9cd-469f-a165-70867728950e', label: 'Pro' },
      { value: 'price_1', label: '专业版' },
    ];
    const { bench, heard } = await scene(asking(missing({ type: 'text' }, suggestions)));
    await bench.says('ada', '/grant');
    const asked = last(bench);
    expect(asked?.text).toBe(`/grant\n${question}\nWrite your answer as the next message.`);
    expect(asked?.reply_markup?.inline_keyboard).toEqual([
      [
        { text: 'Pro', callback_data: `a:${token}:0f8fad5b-d9cd-469f-a165-70867728950e` },
        { text: '专业版', callback_data: `a:${token}:price_1` },
      ],
      [{ text: 'Cancel', callback_data: `x:${token}` }],
    ]);
    await bench.presses('ada', 'Pro');
    await bench.says('ada', '/help');
    expect(given(heard)).toEqual([{ it: '0f8fad5b-d9cd-469f-a165-70867728950e' }]);
    const settled = bench.reads('ada').find((message) => message.message_id === asked?.message_id);
    expect(settled).toMatchObject({ text: `/grant\n${question}\n→ Pro` });
    expect(settled?.reply_markup).toBeUndefined();
  });

  it('is asked one at a time, typed or pressed', async () => {
    const { bench, heard } = await scene(
      asking(
        missing({ type: 'member' }),
        choice,
        missing({ type: 'integer', min: 1, max: 60 }),
        missing({ type: 'flag' }),
        missing({ type: 'text' }),
      ),
    );
    await bench.says('ben', '/start');
    heard.length = 0;
    await bench.says('ada', '/grant');
    await bench.says('ada', '@ben_hale');
    expect(
      last(bench)
        ?.reply_markup?.inline_keyboard.flat()
        .map(({ text }) => text),
    ).toEqual([
      plain('en', 'commands.plan.choices.removal.role'),
      plain('en', 'commands.plan.choices.removal.kick'),
      'Cancel',
    ]);
    await bench.presses('ada', plain('en', 'commands.plan.choices.removal.kick'));
    await bench.says('ada', '７');
    expect(last(bench)?.reply_markup?.inline_keyboard[0]?.map(({ text }) => text)).toEqual(['Yes', 'No']);
    await bench.presses('ada', 'No');
    await bench.says('ada', 'two words "quoted"');
    expect(given(heard)).toEqual([
      { it: { personId: String(id('ben')), name: 'Ben Hale' } },
      { it: 'kick' },
      { it: 7 },
      { it: false },
      { it: 'two words "quoted"' },
    ]);
    expect(last(bench)?.text).toBe('all there');
  });

  it('is asked again when the answer cannot be one', async () => {
    const { bench, heard } = await scene(asking(missing({ type: 'integer', min: 1, max: 60 }), choice));
    await bench.says('ada', '/grant');
    for (const [typed, complaint] of [
      ['many', 'A whole number'],
      ['0', 'At least 1'],
      ['61', 'At most 60'],
    ]) {
      await bench.says('ada', typed ?? '');
      expect(last(bench)?.text).toContain(complaint);
    }
    await bench.says('ada', '60');
    await bench.says('ada', 'something else');
    expect(last(bench)?.text).toContain('Please choose one of these.');
    await bench.says('ada', plain('zh-CN', 'commands.plan.choices.removal.role'));
    expect(given(heard)).toEqual([{ it: 60 }, { it: 'role' }]);
  });

  it('takes a file, and its bytes', async () => {
    const { bench, heard } = await scene(asking(missing({ type: 'file', maxBytes: 1000 })));
    await bench.says('ada', '/grant');
    await bench.says('ada', 'no file');
    expect(last(bench)?.text).toContain('Send the file');
    await bench.server.actions.sendDocument.run({
      as: id('ada'),
      chatId: id('ada'),
      fileName: 'list.csv',
      dataBase64: Buffer.from('a,b').toString('base64'),
      caption: undefined,
      mimeType: 'text/csv',
      replyTo: undefined,
    });
    const [{ it: file }] = given(heard) as [{ it: FileValue }];
    expect(file).toMatchObject({ name: 'list.csv', type: 'text/csv', size: 3 });
    expect(Buffer.from(await file.read()).toString()).toBe('a,b');
    await bench.server.close();
    await expect(file.read()).rejects.not.toThrow(/AAsandbox/);
  });

  it('can be cancelled by its button or a word, and then a message is only a message', async () => {
    const { bench, heard } = await scene(asking(missing({ type: 'text' })));
    await bench.says('ada', '/grant');
    await bench.presses('ada', 'Cancel');
    await bench.says('ada', 'not an answer');
    expect(bench.reads('ada').map(({ text }) => text)).toContain('Cancelled.');
    await bench.says('ada', '/grant');
    await bench.says('ada', '/cancel');
    await bench.says('ada', 'not an answer');
    await bench.says('ada', '/取消');
    expect(last(bench)?.text).toBe('There is nothing to cancel.');
    expect(given(heard)).toEqual([]);
  });

  it('gives way to another command', async () => {
    const { bench, heard } = await scene((one) =>
      one.kind === 'say' && one.command === 'plans'
        ? answered('plans')
        : asking(missing({ type: 'text' }))(one),
    );
    await bench.says('ada', '/grant');
    await bench.says('ada', '/plans');
    await bench.says('ada', 'not an answer');
    expect(given(heard)).toEqual([]);
  });

  it('cannot be answered twice', async () => {
    const { bench, heard } = await scene(asking(choice));
    await bench.says('ada', '/grant');
    const label = plain('en', 'commands.plan.choices.removal.role');
    const other = plain('en', 'commands.plan.choices.removal.kick');
    await Promise.all([bench.presses('ada', label), bench.presses('ada', other)]);
    await bench.says('ada', '/plans');
    expect(given(heard)).toEqual([{ it: 'role' }]);
    expect(bench.calls('answerCallbackQuery')).toHaveLength(2);
  });
});

describe('a question across a restart', () => {
  const long = [
    { value: `first ${'x'.repeat(60)}`, label: 'First' },
    { value: `second ${'x'.repeat(60)}`, label: 'Second' },
  ];

  it('is answered by a reply to it', async () => {
    const script = asking(missing({ type: 'integer' }));
    const { bench, bot, heard, overheard, dispatch } = await scene(script);
    await bench.says('ada', '/grant');
    const asked = last(bench)?.message_id;
    await bot.stop();
    await startBot(bench, { dispatch });
    await bench.says('ada', '7');
    expect(given(heard)).toEqual([]);
    expect(overheard).toMatchObject([{ text: '7', way: 'direct', placeExternalIds: [] }]);
    await bench.server.actions.sendMessage.run({
      as: id('ada'),
      chatId: id('ada'),
      text: '7',
      replyTo: asked,
      threadId: undefined,
    });
    // The empty one asks the dispatcher what was missing.
    expect(given(heard)).toEqual([{}, { it: 7 }]);
  });

  it('is answered by its buttons, even where the value was too long for them', async () => {
    const { bench, bot, heard, dispatch } = await scene((one) => {
      const turned = heard.length > 1 ? long.toReversed() : long;
      return asking(missing({ type: 'text' }, turned))(one);
    });
    await bench.says('ada', '/grant');
    expect(last(bench)?.reply_markup?.inline_keyboard[0]?.[1]).toEqual({
      text: 'Second',
      callback_data: `i:${token}:1`,
    });
    await bot.stop();
    await startBot(bench, { dispatch });
    await bench.presses('ada', 'Second');
    await bench.says('ada', '/help');
    expect(given(heard).slice(0, 2)).toEqual([{}, { it: long[1]?.value }]);
  });

  it('says what the dispatcher says when it is too old', async () => {
    const { bench, bot, dispatch } = await scene((one) =>
      one.kind === 'answer' ? answered('too old') : asks('grant', [choice], token),
    );
    await bench.says('ada', '/grant');
    await bot.stop();
    await startBot(bench, { dispatch });
    await bench.presses('ada', plain('en', 'commands.plan.choices.removal.kick'));
    await bench.says('ada', '/help');
    expect(bench.reads('ada').map(({ text }) => text)).toContain('too old');
  });
});

describe('a question in a group', () => {
  const asked: Missing = missing({ type: 'text' }, [{ value: 'pro', label: 'Pro' }]);
  const publicAsk = (one: Heard): Answer | Ask =>
    one.kind === 'answer' && Object.keys(one.given).length > 0
      ? answered('all there', { visibility: 'public' })
      : asks('plan create', [asked], token);

  it('is for whom it was put to', async () => {
    const { bench, heard } = await scene(publicAsk);
    await bench.says('ada', '/plan create', { chat: lobbyId });
    const question_ = last(bench, 'ada', lobbyId);
    expect(question_?.text).toContain('Reply to this message');
    expect(await bench.presses('ben', 'Pro', lobbyId)).toMatchObject({
      text: 'This question was put to somebody else.',
    });
    expect(await bench.presses('ben', 'Cancel', lobbyId)).toMatchObject({
      text: 'This question was put to somebody else.',
    });
    await bench.says('ben', 'mine', { chat: lobbyId, replyTo: question_?.message_id ?? 0 });
    await bench.says('ada', 'not an answer', { chat: lobbyId });
    expect(given(heard)).toEqual([]);
    await bench.says('ada', 'gold', { chat: lobbyId, replyTo: question_?.message_id ?? 0 });
    expect(given(heard)).toEqual([{ it: 'gold' }]);
    expect(last(bench, 'ben', lobbyId)?.text).toBe('all there');
  });

  it('is put in private when the command is private', async () => {
    const { bench } = await scene(asking(choice));
    const before = bench.reads('ada').length;
    await bench.says('ada', '/grant', { chat: lobbyId });
    expect(bench.reads('ada')).toHaveLength(before + 1);
    expect(last(bench)?.text).toContain(question);
    expect(last(bench, 'ada', lobbyId)?.text).toBe('I have answered you in our private chat.');
  });
});
