import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { listButton, planCard } from './card.js';
import { NAME_LENGTH, planName, ruleOptions, rulesOf } from './rules.js';

export const edit = command({
  name: 'edit',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.plan.summary',
      suggest: suggestPlans('all'),
    },
    name: { type: 'text', maxLength: NAME_LENGTH, summary: 'commands.plan.options.name.summary' },
    ...ruleOptions,
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const plan = await planOf(options.plan, 'all', context, rooms);
    const change = {
      ...(options.name === undefined ? {} : { name: planName(options.name) }),
      ...rulesOf(options, plan),
    };
    if (Object.keys(change).length === 0) throw new UserFacingError('nothing_to_change');
    const changed = await rooms.billing.editPlan(community.id, plan.id, change);
    await rooms.members.audit(community.id, {
      action: 'plan.edited',
      actorId: actor.member.id,
      subjectId: plan.id,
      details: change,
    });
    return {
      tone: 'good',
      title: say('moderator.plan.changed', { plan: changed.name }),
      fields: [planCard(changed, await rooms.access.placesOfPlan(community.id, plan.id))],
      buttons: [[listButton()]],
    };
  },
});
