/** What people may ask about themselves, and that they are forgotten when they want to be. */
import { anything, linkOf, pay, role, withSubscription, type Stage } from './stage.js';

/** On Discord in English: refused while a subscription runs. */
export async function onDiscord(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const cleo = actors.person('cleo');

  script.chapter('Cleo asks what is kept about her');
  const about = await cleo.discord.say('privacy', {}, /Who else takes part/);
  await cleo.discord.press(about, 'All about me', /for your eyes only/);
  await cleo.discord.say('paysupport', {}, /Only the team can give it back/);
  await cleo.discord.say('mydata', {}, /Everything that is kept about you/);

  script.chapter('Cleo wants to be forgotten');
  const not = await cleo.discord.say('forgetme', {}, /Not yet: a subscription is running/);
  const page = await cleo.discord.press(not, 'Cancel', /Cancel Membership\?/);
  script.check('the page to cancel is there', linkOf(page) !== '');
  await withSubscription(stage, cleo.name, 'cancel', { atPeriodEnd: false });
  await role(stage, cleo, 'Member', false);
  const asked = await cleo.discord.say('forgetme', {}, /This cannot be undone/);
  await cleo.discord.press(asked, 'Forget me now', /You are forgotten/);
  await cleo.discord.say('membership', {}, /no membership here yet/);
  await cleo.discord.say('orders', {}, /paid nothing here yet/);
  const again = { plan: 'Membership', price: demo.stripe['passPriceId'] ?? '' };
  await pay(stage, linkOf(await cleo.discord.say('subscribe', again, /one step left/)), 'ok');
  await role(stage, cleo, 'Member', true);
  await actors.catchUp();
}

/** On Telegram in Chinese: with a seat that is given back first. */
export async function onTelegram(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [wei, moyan] = [actors.person('wei'), actors.person('moyan')];
  const { chatId } = demo.telegram;

  script.chapter('陈薇问：关于我保存了什么');
  const about = await wei.telegram.say('/隐私', /还有谁参与/);
  await wei.telegram.press(about, '我的全部数据', /只给你一个人看/);
  await wei.telegram.say('/付款帮助', /全额退款后/);
  await moyan.telegram.say('/赠送 @chenwei Membership 道别', /现在有“Membership”了/);
  const invited = await wei.hears(/已为你打开/);
  await stage.act('telegram', 'requestToJoin', { as: wei.telegramId, link: linkOf(invited) });
  await stage.becomes('陈薇 is in', async () => (await wei.telegram.standing(chatId)) === 'member');

  script.chapter('陈薇要求忘记她');
  const asked = await wei.telegram.say('/忘记我', /团队送你的 1 份方案/);
  await wei.telegram.press(asked, '确定，现在忘记我', /已经忘记你了/);
  await stage.becomes('陈薇 is out', async () => (await wei.telegram.standing(chatId)) === 'left');
  await wei.telegram.say('/会员', /还不是会员/);
  await wei.telegram.say('/收件箱', /这里是空的/);
  await wei.telegram.say('/mydata', anything);
  await actors.catchUp();
}
