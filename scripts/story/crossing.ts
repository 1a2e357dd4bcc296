/** The other two corners: Discord in Chinese, in direct messages, and Telegram in English, in a group. */
import { anything, pay, type Stage } from './stage.js';

export async function chineseOnDiscord(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const lin = actors.person('lin');

  script.chapter('林晓在 Discord 私信里');
  await lin.discord.move('direct messages');
  await lin.discord.say('help', {}, /能为你做的事/);
  await lin.discord.say('plans', {}, /会员方案/);
  await lin.discord.say('membership', {}, /还不是会员|已结束/);
  const [first] = await lin.discord.suggestions('subscribe', { plan: 'pro' }, 'plan');
  script.check('the plan is suggested', first?.name === 'Pro');
  const page = await lin.discord.say('subscribe', { plan: first?.value ?? '' }, /还差一步/);
  await pay(stage, page.buttons.find((one) => one.url)?.url, 'ok');
  await stage.becomes('林晓 has both roles', async () => {
    const roles = await lin.discord.roles();
    return roles.includes('Pro') && roles.includes('Member');
  });
  await lin.hears(/欢迎/);
  await lin.discord.say('why', {}, /没有坏掉/);
  await lin.discord.say('verify', {}, /没有需要修复的/);
  await lin.discord.say('inbox', {}, anything);
  const settings = await lin.discord.say('settings', {}, /你的设置/);
  await lin.discord.press(settings, '关闭私信', /关，/);
  await lin.discord.say('settings', { dms: true }, /开，/);
  await lin.discord.say('membership', { manage: true }, /Stripe/);
  await lin.discord.move('channel');
  await actors.catchUp();
}

export async function englishOnTelegram(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const ben = actors.person('ben');
  const { lobbyId } = demo.telegram;

  script.chapter('Ben on Telegram, also in the group');
  await ben.telegram.start(/What I can do for you/);
  await ben.telegram.say('/plans@lyceum_demo_bot', /answered you in our private chat/, lobbyId);
  await ben.hears(/Memberships in/);
  await ben.telegram.say('/membership', anything);
  const plans = await ben.telegram.say('/subscribe', /Which plan would you like/);
  const page = await ben.telegram.press(plans, 'Pro', /one step left/);
  script.check(
    'it can be paid',
    page.buttons.some((one) => one.url !== undefined),
  );
  await ben.telegram.say('/settings language=zh-CN', /已保存/);
  await ben.telegram.say('/settings language=English', /Saved/);
  await ben.telegram.say('/settings quiet=23:00-07:30', /23:00 to 07:30/);
  await ben.telegram.say('/settings quiet=off timezone=Berlin', /Europe\/Berlin/);
  await ben.telegram.say('/inbox', anything);
  await ben.telegram.say('/verify', anything);
  await ben.telegram.say('/why', anything);
  await ben.telegram.say('/nonsense', /do not know/);
  await ben.telegram.say('hello?', /only understand commands/);
  await actors.catchUp();
}
