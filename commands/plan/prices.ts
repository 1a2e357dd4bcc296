import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { sureButton } from '../pieces/buttons.js';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { findPrice, pricePhrase, suggestFreePrices, suggestPlanPrices } from '../pieces/prices.js';
import { listButton, planCard } from './card.js';
import { daysOption } from './rules.js';

export const priceAdd = command({
  name: 'price-add',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.plan.summary',
      suggest: suggestPlans('all'),
    },
    price: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.price.summary',
      suggest: suggestFreePrices,
    },
    days: daysOption,
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const plan = await planOf(options.plan, 'all', context, rooms);
    const picked = options.price.trim().startsWith('price_')
      ? options.price.trim()
      : findPrice(await rooms.billing.freePrices(community.id), options.price, context)?.priceId;
    if (!picked) throw new UserFacingError('price_unknown', { price: options.price });
    const changed = await rooms.billing.addPrice(community.id, plan.id, picked, options.days);
    await rooms.members.audit(community.id, {
      action: 'plan.price_added',
      actorId: actor.member.id,
      subjectId: plan.id,
      details: { price: picked, days: options.days ?? null },
    });
    return {
      tone: 'good',
      title: say('moderator.plan.price_added', { plan: plan.name }),
      fields: [planCard(changed, await rooms.access.placesOfPlan(community.id, plan.id))],
      buttons: [[listButton()]],
    };
  },
});

export const priceRemove = command({
  name: 'price-remove',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.plan.summary',
      suggest: suggestPlans('all'),
    },
    price: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.price.summary',
      suggest: suggestPlanPrices(true),
    },
    sure: { type: 'flag', summary: 'commands.plan.options.sure.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const plan = await planOf(options.plan, 'all', context, rooms);
    const price = findPrice(plan.prices, options.price, context);
    if (!price) throw new UserFacingError('price_not_in_plan', { plan: plan.name });
    if (!options.sure) {
      return {
        tone: 'warning',
        title: say('moderator.plan.price_remove_ask', { plan: plan.name, price: pricePhrase(price) }),
        body: [say('moderator.plan.price_remove_warning', { plan: plan.name })],
        buttons: [[sureButton('plan price-remove', { plan: plan.id, price: price.priceId }), listButton()]],
      };
    }
    const changed = await rooms.billing.removePrice(community.id, plan.id, price.priceId);
    await rooms.members.audit(community.id, {
      action: 'plan.price_removed',
      actorId: actor.member.id,
      subjectId: plan.id,
      details: { price: price.priceId },
    });
    return {
      tone: 'good',
      title: say('moderator.plan.price_removed', { plan: plan.name, price: pricePhrase(price) }),
      fields: [planCard(changed, await rooms.access.placesOfPlan(community.id, plan.id))],
      buttons: [[listButton()]],
      replaces: true,
    };
  },
});
