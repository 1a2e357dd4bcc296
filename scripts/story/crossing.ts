/** The other two corners: Discord in Chinese, in direct messages, and Telegram in English, in a group. */
import { anything, linkOf, pay, role, type Stage } from './stage.js';

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
  const page = await lin.discord.say('subscribe', { plan: first?.value ?? '' }, /免费试用 7 天/);
  await pay(stage, linkOf(page), 'ok');
  await role(stage, lin, 'Member', true);
  await lin.hears(/试用开始了/);
  script.check('Pro comes with the first payment', !(await lin.discord.roles()).includes('Pro'));
  await lin.discord.say('membership', {}, /试用中/);
  await lin.discord.say('why', {}, /试用是免费的/);
  await lin.discord.say('orders', {}, /还没有付过款/);
  await lin.discord.say('verify', {}, /没有需要修复的/);
  await lin.discord.say('inbox', {}, anything);
  const settings = await lin.discord.say('settings', {}, /你的设置/);
  await lin.discord.press(settings, '关闭私信', /关，/);
  await lin.discord.say('settings', { dms: true }, /开，/);
  await lin.discord.say('membership', { manage: true }, /Stripe/);
  await stage.pass(4.2);
  await lin.hears(/试用快结束了/);
  await stage.pass(3);
  await role(stage, lin, 'Pro', true);
  await lin.discord.say('orders', {}, /\$49\.00 · “Pro”订阅 · 已付款/);
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
  await ben.telegram.say('hello?', /Ask me what you would like to know|do not know that|not sure what/);
  await actors.catchUp();
}
