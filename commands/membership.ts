import { command, say, type Phrase, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Entitlement, Grant, Place } from '#domain/access';
import type { Plan, Subscription } from '#domain/billing';
import { days } from '#kernel/clock';
import {
  joinButtons,
  manageButton,
  payButton,
  plansButton,
  verifyButton,
  whyButton,
} from './pieces/buttons.js';
import { placePhrase } from './pieces/places.js';
import { nextOf, stateOf } from './pieces/subscriptions.js';
import { listed, literal, rowsOf, stacked } from './pieces/words.js';

/** An ended plan is shown for this long: after that it is history. */
const SHOWN_AFTER_END = days(90);

export const membership = command({
  name: 'membership',
  for: 'member',
  visibility: 'private',
  options: { manage: { type: 'flag', summary: 'commands.membership.options.manage.summary' } },
  async run({ actor, community, now, options }, rooms) {
    if (options.manage) return manage(community.id, actor.member.id, rooms);
    const { billing, access } = rooms;
    const who = [community.id, actor.member.id] as const;
    const [entitlements, subscriptions, grants, seats, customers, plans] = [
      await access.entitlements(...who),
      await billing.subscriptions(...who),
      await access.grants(...who),
      await access.seats(...who),
      await billing.customers(...who),
      await billing.plans(community.id, true),
    ];
    const shown = entitlements.filter(
      ({ state, endedAt }) =>
        state !== 'ended' || !endedAt || now.getTime() - endedAt.getTime() < SHOWN_AFTER_END,
    );
    const begun = subscriptions.some(({ status }) => status === 'incomplete');
    const title = say('member.membership.title', { community: community.name });
    if (shown.length === 0) {
      const body = [say('member.membership.none'), ...(begun ? [say('member.membership.begun')] : [])];
      return { title, body, buttons: [[plansButton(), verifyButton()]] };
    }

    const fields: { name: Phrase; value: Phrase }[] = [];
    for (const entitlement of shown) {
      const plan = plans.find((one) => one.id === entitlement.planId);
      if (!plan) continue;
      const places = entitlement.granting ? await access.placesOfPlan(community.id, plan.id) : [];
      fields.push({
        name: literal(plan.name),
        value: stacked(lines(entitlement, plan, subscriptions, grants, places)),
      });
    }
    const owed = subscriptions.find(
      (one) => one.payUrl && (one.status === 'past_due' || one.status === 'unpaid'),
    );
    const first: ReplyButton[] = [
      ...(owed?.payUrl ? [payButton(owed.payUrl)] : []),
      ...joinButtons(seats),
      ...(customers.length > 0 ? [manageButton()] : []),
      ...(shown.some((one) => one.granting) ? [] : [plansButton()]),
    ];
    return {
      tone: toneOf(shown),
      title,
      fields,
      buttons: [...rowsOf(first), [whyButton(), verifyButton()]].slice(-5),
    };
  },
});

async function manage(communityId: string, memberId: string, { billing }: Rooms): Promise<Reply> {
  const portal = await billing.portal(communityId, memberId);
  if (!portal) return { body: [say('member.membership.manage_none')], buttons: [[plansButton()]] };
  return {
    title: say('member.membership.manage_title'),
    body: [say('member.membership.manage_body')],
    buttons: [[{ label: say('member.membership.manage_open'), url: portal.url }]],
  };
}

/** How one plan stands, and every reason for it. */
function lines(
  entitlement: Entitlement,
  plan: Plan,
  subscriptions: readonly Subscription[],
  grants: readonly Grant[],
  places: readonly Place[],
): Phrase[] {
  const mine = new Set(plan.prices.map((price) => price.priceId));
  const sources = new Set(entitlement.sources.map((source) => source.id));
  const paid = subscriptions.filter(
    (one) =>
      sources.has(one.id) ||
      (one.priceIds.some((id) => mine.has(id)) && !one.endedAt && one.status !== 'incomplete'),
  );
  const given = grants.filter((one) => one.planId === plan.id);
  return [
    stateOf(entitlement),
    ...paid
      // A subscription that is over says nothing new beside one that runs, or beside the end itself.
      .filter((one) => !one.endedAt || !(entitlement.granting || entitlement.endedAt))
      .map(nextOf),
    ...given.map(({ endsAt, reason }) =>
      endsAt
        ? say('member.membership.gift', { at: { at: endsAt, as: 'date' }, reason })
        : say('member.membership.gift_open', { reason }),
    ),
    ...(places.length > 0
      ? [say('member.membership.opens', { places: listed(places.map(placePhrase)) })]
      : []),
  ];
}

function toneOf(entitlements: readonly Entitlement[]): 'good' | 'warning' | 'plain' {
  if (entitlements.some(({ state }) => state === 'grace' || state === 'unknown')) return 'warning';
  return entitlements.some(({ granting }) => granting) ? 'good' : 'plain';
}
