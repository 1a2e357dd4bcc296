/** People become members: on Discord in English, on Telegram in Chinese, with every turn a purchase can take. */
import { anything, pay, type Stage } from './stage.js';

export async function onDiscord(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const ada = actors.person('ada');

  script.chapter('Ada looks around, on Discord');
  await ada.discord.say('help', {}, /What I can do for you/);
  await ada.discord.say('membership', {}, /no membership here yet/);
  await ada.discord.say('why', {}, /no payment and no gift/);
  await ada.discord.say('verify', {}, /No payment from this account/);
  await ada.discord.say('inbox', {}, /Nothing here/);
  await ada.discord.say('membership', { manage: true }, /never paid here/);

  script.chapter('Ada subscribes');
  const plans = await ada.discord.say('plans', {}, /Memberships in/);
  const prices = await ada.discord.press(plans, /Membership/, /how would you like to pay/);
  const page = await ada.discord.press(prices, /19\.00/, /one step left/);
  const { url } = page.buttons.find((one) => one.url) ?? {};
  script.check('a card that is declined is told at the page', !(await pay(stage, url, 'declined')));
  await ada.discord.say('why', {}, /no payment and no gift/);
  script.check('nothing is open yet', !(await ada.discord.roles()).includes('Member'));
  script.check('another card is taken', await pay(stage, url, 'fails-later'));
  await stage.becomes('Ada has the role', async () => (await ada.discord.roles()).includes('Member'));
  await ada.hears(/Welcome to Membership/);
  await ada.discord.say('membership', {}, /\$19\.00/);
  await ada.discord.say('why', {}, /One thing waits/);
  await ada.discord.say('verify', {}, /Nothing to repair/);
  await ada.discord.say('plans', {}, /You have this one/);
  await ada.discord.say('subscribe', { plan: 'Membership' }, /You have Membership already/);
  const manage = await ada.discord.say('membership', { manage: true }, /page of Stripe/);
  script.check(
    'the portal has an address',
    manage.buttons.some((one) => one.url !== undefined),
  );
  await ada.discord.say('inbox', {}, /Welcome to Membership/);
  await actors.catchUp();
}

export async function onTelegram(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const { chatId } = demo.telegram;
  const [wei, ben] = [actors.person('wei'), actors.person('ben')];

  script.chapter('陈薇在 Telegram 上看看');
  await wei.telegram.start(/我在“Lyceum Demo”能为你做的事/);
  await wei.telegram.say('/会员', /还不是会员/);
  await wei.telegram.say('/为什么', /还没有付款/);
  await wei.telegram.say('/核对', /没有付款记录/);
  await wei.telegram.say('/收件箱', /这里是空的/);
  await wei.telegram.say('有人在吗？', /这个我不知道|不太确定/);

  script.chapter('陈薇订阅');
  const plans = await wei.telegram.say('/方案', /会员方案/);
  const prices = await wei.telegram.press(plans, /Membership/, /想怎么付/);
  const page = await wei.telegram.press(prices, /19/, /还差一步/);
  const { url } = page.buttons.find((one) => one.url) ?? {};
  script.check('the card is taken', await pay(stage, url, 'ok'));
  const invited = await wei.hears(/已为你打开/);
  const link = invited.buttons.find((one) => one.url)?.url ?? '';

  script.chapter('A stranger finds the link');
  script.note('Ben opens it');
  await stage.act('telegram', 'requestToJoin', { as: ben.telegramId, link });
  await stage.becomes('Ben is turned away', async () => (await ben.telegram.standing(chatId)) === 'left');

  script.chapter('陈薇加入');
  script.note('陈薇 opens it');
  await stage.act('telegram', 'requestToJoin', { as: wei.telegramId, link });
  await stage.becomes('陈薇 is in', async () => (await wei.telegram.standing(chatId)) === 'member');
  await wei.hears(/欢迎加入/);
  await wei.telegram.say('/会员', /已打开/);
  await wei.telegram.say('/为什么', /还在等/);
  await wei.telegram.say('/核对', /没有需要修复的/);
  await wei.telegram.say('/收件箱', anything);
  await actors.catchUp();
}
