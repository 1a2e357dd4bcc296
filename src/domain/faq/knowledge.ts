import type { AskStore } from './ask-store.js';
import type { EntryStore } from './entry-store.js';
import type { LabelledText, TrainingInput } from './matcher/model.js';
import type { FaqEntry } from './model.js';
import { folded } from './words.js';

/** Answers that were found wrong: so many are learned from. */
const AGAINST = 200;
/** One member's dislike of one entry counts so often. */
const VOICES = 3;
/** Of what was asked lately, so much is looked at; of one member so much. */
const ASKED = 500;
const ASKED_EACH = 25;

/** Everything that a model learns from: every title is a phrasing as well. */
export function labelled(entries: readonly FaqEntry[]): LabelledText[] {
  return entries.flatMap(({ id, texts, phrasings }) =>
    distinct([...texts.map(({ title }) => title), ...phrasings.map(({ text }) => text)]).map((text) => ({
      text,
      intent: id,
    })),
  );
}

export async function knowledgeOf(
  communityId: string,
  { entryStore, askStore }: { entryStore: EntryStore; askStore: AskStore },
): Promise<Omit<TrainingInput, 'encoder'>> {
  const entries = await entryStore.entries(communityId);
  const phrasings = labelled(entries);
  const said = new Set(phrasings.map(({ text, intent }) => `${intent}:${folded(text)}`));
  const live = new Set(entries.map(({ id }) => id));
  const voices = new Map<string, number>();
  const against: LabelledText[] = [];
  for (const { text, entryId, memberId } of await askStore.judged(communityId, -1, AGAINST)) {
    if (text === null || entryId === null || !live.has(entryId)) continue;
    // Whatever somebody thinks of an answer, a moderator's word counts more.
    if (said.has(`${entryId}:${folded(text)}`)) continue;
    const voice = `${memberId}:${entryId}`;
    voices.set(voice, (voices.get(voice) ?? 0) + 1);
    if ((voices.get(voice) ?? 0) <= VOICES) against.push({ text, intent: entryId });
  }
  return { phrasings, against, asked: await askedLately(communityId, phrasings, askStore) };
}

/** What stands word for word among the phrasings is answered in any case, and shows nothing of the rest. */
async function askedLately(
  communityId: string,
  phrasings: readonly LabelledText[],
  askStore: AskStore,
): Promise<string[]> {
  const said = new Set(phrasings.map(({ text }) => folded(text)));
  const each = new Map<string, number>();
  const asked: string[] = [];
  for (const { text, memberId } of await askStore.lately(communityId, ASKED)) {
    if (text === null || said.has(folded(text))) continue;
    said.add(folded(text));
    each.set(memberId, (each.get(memberId) ?? 0) + 1);
    if ((each.get(memberId) ?? 0) <= ASKED_EACH) asked.push(text);
  }
  return asked;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [folded(text), text])).values()];
}
