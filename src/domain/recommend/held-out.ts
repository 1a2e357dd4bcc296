import { createHash } from 'node:crypto';

/** In communities of fewer, everybody gets the model's: a tenth of them would tell nothing. */
export const HELD_OUT_FROM = 50;

/** A number in [0, 1) that is always the same for the same text. */
export function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Whether a member belongs to the tenth that gets what is popular in place of what the model says, so that what the
 * model adds can be told. It never changes for a member.
 * @param members to how many of the community something may be recommended
 */
export function isHeldOut(communityId: string, memberId: string, members: number): boolean {
  return members >= HELD_OUT_FROM && shareOf(`held out ${communityId} ${memberId}`) < 0.1;
}
