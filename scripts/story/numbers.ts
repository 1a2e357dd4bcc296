/** Numbers: what people do is drawn, compared, handed out as a file, looked ahead from, and told on Mondays. */
import { readable } from './seen.js';
import { anything, comes, drawn, pastSunday, type Stage } from './stage.js';

/** A quarter of an hour, so that minutes in voice add up. */
const A_WHILE = 16 / 1_440;

/** The last row of what `/export` hands out: what was counted today, by column. */
async function today(stage: Stage): Promise<Record<string, number>> {
  const olivia = stage.actors.person('olivia');
  const wish = { what: 'activity', range: '7' };
  const { files } = await olivia.discord.say('export', wish, /Activity by day/);
  const url = files.find(({ name }) => name.endsWith('.csv'))?.url;
  const lines = url === undefined ? [] : (await (await fetch(url)).text()).trim().split(/\r?\n/);
  const heads = lines[0]?.replace('\uFEFF', '').split(',') ?? [];
  const cells = lines.at(-1)?.split(',') ?? [];
  return Object.fromEntries(heads.map((head, at) => [head, Number(cells[at])]));
}

const written = /messages?\*\* (was|were) written/;

/** What people do in both chats, and that it is nobody's business but theirs. */
export async function living(stage: Stage): Promise<void> {
  const { script, actors, demo, act } = stage;
  const [ada, lin, ben, cleo] = ['ada', 'lin', 'ben', 'cleo'].map((key) => actors.person(key));
  const wei = actors.person('wei');
  if (!ada || !lin || !ben || !cleo) return;
  const channelId = demo.discord['generalChannelId'];
  const chatId = demo.telegram.lobbyId;
  const said = (as: string, content: string, more: object = {}) =>
    act<{ id: string }>('discord', 'sendMessage', { as, channelId, content, ...more });
  const shared = async () => readable(await ada.look()).filter((one) => one.shared).length;

  script.chapter('A lively evening');
  if (stage.past) {
    const ask = () => actors.person('olivia').discord.say('pulse', {}, anything);
    await comes(stage, 'the past of the demo is there', ask, written);
  }
  await ben.discord.say('settings', { counted: false }, /nothing you do is counted/);
  await actors.catchUp();
  const before = await shared();
  await stage.pass(A_WHILE);
  await stage.until('today is counted', async () => 'day' in (await today(stage)));
  const until = await today(stage);
  script.note('Lin goes to the studio; people talk, answer, react, and begin a thread');
  await act('discord', 'joinVoice', { as: lin.discordId, channelId: demo.discord['voiceChannelId'] });
  const first = await said(ada.discordId, 'I have finished the second lesson.');
  await said(cleo.discordId, 'Well done!', { replyTo: first.id });
  await act('discord', 'reactMessage', { as: lin.discordId, channelId, messageId: first.id, emoji: '🎉' });
  await said(ada.discordId, 'Has anybody kept the notes of yesterday?');
  const about = { as: cleo.discordId, channelId, name: 'Notes', content: 'They are here.' };
  await act('discord', 'startThread', about);
  await said(ben.discordId, 'Nobody counts me.');
  const there = { as: wei.telegramId, chatId, text: '第二课学完了。' };
  const second = await act<{ messageId: number }>('telegram', 'sendMessage', there);
  const { messageId } = second;
  await act('telegram', 'sendMessage', { as: lin.telegramId, chatId, text: '恭喜！', replyTo: messageId });
  await act('telegram', 'react', { as: lin.telegramId, chatId, messageId, emoji: '🎉' });
  await stage.pass(A_WHILE);
  const more = { message: 3, reply: 2, question: 1, reaction: 2, thread: 1 };
  const since = async (kinds: string[]) => {
    const now = await today(stage);
    return kinds
      .map((kind) => `${kind} ${(now[`${kind}_count`] ?? 0) - (until[`${kind}_count`] ?? 0)}`)
      .join(', ');
  };
  const wanted = Object.entries(more).map(([kind, count]) => `${kind} ${count}`);
  await stage.becomes(`counted: ${wanted.join(', ')}, and nothing of who did not want it`, async () => {
    const found = await since(Object.keys(more));
    script.note(found);
    return found === wanted.join(', ');
  });
  await act('discord', 'leaveVoice', { as: lin.discordId });
  await stage.pass(A_WHILE);
  await stage.becomes('so are the minutes in the studio', async () =>
    /voice 1[67]/.test(await since(['voice'])),
  );

  script.chapter('The numbers are for those who run the place');
  // In a server Discord does not even show them; in private nobody is shown less than others.
  await ada.discord.move('direct messages');
  await ada.discord.say('pulse', {}, /may not do this/);
  await ada.discord.move('channel');
  await wei.telegram.start(anything);
  await wei.telegram.say('/数据', /没有这个权限/);
  await ben.discord.say('settings', { counted: true }, /that you did something is counted/);
  script.check('nobody was interrupted', (await shared()) === before);
  await actors.catchUp();
}

export async function read(stage: Stage): Promise<void> {
  const { script, actors, past } = stage;
  const olivia = actors.person('olivia');

  script.chapter('Olivia reads the numbers');
  const waiting = /nothing to tell yet|[Ff]igures of|The week from/;
  if (past) {
    const pulse = await olivia.discord.say('pulse', {}, written);
    drawn(stage, pulse);
    const dark = await olivia.discord.press(pulse, 'Dark picture', written);
    drawn(stage, dark);
    await olivia.discord.press(dark, /Week before/, written);
    const compared = { range: '30', compare: true };
    drawn(stage, await olivia.discord.say('stats', compared, /Figures of the community[^]*Before/));
    const [place] = await olivia.discord.suggestions('stats', { place: 'general' }, 'place');
    const channel = await olivia.discord.say('stats', { place: place?.value ?? '' }, /Figures of #?general/);
    await olivia.discord.press(channel, '7 days', /7 whole days/);
  } else {
    await olivia.discord.say('pulse', {}, waiting);
    await olivia.discord.say('stats', { range: '30', compare: true }, waiting);
  }
  await olivia.discord.say('stats', { place: 'general', course: 'ink' }, /not both at once/);
  const money = await olivia.discord.say('revenue', {}, /MRR/);
  drawn(stage, money);
  const stays = await olivia.discord.press(money, 'Who stays', /Who stays/);
  const file = await olivia.discord.press(stays, 'As a file', past ? /Who stays, by week/ : anything);
  script.check('it is a file', !past || file.files.some(({ name }) => name.endsWith('.csv')));
  await olivia.discord.say('export', { what: 'revenue' }, /Revenue by day/);
  const ahead = await olivia.discord.say(
    'forecast',
    { measure: 'active', step: 'hour' },
    /Active members: the next 7/,
  );
  if (past) drawn(stage, ahead);
  const longer = await olivia.discord.press(ahead, '28 days by day', /Active members: the next 28 days/);
  await olivia.discord.press(
    longer,
    'Best times to post',
    past ? /most members to be active/ : /first one is made tonight|history so far|Hardly/,
  );

  script.chapter('莫言秋看数据');
  const moyan = actors.person('moyan');
  const report = await moyan.telegram.say('/近况', past ? /条消息/ : /这一周|还没有可以说的/);
  const figures = await moyan.telegram.say(
    '/数据 范围=30 对比=是',
    past ? /社区数据/ : /社区数据|还没有可以说的/,
  );
  if (past) for (const one of [report, figures]) drawn(stage, one);
  drawn(stage, await moyan.telegram.say('/收入 范围=90', /收入：/));
  await moyan.telegram.say('/留存 周数=4', /订阅者留存/);
  const sheet = await moyan.telegram.say('/导出 每日活跃', past ? /只有计数/ : /只有计数|没有可导出/);
  script.check('the file comes along', !past || sheet.files.some(({ name }) => name.endsWith('.csv')));
  await moyan.telegram.say('/导出 内容=revenue', /没有这个权限/);
  const next = await moyan.telegram.say('/预测', /消息：未来 7 天/);
  await moyan.telegram.press(next, '新成员', /新成员：未来 7 天/);
  await moyan.discord.say('cohorts', { weeks: 4 }, /订阅者留存/);
  await olivia.telegram.say('/stats range=7 theme=dark', past ? /7 whole days/ : waiting);
  await moyan.telegram.say('/最佳时间', past ? /预计活跃成员最多/ : /还没有预测|历史|几乎没有人/);
  await actors.catchUp();
}

/** Reports that were asked for come on Monday, each to where its reader was last. */
export async function told(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan] = [actors.person('olivia'), actors.person('moyan')];

  script.chapter('On Monday');
  const isOn = /Weekly report: how the week was\**\non/;
  await olivia.discord.say('reports', { weekly: true, forecast: true }, isOn);
  const asked = await moyan.telegram.say('/报告 周报=是 预测=是', /已开启|还没有开启管理通知/);
  // Who is in charge by the platform alone says first that they want to be told things.
  if (asked.buttons.some(({ label }) => label === '开启管理通知')) {
    await moyan.telegram.press(asked, '开启管理通知', /我会告诉你/);
    await moyan.telegram.say('/报告 周报=是 预测=是', /已开启/);
  }
  const comings = [
    olivia.expects(/^The week from|^There is nothing to tell yet/),
    olivia.expects(/Messages: the next 7 days|forecast for the week/),
    moyan.expects(/这一周|还没有可以说的/),
    moyan.expects(/消息：未来 7 天|本周预测/),
  ];
  const { go } = await pastSunday(stage);
  await go();
  for (const coming of comings) await coming();
  const off = await olivia.discord.say('reports', {}, isOn);
  const less = await olivia.discord.press(off, 'Weekly report off', /how the week was\**\noff/);
  await olivia.discord.press(less, 'Forecast off', /what comes next\**\noff/);
  await moyan.telegram.say('/报告 周报=否 预测=否', /已关闭/);
  await actors.catchUp();
}
