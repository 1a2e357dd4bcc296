/** What moderators and the owner do for members: give, take back, look up, compare and put right. */
import { anything, sideOf, subscriptionOf, type Stage } from './stage.js';

export async function gifts(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const { chatId } = demo.telegram;
  const [moyan, olivia, ben, lin] = ['moyan', 'olivia', 'ben', 'lin'].map((key) => actors.person(key));
  if (!moyan || !olivia || !ben || !lin) throw new Error('somebody is missing');

  script.chapter('A gift by hand');
  const options = { member: ben.discordId, plan: 'Membership', reason: 'guest speaker', until: '10d' };
  const refused = await stage
    .act('discord', 'runCommand', {
      as: ben.discordId,
      channelId: demo.discord['generalChannelId'],
      name: 'grant',
      options,
    })
    .then(
      () => false,
      () => true,
    );
  script.check('members are not offered the commands of moderators', refused);
  await ben.telegram.say('/grant @chenwei Pro please', /may not do this/);
  await moyan.discord.say('grant', { ...options, until: '2020-01-01' }, /已经过了/);
  await moyan.discord.say('grant', { ...options, until: 'soon' }, /看不懂/);
  await moyan.discord.say('grant', options, /Ben Hale 现在有“Membership”了/);
  await stage.becomes('Ben has the role', async () => (await ben.discord.roles()).includes('Member'));
  await ben.hears(/Membership is yours/);
  await ben.discord.say('membership', {}, /Given by the team until/);
  await ben.discord.say('why', {}, /guest speaker/);

  script.chapter('Looking somebody up');
  const card = await moyan.discord.say('member', { member: ben.discordId }, /Ben Hale/);
  await moyan.discord.press(card, '为什么？', /Ben Hale/);
  await moyan.discord.press(card, '检查并修复', anything);
  const who = await olivia.telegram.say('/member Ben', /Who/);
  await olivia.telegram.press(who, 'Ben Hale · Discord', /guest speaker/);
  await olivia.telegram.say('/member Nobody', /know nobody called Nobody/);
  await ben.discord.say('why', { member: moyan.discordId }, /may not do this/);

  script.chapter('Taking a gift back');
  const why = await moyan.discord.press(card, '收回“Membership”', /为什么/);
  await moyan.discord.fill(why, ['活动结束了'], /已收回/);
  await stage.becomes('the role is gone', async () => !(await ben.discord.roles()).includes('Member'));
  await ben.hears(/has ended/);
  await moyan.discord.say('revoke', { member: ben.discordId, reason: 'x' }, /没有手动赠送/);

  script.chapter('林晓在 Telegram 上获赠');
  const asked = await olivia.telegram.say('/grant @linxiao Pro', /Why/);
  script.note(`asked: ${asked.text.split('\n')[1] ?? ''}`);
  await olivia.telegram.say('won the quiz', /has Pro now/);
  const invited = await lin.hears(/已为你打开/);
  await lin.hears(/送给你了/);
  const link = invited.buttons.find(({ url }) => url)?.url ?? '';
  await stage.act('telegram', 'requestToJoin', { as: lin.telegramId, link });
  await stage.becomes('林晓 is in', async () => (await lin.telegram.standing(chatId)) === 'member');
  await lin.telegram.say('/会员', /won the quiz/);
  await actors.catchUp();
}

/** Drift that no event told of: seen by a dry run, put right by one press. */
export async function sync(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [olivia, moyan, ada] = [actors.person('olivia'), actors.person('moyan'), actors.person('ada')];
  const roleId = demo.discord['memberRoleId'];

  script.chapter('Nothing to put right');
  await olivia.discord.say('sync', {}, /Everybody has what they should have/);
  await moyan.telegram.say('/同步', /每个人都有该有的/);

  script.chapter('A role above the bot');
  await stage.act('discord', 'moveRole', { roleId, position: 4 });
  const running = await subscriptionOf(stage, ada.name);
  await stage.act('stripe', 'cancel', { subscriptionId: running?.id, atPeriodEnd: false });
  await olivia.hears(/cannot look after @Member/);
  await actors.catchUp();
  await ada.discord.say('why', {}, anything);
  await moyan.discord.say('member', { member: ada.discordId }, /Ada Brook/);
  const dry = await olivia.discord.say('sync', {}, /What would change/);
  await olivia.discord.press(dry, 'Put it right', anything);
  script.check('Ada still has the role', (await ada.discord.roles()).includes('Member'));
  await moyan.discord.say('setup', {}, anything);

  script.chapter('The role is below the bot again');
  await stage.act('discord', 'moveRole', { roleId, position: 1 });
  await stage.becomes('the role is taken back', async () => !(await ada.discord.roles()).includes('Member'));
  await ada.hears(/has ended/);
  await moyan.discord.say('sync', {}, /每个人都有该有的/);
  await actors.catchUp();
}

/** More removals at once than anybody means by a slip: they stop and ask. */
export async function wave(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan] = [actors.person('olivia'), actors.person('moyan')];
  const holders = async () => {
    const [guild] = (await olivia.look()).discord.guilds;
    return guild?.roles.find((role) => role.name === 'Pro')?.memberIds.length ?? 0;
  };

  script.chapter('A class of seven, and a plan that is closed by mistake');
  await olivia.discord.say('plan restore', { plan: 'Taster' }, /Taster is back/);
  await olivia.discord.say('plan open', { plan: 'Taster', place: '@Pro' }, /now opens @Pro/);
  const before = await holders();
  const { userIds } = await stage.act<{ userIds: string[] }>('discord', 'addPeople', {
    count: 7,
    name: 'Pupil',
  });
  for (const member of userIds) {
    await olivia.discord.say('grant', { member, plan: 'Taster', reason: 'class' }, /has Taster now/);
  }
  await stage.becomes('all have the role', async () => (await holders()) === before + 7);
  const ask = await olivia.discord.say('plan close', { plan: 'Taster', place: '@Pro' }, /stop opening/);
  await olivia.discord.press(ask, 'Yes, do it', /no longer opens @Pro/);
  const stopped = await olivia.hears(/stopped before removing many/);
  script.check('nobody was removed', (await holders()) === before + 7);
  const asked = await moyan.discord.say('sync', {}, /有 7 人要离开/);
  await sideOf(olivia, stopped).press(stopped, 'Keep everybody', /Everybody stays/);
  await moyan.discord.press(asked, '继续移出', /已经决定过/);
  await olivia.discord.say('plan open', { plan: 'Taster', place: '@Pro' }, /now opens @Pro/);
  await olivia.discord.say('sync', {}, /Everybody has what they should have/);
  await actors.catchUp();
}
