import type { Account, Member } from '#domain/members';

/**
 * The accounts to try for a direct message, best first: where the member was last seen, leaving out
 * accounts that refused the last one. Empty: the message stays in the inbox.
 */
export function rungs(member: Member): Account[] {
  if (!member.dms) return [];
  return member.accounts
    .filter((account) => account.reachable !== false)
    .sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
}
