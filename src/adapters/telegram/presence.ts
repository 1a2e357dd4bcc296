/** What Telegram's member records and refusals say about being in a group. */
import type { ChatMember } from 'grammy/types';
import { groupProblem, type Trouble } from './errors.js';

/** @param code what a missing right means here */
export function problemOf(trouble: Trouble, code: string): string {
  return trouble.kind === 'refused' ? groupProblem(trouble.description, code) : 'unknown';
}

/** Ids of supergroups begin with -100; only a basic group can still change its id. */
export function isBasicGroupId(spaceId: string): boolean {
  return !spaceId.startsWith('-100');
}

/** Basic groups keep no list of bans, so there is nothing to lift. */
export function keepsNoBans(trouble: Trouble): boolean {
  return says(trouble, /available (for|only for|in) supergroup/i);
}

/** Whether Telegram refused with such words. */
export function says(trouble: Trouble, pattern: RegExp): boolean {
  return trouble.kind === 'refused' && pattern.test(trouble.description);
}

/** Out of our reach: Telegram lets no bot remove them. */
export function isAdministrator(status: ChatMember['status']): boolean {
  return status === 'creator' || status === 'administrator';
}

/** Whether a member record means being inside, outside, or shut out. */
export function presenceOf(member: ChatMember): 'in' | 'out' | 'banned' {
  switch (member.status) {
    case 'kicked':
      return 'banned';
    case 'left':
      return 'out';
    case 'restricted':
      return member.is_member ? 'in' : 'out';
    default:
      return 'in';
  }
}

/** What the bot needs and does not have, as a code of `problems.` texts. */
export function lacking(own: ChatMember): string | null {
  if (own.status === 'left' || own.status === 'kicked') return 'space_gone';
  if (own.status === 'creator') return null;
  if (own.status !== 'administrator') return 'bot_not_admin';
  if (!own.can_restrict_members) return 'bot_no_restrict';
  return own.can_invite_users ? null : 'bot_no_invite';
}
