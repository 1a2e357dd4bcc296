/** Platforms that are away, refuse us, or answer nothing: nobody loses by it, and nothing is done twice. */
import { anything, breath, comes, linkOf, pay, role, seat, subscriptionOf, type Stage } from './stage.js';

export async function discord(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [ben, olivia, moyan] = [actors.person('ben'), actors.person('olivia'), actors.person('moyan')];
  const pass = { plan: 'Membership', price: demo.stripe['passPriceId'] ?? '' };
  const member = { member: ben.discordId };
  const { botRoleId } = demo.discord;

  script.chapter('The server has an outage while Ben pays');
  const page = await ben.discord.say('subscribe', pass, /one step left/);
  await stage.act('discord', 'outage', { on: true });
  await pay(stage, linkOf(page), 'ok');
  await ben.telegram.say('/plans', /Memberships in/);
  await stage.act('discord', 'outage', { on: false });
  await role(stage, ben, 'Member', true);
  await ben.hears(/Membership/);
  await ben.discord.say('why', {}, anything);

  script.chapter('The bot may not manage roles any more');
  const alarms = [
    olivia.expects(/cannot look after @\w+[^]*Give me “Manage Roles”/),
    moyan.expects(/照看不了.*@/),
  ];
  await stage.act('discord', 'setPermissions', { roleId: botRoleId, permissions: '2048' });
  await olivia.discord.say('grant', { ...member, plan: 'Taster', reason: 'help' }, /has Taster now/);
  for (const alarm of alarms) await alarm();
  await olivia.discord.say('setup', { step: 'chats' }, /“Manage Roles”/);
  // Kick members, send messages, manage roles.
  const permissions = String((1n << 1n) | (1n << 10n) | (1n << 11n) | (1n << 28n));
  await stage.act('discord', 'setPermissions', { roleId: botRoleId, permissions });
  await stage.pass(0.05);
  await role(stage, ben, 'Pro', true);

  script.chapter('Discord does what it was asked, and its answers are lost');
  await stage.act('discord', 'fault', { match: { method: 'DELETE', path: '/roles/' }, kind: '500-after' });
  await olivia.discord.say('revoke', { ...member, reason: 'over' }, /no longer has Taster/);
  await role(stage, ben, 'Pro', false);
  await ben.hears(/Taster has ended/);
  await stage.act('discord', 'fault', { match: { method: 'POST', path: '/messages' }, kind: '500-after' });
  await olivia.discord.say('grant', { ...member, plan: 'Taster', reason: 'once' }, /has Taster now/);
  await ben.hears(/Taster is yours/);
  await stage.act('discord', 'fault', { match: { path: '/roles/' }, times: 2, kind: 'reset' });
  await olivia.discord.say('revoke', { ...member, reason: 'once' }, /no longer has Taster/);
  await role(stage, ben, 'Pro', false);
  const letters = (await ben.look()).discord.dms.flatMap((one) => one.messages);
  const same = letters.filter((one) => JSON.stringify(one).includes('The reason: once'));
  script.check('the message came once', same.length === 1, String(same.length));

  script.chapter('Discord takes the bot for a spammer');
  await stage.act('discord', 'quarantine', { on: true });
  await olivia.discord.say('grant', { ...member, plan: 'Taster', reason: 'silence' }, /has Taster now/);
  await role(stage, ben, 'Pro', true);
  await comes(stage, 'it is in the inbox', () => ben.discord.say('inbox', {}, anything), /silence/);
  await stage.act('discord', 'quarantine', { on: false });
  await stage.pass(0.1);
  await olivia.discord.say('revoke', { ...member, reason: 'silence' }, /no longer has Taster/);

  script.chapter('The line goes dead, and is closed');
  const online = async () => (await ben.look()).discord.bot.online;
  for (const input of [{ do: 'close', code: 4000 }, { do: 'drop' }]) {
    await stage.act('discord', 'gateway', input);
    await stage.becomes('the bot is back', online);
    await ben.discord.say('help', {}, /What I can do/);
  }
  await stage.act('discord', 'clearFaults');
  await actors.catchUp();
}

export async function telegram(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const { chatId, botId } = demo.telegram;
  const [olivia, wei, moyan] = [actors.person('olivia'), actors.person('wei'), actors.person('moyan')];
  const as = olivia.telegramId;
  const rights = { can_restrict_members: true, can_invite_users: true };

  script.chapter('机器人被移出群组，又被请回来');
  await moyan.telegram.say('/赠送 @chenwei Membership 朋友', /现在有“Membership”了/);
  const invited = await wei.hears(/已为你打开/);
  await stage.act('telegram', 'requestToJoin', { as: wei.telegramId, link: linkOf(invited) });
  await seat(stage, wei, true);
  await stage.act('telegram', 'removeBot', { as, chatId });
  await olivia.hears(/cannot look after Lyceum Members[^]*I was removed from this server or group/);
  await moyan.telegram.say('/收回 @chenwei 结束', /已收回/);
  script.check('陈薇 is still in', (await wei.telegram.standing(chatId)) === 'member');
  await stage.act('telegram', 'unbanByModerator', { as, chatId, userId: botId });
  await stage.act('telegram', 'addBot', { as, chatId, rights });
  await stage.pass(0.05);
  await seat(stage, wei, false);

  script.chapter('A group that becomes a supergroup');
  const group = await stage.act<{ chatId: number }>('telegram', 'createGroup', {
    as,
    title: 'Reading circle',
  });
  await stage.act('telegram', 'addBot', { as, chatId: group.chatId, rights });
  await olivia.telegram.say('/setup', /Servers and groups: .*Reading circle/, group.chatId);
  await olivia.telegram.say('/plan open Taster "Reading circle"', /now opens Reading circle/);
  await moyan.telegram.say('/赠送 @chenwei Taster 读书', /现在有“Taster”了/);
  const link = linkOf(await wei.hears(/Reading circle.*已为你打开/));
  await stage.act('telegram', 'requestToJoin', { as: wei.telegramId, link });
  const stands = async (id: number) => (await wei.telegram.standing(id)) === 'member';
  await stage.becomes('陈薇 is in', () => stands(group.chatId));
  const moved = await stage.act<{ chatId: number }>('telegram', 'upgradeGroup', { as, chatId: group.chatId });
  await stage.becomes('陈薇 is in the supergroup', () => stands(moved.chatId));
  await moyan.telegram.say('/收回 @chenwei 读完了', /已收回/);
  await stage.becomes('陈薇 is out of it', async () => !(await stands(moved.chatId)));
  const ask = await olivia.telegram.say('/plan close Taster "Reading circle"', /stop opening/);
  await olivia.telegram.press(ask, 'Yes, do it', /no longer opens/);

  script.chapter('Telegram cuts the line, and breaks down');
  for (const kind of ['reset', '500']) {
    await stage.act('telegram', 'fault', { match: { method: 'sendMessage' }, times: 1, kind });
    // Whoever hears nothing says it once more.
    const said = { as: wei.telegramId, chatId: wei.telegramId, text: '/收件箱' };
    await stage.act('telegram', 'sendMessage', said);
    await breath();
    await wei.telegram.say('/方案', /会员方案/);
  }
  await stage.act('telegram', 'clearFaults');
  await actors.catchUp();
}

export async function stripe(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [ben, lin] = [actors.person('ben'), actors.person('lin')];
  const monthly = { plan: 'Membership', price: demo.stripe['monthlyPriceId'] ?? '' };

  script.chapter('Stripe refuses, stumbles and says nothing');
  await role(stage, lin, 'Pro', true);
  for (const kind of ['401', '403', '409', '500', 'garbage', 'reset']) {
    await stage.act('stripe', 'fault', { match: { path: '/v1/subscriptions' }, times: 40, kind });
    await lin.discord.say('verify', {}, /联系不上 Stripe/);
    script.check('nothing was taken away', (await lin.discord.roles()).includes('Pro'));
    await stage.act('stripe', 'clearFaults');
  }
  await stage.pass(0.05);
  await lin.discord.say('verify', {}, /没有需要修复的|一切正常/);
  await stage.act('stripe', 'fault', { match: { method: 'POST' }, times: 1, kind: '500-after' });
  const page = await ben.discord.say('subscribe', monthly, /one step left/);
  await stage.act('stripe', 'clearFaults');

  script.chapter('Webhooks are held back, forged and sent again');
  await stage.act('stripe', 'webhookFaults', { delay: true });
  await pay(stage, linkOf(page), 'ok');
  const { held } = (await ben.look()).stripe.webhookFaults;
  script.check('they are held back', held > 0);
  await stage.act('stripe', 'releaseWebhooks');
  await role(stage, ben, 'Member', true);
  const running = await subscriptionOf(stage, ben.name);
  await stage.act('stripe', 'cancel', { subscriptionId: running?.id, atPeriodEnd: false });
  const forged = { body: '{"id":"evt_1","object":"event"}', signature: 't=1,v1=00' };
  const { status } = await stage.act<{ status: number }>('stripe', 'deliverRaw', forged);
  script.check('a forged one is refused', status === 400, String(status));
  const { stripe: books } = await ben.look();
  for (const { id } of books.events.slice(0, 5)) await stage.act('stripe', 'resendEvent', { eventId: id });
  await ben.discord.say('verify', {}, /All is as it should be|Nothing to repair|nothing that should be open/);
  await actors.catchUp();
}
