import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { findPrice, suggestFreePrices } from '../pieces/prices.js';
import { listButton, openButton, planCard } from './card.js';
import { daysOption, NAME_LENGTH, planName, ruleOptions, rulesOf } from './rules.js';

export const create = command({
  name: 'create',
  for: 'moderator',
  visibility: 'private',
  options: {
    name: {
      type: 'text',
      required: true,
      maxLength: NAME_LENGTH,
      summary: 'commands.plan.options.name.summary',
    },
    price: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.price.summary',
      suggest: suggestFreePrices,
    },
    days: daysOption,
    ...ruleOptions,
  },
  async run(context, { billing, members }) {
    const { actor, community, options } = context;
    const name = planName(options.name);
    const rules = rulesOf(options, { removal: 'role', byInvoice: false });
    const days = options.days === undefined ? {} : { days: options.days };
    // A price id of Stripe may be typed as it is: the room looks it up and says who has it.
    const picked = options.price.trim().startsWith('price_')
      ? options.price.trim()
      : findPrice(await billing.freePrices(community.id), options.price, context)?.priceId;
    if (!picked) throw new UserFacingError('price_unknown', { price: options.price });
    const plan = await billing.createPlan(community.id, { name, priceId: picked, ...days, ...rules });
    await members.audit(community.id, {
      action: 'plan.created',
      actorId: actor.member.id,
      subjectId: plan.id,
      details: { name, price: picked, ...days, ...rules },
    });
    return {
      tone: 'good',
      title: say('moderator.plan.created', { plan: plan.name }),
      body: [say('moderator.plan.created_hint')],
      fields: [planCard(plan, [])],
      buttons: [[openButton(plan), listButton()]],
    };
  },
});
