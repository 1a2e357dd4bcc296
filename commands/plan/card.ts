import { say, type Phrase, type ReplyButton } from '#contracts';
import type { Place } from '#domain/access';
import type { Plan } from '#domain/billing';
import { placePhrase } from '../pieces/places.js';
import { pricePhrase } from '../pieces/prices.js';
import { listed, stacked } from '../pieces/words.js';

/** A plan as moderators see it: prices, what it opens, its rules. */
export function planCard(plan: Plan, places: readonly Place[]): { name: Phrase; value: Phrase } {
  const { name, prices, archivedAt } = plan;
  return {
    name: say(archivedAt ? 'moderator.plan.name_archived' : 'moderator.plan.name', { plan: name }),
    value: stacked([
      prices.length > 0 ? listed(prices.map(pricePhrase), 'or') : say('moderator.plan.no_price'),
      places.length > 0
        ? say('moderator.plan.opens', { places: listed(places.map(placePhrase)) })
        : say('moderator.plan.opens_nothing'),
      rules(plan),
    ]),
  };
}

function rules({ graceDays, removal, kickAfterDays }: Plan): Phrase {
  return say('moderator.plan.rules', {
    grace: say('common.days', { count: graceDays }),
    removal:
      removal === 'role_then_kick'
        ? say('moderator.plan.removal.role_then_kick', { days: say('common.days', { count: kickAfterDays }) })
        : say(`moderator.plan.removal.${removal}`),
  });
}

export const openButton = ({ id }: Plan): ReplyButton => ({
  label: say('moderator.plan.button_open'),
  command: 'plan open',
  options: { plan: id },
  style: 'primary',
});

export const listButton = (): ReplyButton => ({
  label: say('moderator.plan.button_list'),
  command: 'plan list',
});
