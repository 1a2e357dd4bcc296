import type { Database } from '#database';
import type { Access } from '#domain/access';
import type { Locale } from '#domain/members';
import { later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { legible } from '#kernel/legible';
import type { AskStore } from './ask-store.js';
import type { Changing } from './changing.js';
import type { EntryStore } from './entry-store.js';
import { MAX_KEPT, TEXT_MS } from './limits.js';
import type { Faq, FaqAnswer, FaqEntry, FaqGuess, FaqQuestion, FaqText, FaqVerdict } from './model.js';
import type { Models } from './models.js';
import type { Encoder } from './ports.js';
import { languageOf, questionness } from './questions/index.js';
import { likelihoods } from './likelihoods.js';
import { thresholdFor } from './thresholds.js';
import { decide } from './verdict.js';
import { folded } from './words.js';

export interface JudgingDeps {
  database: Database;
  access: Pick<Access, 'entitlements'>;
  entryStore: EntryStore;
  askStore: AskStore;
  models: Models;
  encoder?: Encoder;
  changing: Changing;
  clock: Clock;
}

type JudgingDoor = Pick<Faq, 'judge' | 'ask' | 'pick' | 'thumb' | 'asked' | 'handedOver'>;

/** Longer messages are judged by their beginning. */
const READ = 2_000;

/** Who may be answered with what, and what is answered. */
export function createJudging(deps: JudgingDeps): JudgingDoor {
  const { access, entryStore, askStore, models, encoder, changing, clock } = deps;

  /** Entries for holders of a plan are there for nobody else. */
  async function openTo(
    communityId: string,
    memberId: string,
    entries: readonly FaqEntry[],
  ): Promise<FaqEntry[]> {
    if (entries.every(({ planIds }) => planIds.length === 0)) return [...entries];
    const held = (await access.entitlements(communityId, memberId))
      .filter(({ granting }) => granting)
      .map(({ planId }) => planId);
    return entries.filter(({ planIds }) => planIds.length === 0 || planIds.some((id) => held.includes(id)));
  }

  async function judged(
    communityId: string,
    { memberId, way, text, locale: spoken }: FaqQuestion,
  ): Promise<{ verdict: FaqVerdict; asks: number }> {
    const read = text.slice(0, READ);
    const locale = languageOf(read) ?? spoken;
    const asks = questionness(read, locale);
    const { matcher, oneIn } = await models.get(communityId);
    const nothing = { locale, guesses: [], probability: 0 };
    const silence = { kind: way === 'overheard' ? ('silent' as const) : ('unsure' as const), ...nothing };
    if (!matcher || (way === 'overheard' && asks < 0.5 && isOneWord(read))) return { verdict: silence, asks };
    const match = await matcher.matchWell(read, encoder);
    const isAsked = way !== 'overheard';
    const likely = likelihoods(match, isAsked ? match.probability : match.unasked);
    const known = await entryStore.byIds(
      communityId,
      likely.map(({ intent }) => intent),
    );
    const open = new Map((await openTo(communityId, memberId, known)).map((entry) => [entry.id, entry]));
    const written = known.filter((entry) => isWayOf(entry, read)).map(({ id }) => id);
    const all = likely
      .flatMap(({ intent, probability }): FaqGuess[] => {
        const entry = open.get(intent);
        const sure = written.includes(intent) ? Math.max(probability, WRITTEN / written.length) : probability;
        return entry ? [{ entryId: intent, title: textIn(entry, locale).title, probability: sure }] : [];
      })
      .toSorted((a, b) => b.probability - a.probability);
    const curve = isAsked ? matcher.curve : matcher.unaskedCurve;
    const threshold = thresholdFor(oneIn, curve, matcher.intents.length);
    const { kind, guesses } = decide(all, { threshold, way, asks });
    const about = { locale, guesses, probability: guesses[0]?.probability ?? 0 };
    const entry = open.get(guesses[0]?.entryId ?? '');
    if (kind === 'answer' && entry) {
      return { verdict: { kind, ...about, entry, text: textIn(entry, locale) }, asks };
    }
    return { verdict: { kind: kind === 'answer' ? 'unsure' : kind, ...about }, asks };
  }

  async function own(communityId: string, memberId: string, askId: string) {
    const ask = await askStore.ask(communityId, askId);
    if (ask?.memberId !== memberId) throw new UserFacingError('faq_ask_unknown');
    return ask;
  }

  return {
    judge: async (communityId, question) => (await judged(communityId, question)).verdict,

    async ask(communityId, question): Promise<FaqAnswer> {
      const { verdict, asks } = await judged(communityId, question);
      const { memberId, platform, way, text } = question;
      const now = clock.now();
      if (verdict.kind === 'silent') {
        // Chatter is nothing that was left unanswered.
        if (asks >= 0.5) await askStore.silence(communityId, now);
        return { ...verdict, askId: null };
      }
      const isKept = way !== 'overheard';
      const askId = await askStore.put(communityId, {
        memberId,
        platform,
        way,
        locale: verdict.locale,
        askedAt: now,
        outcome: OUTCOME[verdict.kind],
        entryId: verdict.kind === 'answer' ? verdict.entry.id : null,
        probability: verdict.probability,
        guesses: verdict.guesses,
        text: isKept ? legible([...text.slice(0, READ)].slice(0, MAX_KEPT).join('')) : null,
        textUntil: isKept ? later(now, TEXT_MS) : null,
      });
      return { ...verdict, askId };
    },

    async pick(communityId, memberId, askId, entryId): Promise<FaqAnswer> {
      const { locale, guesses, entryId: before } = await own(communityId, memberId, askId);
      const known = await entryStore.byIds(communityId, [entryId]);
      const [entry] = await openTo(communityId, memberId, known);
      if (!entry) throw new UserFacingError('faq_unknown');
      if (before !== entryId) await askStore.pick(communityId, memberId, askId, entryId);
      const probability = guesses.find((one) => one.entryId === entryId)?.probability ?? 0;
      const text = textIn(entry, locale);
      return { kind: 'answer', locale, guesses, probability, entry, text, askId };
    },

    async thumb(communityId, memberId, askId, up) {
      const thumb = up ? 1 : -1;
      const ask = await own(communityId, memberId, askId);
      if (ask.thumb === thumb) return ask;
      await changing(communityId, async (tx) => {
        await askStore.thumb(tx, communityId, memberId, askId, thumb);
        // What was found wrong is evidence, as long as its words are known.
        const learns = ask.text !== null && ask.entryId !== null && (!up || ask.thumb === -1);
        return { value: null, audit: null, learns };
      });
      return { ...ask, thumb };
    },

    async asked(communityId, askId) {
      const ask = await askStore.ask(communityId, askId);
      if (!ask) throw new UserFacingError('faq_ask_unknown');
      return ask;
    },
    handedOver: (tx, communityId, askId, ticketId) => askStore.handedOver(tx, communityId, askId, ticketId),
  };
}

/** A word that falls in a chat asks nobody anything, whatever it is about. */
const isOneWord = (text: string): boolean => {
  const said = text.trim();
  return !/\s/.test(said) && (said.match(/\p{Script=Han}/gu)?.length ?? 0) < 4;
};

/** What a moderator wrote as a way of asking is one, whatever was measured of others. */
const WRITTEN = 0.995;

function isWayOf({ texts, phrasings }: FaqEntry, said: string): boolean {
  const bare = (text: string) => folded(text).replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
  const words = bare(said);
  const ways = [...texts.map(({ title }) => title), ...phrasings.map(({ text }) => text)];
  return ways.some((way) => bare(way) === words);
}

const OUTCOME = { answer: 'answered', choose: 'asked_back', unsure: 'unsure' } as const;

/** In this language where there is one, else in the one there is. */
export function textIn(entry: FaqEntry, locale: Locale): FaqText {
  const text = entry.texts.find((one) => one.locale === locale) ?? entry.texts[0];
  if (!text) throw new Error(`the FAQ entry ${entry.id} has no text`);
  return text;
}
