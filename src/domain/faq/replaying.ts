import { setImmediate } from 'node:timers/promises';
import { UserFacingError } from '#kernel/errors';
import type { AskStore } from './ask-store.js';
import type { EntryStore } from './entry-store.js';
import { knowledgeOf } from './knowledge.js';
import type { Match, Matcher } from './matcher/model.js';
import type { Faq, FaqEntry, FaqGuess, FaqReplay } from './model.js';
import type { Models } from './models.js';
import type { Trainer } from './ports.js';
import { thresholdFor } from './thresholds.js';
import { checkedPhrasing, folded } from './words.js';

export interface ReplayingDeps {
  entryStore: EntryStore;
  askStore: AskStore;
  models: Models;
  trainer: Trainer;
  load: (bytes: Uint8Array) => Matcher;
}

/** Praised answers and phrasings that are tried, those nearest to the new phrasing first. */
const PRAISED = 200;
const TRIED = 1_500;
/** Matched before others get their turn. */
const AT_ONCE = 16;
const SHOWN = 20;

/** Tries a phrasing out on a copy of the model. */
export function createReplaying(deps: ReplayingDeps): Pick<Faq, 'replay'> {
  const { entryStore, askStore, models, trainer, load } = deps;
  return {
    async replay(communityId, { entryId, text }): Promise<FaqReplay> {
      const entries = new Map((await entryStore.entries(communityId)).map((entry) => [entry.id, entry]));
      const entry = entries.get(entryId);
      if (!entry) throw new UserFacingError('faq_unknown');
      const phrasing = checkedPhrasing({ text }, entry.texts[0]?.locale ?? 'en').text;
      const knowledge = await knowledgeOf(communityId, deps);
      const added = folded(phrasing);
      // Nothing changes by what is known already.
      if (
        knowledge.phrasings.some(({ text: known, intent }) => intent === entryId && folded(known) === added)
      )
        return { breaks: [], gains: [], tried: Math.min(TRIED, knowledge.phrasings.length) };
      const { matcher, oneIn, stale } = await models.get(communityId);
      // What is compared with knows the same, but for the phrasing; both go by letters and the same measure.
      const isCurrent = matcher !== null && !stale && !trainer.encodes;
      const before = isCurrent ? matcher : load(await trainer.train({ ...knowledge, ...measureOf(matcher) }));
      const phrasings = [...knowledge.phrasings, { text: phrasing, intent: entryId }];
      const after = load(await trainer.train({ ...knowledge, phrasings, ...measureOf(before) }));

      const near = new Set(before.match(phrasing).candidates.map(({ intent }) => intent));
      const praised = (await askStore.judged(communityId, 1, PRAISED)).flatMap((ask) =>
        ask.text !== null && ask.entryId !== null && entries.has(ask.entryId)
          ? [{ text: ask.text, intent: ask.entryId }]
          : [],
      );
      const known = knowledge.phrasings.toSorted(
        (a, b) => Number(near.has(b.intent)) - Number(near.has(a.intent)),
      );
      const tried = [...praised, ...known].slice(0, TRIED);
      const bar = thresholdFor(oneIn, before.curve, before.intents.length);
      const breaks: (FaqReplay['breaks'][number] & { harm: number })[] = [];
      for (const [index, { text: said, intent }] of tried.entries()) {
        if (index % AT_ONCE === 0) await setImmediate();
        const [then, now] = [before.match(said), after.match(said)];
        if (then.candidates[0]?.intent !== intent) continue;
        const goesElsewhere = now.candidates[0]?.intent !== intent;
        const isLost = then.probability >= bar && now.probability < bar;
        // What two entries are asked with in the same words is nobody's any more.
        const isSame = intent !== entryId && folded(said) === added;
        if (!goesElsewhere && !isLost && !isSame) continue;
        const from = guess(then, entries);
        const to = goesElsewhere ? guess(now, entries) : isSame ? asGuess(entry, now.probability) : null;
        const harm = Number(goesElsewhere || isSame) + then.probability - now.probability;
        if (from) breaks.push({ text: said, from, to, harm });
      }
      breaks.sort((a, b) => b.harm - a.harm);
      const gains: string[] = [];
      for (const { text: asked } of await askStore.queue(communityId)) {
        if (asked === null) continue;
        const [then, now] = [before.match(asked), after.match(asked)];
        const isAnswered = (match: Match) =>
          match.candidates[0]?.intent === entryId && match.probability >= bar;
        if (!isAnswered(then) && isAnswered(now)) gains.push(asked);
      }
      const worst = breaks.slice(0, SHOWN).map(({ harm: _harm, ...one }) => one);
      return { breaks: worst, gains: gains.slice(0, SHOWN), tried: tried.length };
    },
  };
}

const measureOf = (matcher: Matcher | null) => (matcher ? { measured: matcher.save() } : {});

function guess({ candidates, probability }: Match, entries: ReadonlyMap<string, FaqEntry>): FaqGuess | null {
  const entry = entries.get(candidates[0]?.intent ?? '');
  return entry ? asGuess(entry, probability) : null;
}

const asGuess = (entry: FaqEntry, probability: number): FaqGuess => ({
  entryId: entry.id,
  title: entry.texts[0]?.title ?? '',
  probability,
});
