import { command, say } from '#contracts';
import type { Plan } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { planOf, shelve, suggestPlans } from '../pieces/plans.js';
import { rowsOf } from '../pieces/words.js';
import { listButton, planCard } from './card.js';

export const archive = command({
  name: 'archive',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.plan.summary',
      suggest: suggestPlans('active'),
    },
  },
  async run(context, rooms) {
    const plan = await planOf(context.options.plan, 'all', context, rooms);
    if (plan.archivedAt) throw new UserFacingError('plan_archived', { plan: plan.name });
    await shelve(plan, true, context, rooms);
    return {
      tone: 'good',
      title: say('moderator.plan.archived', { plan: plan.name }),
      body: [say('moderator.plan.archived_hint')],
      buttons: [[listButton()]],
    };
  },
});

export const restore = command({
  name: 'restore',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.plan.summary',
      suggest: suggestPlans('archived'),
    },
  },
  async run(context, rooms) {
    const plan = await planOf(context.options.plan, 'all', context, rooms);
    if (!plan.archivedAt) throw new UserFacingError('plan_not_archived', { plan: plan.name });
    const restored = await shelve(plan, false, context, rooms);
    return {
      tone: 'good',
      title: say('moderator.plan.restored', { plan: plan.name }),
      fields: [planCard(restored, await rooms.access.placesOfPlan(context.community.id, plan.id))],
      buttons: [[listButton()]],
    };
  },
});

export const list = command({
  name: 'list',
  for: 'moderator',
  visibility: 'private',
  options: {},
  async run({ community }, { billing, access }) {
    const plans = await billing.plans(community.id, true);
    if (plans.length === 0) return { body: [say('moderator.plan.none')] };
    const cards = [];
    const empty: Plan[] = [];
    for (const plan of plans) {
      const places = await access.placesOfPlan(community.id, plan.id);
      cards.push(planCard(plan, places));
      if (places.length === 0 && !plan.archivedAt && !plan.solo) empty.push(plan);
    }
    return {
      title: say('moderator.plan.list_title', { community: community.name }),
      fields: cards,
      buttons: rowsOf(
        empty.map(({ id, name }) => ({
          label: say('moderator.plan.button_open_plan', { plan: name }),
          command: 'plan open',
          options: { plan: id },
        })),
      ),
    };
  },
});
