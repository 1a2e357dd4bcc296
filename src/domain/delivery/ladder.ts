import type { Account, Member } from '#domain/members';

/**
 * The accounts to try for a direct message, best first: where the member was last seen, leaving out
 * accounts that refused the last one, or that never used the bot. Empty: the message stays in the inbox.
 */
export function rungs(member: Member): Account[] {
  if (!member.dms) return [];
  return (
    member.accounts
      // Who never used the bot is not written to first, whoever put them on the list.
      .filter((account) => account.reachable !== false && account.lastSeenAt.getTime() > 0)
      .sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime())
  );
}
