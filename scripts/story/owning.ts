/** What only owners do: the checklist, who is in charge, what holds for everybody, and who is told. */
import { anything, comes, linkOf, type Stage } from './stage.js';

export async function checklist(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan, ben] = [actors.person('olivia'), actors.person('moyan'), actors.person('ben')];

  script.chapter('What is left to do');
  const list = await olivia.discord.say('setup', {}, /of 7 steps are done/);
  await olivia.discord.press(list, 'Test purchase', /Buy one with an account/);
  const language = await olivia.discord.say('setup', { step: 'community' }, /days end in this zone/);
  const card = await olivia.discord.press(language, 'Choose', /This holds for everybody here/);
  await olivia.discord.press(card, /^This zone is right|^Another time zone/, /UTC|city near you/);
  await olivia.discord.say('community timezone', { timezone: 'Atlantis' }, /do not know the time zone/);
  await olivia.discord.say('community timezone', { timezone: 'UTC' }, /UTC, where it is/);
  await olivia.discord.say('setup', {}, /✅ \**Language and time zone/);
  await moyan.telegram.start(anything);
  await moyan.telegram.say('/开通', /7 步里完成了/);
  await moyan.telegram.say('/开通 步骤=谁来收提醒', /大批移出被暂停/);
  await moyan.telegram.say('/社群 查看', /没有这个权限/);
  await ben.discord.say('setup', {}, /Only those who run/);
  await actors.catchUp();
}

export async function staff(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan, cleo] = [actors.person('olivia'), actors.person('moyan'), actors.person('cleo')];

  script.chapter('Who is in charge');
  await cleo.discord.say('help', {}, /What I can do/);
  const owner = { member: cleo.discordId, rank: 'owner' };
  await olivia.discord.say('staff add', owner, /Make Cleo Park an owner\?/);
  const moderator = { member: cleo.discordId, rank: 'moderator' };
  await olivia.discord.say('staff add', moderator, /Cleo Park is now moderator/);
  await cleo.discord.say('setup', {}, /of 7 steps are done/);
  const ask = await olivia.discord.say('staff remove', { member: cleo.discordId }, /Take the rank of Cleo/);
  await olivia.discord.press(ask, 'Yes, do it', /Cleo Park has no rank here any more/);
  await cleo.discord.say('setup', {}, /Only those who run/);
  const self = await olivia.discord.say('staff remove', { member: olivia.discordId }, /This is you/);
  await olivia.discord.press(self, 'Yes, do it', /This is the last owner/);
  await olivia.telegram.say('/staff list', /Who is in charge of/);
  await moyan.telegram.say('/团队 列表', /没有这个权限/);

  script.chapter('谁来收提醒');
  // Only by the platform, whatever the community began with.
  const known = await olivia.discord.say('staff remove', { member: moyan.discordId }, /rank/);
  if (known.buttons.some(({ label }) => label === 'Yes, do it')) {
    await olivia.discord.press(known, 'Yes, do it', /has no rank here any more/);
  }
  await olivia.discord.say('alarms', {}, /You are told, because an owner put you on the list/);
  const off = await moyan.discord.say('alarms', {}, /不会为这些事给你发消息/);
  const on = await moyan.discord.press(off, '好，提醒我', /我会告诉你/);
  await moyan.discord.press(on, '不再提醒我', /不会为这些事给你发消息/);
  await moyan.telegram.say('/提醒 是', /我会告诉你/);
  await moyan.discord.say('alarms', { on: true }, /我会告诉你/);
  await olivia.discord.say('staff list', {}, /told because they asked for it[^]*莫言秋/);
  await actors.catchUp();
}

/** Selling away from Telegram, as its terms may ask for. */
export async function elsewhere(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, wei, ben] = [actors.person('olivia'), actors.person('wei'), actors.person('ben')];

  script.chapter('Not sold on Telegram');
  await olivia.telegram.say('/community selling off', /Off: .?\/subscribe/);
  await ben.telegram.say('/subscribe', /become a member on Discord, in/);
  await ben.telegram.say('/gift', /Memberships are not sold here/);
  await olivia.telegram.say('/community shop ftp://example.com', /begins with https/);
  await olivia.discord.say('community shop', { address: 'https://example.com/join' }, /example\.com\/join/);
  const page = await wei.telegram.say('/订阅', /这里不出售会员/);
  script.check('the page is linked', linkOf(page) === 'https://example.com/join');
  await ben.discord.say('subscribe', {}, /Which plan would you like/);
  await olivia.discord.say('community shop', { address: 'off' }, /None: I send people to Discord/);
  await olivia.discord.say('community selling', { telegram: true }, /On: .?\/subscribe/);
  await wei.telegram.say('/订阅', /想要哪个方案/);

  script.chapter('The community has another name, and another language');
  await olivia.discord.say('community name', { name: 'Lyceum  Academy' }, /Lyceum Academy/);
  await ben.telegram.say('/plans', /Memberships in Lyceum Academy/);
  await wei.telegram.say('/方案', /“Lyceum Academy”的会员方案/);
  await olivia.discord.say('community language', { language: 'zh-CN' }, /简体中文/);
  await olivia.discord.say('community language', { language: 'en' }, /Language\nEnglish/);
  await olivia.discord.say('community name', { name: 'Lyceum Demo' }, /Lyceum Demo/);
  await actors.catchUp();
}

/** What was done, read again in both languages, and taken away as a file. */
export async function audit(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan, cleo] = [actors.person('olivia'), actors.person('moyan'), actors.person('cleo')];

  script.chapter('Who did what');
  const all = await olivia.discord.say('audit', {}, /Who did what, newest first/);
  const older = await olivia.discord.press(all, 'Older', /Who did what/);
  await olivia.discord.press(older, 'Newest', /Who did what/);
  const [kind] = await olivia.discord.suggestions('audit', { action: 'Ranks' }, 'action');
  const ranks = { action: kind?.value ?? '', member: cleo.discordId };
  await olivia.discord.say('audit', ranks, /Olivia Stone made Cleo Park moderator/);
  await olivia.discord.say(
    'audit',
    { from: '2026-02-01', to: '2026-01-01' },
    /The beginning has to be before the end/,
  );
  const grants = await olivia.telegram.say('/audit action=grant', /Who did what, as you asked for it/);
  await olivia.telegram.press(grants, 'As a file', /as a file for a spreadsheet/);
  await moyan.discord.say('audit', { action: 'plan' }, /方案“/);
  await moyan.telegram.say('/操作记录 操作=plan', /按你的条件/);
  await moyan.telegram.say('/操作记录 文件=是', /没有这个权限/);
  await comes(
    stage,
    'the file is written down',
    () => olivia.discord.say('audit', {}, anything),
    /as a file/,
  );
  await actors.catchUp();
}
