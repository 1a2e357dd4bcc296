import { say, type CommandContext, type Phrase, type Reply, type Rooms } from '#contracts';
import type { Entitlement } from '#domain/access';
import type { Plan, PlanPrice } from '#domain/billing';
import { days, later } from '#kernel/clock';
import { cancelButton, linkButton, verifyButton } from '../pieces/buttons.js';
import { opensFor, platformsWithout } from '../pieces/places.js';
import { moneyOf, pricePhrase } from '../pieces/prices.js';
import { soloCourse } from '../pieces/solo.js';
import { runningSubscription } from '../pieces/subscriptions.js';
import { listed } from '../pieces/words.js';
import { again, type Standing, type Wish } from './wish.js';

/** The way to Stripe's page, with what it costs, what it opens and what the buyer should know before. */
export async function checkoutPage(
  plan: Plan,
  price: PlanPrice,
  wish: Wish,
  standing: Standing,
  context: CommandContext,
  rooms: Rooms,
): Promise<Reply> {
  const { billing, access } = rooms;
  const { actor, community, now } = context;
  const { code } = wish;
  const course = plan.solo ? await soloCourse(plan, context, rooms) : null;
  const places = await access.placesOfPlan(community.id, plan.id);
  const { url } = await billing.checkout(
    community.id,
    actor.member,
    price.priceId,
    code === undefined ? {} : { code },
  );
  const trialDays = price.interval ? standing.trialDays : 0;
  const opened = opensFor(places, trialDays > 0);
  const missing = platformsWithout(actor.member, places);
  const goesOn = price.interval === null ? runningSubscription(standing.subscriptions, plan) : undefined;
  const byInvoice = plan.byInvoice && price.interval !== null;
  return {
    title: say('member.subscribe.title', { plan: plan.name }),
    body: [
      costs(price, trialDays),
      ...(code === undefined ? [] : [say('member.subscribe.code', { code })]),
      ...(course ? [say('files.solo.opens', { course: course.title })] : []),
      ...(course && opened.length === 0 ? [] : [opensPhrase(opened)]),
      ...hasAlready(price, standing, now),
      ...(goesOn ? [say('member.subscribe.goes_on')] : []),
      ...(missing.length > 0 ? [say('member.subscribe.elsewhere', { platforms: listed(missing) })] : []),
      say('member.subscribe.after'),
      ...(byInvoice ? [say('member.subscribe.by_invoice')] : []),
    ],
    buttons: [
      [{ label: payLabel(price, trialDays), url }],
      [
        ...(byInvoice
          ? [
              {
                label: say('member.subscribe.button_invoice'),
                ...again(
                  { ...wish, code: undefined, pay: 'invoice' },
                  { plan: plan.id, price: price.priceId },
                ),
              },
            ]
          : []),
        ...(goesOn ? [cancelButton(goesOn.id)] : []),
        ...(missing.length > 0 ? [linkButton()] : []),
        verifyButton(),
      ],
    ],
  };
}

function opensPhrase(opened: Phrase[]): Phrase {
  return opened.length > 0
    ? say('member.subscribe.opens', { places: listed(opened) })
    : say('member.subscribe.opens_nothing');
}

function costs(price: PlanPrice, trialDays: number): Phrase {
  const money = moneyOf(price);
  if (trialDays > 0) {
    const free = say('common.days', { count: trialDays });
    return say('member.subscribe.price_trial', { days: free, price: pricePhrase(price) });
  }
  if (price.interval) return say('member.subscribe.price', { price: pricePhrase(price) });
  return price.days === null
    ? say('member.subscribe.price_for_good', { money })
    : say('member.subscribe.price_pass', { money, count: price.days });
}

/** `7 days free, then $19.00 a month`, or `Pay $19.00 a month`. */
function payLabel(price: PlanPrice, trialDays: number): Phrase {
  if (trialDays === 0) return say('member.subscribe.pay', { price: pricePhrase(price) });
  const free = say('common.days', { count: trialDays });
  return say('common.price.trial', { days: free, price: pricePhrase(price) });
}

/** What the new payment adds to. */
function hasAlready(price: PlanPrice, { entitlement, pass }: Standing, now: Date): Phrase[] {
  const day = (at: Date) => ({ at, as: 'date' as const });
  if (pass?.until) {
    if (price.interval) return [say('member.subscribe.pass', { at: day(pass.until) })];
    if (price.days === null) return [];
    const from = pass.until > now ? pass.until : now;
    const until = later(from, days(price.days));
    return [say('member.subscribe.extends', { now: day(pass.until), until: day(until) })];
  }
  return givenByHand(entitlement);
}

function givenByHand(entitlement: Entitlement | undefined): Phrase[] {
  const gifts = (entitlement?.granting ? entitlement.sources : []).filter(
    ({ kind, verdict }) => kind === 'grant' && verdict === 'active',
  );
  if (gifts.length === 0) return [];
  const ends = gifts.map(({ until }) => until);
  if (ends.includes(null)) return [say('member.subscribe.gift_open')];
  const last = new Date(Math.max(...ends.map((until) => Date.parse(until ?? ''))));
  return [say('member.subscribe.gift', { until: say('common.until', { at: { at: last, as: 'date' } }) })];
}
