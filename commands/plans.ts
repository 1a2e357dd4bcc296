import { command, say, type Phrase, type ReplyButton } from '#contracts';
import { membershipButton } from './pieces/buttons.js';
import { reaches } from './pieces/people.js';
import { placePhrase } from './pieces/places.js';
import { pricePhrase } from './pieces/prices.js';
import { listed, literal, rowsOf, stacked } from './pieces/words.js';

export const plans = command({
  name: 'plans',
  for: 'member',
  visibility: 'private',
  options: {},
  async run({ actor, community }, { billing, access }) {
    const offered = await billing.plans(community.id);
    if (offered.length === 0) {
      const none = reaches(actor.rank, 'moderator') ? 'member.plans.none_moderator' : 'member.plans.none';
      return { body: [say(none)] };
    }
    const entitlements = await access.entitlements(community.id, actor.member.id);
    const mine = new Set(entitlements.filter((one) => one.granting).map((one) => one.planId));

    const fields: { name: Phrase; value: Phrase }[] = [];
    const buttons: ReplyButton[] = [];
    for (const plan of offered) {
      const places = await access.placesOfPlan(community.id, plan.id);
      const lines = [
        plan.prices.length > 0 ? listed(plan.prices.map(pricePhrase), 'or') : say('member.plans.not_sold'),
        places.length > 0
          ? say('member.plans.opens', { places: listed(places.map(placePhrase)) })
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
    return {
      title: say('member.plans.title', { community: community.name }),
      fields,
      buttons: rowsOf(buttons),
    };
  },
});
