import type { CheckupReport, CommandContext, Finding, Rooms } from '#contracts';
import type { Place, PlaceCandidate } from '#domain/access';
import type { Plan } from '#domain/billing';
import type { Community, Space } from '#domain/members';
import { RetryAfter } from '#kernel/errors';
import { reaches } from '../pieces/people.js';

/** All that the checklist is made from. */
export interface Facts {
  community: Community;
  /** Owners are shown what only they may do. */
  isOwner: boolean;
  spaces: readonly Space[];
  /** null: a platform did not answer. */
  candidates: readonly PlaceCandidate[] | null;
  plans: readonly { plan: Plan; places: readonly Place[] }[];
  /** Ids of those who are told what needs a decision. */
  told: readonly string[];
  report: CheckupReport;
}

export async function factsOf({ actor, community }: CommandContext, rooms: Rooms): Promise<Facts> {
  const { members, access, billing, checkup } = rooms;
  const { id } = community;
  // What takes time is asked for at once.
  const [report, candidates] = await Promise.all([checkup.examine(id), candidatesOf(id, rooms)]);
  const plans = [];
  for (const plan of await billing.plans(id)) {
    if (plan.solo) continue;
    plans.push({ plan, places: await access.placesOfPlan(id, plan.id) });
  }
  return {
    community,
    isOwner: reaches(actor.rank, 'owner'),
    spaces: await members.spaces(id),
    candidates,
    plans,
    told: await members.staff(id),
    report,
  };
}

async function candidatesOf(communityId: string, { access }: Rooms): Promise<PlaceCandidate[] | null> {
  try {
    return await access.candidates(communityId);
  } catch (error) {
    if (error instanceof RetryAfter) return null;
    throw error;
  }
}

/** What there is to mend about some areas, the worst first. */
export function troublesOf({ findings }: CheckupReport, areas: readonly string[]): Finding[] {
  const here = findings.filter(({ id }) => areas.some((area) => id.startsWith(`${area}.`)));
  return [
    ...here.filter(({ severity }) => severity === 'broken'),
    ...here.filter(({ severity }) => severity === 'risky'),
  ];
}
