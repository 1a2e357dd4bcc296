import { later, type Clock } from '#kernel/clock';
import type { AskStore } from './ask-store.js';
import type { EntryStore } from './entry-store.js';
import { knowledgeOf } from './knowledge.js';
import type { Matcher } from './matcher/model.js';
import type { Faq } from './model.js';
import type { ModelState, ModelStore } from './model-store.js';
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

  const isCurrent = async (communityId: string, revision: number) =>
    (await modelStore.state(communityId)).revision === revision;

  /** `state` was read first: what changes while it learns makes the model old, not wrong. */
  async function train(
    communityId: string,
    { revision, trained }: ModelState,
  ): Promise<'trained' | 'fresh' | 'empty'> {
    if (revision <= (trained?.revision ?? 0) && (!trained || (await isReadable(communityId)))) return 'fresh';
    const knowledge = await knowledgeOf(communityId, { entryStore, askStore });
    const isEmpty = knowledge.phrasings.length === 0;
    const bytes = isEmpty ? new Uint8Array() : await trainer.train(knowledge);
    const trainedAt = clock.now();
    // A community that was wiped meanwhile is at its beginning again, and needs no model.
    if ((await modelStore.state(communityId)).revision < revision) return 'fresh';
    await modelStore.put(communityId, { revision, trainedAt, bytes });
    models.refresh(communityId);
    if (isEmpty || !trainer.encodes) return isEmpty ? 'empty' : 'trained';
    // Letters are learned in seconds; what sentences mean comes after, unless something changed since.
    if (!(await isCurrent(communityId, revision))) return 'trained';
    const better = await trainer.train(knowledge, true);
    if (await isCurrent(communityId, revision)) {
      await modelStore.put(communityId, { revision, trainedAt: later(trainedAt, 1), bytes: better });
      models.refresh(communityId);
    }
    return 'trained';
  }

  /** Who asks for what is under way waits for it: learning the same twice helps nobody. */
  const underWay = new Map<string, Promise<'trained' | 'fresh' | 'empty'>>();

  return {
    async isStale(communityId) {
      const { revision, trained } = await modelStore.state(communityId);
      return revision > (trained?.revision ?? 0);
    },

    async train(communityId) {
      const state = await modelStore.state(communityId);
      const key = `${communityId} ${state.revision}`;
      const running = underWay.get(key);
      if (running) return running;
      const fresh = train(communityId, state).finally(() => underWay.delete(key));
      underWay.set(key, fresh);
      return fresh;
    },
  };
}
