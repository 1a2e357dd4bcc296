import type { Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import { newToken } from '#kernel/ids';
import type { Log } from '#kernel/log';
import type { Members } from '#domain/members';
import { createAgain } from './again.js';
import { createAgainStore } from './again-store.js';
import type { Delivery } from './model.js';
import type { DeliveryWake, Senders } from './ports.js';
import { judge, reclaim, settleVerdict } from './reclaim.js';
import { sendClaimed } from './send.js';
import { createPersonalStore } from './personal-store.js';
import { createDeliveryStore } from './store.js';

export interface DeliveryDeps {
  database: Database;
  members: Members;
  senders: Senders;
  wake: DeliveryWake;
  clock: Clock;
  log: Log;
}

/** How long we know what we told somebody; that we told it stays known for longer. */
const KEPT_MS = days(180);

/** Builds the delivery room. */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { database, wake, clock } = deps;
  const store = createDeliveryStore(database);
  const sending = { ...deps, store };

  return {
    ...createAgain({ ...deps, againStore: createAgainStore(database) }),
    post: (tx, notice) => store.post(tx, notice, clock.now()),
    async wake(communityId, messageIds) {
      for (const id of messageIds) if (id) await wake.message(communityId, id);
    },
    async deliver(communityId, messageId) {
      const row = await store.claim(communityId, messageId, newToken(), clock.now());
      if (!row) return (await store.state(communityId, messageId)) ?? 'refused';
      const verdict = row.doubt ? await judge(sending, row, row.doubt) : 'send';
      return verdict === 'send' ? sendClaimed(sending, row) : settleVerdict(sending, row, verdict);
    },
    due: (communityId, limit) => store.due(communityId, clock.now(), limit),
    async reclaim(communityId) {
      const { resent, uncertain } = await reclaim(sending, communityId);
      for (const id of resent) await wake.message(communityId, id);
      return { resent: resent.length, uncertain };
    },
    async tidy(communityId) {
      await store.dropExpiredButtons(communityId, clock.now());
      await store.dropTexts(communityId, later(clock.now(), -KEPT_MS));
    },
    fates: (communityId, messageIds) => store.fates(communityId, messageIds),
    inbox: (communityId, memberId, limit) => store.ofMember(communityId, memberId, limit),
    markRead: (communityId, memberId) => store.markRead(communityId, memberId, clock.now()),
    uncertain: (communityId) => store.inState(communityId, 'uncertain', 100),
    move: (tx, communityId, from, to) => store.move(tx, communityId, from, to),
    ...createPersonalStore(database),

    async mintButtons(calls, ttlMs = days(30)) {
      const expiresAt = later(clock.now(), ttlMs);
      const rows = calls.map((call) => ({ token: newToken(), call, expiresAt }));
      await store.putButtons(rows);
      return rows.map((row) => row.token);
    },
    pressed: (token) => store.button(token, clock.now()),
  };
}
