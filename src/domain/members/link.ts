import type { Tx } from '#database';
import { UserFacingError } from '#kernel/errors';
import { hashOfCode } from '#kernel/ids';
import type { Account } from './model.js';
import type { Belongings } from './ports.js';
import type { RankStore } from './rank-store.js';
import { higher } from './ranks.js';
import type { MemberStore } from './store.js';

/** What a finished link did: whose access has to be looked at again. */
export interface Linked {
  memberId: string;
  affected: string[];
}

export interface LinkDeps {
  store: MemberStore;
  rankStore: RankStore;
  belongings: readonly Belongings[];
}

/**
 * Joins the account that says `code` to the member who asked for it, in the caller's transaction.
 * Both sides were proved: one asked from its own account, the other said the one-time code from its own.
 * What the speaker had before (subscriptions, grants) comes along. An account of the same platform that the
 * member had until now leaves with nothing, so that one membership never seats two people.
 */
export async function joinAccounts(
  tx: Tx,
  { store, rankStore, belongings }: LinkDeps,
  input: { communityId: string; speaker: Account; speakerMemberId: string; code: string; now: Date },
): Promise<Linked> {
  const { communityId, speaker, speakerMemberId, now } = input;
  const code = await store.takeLinkCode(communityId, hashOfCode(input.code), now, tx);
  if (!code) throw new UserFacingError('link_code_bad');
  if (code.platform === speaker.platform) throw new UserFacingError('link_same_platform');
  if (code.memberId === speakerMemberId) throw new UserFacingError('link_same_account');

  const memberId = code.memberId;
  const affected = [memberId];
  const replaced = await store.accountOn(communityId, memberId, speaker.platform, tx);
  if (replaced) {
    const stranger = await store.createMember(communityId, now, tx);
    await store.moveAccounts(communityId, { id: replaced }, stranger, tx);
    affected.push(stranger);
  }
  const left = await store.countAccounts(communityId, speakerMemberId, tx);
  await store.moveAccounts(communityId, { id: speaker.id }, memberId, tx);
  if (left === 1) {
    // Nothing of the speaker's old self remains: its belongings follow the person.
    for (const room of belongings) await room.move(tx, communityId, speakerMemberId, memberId);
    // So does what an owner trusted them with: nobody loses a community by joining their own accounts.
    const mine = await rankStore.rank(communityId, speakerMemberId, tx);
    const theirs = await rankStore.rank(communityId, memberId, tx);
    if (higher(mine, theirs) !== theirs) await rankStore.setRank(communityId, memberId, mine, tx);
    await store.removeMember(communityId, speakerMemberId, tx);
  } else {
    affected.push(speakerMemberId);
  }
  return { memberId, affected };
}
