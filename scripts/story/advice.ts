/** Advice: what to take next and why, what people think of it, and the week's digest in both chats. */
import type { Seen } from './script.js';
import { readable } from './seen.js';
import { anything, comes, pastSunday, sideOf, type Stage } from './stage.js';

const course = (slug: string, title: string, about: string, more: string[] = []) =>
  ['---', `title: ${title}`, `slug: ${slug}`, 'free: true', ...more, '---', '', about].join('\n');

const COURSES = [
  {
    slug: 'folding-paper',
    text: course('folding-paper', 'Folding paper', 'One fold, and then the next.', ['tags: [paper]']),
    lesson: '# The first fold\n\nCorner to corner.',
  },
  {
    slug: 'paper-birds',
    text: course('paper-birds', 'Paper birds', 'Birds out of paper, folded.', [
      'tags: [paper]',
      'prerequisites: [folding-paper]',
    ]),
    lesson: '# The crane\n\nTwelve folds.',
  },
  {
    slug: 'making-tea',
    text: course('making-tea', '泡茶', '水、叶、时间。', ['language: zh-CN']),
    lesson: '# 水温\n\n绿茶八十度。',
  },
];

/** What is recommended, in its order. */
const titlesIn = ({ text }: Seen) =>
  [...text.matchAll(/^\*{0,2}\d\. (.+?)\*{0,2}$/gm)].map(([, title]) => title);

const REASON =
  /^(Because you |You have |New from |It |Its |Popular with |Many went |Others took |因为你|你已经|你还没有|\S.* 的新课程|内容与你|与你学过|.*热门课程|.*新上线|很多人|这是你的)/gm;

/** As many reasons as recommendations. */
function reasoned({ script }: Stage, message: Seen): void {
  const [titles, reasons] = [titlesIn(message).length, message.text.match(REASON)?.length ?? 0];
  script.check(
    'each has its reason',
    titles > 0 && reasons >= titles,
    `${titles} titles, ${reasons} reasons`,
  );
}

export async function recommended(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, ada] = [actors.person('olivia'), actors.person('ada')];

  script.chapter('Three new courses');
  for (const { slug, text, lesson } of COURSES) {
    const files: Record<string, [string, string]> = { file: ['course.md', text], file_two: ['1.md', lesson] };
    await olivia.discord.attach('course upload', {}, files, /Saved as a draft/);
    await olivia.discord.say('course publish', { course: slug }, /is out/);
  }

  script.chapter('Ada is given advice');
  const way = await ada.discord.say('path', { goal: 'paper-birds' }, /Folding paper \(needed first\)/);
  const card = await ada.discord.press(way, 'Next: Folding paper', /It is open to you/);
  const lesson = await ada.discord.press(card, 'Start', /Corner to corner/);
  await ada.discord.press(lesson, 'Done', /Folding paper/);
  await ada.discord.say('path', { goal: 'paper-birds' }, /1 of 2 steps are done/);
  const list = await ada.discord.say('recommend', {}, /What you could take next/);
  reasoned(stage, list);
  script.check('nothing that is finished is recommended', !titlesIn(list).includes('Folding paper'));
  const [best] = titlesIn(list);
  const liked = await ada.discord.press(list, '👍 1', /stays at the top of your recommendations/);
  script.check('what was liked stays first', titlesIn(liked)[0] === best, liked.text);
  const refused = titlesIn(liked)[1] ?? '';
  const after = await ada.discord.press(liked, '👎 2', /is not recommended to you for three months/);
  script.check('what was refused is gone at once', !titlesIn(after).includes(refused), after.text);
  await actors.catchUp();
}

export async function recommendedInChinese(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan] = [actors.person('olivia'), actors.person('moyan')];
  const [wei, lin] = [actors.person('wei'), actors.person('lin')];

  script.chapter('陈薇接下来学什么');
  const lesson = await wei.telegram.say('/学习 making-tea', /绿茶八十度/);
  await wei.telegram.press(lesson, '学完了', /泡茶/);
  await wei.telegram.say('/学习路径 paper-birds', /Folding paper（前置课程）/);
  const list = await wei.telegram.say('/推荐', /接下来可以学/);
  reasoned(stage, list);
  script.check('nothing that is finished is recommended', !titlesIn(list).includes('泡茶'));
  const last = titlesIn(list).length;
  const known = titlesIn(list).at(-1);
  const after = await wei.telegram.press(list, `已掌握 ${last}`, /已经掌握/);
  script.check('what is known is gone at once', !titlesIn(after).includes(known), after.text);

  script.chapter('林晓不要推荐');
  await lin.discord.say('settings', { recommended: false }, /不推荐课程，也不保存你的喜好/);
  const off = await lin.discord.say('recommend', {}, /你已关闭推荐/);
  await lin.discord.press(off, '为我推荐课程', /已保存/);
  await lin.discord.say('recommend', {}, /接下来可以学/);
  const ben = actors.person('ben');
  await ben.telegram.start(anything);
  reasoned(stage, await ben.telegram.say('/recommend', /What you could take next/));

  script.chapter('How recommendations do');
  await olivia.discord.say(
    'recommendations report',
    {},
    /How recommendations do[\s\S]*Shown in the last 90 days/,
  );
  await moyan.telegram.say('/推荐情况 报告 天数=7', /推荐效果[\s\S]*最近 7 天的展示/);
  await lin.discord.say('recommendations report', {}, /没有这个权限/);
  await actors.catchUp();
}

export async function digest(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan] = [actors.person('olivia'), actors.person('moyan')];
  const [ada, wei] = [actors.person('ada'), actors.person('wei')];

  script.chapter('The week’s digest');
  await wei.telegram.say('/推荐', /接下来可以学/);
  await ada.discord.say('recommend', {}, /What you could take next/);
  const first = await pastSunday(stage);
  const about = { week: first.week, page: 1 };
  const planned = /Ada Brook[\s\S]*to come|to come[\s\S]*Ada Brook/;
  await stage.pass(31 / 1_440);
  await comes(
    stage,
    'it is planned',
    () => olivia.discord.say('digests', about, /Digests|no digests/),
    planned,
  );
  const comings = [ada.expects(/^Your week/), wei.expects(/^本周速递/)] as const;
  await first.go();
  const [english, chinese] = [await comings[0](), await comings[1]()];
  script.check('each where they were last', chinese.where === String(wei.telegramId));
  for (const one of [english, chinese]) reasoned(stage, one);
  script.check('what Ada finished is not in hers', !titlesIn(english).includes('Folding paper'));
  await wei.telegram.press(chinese, /^已掌握 1$/, /已记下/);
  await sideOf(ada, english).press(english, /^👍 1$/, /stays at the top/);
  await olivia.discord.say('digests', about, /Ada Brook[^\n]*arrived/);
  await moyan.telegram.say(`/速递 周=${first.week}`, /陈薇[\s\S]*已送达/);

  script.chapter('Ada wants no more of them');
  await sideOf(ada, english).press(english, 'No more of these mails', /Weekly digest\**\nOff/);
  const hers = async () =>
    readable(await ada.look()).filter(({ seen }) => seen.text.startsWith('Your week')).length;
  const before = await hers();
  const second = await pastSunday(stage);
  await second.go();
  const settled = /^(?![\s\S]*to come)[\s\S]*Page 1/;
  const later = { week: second.week, page: 1 };
  await comes(
    stage,
    'the next ones are out',
    () => olivia.discord.say('digests', later, /Digests|no digests/),
    settled,
  );
  script.check('none came to Ada', (await hers()) === before);
  await actors.catchUp();
}
