import { later, type Clock } from '#kernel/clock';
import type { AskStore } from './ask-store.js';
import type { EntryStore } from './entry-store.js';
import { knowledgeOf } from './knowledge.js';
import type { Matcher } from './matcher/model.js';
import type { Faq } from './model.js';
import type { ModelStore } from './model-store.js';
import type { Models } from './models.js';
import type { Trainer } from './ports.js';

export interface TrainingDeps {
  entryStore: EntryStore;
  askStore: AskStore;
  modelStore: ModelStore;
  models: Models;
  trainer: Trainer;
  load: (bytes: Uint8Array) => Matcher;
  clock: Clock;
}

/** Brings the model to what moderators wrote. */
export function createTraining(deps: TrainingDeps): Pick<Faq, 'train' | 'isStale'> {
  const { entryStore, askStore, modelStore, models, trainer, load, clock } = deps;

  async function isReadable(communityId: string): Promise<boolean> {
    const bytes = await modelStore.bytes(communityId);
    if (!bytes || bytes.length === 0) return bytes !== null;
    try {
      load(bytes);
      return true;
    } catch {
      return false;
    }
  }

  return {
    async isStale(communityId) {
      const { revision, trained } = await modelStore.state(communityId);
      return revision > (trained?.revision ?? 0);
    },

    async train(communityId) {
      // Read first: what changes while it learns makes the model old, not wrong.
      const { revision, trained } = await modelStore.state(communityId);
      if (revision <= (trained?.revision ?? 0) && (!trained || (await isReadable(communityId))))
        return 'fresh';
      const knowledge = await knowledgeOf(communityId, { entryStore, askStore });
      const isEmpty = knowledge.phrasings.length === 0;
      const bytes = isEmpty ? new Uint8Array() : await trainer.train(knowledge);
      const trainedAt = clock.now();
      await modelStore.put(communityId, { revision, trainedAt, bytes });
      models.refresh(communityId);
      if (isEmpty || !trainer.encodes) return isEmpty ? 'empty' : 'trained';
      // Letters are learned in seconds; what sentences mean comes after, unless something changed since.
      const better = await trainer.train(knowledge, true);
      if ((await modelStore.state(communityId)).revision === revision) {
        await modelStore.put(communityId, { revision, trainedAt: later(trainedAt, 1), bytes: better });
        models.refresh(communityId);
      }
      return 'trained';
    },
  };
}
