import {
  command,
  say,
  type CommandContext,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { Customer } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { manageButton, membershipButton, ordersButton, plansButton } from './pieces/buttons.js';
import { orderPhrase, paidThings, thingPhrase, type PaidThing } from './pieces/payments.js';
import { rowsOf } from './pieces/words.js';

/** As many as are read at a glance, on a phone. */
const PER_PAGE = 8;

/** From our own books: it answers when Stripe does not. */
export const orders = command({
  name: 'orders',
  for: 'member',
  visibility: 'private',
  options: {
    page: { type: 'integer', min: 1, summary: 'commands.orders.options.page.summary' },
    gift: { type: 'text', maxLength: 60, summary: 'commands.orders.options.gift.summary' },
  },
  async run(context, rooms) {
    const { options } = context;
    if (options.gift) return giftCode(options.gift, context, rooms);
    const { actor, community } = context;
    const { billing } = rooms;
    const who = [community.id, actor.member.id] as const;
    const things = paidThings({
      plans: await billing.plans(community.id, true),
      subscriptions: await billing.subscriptions(...who),
      orders: await billing.orders(...who),
      payments: await billing.payments(...who),
      gifts: await billing.gifts(...who),
    });
    const customers = await billing.customers(...who);
    const asOf = asOfLine(customers);
    if (things.length === 0) {
      return { body: [say('selling.orders.none'), ...asOf], buttons: [[plansButton()]] };
    }
    const pages = Math.ceil(things.length / PER_PAGE);
    const page = Math.min(options.page ?? 1, pages);
    const shown = things.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    return {
      title: say('selling.orders.title'),
      body: [...(pages > 1 ? [say('selling.orders.page', { page, pages })] : []), ...asOf],
      list: shown.map((thing) => ({ mark: thing.mark, text: thingPhrase(thing, actor.locale) })),
      buttons: [
        ...rowsOf(buttonsOf(shown)).slice(0, 3),
        turning(page, pages),
        [manageButton(), membershipButton()],
      ].filter((row) => row.length > 0),
      replaces: options.page !== undefined,
    };
  },
});

function buttonsOf(things: readonly PaidThing[]): ReplyButton[] {
  return things.flatMap(({ payUrl, gift, amount, currency }): ReplyButton[] => {
    if (payUrl) {
      const money = { money: amount, currency };
      return [{ label: say('selling.orders.pay', { amount: money }), url: payUrl }];
    }
    if (!gift) return [];
    const label = say('selling.orders.code', { what: gift.what });
    return [{ label, command: 'orders', options: { gift: gift.id } }];
  });
}

function turning(page: number, pages: number): ReplyButton[] {
  const to = (key: 'newer' | 'older', at: number): ReplyButton => ({
    label: say(`selling.orders.${key}`),
    command: 'orders',
    options: { page: at },
  });
  return [...(page > 1 ? [to('newer', page - 1)] : []), ...(page < pages ? [to('older', page + 1)] : [])];
}

/** When Stripe could not be asked, how old this is. */
function asOfLine(customers: readonly Customer[]): Phrase[] {
  const failed = customers.find(({ failedAt }) => failedAt);
  const at = failed?.fetchedAt ?? failed?.failedAt;
  return at ? [say('selling.orders.as_of', { at: { at, as: 'datetime' } })] : [];
}

/** The code of a gift, again, for whoever paid for it. */
async function giftCode(
  typed: string,
  { actor, community }: CommandContext,
  { billing }: Rooms,
): Promise<Reply> {
  const who = [community.id, actor.member.id] as const;
  const id = typed.trim();
  const code = await billing.giftCode(...who, id);
  const gift = (await billing.gifts(...who)).find((one) => one.id === id);
  if (!gift) throw new UserFacingError('gift_unknown');
  const what = orderPhrase(await billing.plans(community.id, true), [gift.priceId]);
  const title = say('selling.gift.code_title', { what });
  if (gift.redeemedAt) {
    const at = { at: gift.redeemedAt, as: 'date' } as const;
    return { title, body: [say('selling.gift.code_taken', { at })], buttons: [[ordersButton()]] };
  }
  return {
    tone: 'good',
    title,
    body: [say('selling.gift.code', { code }), say('selling.gift.code_how', { code })],
    buttons: [[ordersButton()]],
  };
}
