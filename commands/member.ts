import { command, problemPhrase, say, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { Entitlement, Grant, Seat } from '#domain/access';
import type { Customer, Plan, Subscription } from '#domain/billing';
import type { Account, Member, Rank } from '#domain/members';
import { verifyButton, whyButton } from './pieces/buttons.js';
import { nameOf } from './pieces/people.js';
import { placePhrase } from './pieces/places.js';
import { paidThings, thingPhrase, type PaidThing } from './pieces/payments.js';
import { nextOf, untilOf } from './pieces/subscriptions.js';
import { capped, rowsOf, sayCode, stacked } from './pieces/words.js';

/** As many as are needed to answer somebody who asks about a payment. */
const PAYMENTS_SHOWN = 5;

export const member = command({
  name: 'member',
  for: 'moderator',
  visibility: 'private',
  options: { member: { type: 'member', required: true, summary: 'commands.member.options.member.summary' } },
  async run({ actor, community, options }, { members, billing, access }) {
    const found = await members.member(community.id, options.member);
    const who = [community.id, found.id] as const;
    const [entitlements, subscriptions, customers, grants, seats, plans] = [
      await access.entitlements(...who),
      await billing.subscriptions(...who),
      await billing.customers(...who),
      await access.grants(...who),
      await access.seats(...who),
      await billing.plans(community.id, true),
    ];
    const things = paidThings({
      plans,
      subscriptions,
      orders: await billing.orders(...who),
      payments: await billing.payments(...who),
      gifts: await billing.gifts(...who),
    });
    const about = { member: found.id };
    const checked = checkedLine(customers);
    return {
      title: say('moderator.member.title', { member: nameOf(found) }),
      fields: fieldsOf(found, entitlements, subscriptions, grants, plans, {
        things,
        locale: actor.locale,
      }),
      list: seats.map(seatLine),
      ...(checked ? { body: [checked] } : {}),
      buttons: rowsOf([
        whyButton(about),
        verifyButton(about),
        { label: say('moderator.member.button_grant'), command: 'grant', options: about },
        ...grants.slice(0, 6).map((one): ReplyButton => ({
          label: say('moderator.member.button_revoke', { plan: planName(one.planId, plans) }),
          command: 'revoke',
          options: { ...about, grant: one.id },
          style: 'danger',
        })),
      ]),
    };
  },
});

function fieldsOf(
  found: Member,
  entitlements: readonly Entitlement[],
  subscriptions: readonly Subscription[],
  grants: readonly Grant[],
  plans: readonly Plan[],
  paid: { things: readonly PaidThing[]; locale: Member['locale'] },
): NonNullable<Reply['fields']> {
  const { accounts, rank, locale, timeZone } = found;
  const all: { name: Phrase; lines: Phrase[] }[] = [
    { name: say('moderator.member.accounts'), lines: accounts.map(accountLine) },
    { name: say('moderator.member.standing'), lines: [standing(rank, locale, timeZone)] },
    {
      name: say('moderator.member.plans'),
      lines: entitlements.map(({ planId, state }) =>
        say('moderator.member.plan', {
          plan: planName(planId, plans),
          state: say(`common.entitlement.${state}`),
        }),
      ),
    },
    {
      name: say('moderator.member.subscriptions'),
      lines: subscriptions.map((one) =>
        say('moderator.member.subscription', {
          id: one.stripeId,
          status: say(`common.status.${one.status}`),
          next: nextOf(one),
        }),
      ),
    },
    {
      name: say('moderator.member.payments'),
      lines: capped(
        paid.things.map((thing) => thingPhrase(thing, paid.locale)),
        PAYMENTS_SHOWN,
      ),
    },
    {
      name: say('moderator.member.grants'),
      lines: grants.map((one) =>
        say('moderator.member.grant', {
          plan: planName(one.planId, plans),
          until: untilOf(one),
          reason: one.reason,
        }),
      ),
    },
  ];
  return all.map(({ name, lines }) => ({
    name,
    value: lines.length > 0 ? stacked(lines) : say('moderator.member.none'),
  }));
}

function accountLine({ platform, name, externalId, reachable }: Account): Phrase {
  const key = reachable === false ? 'moderator.member.account_refused' : 'moderator.member.account';
  return say(key, { platform: say(`common.platforms.${platform}`), name, id: externalId });
}

function standing(rank: Rank, locale: Member['locale'], zone: string): Phrase {
  return say('moderator.member.standing_value', {
    rank: say(`common.ranks.${rank}`),
    language: say(`common.languages.${locale}`),
    zone,
  });
}

/** What was last seen on the platform, when and how; and what should be, where that differs. */
function seatLine(seat: Seat): NonNullable<Reply['list']>[number] {
  const { place, observed, observedAt, observedBy, wanted, problem } = seat;
  const at = placePhrase(place);
  let text = observedAt
    ? say('moderator.member.seat', {
        place: at,
        observed: say(`common.observed.${observed}`),
        at: { at: observedAt, as: 'datetime' },
        how: sayCode(
          'common.observed_by',
          (observedBy ?? '').replace('-', '_'),
          say('common.observed_by.unknown'),
        ),
      })
    : say('moderator.member.seat_unseen', { place: at });
  const differs = (wanted === 'in' && observed !== 'in') || (wanted === 'out' && observed === 'in');
  if (differs) {
    const key = wanted === 'in' ? 'moderator.member.seat_wanted_in' : 'moderator.member.seat_wanted_out';
    text = say(key, { seat: text });
  }
  if (problem) text = say('moderator.member.seat_problem', { seat: text, problem: problemPhrase(problem) });
  const patient = problem === null || problem === 'waiting' || problem === 'held';
  return { mark: !patient ? 'bad' : differs ? 'wait' : 'good', text };
}

function checkedLine(customers: readonly Customer[]): Phrase | null {
  const failed = customers.find(({ failedAt }) => failedAt);
  if (failed?.failedAt) {
    return say('moderator.member.checked_failed', { at: { at: failed.failedAt, as: 'datetime' } });
  }
  const fetched = customers.flatMap(({ fetchedAt }) => fetchedAt ?? []);
  if (fetched.length === 0) return null;
  const oldest = new Date(Math.min(...fetched.map((at) => at.getTime())));
  return say('moderator.member.checked', { at: { at: oldest, as: 'datetime' } });
}

function planName(planId: string, plans: readonly Plan[]): string {
  return plans.find((plan) => plan.id === planId)?.name ?? '?';
}
