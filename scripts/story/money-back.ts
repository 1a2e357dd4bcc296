/** Money that goes back: in part, in full, by the bank, and with a customer who is deleted. */
import { anything, chargeOf, comes, enter, linkOf, pay, role, seat, sideOf, type Stage } from './stage.js';

/** On Discord in English, and to the moderators in both languages. */
export async function disputes(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [cleo, olivia, moyan] = [actors.person('cleo'), actors.person('olivia'), actors.person('moyan')];
  const orders = () => cleo.discord.say('orders', {}, anything);
  const dispute = async (more: object = {}) => {
    const charge = await chargeOf(stage, cleo.name);
    const input = { chargeId: charge?.id, ...more };
    return (await stage.act<{ dispute: string }>('stripe', 'dispute', input)).dispute;
  };
  const decide = (disputeId: string, outcome: 'won' | 'lost') =>
    stage.act('stripe', 'closeDispute', { disputeId, outcome });

  script.chapter('Cleo buys a pass again');
  const pass = { plan: 'Membership', price: demo.stripe['passPriceId'] ?? '' };
  await pay(stage, linkOf(await cleo.discord.say('subscribe', pass, /one step left/)), 'ok');
  await role(stage, cleo, 'Member', true);

  script.chapter('The bank asks');
  const inquiry = await dispute({ inquiry: true });
  await olivia.hears(/A bank asks about a payment of/);
  await moyan.hears(/银行在询问一笔/);
  script.check('the role stays', (await cleo.discord.roles()).includes('Member'));
  await comes(stage, 'the question is seen', orders, /the bank asks about it/);
  await decide(inquiry, 'won');
  await olivia.hears(/You won the dispute over/);
  await comes(stage, 'the question is over', orders, /^(?![^]*the bank asks about it)/);

  script.chapter('A part goes back');
  const charge = await chargeOf(stage, cleo.name);
  await stage.act('stripe', 'refund', { chargeId: charge?.id, amount: 500 });
  await comes(stage, 'a part is seen', orders, /\$5\.00 refunded/);
  script.check('the role stays', (await cleo.discord.roles()).includes('Member'));

  script.chapter('The bank takes the money');
  const first = await dispute();
  await role(stage, cleo, 'Member', false);
  const told = await olivia.hears(/A payment of .* is disputed/);
  await sideOf(olivia, told).press(told, 'Look', /Cleo Park/);
  await moyan.hears(/付款出现争议/);
  await cleo.hears(/has ended/);
  await cleo.discord.say('why', {}, /bank (took it back|holds its payment)/);
  await stage.act('stripe', 'answerDispute', { disputeId: first, text: 'She took the course.' });
  const news = [olivia.expects(/You won the dispute over/), moyan.expects(/争议你赢了/)];
  await decide(first, 'won');
  await role(stage, cleo, 'Member', true);
  for (const heard of news) await heard();
  await cleo.hears(/Good to have you back/);
  await actors.catchUp();
}

/** On Telegram in Chinese: a dispute that is lost, and a payment that is given back. */
export async function refunds(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [wei, olivia, moyan] = [actors.person('wei'), actors.person('olivia'), actors.person('moyan')];

  script.chapter('陈薇的银行把钱撤回');
  const charge = await chargeOf(stage, wei.name);
  const { dispute } = await stage.act<{ dispute: string }>('stripe', 'dispute', { chargeId: charge?.id });
  await seat(stage, wei, false);
  await wei.hears(/已经结束/);
  await wei.telegram.say('/为什么', /被银行撤回|银行手里/);
  await stage.act('stripe', 'closeDispute', { disputeId: dispute, outcome: 'lost' });
  await olivia.hears(/The dispute over .* is lost/);
  await moyan.hears(/争议输了/);
  await comes(stage, 'the loss is seen', () => wei.telegram.say('/订单', anything), /钱已被银行收回/);

  script.chapter('陈薇重新付款，又全额退回');
  const pass = `/订阅 方案=Membership 价格=${demo.stripe['passPriceId']}`;
  await pay(stage, linkOf(await wei.telegram.say(pass, /一次付清/)), 'ok');
  await enter(stage, wei, linkOf(await wei.hears(/已为你打开/)));
  const again = await chargeOf(stage, wei.name);
  await stage.act('stripe', 'refund', { chargeId: again?.id });
  await seat(stage, wei, false);
  await wei.hears(/已经结束/);
  await wei.telegram.say('/为什么', /已全额退/);
  await wei.telegram.say('/付款帮助', /全额退款后/);
  await actors.catchUp();
}

/** Money that is nobody's here, and a customer who is deleted at Stripe. */
export async function strangers(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [cleo, olivia] = [actors.person('cleo'), actors.person('olivia')];

  script.chapter('A workshop that belongs to no plan');
  const priceId = demo.stripe['workshopPriceId'];
  const { url } = await stage.act<{ url: string }>('stripe', 'createPaymentLink', { priceId });
  await fetch(url);
  const { stripe } = await olivia.look();
  const session = stripe.sessions.findLast((one) => one.lines.some((line) => /Workshop/.test(line)));
  script.check('it is paid', await pay(stage, session?.url, 'ok', { email: 'somebody@example.com' }));
  await olivia.discord.say('sync', {}, /Everybody has what they should have/);

  script.chapter('Cleo is deleted as a customer, and buys again');
  const charge = await chargeOf(stage, cleo.name);
  const pass = { plan: 'Membership', price: demo.stripe['monthlyPriceId'] ?? '' };
  await pay(stage, linkOf(await cleo.discord.say('subscribe', pass, /one step left/)), 'ok');
  await cleo.discord.say('verify', {}, /All is as it should be|Nothing to repair/);
  await stage.act('stripe', 'refund', { chargeId: charge?.id });
  await comes(stage, 'the pass is over', () => cleo.discord.say('orders', {}, anything), /refunded in full/);
  script.check('the subscription holds', (await cleo.discord.roles()).includes('Member'));
  await stage.act('stripe', 'deleteCustomer', { customerId: charge?.customer });
  await role(stage, cleo, 'Member', false);
  await cleo.hears(/has ended/);
  await pay(stage, linkOf(await cleo.discord.say('subscribe', pass, /one step left/)), 'ok');
  await role(stage, cleo, 'Member', true);
  await cleo.hears(/Good to have you back/);
  await actors.catchUp();
}
