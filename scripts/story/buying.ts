/** Ways to pay: once for days or for good, with a code, by invoice with Alipay, after trying it out. */
import {
  anything,
  breath,
  comes,
  linkOf,
  open,
  openInvoiceOf,
  pay,
  role,
  seat,
  enter,
  withSubscription,
} from './stage.js';
import type { Stage } from './stage.js';

/** Paid once, on Discord in English: days that add up, and an end that is announced. */
export async function once(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const cleo = actors.person('cleo');
  const pass = { plan: 'Membership', price: demo.stripe['passPriceId'] ?? '' };

  script.chapter('Cleo buys a pass');
  await cleo.discord.say('subscribe', { ...pass, code: 'NOPE' }, /The code NOPE does not count/);
  const first = await cleo.discord.say('subscribe', { ...pass, code: 'WELCOME10' }, /for 30 days/);
  await open(stage, linkOf(first), /21\.60/);
  script.check('the card is taken', await pay(stage, linkOf(first), 'ok'));
  await role(stage, cleo, 'Member', true);
  await cleo.discord.say('membership', {}, /Paid once, until/);
  await cleo.discord.say('why', {}, /Membership until .*, paid once/);
  await cleo.discord.say('orders', {}, /\$21\.60.* · Membership, 30 days · paid/);
  const more = await cleo.discord.say('subscribe', pass, /The new days come on top/);
  await pay(stage, linkOf(more), 'ok');
  const orders = () => cleo.discord.say('orders', {}, anything);
  await comes(stage, 'both are listed', orders, /30 days · paid[^]*30 days · paid/);

  script.chapter('The pass runs out');
  await stage.pass(31);
  await role(stage, cleo, 'Member', true);
  await stage.pass(26);
  await cleo.hears(/Your Membership ends soon/);
  await stage.pass(4);
  await role(stage, cleo, 'Member', false);
  await cleo.hears(/The time you bought is over/);
  await cleo.discord.say('why', {}, /time that was bought of Membership is over/);
  await actors.catchUp();
}

/** For good, on Telegram in Chinese. */
export async function forGood(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const wei = actors.person('wei');

  script.chapter('陈薇一次付清，长期有效');
  const prices = await wei.telegram.say('/订阅 Membership', /想怎么付/);
  const page = await wei.telegram.press(prices, /长期有效/, /一次付清 US\$390\.00，长期有效/);
  await pay(stage, linkOf(page), 'ok');
  const invited = await wei.hears(/已为你打开/);
  await enter(stage, wei, linkOf(invited));
  await wei.telegram.say('/会员', /一次付清，长期有效/);
  await wei.telegram.say('/为什么', /没有坏掉[^]*一次性付款，长期有效/);
  await wei.telegram.say('/订单', /US\$390\.00 · “Membership”长期有效 · 已付款/);
  await wei.telegram.say(`/订阅 方案=Membership 价格=${demo.stripe['monthlyPriceId']}`, /已经长期归你/);
  await actors.catchUp();
}

/** Each period by hand, on Telegram in Chinese: asked for once, reminded, late, paid late. */
export async function byInvoice(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const lin = actors.person('lin');
  const settle = async () => {
    const invoice = await openInvoiceOf(stage, lin.name);
    script.note('用支付宝付清账单');
    await stage.act('stripe', 'payByHand', { invoiceId: invoice?.id, method: 'alipay' });
  };

  script.chapter('林晓按账单付款，用支付宝');
  const ask = `/订阅 方案=Membership 价格=${demo.stripe['cnyMonthlyPriceId']}`;
  await lin.telegram.say(`${ask} 付款方式=invoice 优惠码=WELCOME10`, /只有刷卡付款才能用优惠码/);
  const offer = await lin.telegram.say(ask, /想每次自己付/);
  await lin.telegram.press(offer, '按账单付款', /哪个邮箱/);
  await lin.telegram.say('不是邮箱', /不是 Stripe 能送达的邮箱/);
  await breath();
  await lin.telegram.press(offer, '按账单付款', /哪个邮箱/);
  const first = await lin.telegram.say('lin@example.com', /第一张账单/);
  await open(stage, linkOf(first), /128\.00/);
  const standing = () => lin.telegram.say('/会员', anything);
  await comes(stage, 'the invoice is known', standing, /第一张账单 ¥128\.00 还没付/);
  await lin.telegram.say('/为什么', /首次付款 ¥128\.00 没有完成/);
  await settle();
  const invited = await lin.hears(/已为你打开/);
  await enter(stage, lin, linkOf(invited));
  await lin.telegram.say('/订单', /¥128\.00 · “Membership”订阅 · 已付款/);

  script.chapter('下一期的账单，付晚了');
  await stage.pass(31.2);
  const due = await lin.hears(/有一张账单等你付款/);
  await open(stage, linkOf(due), /128\.00/);
  await lin.telegram.say('/会员', /有一张 ¥128\.00 的账单/);
  await stage.pass(15);
  await lin.hears(/付款没有成功/);
  await lin.telegram.say('/会员', /已经过期|付款失败/);
  await stage.pass(3.2);
  await seat(stage, lin, false);
  await lin.hears(/已经结束/);
  await settle();
  await lin.hears(/欢迎回|已为你打开/);
  await comes(stage, 'it is open again', standing, /已打开/);
  await withSubscription(stage, lin.name, 'cancel', { atPeriodEnd: false });
  await lin.hears(/已经结束/);
  await actors.catchUp();
}

/** The same by a form, on Discord in English; and a trial with a code, which ends before it costs anything. */
export async function byForm(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [ada, olivia] = [actors.person('ada'), actors.person('olivia')];
  const price = demo.stripe['eurMonthlyPriceId'] ?? '';

  script.chapter('Ada pays by invoice');
  const offer = await ada.discord.say('subscribe', { plan: 'Membership', price }, /“By invoice” gives you/);
  // Stripe knows her address from the Checkout page of long ago.
  const first = await ada.discord.press(offer, 'By invoice', /first invoice/);
  await open(stage, linkOf(first), /18\.00/);
  const invoice = await openInvoiceOf(stage, ada.name);
  await stage.act('stripe', 'payByHand', { invoiceId: invoice?.id, method: 'card' });
  await role(stage, ada, 'Member', true);
  await ada.discord.say('membership', {}, /then the next invoice comes/);
  await withSubscription(stage, ada.name, 'cancel', { atPeriodEnd: false });
  await role(stage, ada, 'Member', false);
  await ada.hears(/has ended/);

  script.chapter('Stripe has no address of Olivia’s');
  const asks = { plan: 'Membership', price, pay: 'invoice' };
  const form = await olivia.discord.say('subscribe', asks, /e-mail address/);
  await olivia.discord.fill(form, ['olivia'], /no e-mail address that Stripe can write to/);
  await olivia.discord.say('subscribe', { ...asks, email: 'olivia@example.com' }, /first invoice/);
  const given = await openInvoiceOf(stage, olivia.name);
  script.note('the team gives the invoice up');
  await stage.act('stripe', 'closeInvoice', { invoiceId: given?.id, as: 'void' });
  await withSubscription(stage, olivia.name, 'cancel', { atPeriodEnd: false });
  script.check('nothing was opened', !(await olivia.discord.roles()).includes('Member'));

  script.chapter('Ada tries Pro out, with a code');
  const page = await ada.discord.say('subscribe', { plan: 'Pro', code: 'welcome10' }, /7 days free, then/);
  await pay(stage, linkOf(page), 'ok');
  await ada.hears(/Your trial has begun/);
  await role(stage, ada, 'Member', true);
  await ada.telegram.say('/membership', /you are trying it out/);
  const cancel = await ada.discord.say('membership', { cancel: 'Pro' }, /Cancel Pro\?/);
  await open(stage, linkOf(cancel), /Lyceum Pro/);
  await withSubscription(stage, ada.name, 'cancel');
  const standing = () => ada.discord.say('membership', {}, anything);
  await comes(stage, 'the end is known', standing, /then it ends\. Nothing will be charged/);
  await stage.pass(7.2);
  await role(stage, ada, 'Member', false);
  await ada.hears(/has ended/);
  const plans = await ada.discord.say('plans', {}, /Memberships in/);
  script.check('there is no second trial', !/Subscriptions begin with/.test(plans.text));
  await actors.catchUp();
}
