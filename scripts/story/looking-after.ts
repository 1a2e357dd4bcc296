/** What moderators look at: seats that drifted, and messages that did not arrive. */
import { anything, comes, role, type Stage } from './stage.js';

export async function drift(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [olivia, moyan, ben] = [actors.person('olivia'), actors.person('moyan'), actors.person('ben')];
  const roleId = demo.discord['proRoleId'];

  script.chapter('Somebody takes a role by hand');
  await role(stage, ben, 'Pro', true);
  await stage.act('discord', 'takeRole', { as: olivia.discordId, userId: ben.discordId, roleId });
  await role(stage, ben, 'Pro', true);

  script.chapter('Ben leaves the server and comes back');
  await stage.act('discord', 'leaveGuild', { as: ben.discordId });
  await stage.act('discord', 'joinGuild', { as: ben.discordId });
  for (const name of ['Member', 'Pro']) await role(stage, ben, name, true);

  script.chapter('The last look at the seats');
  await olivia.discord.say('drift', { run: true }, /seats? (was|were) looked at[^]*Every seat is as it/);
  await moyan.telegram.say('/巡查', /上次巡查席位/);

  script.chapter('A seat that cannot be put right');
  const alarms = [olivia.expects(/cannot look after @Pro/), moyan.expects(/照看不了.*@Pro/)];
  await stage.act('discord', 'moveRole', { roleId, position: 4 });
  await olivia.discord.say('revoke', { member: ben.discordId, reason: 'over' }, /no longer has .* as a gift/);
  for (const alarm of alarms) await alarm();
  const open = await olivia.discord.say('drift', { view: 'open' }, /Ben Hale, @Pro .*should be out/);
  await moyan.telegram.say('/巡查 查看=open', /Ben Hale.*不应该在里面/);
  await olivia.discord.press(open, 'Try them again', /I am trying \d+ seats? again/);
  await stage.act('discord', 'moveRole', { roleId, position: 1 });
  await role(stage, ben, 'Pro', false);
  await comes(
    stage,
    'nothing is open',
    () => olivia.discord.say('drift', { view: 'open' }, anything),
    /Every seat is as it should be/,
  );
  await actors.catchUp();
}

export async function outbox(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan, ben, wei] = ['olivia', 'moyan', 'ben', 'wei'].map((key) => actors.person(key));
  if (!olivia || !moyan || !ben || !wei) throw new Error('somebody is missing');
  const gift = { plan: 'Taster', reason: 'a letter' };

  script.chapter('A message that does not arrive');
  await stage.act('discord', 'setDmOpen', { as: ben.discordId, open: false });
  await olivia.discord.say('grant', { ...gift, member: ben.discordId }, /has Taster now/);
  const list = () => olivia.discord.say('outbox', {}, anything);
  await comes(stage, 'it is listed', list, /did not arrive[^]*Ben Hale: plan given by hand/);
  await moyan.telegram.say('/发件箱', /没有送到/);
  await stage.act('discord', 'setDmOpen', { as: ben.discordId, open: true });
  const shown = await olivia.discord.say('outbox', {}, /did not arrive/);
  await olivia.discord.press(shown, 'Send them again', /on (its|their) way again/);
  await ben.hears(/Taster is yours/);

  script.chapter('机器人不知道消息送到没有');
  await stage.act('telegram', 'fault', {
    match: { method: 'sendMessage', chatId: wei.telegramId },
    times: 1,
    kind: '500-after',
  });
  await moyan.telegram.say('/赠送 @chenwei Taster 一封信', /现在有“Taster”了/);
  // For some minutes it counts as on its way.
  await stage.pass(0.01);
  const doubtful = () => moyan.telegram.say('/发件箱 uncertain', anything);
  await comes(stage, 'it is in doubt', doubtful, /不确定送到没有[^]*陈薇/);
  const one = await moyan.telegram.say('/发件箱 uncertain', /不确定送到没有/);
  const asked = await moyan.telegram.press(one, /陈薇/, /再发就会重复/);
  await moyan.telegram.press(asked, '就这样', /就这样了/);
  await wei.telegram.say('/收件箱', /“Taster”送给你了/);
  await olivia.discord.say('revoke', { member: ben.discordId, reason: 'over' }, /no longer has Taster/);
  await moyan.telegram.say('/收回 @chenwei 结束', /已收回/);
  await actors.catchUp();
}
