import type { Actor, CommandContext, Rooms } from '#contracts';
import type { Account, Member, Rank } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import type { About } from './buttons.js';

const order: readonly Rank[] = ['member', 'creator', 'moderator', 'owner'];

/** Whether a rank may say what asks for `needed`. */
export function reaches(rank: Rank, needed: Rank): boolean {
  return order.indexOf(rank) >= order.indexOf(needed);
}

/** How a member is called: by the account last seen, on this platform when there is one. */
export function nameOf(member: Member, platform?: Actor['platform']): string {
  const seen = [...member.accounts].sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
  return (seen.find((account) => account.platform === platform) ?? seen[0])?.name ?? '?';
}

/** The account that speaks. */
export function speakingAccount({ member, accountId }: Actor): Account {
  const account = member.accounts.find((one) => one.id === accountId);
  if (!account) throw new UserFacingError('member_unknown');
  return account;
}

interface Subject {
  member: Member;
  /** Options for buttons about this member. */
  about: About;
  self: boolean;
}

/** Whom a command is about: the speaker, or somebody else when a moderator names them. */
export async function subjectOf(
  memberId: string | undefined,
  { actor, community }: CommandContext,
  rooms: Rooms,
): Promise<Subject> {
  if (memberId === undefined || memberId === actor.member.id) {
    return { member: actor.member, about: undefined, self: true };
  }
  if (!reaches(actor.rank, 'moderator')) throw new UserFacingError('not_allowed');
  const member = await rooms.members.member(community.id, memberId);
  return { member, about: { member: member.id }, self: false };
}
