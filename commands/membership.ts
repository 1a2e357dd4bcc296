import {
  command,
  say,
  type CommandContext,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { Entitlement } from '#domain/access';
import { days } from '#kernel/clock';
import { linesOf, type Books } from './membership/lines.js';
import { cancelling, managing, switching } from './membership/pages.js';
import {
  cancelButton,
  joinButtons,
  manageButton,
  ordersButton,
  payButton,
  plansButton,
  verifyButton,
  whyButton,
} from './pieces/buttons.js';
import { suggestPlanPrices } from './pieces/prices.js';
import {
  canBecome,
  canCancel,
  isRunning,
  nextOf,
  owes,
  paidPlan,
  suggestOwnSubscriptions,
} from './pieces/subscriptions.js';
import { literal, rowsOf, stacked } from './pieces/words.js';

/** An ended plan is shown for this long: after that it is history. */
const SHOWN_AFTER_END = days(90);

export const membership = command({
  name: 'membership',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: {
    manage: { type: 'flag', summary: 'commands.membership.options.manage.summary' },
    switch: {
      type: 'text',
      summary: 'commands.membership.options.switch.summary',
      suggest: suggestOwnSubscriptions,
    },
    to: {
      type: 'text',
      summary: 'commands.membership.options.to.summary',
      suggest: suggestPlanPrices(false, 'renewing'),
    },
    cancel: {
      type: 'text',
      summary: 'commands.membership.options.cancel.summary',
      suggest: suggestOwnSubscriptions,
    },
  },
  async run(context, rooms) {
    const { options } = context;
    if (options.manage) return managing(context, rooms);
    if (options.cancel) return cancelling(options.cancel, context, rooms);
    if (options.switch && sellsHere(context)) return switching(options.switch, options.to, context, rooms);
    return standing(context, rooms);
  },
});

async function standing(context: CommandContext, rooms: Rooms): Promise<Reply> {
  const { actor, community, now } = context;
  const { billing, access } = rooms;
  const who = [community.id, actor.member.id] as const;
  const books: Books = {
    plans: await billing.plans(community.id, true),
    subscriptions: await billing.subscriptions(...who),
    orders: await billing.ordersFor(...who),
    grants: await access.grants(...who),
  };
  const shown = (await access.entitlements(...who)).filter(
    ({ state, endedAt }) =>
      state !== 'ended' || !endedAt || now.getTime() - endedAt.getTime() < SHOWN_AFTER_END,
  );
  const title = say('member.membership.title', { community: community.name });
  if (shown.length === 0) {
    const begun = books.subscriptions.some(({ status }) => status === 'incomplete');
    const owed = books.subscriptions.filter(owes);
    return {
      title,
      body: [
        say('member.membership.none'),
        ...(begun ? [say('member.membership.begun')] : []),
        ...owed.map(nextOf),
      ],
      buttons: rowsOf([...owed.map(({ payUrl }) => payButton(payUrl)), plansButton(), verifyButton()]),
    };
  }

  const fields: { name: Phrase; value: Phrase }[] = [];
  for (const entitlement of shown) {
    const plan = books.plans.find((one) => one.id === entitlement.planId);
    if (!plan) continue;
    const places = entitlement.granting ? await access.placesOfPlan(community.id, plan.id) : [];
    fields.push({ name: literal(plan.name), value: stacked(linesOf(entitlement, plan, books, places)) });
  }
  const paid = (await billing.customers(...who)).length > 0;
  const first: ReplyButton[] = [
    ...books.subscriptions
      .filter(owes)
      .map(({ payUrl }) => payButton(payUrl))
      .slice(0, 3),
    ...joinButtons(await access.seats(...who)),
    ...changing(books, sellsHere(context)),
    ...(paid ? [manageButton(), ordersButton()] : []),
    ...(shown.some((one) => one.granting) ? [] : [plansButton()]),
  ];
  return {
    tone: toneOf(shown),
    title,
    fields,
    buttons: [...rowsOf(first).slice(0, 4), [whyButton(), verifyButton()]],
  };
}

/** Switching sells something; where the owner does not sell, a membership is only shown and ended. */
function sellsHere({ actor, community }: CommandContext): boolean {
  return actor.platform !== 'telegram' || community.sellsOnTelegram;
}

/** For each subscription what can be done about it now. Named by its plan where there are several. */
function changing({ plans, subscriptions }: Books, selling: boolean): ReplyButton[] {
  const running = subscriptions.filter(isRunning);
  const sold = plans.filter(({ archivedAt }) => !archivedAt).flatMap(({ prices }) => prices);
  return running.slice(0, 3).flatMap((one) => {
    const name = running.length > 1 ? paidPlan(plans, one)?.name : undefined;
    const label = (key: 'switch' | 'cancel') =>
      name === undefined
        ? say(`member.membership.${key}`)
        : say(`member.membership.${key}_plan`, { plan: name });
    const buttons: ReplyButton[] = [];
    if (selling && sold.some((price) => canBecome(one, price))) {
      buttons.push({ label: label('switch'), command: 'membership', options: { switch: one.id } });
    }
    if (canCancel(one)) buttons.push(cancelButton(one.id, label('cancel')));
    return buttons;
  });
}

function toneOf(entitlements: readonly Entitlement[]): 'good' | 'warning' | 'plain' {
  if (entitlements.some(({ state }) => state === 'grace' || state === 'unknown')) return 'warning';
  return entitlements.some(({ granting }) => granting) ? 'good' : 'plain';
}
