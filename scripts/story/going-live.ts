/** From an installation that knows nobody to two plans on sale, as an owner does it. */
import type { Actor } from './actor.js';
import { anything, type Stage } from './stage.js';

const INVOICES = { plan: 'Membership', by_invoice: true, days_until_due: 14 };

/** The owner proves with the code from the console that the place is theirs, on Discord, then on Telegram. */
export async function connect(stage: Stage, code: string): Promise<void> {
  const { script, actors, demo } = stage;
  const [olivia, ben, wei] = [actors.person('olivia'), actors.person('ben'), actors.person('wei')];
  const { chatId, lobbyId } = demo.telegram;

  script.chapter('Before anything is set up');
  await ben.discord.say('plans', {}, /not connected/);
  await wei.telegram.start(/没有连到/);

  script.chapter('Going live on Discord');
  await olivia.discord.say('setup', { code: 'ABCD-EFGH-JKMN' }, /wrong, used or older/);
  const connected = await olivia.discord.say('setup', { code }, /Setting up/);
  const places = await olivia.discord.say('setup', { step: 'chats' }, /I can hand out/);
  script.check('a role above the bot is pointed out', places.text.includes('@Moderator'));
  await ben.discord.say('setup', {}, /Only those who run/);
  await ben.discord.say('setup', { code }, /wrong, used or older/);

  script.chapter('A plan, by buttons, lists and forms');
  const form = await olivia.discord.press(connected, 'Make a plan', /What the plan is called/);
  const which = await olivia.discord.fill(form, ['Membership'], /Which Stripe price/);
  const made = await olivia.discord.choose(which, /19\.00/, /Membership is ready/);
  const where = await olivia.discord.press(made, /What does it open/, /Which role or group/);
  await olivia.discord.choose(where, '@Member in Lyceum Demo', /now opens @Member/);

  script.chapter('Going live on Telegram');
  const hint = await olivia.telegram.say('/setup', /may not write to you yet/, chatId);
  await olivia.telegram.follow(hint, /Only those who run/);
  await joinAccounts(olivia);
  await olivia.telegram.say('/setup', /Servers and groups: .*Lyceum Members/, chatId);
  await olivia.telegram.say('/setup', /Servers and groups: .*Lyceum Lobby/, lobbyId);
  await ben.telegram.say('/setup', anything, lobbyId);
  await actors.catchUp();
}

/** Both accounts are one person from now on. */
async function joinAccounts(olivia: Actor): Promise<void> {
  const { text } = await olivia.discord.say('link', {}, /Your code/);
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(text)?.[0] ?? '';
  await olivia.telegram.say(`/link ${code}`, /Joined/);
}

/** A product with its own demo community is on sale already; those who run it come to Telegram. */
export async function demo({ script, actors }: Stage): Promise<void> {
  const olivia = actors.person('olivia');

  script.chapter('The demo community');
  await olivia.telegram.start(anything);
  await actors.person('moyan').telegram.start(anything);
  await joinAccounts(olivia);
  // As in the shop that is set up by hand, and longer than the next chapters take.
  await olivia.discord.say('plan edit', INVOICES, /Membership is changed/);
}

/** The rest of the shop: said in one line, asked for piece by piece, and in Chinese by a moderator. */
export async function stock(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const { stripe } = demo;
  const [olivia, moyan] = [actors.person('olivia'), actors.person('moyan')];

  script.chapter('More places and prices');
  const choice = await olivia.telegram.say('/plan open Membership', /Which role or group/);
  await olivia.telegram.press(choice, /^Lyceum Members/, /now opens Lyceum Members/);
  const [yearly] = await olivia.discord.suggestions(
    'plan price-add',
    { plan: 'Membership', price: '190' },
    'price',
  );
  script.check('the yearly price is suggested', yearly?.name.includes('$190.00') ?? false);
  const add = { plan: 'Membership', price: yearly?.value ?? '' };
  await olivia.discord.say('plan price-add', add, /one more price/);
  await olivia.discord.say('plan price-add', { ...add, price: stripe['eurMonthlyPriceId'] ?? '' }, /€18/);
  await olivia.telegram.say(`/plan price-add Membership ${stripe['lifetimePriceId']}`, /once, for good/);
  const pass = { plan: 'Membership', price: stripe['passPriceId'] ?? '', days: 30 };
  const refused = { ...pass, price: stripe['cnyMonthlyPriceId'] ?? '' };
  await olivia.discord.say('plan price-add', refused, /renews by itself/);
  await olivia.discord.say('plan price-add', pass, /once, 30 days/);
  await olivia.discord.say('plan edit', { plan: 'Membership', days_until_due: 14 }, /Allow that too/);
  await olivia.discord.say('plan edit', INVOICES, /Membership is changed/);

  script.chapter('方案管理，中文');
  const [pro] = await moyan.discord.suggestions('plan create', { name: 'Pro', price: 'Pro' }, 'price');
  const create = { name: 'Pro', price: pro?.value ?? '', grace: 7, trial_days: 7 };
  const made = await moyan.discord.say('plan create', create, /试用：7 天/);
  const next = await moyan.discord.press(made, '打开什么？', /哪个身份组或群组/);
  await moyan.discord.choose(next, /@Member/, /现在打开/);
  const paid = { plan: 'Pro', place: '@Pro', during: 'paid' };
  await moyan.discord.say('plan open', paid, /@Pro（付款之后）/);
  const cny = stripe['cnyMonthlyPriceId'];
  await moyan.telegram.start(anything);
  await moyan.telegram.say(`/方案管理 添加价格 Membership ${cny}`, /¥128\.00/);
  await moyan.telegram.say('/方案管理 打开 Pro "Lyceum Members"', anything);
  await actors.catchUp();
}

/** Changing, closing and archiving, on a plan that nobody has. */
export async function rearrange(stage: Stage): Promise<void> {
  const { script, actors } = stage;
  const [olivia, moyan, ben] = [actors.person('olivia'), actors.person('moyan'), actors.person('ben')];

  script.chapter('Changing plans');
  const [evening] = await olivia.discord.suggestions(
    'plan create',
    { name: 'Trial', price: '25.00' },
    'price',
  );
  await olivia.discord.say(
    'plan create',
    { name: 'Trial', price: evening?.value ?? '', grace: 0 },
    /Trial is ready/,
  );
  await olivia.discord.say('plan create', { name: 'Trial', price: evening?.value ?? '' }, /already/);
  await olivia.discord.say('plan edit', { plan: 'Trial', kick_after: 5 }, /only count when/);
  const later = { plan: 'Trial', name: 'Taster', removal: 'role_then_kick', kick_after: 5, grace: 2 };
  await olivia.discord.say('plan edit', later, /Taster is changed/);
  await olivia.discord.say('plan edit', { plan: 'Taster' }, /what to change/);
  await olivia.discord.say('plan open', { plan: 'Taster', place: '@Moderator' }, /cannot hand out/);
  await olivia.discord.say('plan open', { plan: 'Taster', place: '@Pro' }, /now opens @Pro/);
  const ask = await olivia.discord.say('plan close', { plan: 'Taster', place: '@Pro' }, /stop opening/);
  await olivia.discord.press(ask, 'Yes, do it', /no longer opens @Pro/);
  const gone = await olivia.discord.say(
    'plan price-remove',
    { plan: 'Taster', price: '25.00' },
    /Take .* out of/,
  );
  await olivia.discord.press(gone, 'Yes, do it', /no longer sold at/);
  await moyan.discord.say('plan archive', { plan: 'Taster' }, /已下架/);
  await moyan.discord.say('plan restore', { plan: 'Taster' }, /重新上架/);
  await moyan.discord.say('plan archive', { plan: 'Taster' }, /已下架/);
  await moyan.discord.say('plan list', {}, /的方案/);
  const parts = await olivia.telegram.say('/plan', /What would you like to do/);
  await olivia.telegram.press(parts, 'list', /The plans of/);
  await ben.telegram.start(anything);
  await ben.telegram.say('/plan list', /may not do this/);
  await actors.catchUp();
}
