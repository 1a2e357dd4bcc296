import { hours, later } from '#kernel/clock';
import type { NoticeState } from './model.js';
import { directMessage, type SendDeps } from './send.js';
import { NO_ANSWER, type Claimed, type Doubt } from './store.js';

/** How long a sender may be silent before its row is taken for orphaned. */
export const CLAIM_MS = 45_000;

/** How long the conversation is looked through again, when it could not be read. */
const LOOK_FOR_MS = hours(24);

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
    const verdict = row.doubt ? await judge(deps, row, row.doubt) : 'send';
    if (verdict === 'send') {
      const failure = row.doubt ? NO_ANSWER : null;
      const freed = { state: 'pending', notBefore: now, failure } as const;
      if (await store.settle(communityId, row.id, row.claim, freed)) resent.push(row.id);
    } else if ((await settleVerdict(deps, row, verdict)) === 'uncertain') {
      uncertain += 1;
    }
  }
  return { resent, uncertain };
}

/** `send`: a try now cannot arrive twice. `later`: it cannot be told yet. */
export type Verdict = 'send' | 'later' | 'uncertain' | { chat: string; messageId: string };

/**
 * What to do about a row of which an earlier try may have arrived. To be asked right before each further try:
 * a row may wait between two tries for longer than the platform remembers.
 */
export async function judge(deps: SendDeps, row: Claimed, doubt: Doubt): Promise<Verdict> {
  const { members, senders, clock } = deps;
  const now = clock.now();
  const sender = senders[doubt.platform];
  if (!sender) return 'uncertain';
  // Only a first try is surely inside the window; after that, the conversation itself is asked.
  if (doubt.tries <= 1 && now.getTime() - doubt.at.getTime() < sender.dedupeMs) return 'send';
  if (!sender.find) return 'uncertain';
  const member = await members.member(row.communityId, row.memberId);
  const account = member.accounts.find((one) => one.id === doubt.accountId);
  if (!account) return 'uncertain';
  const found = await sender.find(await directMessage(members, row, member, account), row.createdAt);
  if (found === null) return now < later(row.createdAt, LOOK_FOR_MS) ? 'later' : 'uncertain';
  return found === 'absent' ? 'send' : found;
}

/** Writes a verdict other than `send`; what cannot be told yet stays claimed, for the next sweep. */
export async function settleVerdict(
  { store, clock }: SendDeps,
  { communityId, id, claim }: Claimed,
  verdict: Exclude<Verdict, 'send'>,
): Promise<NoticeState> {
  if (verdict === 'later') return 'sending';
  if (verdict === 'uncertain') {
    const done = await store.settle(communityId, id, claim, { state: 'uncertain', failure: NO_ANSWER });
    return done ? 'uncertain' : 'sending';
  }
  const { chat: externalChat, messageId: externalId } = verdict;
  const sent = { state: 'sent', sentAt: clock.now(), externalChat, externalId, failure: null } as const;
  await store.settle(communityId, id, claim, sent);
  return 'sent';
}
