/** Gifts that are paid for: each code is told to its payer alone, and works once. */
import { anything, chargeOf, comes, enter, linkOf, pay, role, seat, type Stage } from './stage.js';

const CODE = /[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}/;

/** Bought on Telegram in English, redeemed on Discord in Chinese. */
export async function fromTelegram(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [ben, lin, cleo] = [actors.person('ben'), actors.person('lin'), actors.person('cleo')];

  script.chapter('Ben buys a gift on Telegram');
  const choice = await ben.telegram.say('/gift', /What would you like to give/);
  const page = await ben.telegram.press(choice, /30 days/, /A gift: Membership, 30 days/);
  await pay(stage, linkOf(page), 'ok');
  const ready = await ben.hears(/Your gift is ready: Membership/);
  const shown = await ben.telegram.press(ready, 'Show the code', CODE);
  const code = CODE.exec(shown.text)?.[0] ?? '';
  await ben.telegram.say('/orders', /gift: Membership, 30 days · paid, not redeemed yet/);
  const listed = await ben.telegram.say('/orders', /What you have paid/);
  await ben.telegram.press(listed, /Code for/, CODE);

  script.chapter('林晓在 Discord 兑换');
  await lin.discord.say('redeem', { code: 'ABCD-EFGH-JKMN-PQRS' }, /没有这个兑换码/);
  await lin.discord.say('redeem', { code: ` ${code.toLowerCase()} ` }, /“Membership”归你了/);
  await role(stage, lin, 'Member', true);
  await lin.discord.say('membership', {}, /别人送的礼物/);
  await cleo.discord.say('redeem', { code }, /was redeemed already/);
  await ben.telegram.say('/orders', /paid, redeemed on/);
  await actors.catchUp();
}

/** Bought on Discord in Chinese, redeemed on Telegram in English; paid back, it is over. */
export async function fromDiscord(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [lin, ada] = [actors.person('lin'), actors.person('ada')];

  script.chapter('林晓在 Discord 送礼');
  await lin.discord.say('gift', { plan: 'Pro' }, /自动续订的不行/);
  const choice = await lin.discord.say('gift', {}, /想送什么/);
  const page = await lin.discord.press(choice, /长期有效/, /礼物：“Membership”长期有效/);
  await pay(stage, linkOf(page), 'ok');
  const ready = await lin.hears(/你要送的“Membership”准备好了/);
  const { text } = await lin.discord.press(ready, '查看兑换码', CODE);
  const code = CODE.exec(text)?.[0] ?? '';

  script.chapter('Ada redeems it on Telegram');
  await ada.telegram.say(`/redeem ${code}`, /Membership is yours/);
  await role(stage, ada, 'Member', true);
  const why = await ada.telegram.say('/membership', /A gift, for good/);
  await enter(stage, ada, linkOf(why));
  await ada.telegram.say(`/redeem ${code}`, /was redeemed already/);

  script.chapter('林晓拿回了钱');
  const charge = await chargeOf(stage, lin.name);
  await stage.act('stripe', 'refund', { chargeId: charge?.id });
  await role(stage, ada, 'Member', false);
  await seat(stage, ada, false);
  await ada.hears(/has ended/);
  await comes(stage, 'the payer sees it', () => lin.discord.say('orders', {}, anything), /已全额退款/);
  await actors.catchUp();
}
