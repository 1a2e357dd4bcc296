import { say, type Reply, type ReplyButton } from '#contracts';
import type { Plan, PlanPrice, Subscription } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { manageButton, membershipButton, payButton, switchButton } from '../pieces/buttons.js';
import { inOrder, pricePhrase } from '../pieces/prices.js';
import {
  canBecome,
  isRunning,
  nextOf,
  owes,
  paidPlan,
  runningSubscription,
} from '../pieces/subscriptions.js';
import { rowsOf } from '../pieces/words.js';
import { again, type Standing, type Wish } from './wish.js';

/** What is said to somebody who should not simply be sent to pay; undefined: go on. */
export function insteadOfBuying(
  plan: Plan,
  price: PlanPrice | undefined,
  wish: Wish,
  { plans, subscriptions, pass }: Standing,
): Reply | undefined {
  if (pass?.until === null) return forGood(plan);
  // What is paid once may be bought beside a subscription, whichever it is.
  if (price?.interval === null) return undefined;
  const same = runningSubscription(subscriptions, plan);
  if (same) return already(plan, same, price);
  if (!price) return undefined;
  const other = subscriptions.find((one) => isRunning(one) && paidPlan(plans, one));
  const had = other && paidPlan(plans, other);
  if (!other || !had) return undefined;
  if (other.currency && other.currency !== price.currency) {
    const currency = other.currency.toUpperCase();
    throw new UserFacingError('currency_mixed', { plan: had.name, currency });
  }
  return wish.also ? undefined : besideAnother({ plan, price, wish, other, had });
}

function forGood({ name: plan }: Plan): Reply {
  return {
    tone: 'good',
    title: say('member.subscribe.already_for_good', { plan }),
    body: [say('member.subscribe.already_for_good_hint')],
    buttons: [[membershipButton()]],
  };
}

/** A second subscription to the same plan would be paid twice and open nothing more. */
function already(plan: Plan, subscription: Subscription, wanted: PlanPrice | undefined): Reply {
  const { status, payUrl } = subscription;
  const due = owes(subscription) || status === 'past_due' || status === 'unpaid';
  const others = inOrder(plan.prices).filter((price) => price.priceId === (wanted?.priceId ?? price.priceId));
  const changes = others.flatMap((price): ReplyButton[] => {
    const label = pricePhrase(price);
    if (price.interval === null) {
      const options = { plan: plan.id, price: price.priceId };
      return [{ label, command: 'subscribe', options }];
    }
    return canBecome(subscription, price) ? [switchButton(subscription.id, price.priceId, label)] : [];
  });
  const hint = due ? 'member.subscribe.owed_hint' : 'member.subscribe.already_hint';
  return {
    ...(due ? { tone: 'warning' } : {}),
    title: say(due ? 'member.subscribe.owed' : 'member.subscribe.already', { plan: plan.name }),
    body: [
      nextOf(subscription),
      say(hint),
      ...(changes.length > 0 ? [say('member.subscribe.already_change')] : []),
    ],
    buttons: [
      [...(due && payUrl ? [payButton(payUrl)] : []), manageButton(), membershipButton()],
      ...rowsOf(changes).slice(0, 4),
    ],
  };
}

function besideAnother(about: {
  plan: Plan;
  price: PlanPrice;
  wish: Wish;
  other: Subscription;
  had: Plan;
}): Reply {
  const { plan, price, wish, other, had } = about;
  const switches = canBecome(other, price);
  const names = { had: had.name, plan: plan.name };
  return {
    title: say(switches ? 'member.subscribe.other' : 'member.subscribe.other_fixed', { had: had.name }),
    body: [
      nextOf(other),
      ...(switches ? [say('member.subscribe.other_switch', names)] : []),
      say('member.subscribe.other_also', { price: pricePhrase(price) }),
    ],
    buttons: [
      [
        ...(switches ? [switchButton(other.id, price.priceId, say('member.membership.switch'))] : []),
        {
          label: say('member.subscribe.button_also'),
          ...again({ ...wish, also: true }, { plan: plan.id, price: price.priceId }),
        },
        membershipButton(),
      ],
    ],
  };
}
