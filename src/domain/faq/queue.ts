import type { Clock } from '#kernel/clock';
import type { Locale } from '#domain/members';
import type { AskStore } from './ask-store.js';
import type { Changing } from './changing.js';
import type { EntryStore } from './entry-store.js';
import { textIn } from './judging.js';
import { likelihoods } from './likelihoods.js';
import { groupsOf } from './likeness.js';
import type { Faq, FaqCluster, FaqGuess } from './model.js';
import type { Models } from './models.js';

export interface QueueDeps {
  entryStore: EntryStore;
  askStore: AskStore;
  models: Models;
  changing: Changing;
  clock: Clock;
}

const GUESSES = 3;

/** What nobody answered, for moderators. */
export function createQueue(deps: QueueDeps): Pick<Faq, 'unanswered' | 'dismiss'> {
  const { entryStore, askStore, models, changing, clock } = deps;

  /** What the model of today thinks that it is about. */
  async function guessesFor(communityId: string, text: string, locale: Locale): Promise<FaqGuess[]> {
    const { matcher } = await models.get(communityId);
    if (!matcher) return [];
    const match = matcher.match(text);
    const likely = likelihoods(match, match.probability).slice(0, GUESSES);
    const ids = likely.map(({ intent }) => intent);
    const entries = new Map((await entryStore.byIds(communityId, ids)).map((entry) => [entry.id, entry]));
    return likely.flatMap(({ intent, probability }) => {
      const entry = entries.get(intent);
      return entry ? [{ entryId: intent, title: textIn(entry, locale).title, probability }] : [];
    });
  }

  return {
    async unanswered(communityId) {
      const waiting = await askStore.queue(communityId);
      const clusters: FaqCluster[] = [];
      for (const asks of groupsOf(waiting, ({ text }) => text ?? '')) {
        const [first] = asks;
        if (!first || first.text === null) continue;
        const guesses = await guessesFor(communityId, first.text, first.locale);
        clusters.push({ text: first.text, asks, guesses });
      }
      return clusters;
    },

    async dismiss(communityId, askIds, byId) {
      await changing(communityId, async (tx) => {
        const { count, taught } = await askStore.settle(tx, communityId, askIds, clock.now());
        const audit = { action: 'faq.dismissed', actorId: byId, details: { questions: count } };
        return { value: null, audit: count > 0 ? audit : null, learns: taught };
      });
    },
  };
}
