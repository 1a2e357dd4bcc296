/** Subscriptions that are switched, paused, resumed and ended at a date. */
import { anything, comes, linkOf, open, pay, role, withSubscription } from './stage.js';
import { enter, seat, type Stage } from './stage.js';

/** On Discord in English. */
export async function switching(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const { stripe } = demo;
  const cleo = actors.person('cleo');
  const standing = () => cleo.discord.say('membership', {}, anything);

  script.chapter('Cleo switches');
  const monthly = { plan: 'Membership', price: stripe['monthlyPriceId'] ?? '' };
  await pay(stage, linkOf(await cleo.discord.say('subscribe', monthly, /one step left/)), 'ok');
  await role(stage, cleo, 'Member', true);
  const yearly = await cleo.discord.say('subscribe', { plan: 'Membership' }, /You have Membership already/);
  const confirm = await cleo.discord.press(yearly, /190\.00/, /Membership becomes/);
  await open(stage, linkOf(confirm), /190\.00/);
  await withSubscription(stage, cleo.name, 'changePlan', { priceId: stripe['yearlyPriceId'] });
  await comes(stage, 'it is paid by the year', standing, /\$190\.00/);
  const offer = await cleo.discord.say('subscribe', { plan: 'Pro' }, /Instead of it, or as well/);
  await open(
    stage,
    linkOf(await cleo.discord.press(offer, 'Switch', /Membership becomes Pro/)),
    /Lyceum Pro/,
  );
  await cleo.discord.press(offer, 'Buy as well', /one step left/);
  await withSubscription(stage, cleo.name, 'changePlan', { priceId: stripe['proPriceId'] });
  await role(stage, cleo, 'Pro', true);
  const euros = { plan: 'Membership', price: stripe['eurMonthlyPriceId'] ?? '' };
  await cleo.discord.say('subscribe', euros, /nobody subscribe in two currencies/);
  const [own] = await cleo.discord.suggestions('membership', { switch: '' }, 'switch');
  script.check('the own subscription is suggested', own?.name === 'Pro');
  const back = await cleo.discord.say('membership', { switch: own?.value ?? '' }, /What shall Pro become/);
  await cleo.discord.press(back, /\$19\.00/, /Pro becomes Membership/);

  script.chapter('Stripe’s page does not offer it');
  await stage.act('stripe', 'portal', { cancelling: false });
  await cleo.discord.say('membership', { cancel: 'Pro' }, /does not offer this here/);
  await stage.act('stripe', 'portal');

  script.chapter('Cleo’s subscription ends at a date');
  const { now } = await cleo.look();
  const at = new Date(Date.parse(now) + 5 * 86_400_000).toISOString();
  await withSubscription(stage, cleo.name, 'cancel', { at });
  await comes(stage, 'the end is known', standing, /then it ends/);
  await withSubscription(stage, cleo.name, 'resume');
  await comes(stage, 'it goes on', standing, /Next payment/);
  await withSubscription(stage, cleo.name, 'cancel', { at });
  await stage.pass(5.2);
  await role(stage, cleo, 'Pro', false);
  await cleo.hears(/has ended/);
  await actors.catchUp();
}

/** On Telegram in Chinese: only the collection, then the whole subscription. */
export async function pausing(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const lin = actors.person('lin');
  const standing = () => lin.telegram.say('/会员', anything);

  script.chapter('林晓换方案');
  const ask = `/订阅 方案=Membership 价格=${demo.stripe['monthlyPriceId']}`;
  await pay(stage, linkOf(await lin.telegram.say(ask, /还差一步/)), 'ok');
  const invited = await lin.hears(/已为你打开/);
  await enter(stage, lin, linkOf(invited));
  const offer = await lin.telegram.say('/订阅 Pro', /换掉它，还是再买一份/);
  await open(stage, linkOf(await lin.telegram.press(offer, '换方案', /“Membership”换成/)), /Lyceum Pro/);
  const cancel = await lin.telegram.say('/会员 取消=Membership', /要取消“Membership”吗/);
  await open(stage, linkOf(cancel), /Lyceum Membership/);

  script.chapter('暂停收款');
  await withSubscription(stage, lin.name, 'pause', { what: 'collection', days: 40 });
  await comes(stage, 'the pause is told', standing, /已打开[^]*团队已暂停收款/);
  await withSubscription(stage, lin.name, 'resume');
  await comes(stage, 'collecting goes on', standing, /下次付款/);

  script.chapter('暂停订阅');
  const told = lin.expects(/你的“Membership”已经结束[^]*订阅暂停中/);
  await withSubscription(stage, lin.name, 'pause');
  await comes(stage, 'it is closed', standing, /订阅暂停中/);
  await seat(stage, lin, false);
  await told();
  await lin.telegram.say('/为什么', /已暂停/);
  await withSubscription(stage, lin.name, 'resume');
  await comes(stage, 'it is open again', standing, /已打开/);
  await withSubscription(stage, lin.name, 'cancel', { atPeriodEnd: false });
  await lin.hears(/已经结束/);
  await actors.catchUp();
}
