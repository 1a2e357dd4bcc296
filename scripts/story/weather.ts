/** Bad weather: webhooks lost, doubled and shuffled, lines cut, limits hit. Nobody may lose or gain by it. */
import { anything, pay, subscriptionOf, type Stage } from './stage.js';

export async function webhooks(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const ben = actors.person('ben');
  const hasRole = async () => (await ben.discord.roles()).includes('Member');

  async function checkout(): Promise<string | undefined> {
    const prices = await ben.discord.say('subscribe', { plan: 'Membership' }, /how would you like to pay/);
    const page = await ben.discord.press(prices, /19\.00/, /one step left/);
    return page.buttons.find((one) => one.url)?.url;
  }

  script.chapter('Webhooks are lost');
  await stage.act('stripe', 'webhookFaults', { drop: 100 });
  await pay(stage, await checkout(), 'ok');
  await ben.discord.say('why', {}, anything);
  await ben.discord.say('verify', {}, /put it right/);
  await stage.becomes('Ben has what he paid for', hasRole);
  await stage.act('stripe', 'webhookFaults', { drop: 0 });
  await ben.hears(/Good to have you back|Welcome to Membership/);

  script.chapter('Webhooks come twice, and in disorder');
  await stage.act('stripe', 'webhookFaults', { double: 50, shuffle: 4 });
  const running = await subscriptionOf(stage, ben.name);
  await stage.act('stripe', 'cancel', { subscriptionId: running?.id, atPeriodEnd: false });
  await stage.act('stripe', 'releaseWebhooks');
  await stage.becomes('Ben is out', async () => !(await hasRole()));
  await stage.act('stripe', 'webhookFaults', { double: 0, shuffle: 0 });
  await ben.hears(/has ended/);
  await actors.catchUp();
}

export async function platforms(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [ben, wei, olivia] = [actors.person('ben'), actors.person('wei'), actors.person('olivia')];
  const online = async () => (await ben.look()).discord.bot.online;

  script.chapter('The gateway asks for a reconnect (op 7)');
  await stage.act('discord', 'gateway', { do: 'reconnect' });
  await stage.becomes('the bot is back', online);
  await ben.discord.say('help', {}, /What I can do/);

  script.chapter('The session is invalid (op 9)');
  await stage.act('discord', 'gateway', { do: 'invalid', resumable: false });
  await stage.becomes('the bot is back', online);
  await ben.discord.say('plans', {}, /Memberships in/);

  script.chapter('Discord and Telegram ask to wait (429), Stripe does not answer');
  const gift = { member: ben.discordId, plan: 'Pro', reason: 'patience' };
  await stage.act('discord', 'fault', { match: { path: '/roles/' }, times: 2, kind: '429', retryAfter: 0.5 });
  await olivia.discord.say('grant', gift, /has Pro now/);
  await stage.becomes('Ben has Pro', async () => (await ben.discord.roles()).includes('Pro'));
  await stage.act('telegram', 'fault', {
    match: { method: 'sendMessage' },
    times: 1,
    kind: '429',
    retryAfter: 1,
  });
  await wei.telegram.say('/会员', /已打开/);
  await stage.act('stripe', 'fault', { match: { path: '/v1/' }, times: 50, kind: '500' });
  await ben.discord.say('subscribe', { plan: 'Membership', price: '$19.00 a month' }, /could not ask Stripe/);
  await wei.telegram.say('/核对', /联系不上 Stripe/);
  await stage.act('stripe', 'clearFaults');
  await wei.telegram.say('/核对', anything);

  script.chapter('The bot loses its rights on Telegram, and gets them back');
  const { chatId, botId } = demo.telegram;
  await stage.act('telegram', 'demote', { as: olivia.telegramId, chatId, userId: botId });
  const running = await subscriptionOf(stage, wei.name);
  await stage.act('stripe', 'cancel', { subscriptionId: running?.id, atPeriodEnd: false });
  await olivia.hears(/cannot look after Lyceum Members/);
  script.check('陈薇 is still in', (await wei.telegram.standing(chatId)) === 'member');
  const rights = { can_restrict_members: true, can_invite_users: true };
  await stage.act('telegram', 'promote', { as: olivia.telegramId, chatId, userId: botId, rights });
  await stage.becomes('陈薇 is out', async () => (await wei.telegram.standing(chatId)) === 'left');
  await wei.hears(/已经结束/);
  await actors.catchUp();
}
