/** How people want to be spoken to: language, time zone, direct messages, quiet hours. */
import { anything, comes, type Stage } from './stage.js';

export async function settings(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [ben, lin] = [actors.person('ben'), actors.person('lin')];

  script.chapter('Settings');
  const shown = await ben.discord.say('settings', {}, /Your settings/);
  const chinese = await ben.discord.press(shown, '简体中文', /已保存/);
  await ben.discord.press(chinese, 'English', /Saved/);
  await ben.discord.say('settings', { language: 'zh-CN' }, /已保存/);
  await ben.discord.say('settings', { language: 'en' }, /Saved/);
  const [zone] = await ben.discord.suggestions('settings', { timezone: 'new york' }, 'timezone');
  await ben.discord.say('settings', { timezone: zone?.value ?? '' }, /New_York/);
  await ben.discord.say('settings', { timezone: 'Atlantis' }, /do not know the time zone/);
  await ben.discord.say('settings', { quiet: '22:00-08:00' }, /22:00 to 08:00/);
  await ben.discord.say('settings', { quiet: 'late' }, /cannot read these hours/);
  await ben.discord.say('settings', { quiet: 'off' }, /None/);

  script.chapter('设置');
  const mine = await lin.telegram.say('/设置', /你的设置/);
  const quiet = await lin.telegram.press(mine, /免打扰/, /22:00 到 08:00/);
  await lin.telegram.press(quiet, /取消免打扰/, /没有/);
  await lin.telegram.say('/设置 时区=上海 免打扰=23:00-07:30', /23:00 到 07:30/);
  await lin.telegram.say('/设置 时区=Asia/Shanghai', /Asia\/Shanghai/);
  await lin.telegram.say('/设置 免打扰=关', /没有/);
  await actors.catchUp();
}

/** Messages that cannot be delivered wait in the inbox, and everything else goes on. */
export async function closedDoors(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [moyan, ben, lin] = [actors.person('moyan'), actors.person('ben'), actors.person('lin')];

  script.chapter('Ben closes his direct messages');
  await stage.act('discord', 'setDmOpen', { as: ben.discordId, open: false });
  const gift = { member: ben.discordId, plan: 'Pro', reason: 'welcome back' };
  await moyan.discord.say('grant', gift, /现在有“Pro”了/);
  await stage.becomes('Ben has the role all the same', async () =>
    (await ben.discord.roles()).includes('Pro'),
  );
  const inbox = () => ben.discord.say('inbox', {}, anything);
  await comes(stage, 'the news waits in the inbox', inbox, /new message/);
  const refused = await ben.discord.say('settings', {}, /did not reach you/);
  await stage.act('discord', 'setDmOpen', { as: ben.discordId, open: true });
  await ben.discord.press(refused, 'Try again', /On, I write to you/);
  await moyan.discord.say('revoke', { member: ben.discordId, reason: 'over' }, /已收回/);
  await stage.becomes('Pro is gone', async () => !(await ben.discord.roles()).includes('Pro'));
  await ben.hears(/Pro has ended/);

  script.chapter('林晓屏蔽了机器人');
  await stage.act('telegram', 'blockBot', { as: lin.telegramId });
  await moyan.telegram.say('/收回 @linxiao 活动结束', /已收回/);
  await stage.becomes(
    '林晓 is out',
    async () => (await lin.telegram.standing(stage.demo.telegram.chatId)) === 'left',
  );
  await stage.act('telegram', 'unblockBot', { as: lin.telegramId });
  await lin.telegram.say('/收件箱', /“Pro”已经结束 ·/);
  await actors.catchUp();
}
