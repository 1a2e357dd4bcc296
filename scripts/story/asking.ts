/** Questions: the bot answers, asks back or is silent, and what it cannot answer reaches a person and comes back. */
import { readable } from './seen.js';
import { anything, comes, sideOf, type Stage } from './stage.js';

const ENTRIES = [
  {
    title: 'May I bring my dog to the workshop?',
    answer: 'Yes, **small dogs** may come.\n\n1. On a lead.\n2. Not into the kitchen.',
    phrasings: 'are dogs allowed at the workshop; can my dog come along; dogs at the workshop; I have a dog',
  },
  {
    title: 'Where can I park near the studio?',
    answer: 'Behind the **old mill**.',
    phrasings: 'is there parking at the studio; parking near the studio; where do I leave my car; car park',
  },
  {
    title: '工作坊提供午饭吗？',
    answer: '提供，是**素食**。付款记录见 `/orders`。',
    phrasings: '工作坊有午饭吗; 工作坊中午管饭吗; 要自己带午饭吗; 工作坊的午餐怎么解决',
  },
];

export async function answered(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [olivia, moyan, ada, wei] = ['olivia', 'moyan', 'ada', 'wei'].map((key) => actors.person(key));
  if (!olivia || !moyan || !ada || !wei) return;
  const questions = demo.discord['questionsChannelId'] ?? '';

  script.chapter('The team writes an FAQ');
  await olivia.discord.say('faq list', {}, anything);
  for (const entry of ENTRIES) await olivia.discord.say('faq add', entry, /New entry/);
  const [place] = await olivia.discord.suggestions('faq places-add', { place: 'questions' }, 'place');
  await olivia.discord.say('faq places-add', { place: place?.value ?? '' }, /I listen in/);
  const test = { question: 'May I bring my dog to the workshop?' };
  await comes(
    stage,
    'the FAQ has been learned',
    () => olivia.discord.say('faq test', test, anything),
    /Answer with/,
  );
  await olivia.discord.say('faq promise', {}, /at most 1 answer in 20/);
  await moyan.discord.say('faq report', {}, anything);

  script.chapter('Ada asks');
  const told = await ada.discord.say(
    'ask',
    { question: 'May I bring my dog to the workshop?' },
    /Not into the kitchen/,
  );
  await ada.discord.press(told, '👍', /glad that it helped/);
  await ada.discord.write('Where can I park near the studio?', /old mill/);
  const answers = async () =>
    readable(await ada.look()).filter(({ seen, shared }) => shared && seen.where === questions).length;
  const before = await answers();
  script.note('Ada says good morning in #questions; the bot is silent');
  const chat = { as: ada.discordId, channelId: questions, content: 'good morning everybody' };
  await stage.act('discord', 'sendMessage', chat);
  await ada.discord.write('May I bring my dog to the workshop?', /Not into the kitchen/, questions);
  script.check('only the question was answered', (await answers()) === before + 1);
  const talk = await ada.discord.say('ask', { question: 'Who painted the ceiling of the hall?' }, anything);
  script.check(
    'a person is offered to her too',
    talk.buttons.some(({ label }) => /person/.test(label)),
  );

  const lin = actors.person('lin');
  await lin.discord.say('ask', { question: '工作坊有没有午饭？' }, /素食|是下面这些吗/);

  script.chapter('In a group on Telegram');
  const [ben, { lobbyId }] = [actors.person('ben'), demo.telegram];
  await ben.telegram.start(anything);
  await moyan.telegram.say('/常见问题 添加位置 "Lyceum Lobby"', /Lyceum Lobby/);
  await ben.telegram.say('Where can I park near the studio?', /old mill/, lobbyId);
  await ben.telegram.say('/ask Where can I park near the studio?', /old mill/);

  script.chapter('陈薇在 Telegram 上提问');
  await wei.telegram.say('工作坊提供午饭吗？', /素食/);
  await wei.telegram.say('/咨询 工作坊提供午饭吗？', /素食/);
  const unsure = await wei.telegram.say('你们的杯子是什么材质？', anything);
  script.check(
    'a person is offered',
    unsure.buttons.some(({ label }) => label.includes('人工')),
  );
  await actors.catchUp();
}

export async function handedOver(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [olivia, wei] = [actors.person('olivia'), actors.person('wei')];
  const staff = demo.discord['staffChannelId'] ?? '';

  script.chapter('A desk for the team');
  const [place] = await olivia.discord.suggestions('tickets desk-set', { place: 'staff' }, 'place');
  const asked = await olivia.discord.say('tickets desk-set', { place: place?.value ?? '' }, anything);
  script.note(asked.text);

  script.chapter('陈薇的问题转给人工');
  const unsure = await wei.telegram.say('你们的杯子是什么材质？', anything);
  await wei.telegram.press(unsure, /人工/, /工单/);
  await stage.becomes('the ticket stands at the desk', async () => {
    const { discord } = await olivia.look();
    const channels = discord.guilds.flatMap((guild) => guild.channels);
    return channels.some(
      ({ id, messages }) => id === staff && messages.some((one) => JSON.stringify(one).includes('杯子')),
    );
  });
  const waiting = await olivia.discord.say('tickets waiting', {}, /1 ticket waits/);
  const number = /\*\*(\d+)\*\*|(\d+) ·/.exec(waiting.text);
  const ticket = number?.[1] ?? number?.[2] ?? '1';
  await olivia.discord.say('tickets claim', { ticket }, /is yours/);
  await olivia.discord.say('tickets answer', { ticket, text: 'They are made of porcelain.' }, /on its way/);
  await wei.hears(/porcelain/);
  await wei.telegram.say('谢谢，可以进洗碗机吗？', anything);
  await olivia.hears(/洗碗机/);
  await olivia.discord.say('tickets show', { ticket }, /洗碗机/);
  await olivia.discord.say('tickets close', { ticket, sure: true }, /is closed/);
  await wei.hears(/工单/);
  await olivia.discord.say(
    'tickets to-faq',
    { ticket, new: true, title: 'What are the cups made of?' },
    /new entry/,
  );
  await actors.catchUp();
}

/** The other way round: asked on Discord, answered on Telegram, both in Chinese. */
export async function handedOverInChinese(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [moyan, lin] = [actors.person('moyan'), actors.person('lin')];

  script.chapter('林晓的问题，莫言秋来答');
  const unsure = await lin.discord.say('ask', { question: '大厅的天花板是谁画的？' }, anything);
  const asked = await lin.discord.press(unsure, /人工/, /工单 \d+/);
  const ticket = /工单 (\d+)/.exec(asked.text)?.[1] ?? '';
  await moyan.telegram.say('/工单 待处理', /1 张工单待处理[^]*天花板/);
  const taken = await moyan.telegram.say(`/工单 接手 ${ticket}`, /由你处理/);
  await moyan.telegram.press(taken, '回复', anything);
  await moyan.telegram.say('是学员们一起画的。', /正在发送/);
  const answer = await lin.hears(/学员们一起画的/);
  await sideOf(lin, answer).press(answer, '已解决', /已关闭，谢谢/);
  await moyan.telegram.say('/工单 待处理', /没有待处理的工单/);
  const all = await lin.discord.say('ticket list', {}, /你的工单[^]*已关闭/);
  script.check('hers is the only one', all.text.includes(`**${ticket}** · 已关闭`), all.text);
  await actors.catchUp();
}
