import type { Tx } from '#database';
import type { Billing } from '#domain/billing';
import { locales, type Locale, type Members } from '#domain/members';
import { later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { AskStore } from './ask-store.js';
import type { Changing } from './changing.js';
import type { EntryStore, PhrasingRow } from './entry-store.js';
import { MAX_ENTRIES, MAX_PHRASINGS, REMOVED_MS } from './limits.js';
import type { Faq, FaqEntry, FaqSource, FaqText } from './model.js';
import { checkedPhrasing, checkedTags, checkedText, folded } from './words.js';

export interface EntriesDeps {
  members: Pick<Members, 'community'>;
  billing: Pick<Billing, 'plans'>;
  entryStore: EntryStore;
  askStore: AskStore;
  changing: Changing;
  clock: Clock;
}

type EntriesDoor = Pick<
  Faq,
  'entries' | 'entry' | 'add' | 'edit' | 'remove' | 'restore' | 'addPhrasing' | 'removePhrasing'
>;

/** What moderators write. */
export function createEntries(deps: EntriesDeps): EntriesDoor {
  const { members, billing, entryStore, askStore, changing, clock } = deps;

  async function firstLocale(communityId: string): Promise<Locale> {
    return (await members.community(communityId)).locale;
  }

  async function found(communityId: string, id: string, tx?: Tx): Promise<FaqEntry> {
    const [entry] = await entryStore.byIds(communityId, [id], tx);
    if (!entry) throw new UserFacingError('faq_unknown');
    return entry;
  }

  /** As it is shown: the community's language first. */
  async function shown(communityId: string, id: string): Promise<FaqEntry> {
    return inOrder(await found(communityId, id), await firstLocale(communityId));
  }

  async function checkedPlans(communityId: string, planIds: readonly string[]): Promise<string[]> {
    const known = new Set((await billing.plans(communityId, true)).map(({ id }) => id));
    if (!planIds.every((id) => known.has(id))) throw new UserFacingError('plan_unknown');
    return [...new Set(planIds)];
  }

  /** What moderators have dealt with: these questions, and those that were handed over with a ticket. */
  async function settle(tx: Tx, communityId: string, asks: readonly string[], ticketId?: string) {
    const handedOver = ticketId === undefined ? [] : await askStore.ofTicket(tx, communityId, ticketId);
    return askStore.settle(tx, communityId, [...asks, ...handedOver], clock.now());
  }

  return {
    async entries(communityId, filter = {}) {
      const locale = await firstLocale(communityId);
      return (await entryStore.entries(communityId, filter)).map((one) => inOrder(one, locale));
    },
    entry: shown,

    async add(communityId, input) {
      const { texts, phrasings, tags = [], planIds = [], source = 'written', ticketId, byId } = input;
      const checked = distinctTexts(texts);
      const [first] = checked;
      if (!first) throw new UserFacingError('faq_title_missing');
      const rows = phrasingRows(phrasings, checked, [], { locale: first.locale, source, byId });
      const plans = await checkedPlans(communityId, planIds);
      const named = checkedTags(tags);
      const id = await changing(communityId, async (tx) => {
        if ((await entryStore.count(tx, communityId)) >= MAX_ENTRIES) {
          throw new UserFacingError('faq_full', { max: MAX_ENTRIES });
        }
        const twin = sameTitle(checked, plans, await entryStore.entries(communityId, {}, tx));
        if (twin !== undefined) throw new UserFacingError('faq_title_taken', { title: twin });
        const at = clock.now();
        const made = { tags: named, planIds: plans, createdById: byId, at };
        const entryId = await entryStore.create(tx, communityId, made);
        for (const text of checked) await entryStore.putText(tx, communityId, entryId, text);
        await entryStore.addPhrasings(tx, communityId, entryId, rows, at);
        await settle(tx, communityId, [], ticketId);
        const audit = { action: 'faq.added', actorId: byId, details: { title: first.title } };
        return { value: entryId, audit, learns: true };
      });
      return shown(communityId, id);
    },

    async edit(communityId, entryId, { text, tags, planIds, byId }) {
      const plans = planIds && (await checkedPlans(communityId, planIds));
      const named = tags && checkedTags(tags);
      const checked = text && text.title !== null ? checkedText(text) : undefined;
      await changing(communityId, async (tx) => {
        const before = await found(communityId, entryId, tx);
        if (checked) await entryStore.putText(tx, communityId, entryId, checked);
        else if (text) {
          if (before.texts.every(({ locale }) => locale === text.locale)) {
            throw new UserFacingError('faq_last_text');
          }
          await entryStore.removeText(tx, communityId, entryId, text.locale);
        }
        await entryStore.change(tx, communityId, entryId, {
          ...(named ? { tags: named } : {}),
          ...(plans ? { planIds: plans } : {}),
          updatedAt: clock.now(),
        });
        const title = checked?.title ?? before.texts[0]?.title ?? '';
        const audit = { action: 'faq.edited', actorId: byId, details: { title } };
        const same = before.texts.find(({ locale }) => locale === checked?.locale)?.title === checked?.title;
        return { value: null, audit, learns: text !== undefined && !same };
      });
      return shown(communityId, entryId);
    },

    async remove(communityId, entryId, byId) {
      await changing(communityId, async (tx) => {
        const before = await found(communityId, entryId, tx);
        const at = clock.now();
        await entryStore.change(tx, communityId, entryId, { removedAt: at, updatedAt: at });
        const details = { title: before.texts[0]?.title ?? '' };
        return { value: null, audit: { action: 'faq.removed', actorId: byId, details }, learns: true };
      });
    },

    async restore(communityId, entryId, byId) {
      await changing(communityId, async (tx) => {
        if ((await entryStore.count(tx, communityId)) >= MAX_ENTRIES) {
          throw new UserFacingError('faq_full', { max: MAX_ENTRIES });
        }
        const now = clock.now();
        const there = await entryStore.restore(tx, communityId, entryId, later(now, -REMOVED_MS), now);
        // Pressed twice, it is there already.
        const entry = await found(communityId, entryId, tx);
        const details = { title: entry.texts[0]?.title ?? '' };
        const audit = there ? { action: 'faq.restored', actorId: byId, details } : null;
        return { value: null, audit, learns: there };
      });
      return shown(communityId, entryId);
    },

    async addPhrasing(communityId, { entryId, text, locale, source, asks = [], ticketId, byId }) {
      await changing(communityId, async (tx) => {
        const entry = await found(communityId, entryId, tx);
        const otherwise = entry.texts[0]?.locale ?? 'en';
        const given = [{ text, ...(locale ? { locale } : {}) }];
        const known = entry.phrasings.map((one) => one.text);
        const by = { locale: otherwise, source, byId };
        const rows = phrasingRows(given, entry.texts, known, by);
        const at = clock.now();
        await entryStore.addPhrasings(tx, communityId, entryId, rows, at);
        const { taught } = await settle(tx, communityId, asks, ticketId);
        if (rows.length > 0) await entryStore.change(tx, communityId, entryId, { updatedAt: at });
        const details = { title: entry.texts[0]?.title ?? '' };
        const audit = { action: 'faq.phrasing_added', actorId: byId, details };
        return { value: null, audit: rows.length > 0 ? audit : null, learns: rows.length > 0 || taught };
      });
      return shown(communityId, entryId);
    },

    async removePhrasing(communityId, phrasingId, byId) {
      const entryId = await entryStore.entryOfPhrasing(communityId, phrasingId);
      if (entryId === null) throw new UserFacingError('faq_phrasing_unknown');
      await changing(communityId, async (tx) => {
        const entry = await found(communityId, entryId, tx);
        await entryStore.removePhrasings(tx, communityId, [phrasingId]);
        const details = { title: entry.texts[0]?.title ?? '' };
        return {
          value: null,
          audit: { action: 'faq.phrasing_removed', actorId: byId, details },
          learns: true,
        };
      });
      return shown(communityId, entryId);
    },
  };
}

/** One text a language, the last one given. */
export function distinctTexts(texts: readonly FaqText[]): FaqText[] {
  return [...new Map(texts.map((text) => [text.locale, checkedText(text)])).values()];
}

/**
 * A title that somebody who may read both would be asked about twice: "X, or X?". Two plans that have nobody in common
 * may each have an entry of the same title.
 */
function sameTitle(
  texts: readonly FaqText[],
  plans: readonly string[],
  known: readonly FaqEntry[],
): string | undefined {
  const apart = (other: FaqEntry) =>
    plans.length > 0 && other.planIds.length > 0 && !other.planIds.some((id) => plans.includes(id));
  const taken = new Set(
    known
      .filter((other) => !apart(other))
      .flatMap((other) => other.texts.map(({ locale, title }) => `${locale} ${folded(title)}`)),
  );
  return texts.find(({ locale, title }) => taken.has(`${locale} ${folded(title)}`))?.title;
}

/**
 * Checked, and without those that are there already, as a title or as a phrasing.
 * Throws UserFacingError `faq_phrasings_full`.
 */
export function phrasingRows(
  given: readonly { text: string; locale?: Locale }[],
  texts: readonly FaqText[],
  known: readonly string[],
  { locale, source, byId }: { locale: Locale; source: FaqSource; byId: string | null },
): PhrasingRow[] {
  const said = new Set([...texts.map(({ title }) => title), ...known].map(folded));
  const rows: PhrasingRow[] = [];
  for (const one of given) {
    const checked = checkedPhrasing(one, locale);
    if (said.has(folded(checked.text))) continue;
    said.add(folded(checked.text));
    rows.push({ ...checked, source, addedById: byId });
  }
  if (known.length + rows.length > MAX_PHRASINGS) {
    throw new UserFacingError('faq_phrasings_full', { max: MAX_PHRASINGS });
  }
  return rows;
}

export function inOrder(entry: FaqEntry, first: Locale): FaqEntry {
  const rank = (locale: Locale) => (locale === first ? -1 : locales.indexOf(locale));
  return { ...entry, texts: entry.texts.toSorted((a, b) => rank(a.locale) - rank(b.locale)) };
}
