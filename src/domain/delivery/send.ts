import { later, minutes, type Clock } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';
import { shortHash } from '#kernel/ids';
import type { Log } from '#kernel/log';
import type { Account, Member, Members } from '#domain/members';
import { rungs } from './ladder.js';
import type { NoticeState } from './model.js';
import type { DirectMessage, SendResult, Senders } from './ports.js';
import { afterQuietHours } from './quiet.js';
import type { Claimed, DeliveryStore } from './store.js';

export interface SendDeps {
  store: DeliveryStore;
  members: Members;
  senders: Senders;
  clock: Clock;
  log: Log;
}

/** What is said to a platform for one row and one account; the nonce is the same for every try. */
export async function directMessage(
  members: Members,
  row: Claimed,
  member: Member,
  account: Account,
): Promise<DirectMessage> {
  const community = await members.community(row.communityId);
  return {
    to: account.externalId,
    kind: row.kind,
    values: row.values,
    locale: member.locale,
    timeZone: member.timeZone,
    communityId: row.communityId,
    communityName: community.name,
    memberId: row.memberId,
    nonce: shortHash(`${row.communityId}:${row.key}:${account.id}`),
  };
}

/**
 * Walks the ladder with a claimed row: the accounts in order, then the inbox. Every way out writes what
 * became of the row; only a row whose fate is truly unknown stays claimed, for `reclaim` to judge.
 */
export async function sendClaimed(deps: SendDeps, row: Claimed): Promise<NoticeState> {
  const { store, members, senders, clock, log } = deps;
  const { communityId, id, claim } = row;
  const member = await members.member(communityId, row.memberId);
  const now = clock.now();

  const allowedAt = row.urgent ? now : afterQuietHours(now, member);
  if (allowedAt > now) {
    await store.settle(communityId, id, claim, { state: 'pending', notBefore: allowedAt });
    return 'pending';
  }

  let failure: string | null = member.dms ? null : 'dms_off';
  for (const account of accountsFor(row, member)) {
    const sender = senders[account.platform];
    if (!sender) continue;
    const closedUntil = await store.breakerUntil(account.platform);
    if (closedUntil && closedUntil > now) {
      failure = 'platform_closed';
      continue;
    }
    // Whoever slept for so long that the row was taken for orphaned must not speak any more.
    if (!(await store.aimAt(communityId, id, claim, account.platform, account.id))) return 'sending';
    const result = await sender.send(await directMessage(members, row, member, account));
    const settled = await settleResult(deps, row, account, result);
    if (settled !== 'next') return settled;
    failure = 'code' in result ? result.code : 'refused';
    log.info({ messageId: id, platform: account.platform, failure }, 'direct message not accepted');
  }
  // No rung held: the member finds it in /inbox. `refused` says that we tried.
  const state = failure === null || failure === 'dms_off' ? 'inbox' : 'refused';
  await store.settle(communityId, id, claim, { state, failure });
  return state;
}

/** By the ladder; but where an earlier try may have arrived, that account comes first: it knows the nonce. */
function accountsFor({ doubt, via }: Claimed, member: Member): Account[] {
  const weight = ({ id, platform }: Account) =>
    2 * Number(id === doubt?.accountId) + Number(platform === via);
  return rungs(member).sort((a, b) => weight(b) - weight(a));
}

async function settleResult(
  { store, members, clock }: SendDeps,
  row: Claimed,
  account: Account,
  result: SendResult,
): Promise<NoticeState | 'next'> {
  const { communityId, id, claim } = row;
  switch (result.kind) {
    case 'sent':
      await store.settle(communityId, id, claim, {
        state: 'sent',
        sentAt: clock.now(),
        externalChat: result.chat,
        externalId: result.messageId,
        failure: null,
      });
      await members.setReachable(communityId, account.id, true);
      return 'sent';
    case 'closed':
      await members.setReachable(communityId, account.id, false);
      return 'next';
    case 'refused':
      return 'next';
    case 'platform_closed':
      await store.openBreaker(account.platform, later(clock.now(), result.afterMs), result.code);
      return 'next';
    case 'retry':
      await store.settle(communityId, id, claim, {
        state: 'pending',
        notBefore: later(clock.now(), result.afterMs),
      });
      throw new RetryAfter(result.afterMs, 'the platform asks to wait');
    case 'unknown':
      // It may have arrived. The row stays claimed; who de-duplicates is asked again, who does not is not.
      throw new RetryAfter(minutes(1), `no answer: ${result.reason}`);
  }
}
