import { command, say, type Phrase, type ReplyButton } from '#contracts';
import type { Plan } from '#domain/billing';
import { membershipButton } from './pieces/buttons.js';
import { reaches } from './pieces/people.js';
import { opensFor } from './pieces/places.js';
import { inOrder, pricePhrase } from './pieces/prices.js';
import { listed, literal, rowsOf, stacked } from './pieces/words.js';

export const plans = command({
  name: 'plans',
  for: 'member',
  visibility: 'private',
  sells: true,
  options: {},
  async run({ actor, community }, { billing, access }) {
    const sold = await billing.plans(community.id);
    const offered = sold.filter((plan) => !plan.solo);
    if (offered.length === 0) {
      const none = reaches(actor.rank, 'moderator') ? 'member.plans.none_moderator' : 'member.plans.none';
      return { body: [say(none)] };
    }
    const entitlements = await access.entitlements(community.id, actor.member.id);
    const mine = new Set(entitlements.filter((one) => one.granting).map((one) => one.planId));

    const fields: { name: Phrase; value: Phrase }[] = [];
    const buttons: ReplyButton[] = [];
    for (const plan of offered) {
      const trialDays = await billing.trialDaysFor(community.id, actor.member.id, plan);
      const opened = opensFor(await access.placesOfPlan(community.id, plan.id), trialDays > 0);
      const lines = [
        ...priceLines(plan, trialDays),
        opened.length > 0
          ? say('member.plans.opens', { places: listed(opened) })
          : say('member.plans.opens_nothing'),
        ...(mine.has(plan.id) ? [say('member.plans.yours')] : []),
      ];
      fields.push({ name: literal(plan.name), value: stacked(lines) });
      if (plan.prices.length > 0 && !mine.has(plan.id)) {
        buttons.push({
          label: say('member.plans.choose', { plan: plan.name }),
          command: 'subscribe',
          options: { plan: plan.id },
          style: 'primary',
        });
      }
    }
    if (mine.size > 0) buttons.push(membershipButton());
    const giftable = sold.some(({ prices }) => prices.some(({ interval }) => interval === null));
    return {
      title: say('member.plans.title', { community: community.name }),
      fields,
      ...(giftable ? { list: [{ mark: 'dot', text: say('member.plans.gifts') }] } : {}),
      buttons: rowsOf(buttons),
    };
  },
});

/** What a plan costs: one price in one line, several below one another. */
function priceLines({ prices, byInvoice }: Plan, trialDays: number): Phrase[] {
  if (prices.length === 0) return [say('member.plans.not_sold')];
  const renews = prices.some(({ interval }) => interval !== null);
  const [first, second] = inOrder(prices);
  const free = say('common.days', { count: trialDays });
  const trial = renews && trialDays > 0;
  const alone = first && !second ? pricePhrase(first) : undefined;
  const lines = alone
    ? [trial ? say('common.price.trial', { days: free, price: alone }) : alone]
    : [
        ...inOrder(prices).map((price) => say('member.plans.price', { price: pricePhrase(price) })),
        ...(trial ? [say('member.plans.trial', { days: free })] : []),
      ];
  return [...lines, ...(byInvoice && renews ? [say('member.plans.by_invoice')] : [])];
}
