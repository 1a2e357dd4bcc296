/** A course from the upload to the certificate: announced in both chats, changed, learned, and taken back. */
import { anything, linkOf, open, type Stage } from './stage.js';
import { readable } from './seen.js';

const OUTLINE = [
  '---',
  'title: Ink',
  'slug: ink',
  'language: en',
  'level: beginner',
  'tags: [painting, 水墨]',
  'free: true',
  '---',
  '',
  'Three short lessons about black.',
].join('\n');

const LESSONS = {
  stone: [
    '# The stone',
    '',
    'Grind **slowly**. `Water` first.',
    '',
    '| step | drops |',
    '|---|---|',
    '| first | 3 |',
    '| then | 5 |',
    '',
    '> Nobody ever ground too slowly.',
    '',
    '- [x] stone',
    '- [ ] ink',
  ].join('\n'),
  brush: '# The brush\n\n**握笔：**先放松。\n\n```\nhold / breathe / stop\n```\n',
  long: `# The long stroke\n\n${Array.from({ length: 40 }, (_, at) => `## Stroke ${at + 1}\n\n${'From left to right, in one breath. '.repeat(6)}`).join('\n\n')}`,
};

export async function onDiscord(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [olivia, moyan, ada] = [actors.person('olivia'), actors.person('moyan'), actors.person('ada')];

  script.chapter('Olivia makes a course');
  await olivia.discord.say('course upload', {}, /How to upload a course/);
  await olivia.discord.attach(
    'course upload',
    {},
    { file: ['nothing.zip', 'no zip at all'] },
    /damaged or incomplete/,
  );
  const files: Record<string, [string, string]> = {
    file: ['course.md', OUTLINE],
    file_two: ['1-stone.md', LESSONS.stone],
    file_three: ['2-brush.md', LESSONS.brush],
    file_four: ['3-long.md', LESSONS.long],
  };
  await olivia.discord.attach('course upload', {}, files, /Saved as a draft/);
  await olivia.discord.say('course show', { course: 'ink' }, /Ink/);
  await olivia.discord.say('course preview', { course: 'ink', lesson: 'stone' }, /Preview of the draft/);
  await olivia.discord.say('course preview', { course: 'ink', lesson: 'long' }, /Stroke 1/);
  await ada.discord.say('learn', { course: 'ink' }, /do not know this course/);

  script.chapter('Where and when');
  for (const typed of ['general', 'Lyceum Members']) {
    const [place] = await olivia.discord.suggestions('drops places-add', { place: typed }, 'place');
    await olivia.discord.say('drops places-add', { place: place?.value ?? '' }, /hears of new lessons/);
  }
  await moyan.discord.say('drops places', {}, anything);
  const tried = await olivia.discord.say(
    'course schedule',
    { course: 'ink', rule: 'now', whole: true },
    /This is how Ink would open/,
  );
  await olivia.discord.press(tried, 'Yes, schedule it so', /Ink is scheduled/);
  await olivia.discord.say('course publish', { course: 'ink' }, /Ink is out/);
  await olivia.hears(/The long stroke[\s\S]*Stroke 40|Stroke 40/);
  await stage.becomes('the lessons stand in the group', async () => {
    const { telegram } = await olivia.look();
    const group = telegram.chats.find(({ id }) => id === demo.telegram.chatId);
    return group?.messages.some(({ text }) => text?.includes('Stroke 40')) ?? false;
  });
  await olivia.discord.say('drops troubles', {}, /Everything that was to be posted/);
  await actors.catchUp();
}

export async function changing(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const olivia = actors.person('olivia');

  script.chapter('A mistake is mended, in the posts too');
  const text = '# The stone\n\nGrind **very** slowly.';
  await olivia.discord.say('course edit', { course: 'ink', lesson: 'stone', text }, /Saved in the draft/);
  await olivia.discord.say('course publish', { course: 'ink' }, /Ink is out/);
  await stage.becomes('both posts say it', async () => {
    const shown = readable(await olivia.look()).filter(({ seen }) => seen.text.includes('very'));
    return new Set(shown.filter(({ shared }) => shared).map(({ seen }) => seen.where)).size === 2;
  });
  await olivia.discord.say('drops coming', {}, anything);
  await actors.catchUp();
}

export async function onTelegram(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, wei, ada] = [actors.person('olivia'), actors.person('wei'), actors.person('ada')];

  script.chapter('Ada learns on Discord');
  const card = await ada.discord.say('courses', { course: 'ink' }, /It is open to you/);
  const first = await ada.discord.press(card, 'Start', /very/);
  const done = await ada.discord.press(first, 'Done', /1 of 3/);
  const second = await ada.discord.press(done, /^Next: The brush/, /The brush/);
  await ada.discord.press(second, 'Done', /2 of 3/);
  await ada.discord.say('certificate', { course: 'ink' }, /Not yet: 2 of 3/);

  script.chapter('陈薇在 Telegram 上学习');
  await wei.telegram.say('/课程', /Ink/);
  const lesson = await wei.telegram.say('/学习 ink', /very/);
  const after = await wei.telegram.press(lesson, '学完了', /1\/3/);
  await wei.telegram.press(after, /^下一节/, /握笔/);
  await wei.telegram.say('/提问 ink 墨要磨多久？', /问题已送出/);
  const asked = await olivia.hears(/墨要磨多久/);
  const side = asked.where === String(olivia.telegramId) ? olivia.telegram : olivia.discord;
  const form = await side.press(asked, /Answer/, anything);
  if (asked.where === String(olivia.telegramId)) await olivia.telegram.say('Ten minutes.', /on its way/);
  else await olivia.discord.fill(form, ['Ten minutes.'], /on its way/);
  await wei.hears(/Ten minutes/);
  for (const number of [2, 3]) {
    await wei.telegram.press(await wei.telegram.say(`/学习 ink ${number}`, anything), '学完了', anything);
  }
  const sheet = await wei.telegram.say('/证书 ink', /结业证书/);
  await open(stage, linkOf(sheet), /Ink/);
  await olivia.discord.say('course stats', { course: 'ink' }, /Ink/);
  await actors.catchUp();
}

export async function withdrawing(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, wei] = [actors.person('olivia'), actors.person('wei')];

  script.chapter('The course is taken back');
  const sure = await olivia.discord.say('course withdraw', { course: 'ink' }, /Nobody can open it any more/);
  await olivia.discord.press(sure, /Yes/, /Ink is withdrawn/);
  await stage.becomes('no post of it stands', async () => {
    const shown = readable(await olivia.look()).filter(({ shared }) => shared);
    return !shown.some(({ seen }) => seen.text.includes('Stroke 40'));
  });
  await wei.telegram.say('/学习 ink', anything);
  await wei.telegram.say('/证书 ink', /结业证书/);
  await actors.catchUp();
}
