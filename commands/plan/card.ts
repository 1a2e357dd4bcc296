import { say, type Phrase, type ReplyButton } from '#contracts';
import type { Place, PlacePhase } from '#domain/access';
import type { Plan } from '#domain/billing';
import { phasedPhrase } from '../pieces/places.js';
import { inOrder, pricePhrase } from '../pieces/prices.js';
import { listed, stacked } from '../pieces/words.js';

/** A plan as moderators see it: prices, what it opens, its rules. */
export function planCard(
  plan: Plan,
  places: readonly (Place & { during: PlacePhase })[],
): { name: Phrase; value: Phrase } {
  const { name, archivedAt, trialDays, byInvoice, daysUntilDue } = plan;
  return {
    name: say(archivedAt ? 'moderator.plan.name_archived' : 'moderator.plan.name', { plan: name }),
    value: stacked([
      ...priceLines(plan),
      opens(plan, places),
      ...(trialDays > 0
        ? [say('moderator.plan.trial', { days: say('common.days', { count: trialDays }) })]
        : []),
      ...(byInvoice
        ? [say('moderator.plan.by_invoice', { days: say('common.days', { count: daysUntilDue }) })]
        : []),
      rules(plan),
    ]),
  };
}

function opens({ solo }: Plan, places: readonly (Place & { during: PlacePhase })[]): Phrase {
  if (places.length > 0) return say('moderator.plan.opens', { places: listed(places.map(phasedPhrase)) });
  return say(solo ? 'files.solo.card' : 'moderator.plan.opens_nothing');
}

function priceLines({ prices }: Plan): Phrase[] {
  const phrases = inOrder(prices).map(pricePhrase);
  if (phrases.length === 0) return [say('moderator.plan.no_price')];
  return phrases.length === 1 ? phrases : phrases.map((price) => say('moderator.plan.price', { price }));
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
