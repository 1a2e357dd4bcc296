/** Questions: the bot answers, asks back or is silent, and what it cannot answer reaches a person and comes back. */
import { anything, comes, type Stage } from './stage.js';

const ENTRIES = [
  {
    title: 'How do I cancel my membership?',
    answer:
      'Say `/membership` and press **Cancel**.\n\n1. It stays open until the end of what is paid.\n2. Nothing more is charged.',
    phrasings: 'stop my subscription; I want to cancel; end my membership please; how can I unsubscribe',
  },
  {
    title: 'When are the live sessions?',
    answer: 'Every **Wednesday** at 20:00.',
    phrasings: 'what time is the live session; when do we meet live; live session schedule; next live call',
  },
  {
    title: '怎么开发票？',
    answer: '在 `/orders` 里找到那一笔，点**收据**即可。',
    phrasings: '我要发票; 发票在哪里开; 能开发票吗; 如何申请发票',
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
  const test = { question: 'How do I cancel my membership?' };
  await comes(
    stage,
    'the FAQ has been learned',
    () => olivia.discord.say('faq test', test, anything),
    /press \*\*Cancel|Answer|answer it/,
  );
  await olivia.discord.say('faq promise', {}, /at most 1 answer in 20/);
  await moyan.discord.say('faq report', {}, anything);

  script.chapter('Ada asks');
  const told = await ada.discord.say(
    'ask',
    { question: 'How do I cancel my membership?' },
    /Nothing more is charged/,
  );
  await ada.discord.press(told, '👍', /glad that it helped/);
  await ada.discord.write('When are the live sessions?', /Wednesday/);
  script.note('Ada and Lin chat in #questions; the bot is silent');
  const { act } = stage;
  await act('discord', 'sendMessage', {
    as: ada.discordId,
    channelId: questions,
    content: 'good morning everybody',
  });
  await ada.discord.write('How do I cancel my membership?', /Nothing more is charged/, questions);

  script.chapter('陈薇在 Telegram 上提问');
  await wei.telegram.say('怎么开发票？', /收据/);
  await wei.telegram.say('/咨询 怎么开发票？', /收据/);
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
