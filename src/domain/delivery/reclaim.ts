import { later } from '#kernel/clock';
import type { Member } from '#domain/members';
import { directMessage, type SendDeps } from './send.js';
import type { Claimed } from './store.js';

/** How long a sender may be silent before its row is taken for orphaned. */
export const CLAIM_MS = 45_000;

/**
 * Rows claimed by a process that died, or that got no answer. Where the platform de-duplicates a repeated
 * nonce, the row is sent again inside that window; later, the conversation itself is searched for it.
 * Where neither is possible (Telegram) the row becomes `uncertain`: shown, never silently doubled.
 */
export async function reclaim(
  deps: SendDeps,
  communityId: string,
): Promise<{ resent: string[]; uncertain: number }> {
  const { store, clock } = deps;
  const now = clock.now();
  const resent: string[] = [];
  let uncertain = 0;
  for (const row of await store.orphans(communityId, later(now, -CLAIM_MS))) {
    const verdict = await judge(deps, row, now);
    const settle = (data: Parameters<typeof store.settle>[3]) =>
      store.settle(communityId, row.id, row.claim, data);
    if (verdict === 'send') {
      if (await settle({ state: 'pending', notBefore: now })) resent.push(row.id);
    } else if (verdict === 'uncertain') {
      if (await settle({ state: 'uncertain', failure: 'no_answer' })) uncertain += 1;
    } else {
      await settle({ state: 'sent', sentAt: now, externalChat: verdict.chat, externalId: verdict.messageId });
    }
  }
  return { resent, uncertain };
}

async function judge(
  { members, senders, store }: SendDeps,
  row: Claimed & { claimedAt: Date },
  now: Date,
): Promise<'send' | 'uncertain' | { chat: string; messageId: string }> {
  // Claimed, but nothing was addressed to anybody yet: it cannot have arrived.
  if (row.platform === null) return 'send';
  const sender = senders[row.platform];
  if (!sender) return 'uncertain';
  // Only a first try is surely inside the window; after that, the conversation itself is asked.
  if (row.attempts <= 1 && now.getTime() - row.claimedAt.getTime() < sender.dedupeMs) return 'send';
  if (!sender.find) return 'uncertain';
  const member = await members.member(row.communityId, row.memberId);
  const account = addressed(member, await store.accountOf(row.communityId, row.id));
  if (!account) return 'uncertain';
  const found = await sender.find(await directMessage(members, row, member, account), row.createdAt);
  if (found === null) return 'uncertain';
  return found === 'absent' ? 'send' : found;
}

function addressed(member: Member, accountId: string | null) {
  return member.accounts.find((account) => account.id === accountId);
}
