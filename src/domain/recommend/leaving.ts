import { createHash } from 'node:crypto';
import type { Tx } from '#database';
import type { KeptModel, ModelStore } from './model-store.js';
import { memberKey, type HistoriesStore } from './training/histories-store.js';
import { withoutMember } from './training/served-file.js';
import { loadServed } from './training/served-file.js';
import type { ShardStore } from './training/shard-store.js';

/** Takes people out of what was learned. */
export function createLeaving({
  modelStore,
  shardStore,
  historiesStore,
}: {
  modelStore: ModelStore;
  shardStore: ShardStore;
  historiesStore: HistoriesStore;
}) {
  /** Nothing is left of the model; until it is trained anew, what is popular serves. */
  async function empty(tx: Tx, communityId: string, model: KeptModel): Promise<void> {
    const report = { ...model.report, served: 'popularity' };
    const bytes = new Uint8Array();
    await modelStore.put(communityId, { ...model, kind: 'popularity', dataHash: '', report, bytes }, tx);
  }

  return {
    /** To the bit as if the member had never been in it. Their courses must still be there. */
    async subtract(tx: Tx, communityId: string, memberId: string): Promise<void> {
      // A training that is under way may have counted them.
      await shardStore.drop(communityId, tx);
      const model = await modelStore.locked(tx, communityId);
      if (!model || model.bytes.length === 0) return;
      const { courseIds, report } = model;
      const cutoff = new Date(report.cutoff);
      const history = await historiesStore.historyOf(tx, communityId, memberId, courseIds, cutoff);
      const bytes = withoutMember(model.bytes, { key: memberKey(memberId), history });
      if (bytes === model.bytes) return;
      if (!bytes) return empty(tx, communityId, model);
      // Another name, so that whoever holds the old one in memory lets go of it.
      const dataHash = createHash('sha256').update(`${model.dataHash} less one`).update(bytes).digest('hex');
      await modelStore.put(communityId, { ...model, dataHash, bytes }, tx);
    },

    /** Two turned out to be one: what either had taken is no longer told apart, so it is learned anew. */
    async merged(tx: Tx, communityId: string, memberIds: readonly string[]): Promise<void> {
      await shardStore.drop(communityId, tx);
      const model = await modelStore.locked(tx, communityId);
      if (!model || model.bytes.length === 0) return;
      const { keys } = loadServed(model.bytes);
      if (memberIds.some((id) => keys.includes(memberKey(id)))) await empty(tx, communityId, model);
    },
  };
}

export type Leaving = ReturnType<typeof createLeaving>;
