import type { CommandContext, Rooms, Suggest, Suggestion } from '#contracts';
import type { Plan } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from './typed.js';

/** `memberships`: those on offer that do not sell one course alone. */
type WhichPlans = 'active' | 'archived' | 'all' | 'memberships';

async function plansOf(which: WhichPlans, communityId: string, rooms: Rooms): Promise<Plan[]> {
  const plans = await rooms.billing.plans(communityId, which === 'archived' || which === 'all');
  if (which === 'memberships') return plans.filter((plan) => !plan.solo);
  return which === 'archived' ? plans.filter((plan) => plan.archivedAt) : plans;
}

/** Offers plans by name. */
export function suggestPlans(which: WhichPlans): Suggest {
  return async (typed: string, { community }: CommandContext, rooms: Rooms): Promise<Suggestion[]> => {
    const plans = await plansOf(which, community.id, rooms);
    return plans
      .filter((plan) => matches(plan.name, typed))
      .slice(0, 25)
      .map((plan) => ({ value: plan.id, label: clipped(plan.name) }));
  };
}

/** The plan that was picked or typed by name. Throws UserFacingError `plan_unknown`. */
export async function planOf(
  typed: string,
  which: WhichPlans,
  { community }: CommandContext,
  rooms: Rooms,
): Promise<Plan> {
  const plans = await plansOf(which, community.id, rooms);
  const found =
    plans.find((plan) => plan.id === typed.trim()) ?? plans.find((plan) => same(plan.name, typed));
  if (!found) throw new UserFacingError('plan_unknown');
  return found;
}

/** Off the shelf it is sold to nobody; whoever bought it keeps it. */
export async function shelve(
  { id }: Plan,
  archived: boolean,
  { community, actor }: CommandContext,
  { billing, members }: Rooms,
): Promise<Plan> {
  const plan = await billing.archivePlan(community.id, id, archived);
  await members.audit(community.id, {
    action: archived ? 'plan.archived' : 'plan.restored',
    actorId: actor.member.id,
    subjectId: id,
  });
  return plan;
}
