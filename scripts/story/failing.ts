/** What happens when money stops coming, and when it comes again. Starts with Ada's card about to fail. */
import { anything, comes, pay, subscriptionOf, type Stage } from './stage.js';

/** A failed renewal: grace, reminder, removal; then she pays and is back. On Discord, in English. */
export async function renewal(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const ada = actors.person('ada');
  const isMember = async () => (await ada.discord.roles()).includes('Member');

  script.chapter('A month later, Ada’s card fails');
  await stage.pass(31.2);
  const failed = await ada.hears(/did not go through/);
  script.check(
    'it can be paid from there',
    failed.buttons.some((one) => one.url !== undefined),
  );
  script.check('she still has the role', await isMember());
  await ada.discord.say('membership', {}, /A payment failed/);
  await ada.discord.say('why', {}, /Everything is still open/);
  await ada.discord.say('verify', {}, /Nothing to repair/);
  await ada.discord.say('plans', {}, anything);
  await actors.catchUp();

  script.chapter('Grace runs');
  await stage.pass(1);
  await ada.hears(/1 day left/);
  script.check('she still has the role', await isMember());
  await stage.pass(1);
  await stage.becomes('the role is taken back', async () => !(await isMember()));
  await ada.hears(/has ended/);
  await ada.discord.say('membership', {}, /Ended/);
  await ada.discord.say('why', {}, /days of grace are over/);
  await ada.discord.say('plans', {}, /Memberships in/);
  const again = await ada.discord.say('subscribe', { plan: 'Membership' }, /A bill for Membership is open/);
  script.check(
    'the open bill is offered, not a second one',
    !again.buttons.some(({ label }) => /\$19/.test(label)),
  );

  script.chapter('Ada pays and is back');
  const { stripe } = await ada.look();
  const owed = stripe.invoices.find((one) => one.status === 'open');
  script.note('pays the open invoice with a new card');
  await stage.act('stripe', 'setCard', { customerId: owed?.customer, card: 'ok' });
  await stage.act('stripe', 'payInvoice', { invoiceId: owed?.id });
  await stage.becomes('the role is back', isMember);
  await ada.hears(/Good to have you back/);
  await ada.discord.say('membership', {}, /Open/);
  await ada.discord.say('why', {}, /Nothing is broken/);
  await actors.catchUp();
}

/** A cancellation at the end of the period, and a second subscription. On Telegram, in Chinese. */
export async function cancelling(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const wei = actors.person('wei');
  const { chatId } = demo.telegram;

  script.chapter('陈薇取消订阅');
  const page = await wei.telegram.say('/会员 管理=是', /Stripe/);
  script.check(
    'the portal has an address',
    page.buttons.some((one) => one.url !== undefined),
  );
  const running = await subscriptionOf(stage, wei.name);
  script.note('cancels at the end of the period, in the portal');
  await stage.act('stripe', 'cancel', { subscriptionId: running?.id, atPeriodEnd: true });
  await comes(stage, 'the end is known', () => wei.telegram.say('/会员', anything), /到期结束/);
  await stage.pass(31.2);
  await stage.becomes(
    '陈薇 has left the group',
    async () => (await wei.telegram.standing(chatId)) === 'left',
  );
  await wei.hears(/已经结束/);
  await wei.telegram.say('/会员', /结束/);
  await wei.telegram.say('/为什么', anything);

  script.chapter('陈薇回来');
  const plans = await wei.telegram.say('/订阅 Membership', /想怎么付/);
  const checkout = await wei.telegram.press(plans, /190/, /还差一步/);
  await pay(stage, checkout.buttons.find((one) => one.url)?.url, 'ok');
  const invited = await wei.hears(/已为你打开/);
  await stage.act('telegram', 'requestToJoin', {
    as: wei.telegramId,
    link: invited.buttons.find((one) => one.url)?.url,
  });
  await stage.becomes('陈薇 is in again', async () => (await wei.telegram.standing(chatId)) === 'member');
  await wei.hears(/欢迎回/);
  await actors.catchUp();
}
