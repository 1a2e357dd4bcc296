import { setImmediate } from 'node:timers/promises';
import type { EntryStore } from './entry-store.js';
import { labelled } from './knowledge.js';
import { ENOUGH_PHRASINGS } from './limits.js';
import type { Matcher } from './matcher/model.js';
import type { Faq, FaqEntry, FaqLint } from './model.js';
import type { Models } from './models.js';
import { folded } from './words.js';

/** Of each entry, so many phrasings are looked at. */
const LOOKED_AT = 5;
/** Another entry that gets so much of a phrasing's share is near. */
const NEAR = 0.25;
/** … and confusable, when it is near to so many of them. */
const CONFUSABLE = 0.34;

/** What a moderator should look at. */
export function createLinting({
  entryStore,
  models,
}: {
  entryStore: EntryStore;
  models: Models;
}): Pick<Faq, 'lints'> {
  return {
    async lints(communityId) {
      const entries = await entryStore.entries(communityId);
      const { matcher } = await models.get(communityId);
      return [
        ...doubles(entries),
        ...(matcher ? await confusables(entries, matcher) : []),
        ...entries.flatMap(({ id, phrasings }): FaqLint[] =>
          phrasings.length < ENOUGH_PHRASINGS
            ? [{ kind: 'few_phrasings', entryId: id, has: phrasings.length }]
            : [],
        ),
      ];
    },
  };
}

/** The same words at two entries. */
function doubles(entries: readonly FaqEntry[]): FaqLint[] {
  const first = new Map<string, string>();
  const found: FaqLint[] = [];
  for (const { text, intent } of labelled(entries)) {
    const owner = first.get(folded(text));
    if (owner === undefined) first.set(folded(text), intent);
    else if (owner !== intent) found.push({ kind: 'double', entryId: owner, otherId: intent, text });
  }
  return found;
}

/** Entries whose own phrasings could as well be about another one. */
async function confusables(entries: readonly FaqEntry[], matcher: Matcher): Promise<FaqLint[]> {
  const live = new Set(entries.map(({ id }) => id));
  const found: Extract<FaqLint, { kind: 'confusable' }>[] = [];
  for (const entry of entries) {
    await setImmediate();
    const texts = labelled([entry]).slice(0, LOOKED_AT);
    const near = new Map<string, number>();
    for (const { text } of texts) {
      for (const { intent, share } of matcher.match(text).candidates) {
        if (intent === entry.id || !live.has(intent) || share < NEAR) continue;
        near.set(intent, (near.get(intent) ?? 0) + 1 / texts.length);
      }
    }
    for (const [otherId, share] of near) {
      const told = found.some((one) => one.entryId === otherId && one.otherId === entry.id);
      if (share >= CONFUSABLE && !told) found.push({ kind: 'confusable', entryId: entry.id, otherId, share });
    }
  }
  return found.toSorted((a, b) => b.share - a.share);
}
