import type { SeatPorts } from '#domain/access';
import type { Member, Members, Rank } from '#domain/members';

const ORDER: readonly Rank[] = ['member', 'creator', 'moderator', 'owner'];

export function atLeast(rank: Rank, wanted: Rank): boolean {
  return ORDER.indexOf(rank) >= ORDER.indexOf(wanted);
}

/** That somebody is just a member may be this old news. A rank above that is never remembered: it can be lost. */
const CACHE_MS = 60_000;

/**
 * What somebody may do: the higher of what an owner gave them in Lyceum and what the platforms grant them
 * now, over all accounts of the person and all spaces of the community. No answer counts as nothing.
 */
export function createStanding(members: Members, ports: SeatPorts) {
  /** Members without a rank of the platforms, and since when we know. */
  const plain = new Map<string, number>();

  async function ask(member: Member): Promise<Rank> {
    const spaces = await members.spaces(member.communityId);
    const asked = spaces.flatMap((space) =>
      member.accounts
        .filter((account) => account.platform === space.platform)
        .map(async (account): Promise<Rank> => {
          const standing = await ports[space.platform]?.standing(space.externalId, account.externalId);
          return standing === undefined || standing === 'stranger' ? 'member' : standing;
        }),
    );
    const answers = await Promise.allSettled(asked);
    return answers.reduce<Rank>((best, one) => {
      const rank = one.status === 'fulfilled' ? one.value : 'member';
      return atLeast(rank, best) ? rank : best;
    }, 'member');
  }

  /** @param fresh ask the platforms now, whatever is remembered */
  return async function rankOf(member: Member, fresh: boolean): Promise<Rank> {
    const known = plain.get(member.id);
    if (!fresh && known !== undefined && performance.now() - known <= CACHE_MS) return member.rank;
    const live = await ask(member);
    if (plain.size > 10_000) plain.clear();
    if (live === 'member') plain.set(member.id, performance.now());
    else plain.delete(member.id);
    return atLeast(member.rank, live) ? member.rank : live;
  };
}

export type RankOf = ReturnType<typeof createStanding>;
