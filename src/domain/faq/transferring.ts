import type { Tx } from '#database';
import type { Billing, Plan } from '#domain/billing';
import type { Locale } from '#domain/members';
import { later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Changing } from './changing.js';
import { distinctTexts, phrasingRows } from './entries.js';
import type { EntryStore, PhrasingRow } from './entry-store.js';
import { MAX_ENTRIES } from './limits.js';
import type { Faq, FaqEntry, FaqImport, FaqSheetEntry, FaqText } from './model.js';
import { checkedTags, folded } from './words.js';

export interface TransferringDeps {
  billing: Pick<Billing, 'plans'>;
  entryStore: EntryStore;
  changing: Changing;
  clock: Clock;
}

/** What an entry is to become. */
interface Wanted {
  row: number;
  before: FaqEntry | null;
  texts: FaqText[];
  tags: string[];
  planIds: string[];
  phrasings: PhrasingRow[];
}

/** Whole FAQs from files: looked at first, taken over together or not at all. */
export function createTransferring(deps: TransferringDeps): Pick<Faq, 'import'> {
  const { billing, entryStore, changing, clock } = deps;

  return {
    async import(communityId, { entries: rows, byId, apply }): Promise<FaqImport> {
      const plans = await billing.plans(communityId, true);
      const report = async (tx?: Tx) => {
        const known = await entryStore.entries(communityId, {}, tx);
        return compared(rows, known, plans, byId);
      };
      if (!apply) return (await report()).report;
      return changing(communityId, async (tx) => {
        const { report: found, wanted } = await report(tx);
        if (found.problems.length > 0) throw new UserFacingError('faq_import_problems');
        // A millisecond each: they are listed in the order of the file.
        const now = clock.now();
        for (const [index, one] of wanted.entries()) await put(tx, communityId, one, byId, later(now, index));
        const { added, changed } = found;
        const details = { added: added.length, changed: changed.length };
        const audit = { action: 'faq.imported', actorId: byId, details };
        return { value: found, audit: wanted.length > 0 ? audit : null, learns: wanted.length > 0 };
      });
    },
  };

  async function put(tx: Tx, communityId: string, wanted: Wanted, byId: string, at: Date): Promise<void> {
    const { before, texts, tags, planIds, phrasings } = wanted;
    const id =
      before?.id ?? (await entryStore.create(tx, communityId, { tags, planIds, createdById: byId, at }));
    if (before) await entryStore.change(tx, communityId, id, { tags, planIds, updatedAt: at });
    for (const text of texts) await entryStore.putText(tx, communityId, id, text);
    for (const { locale } of before?.texts ?? []) {
      if (!texts.some((text) => text.locale === locale)) {
        await entryStore.removeText(tx, communityId, id, locale);
      }
    }
    const stays = new Set(phrasings.map(sign));
    const there = new Set(before?.phrasings.map(sign));
    const gone = before?.phrasings.filter((one) => !stays.has(sign(one))) ?? [];
    await entryStore.removePhrasings(
      tx,
      communityId,
      gone.map((one) => one.id),
    );
    const fresh = phrasings.filter((one) => !there.has(sign(one)));
    await entryStore.addPhrasings(tx, communityId, id, fresh, at);
  }
}

const sign = ({ locale, text }: { locale: Locale; text: string }): string => `${locale}:${text}`;

/** What a file would do. */
function compared(
  rows: readonly FaqSheetEntry[],
  known: readonly FaqEntry[],
  plans: readonly Plan[],
  byId: string,
): { report: FaqImport; wanted: Wanted[] } {
  const report: FaqImport = { added: [], changed: [], unchanged: 0, problems: [] };
  const wanted: Wanted[] = [];
  const taken = new Set<string>();
  for (const row of rows) {
    try {
      const one = wantedOf(row, known, plans, byId);
      const { before, texts } = one;
      const title = texts[0]?.title ?? '';
      const key = before?.id ?? `new:${folded(title)}`;
      if (taken.has(key)) throw new UserFacingError('faq_import_twice', { title });
      taken.add(key);
      if (before && isSame(before, one)) report.unchanged += 1;
      else {
        report[before ? 'changed' : 'added'].push(title);
        wanted.push(one);
      }
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
      report.problems.push({ row: row.row, key: error.key, params: error.params });
    }
  }
  if (known.length + report.added.length > MAX_ENTRIES) {
    report.problems.push({ row: 0, key: 'faq_full', params: { max: MAX_ENTRIES } });
  }
  return { report, wanted };
}

/** What the row leaves out stays as it is. Throws UserFacingError. */
function wantedOf(
  given: FaqSheetEntry,
  known: readonly FaqEntry[],
  plans: readonly Plan[],
  byId: string,
): Wanted {
  const titles = new Set(given.texts.flatMap((text) => (text.title ? [folded(text.title)] : [])));
  const before =
    known.find(({ id }) => id === given.id) ??
    known.find(({ texts }) => texts.some(({ title }) => titles.has(folded(title)))) ??
    null;
  const texts = new Map(before?.texts.map((text) => [text.locale, text]));
  for (const { locale, title, answer } of given.texts) {
    if (title === null) texts.delete(locale);
    else texts.set(locale, { locale, title, answer });
  }
  const checked = distinctTexts([...texts.values()]);
  const [first] = checked;
  if (!first) throw new UserFacingError(before ? 'faq_last_text' : 'faq_title_missing');
  const kept = new Map(before?.phrasings.map((one) => [sign(one), one]));
  const locales = new Set(given.phrasings.map(({ locale }) => locale));
  const said = [
    ...(before?.phrasings ?? []).filter(({ locale }) => !locales.has(locale)),
    ...given.phrasings.flatMap(({ locale, texts: all }) => all.map((text) => ({ locale, text }))),
  ];
  const by = { locale: first.locale, source: 'imported' as const, byId };
  return {
    row: given.row,
    before,
    texts: checked,
    tags: given.tags ? checkedTags(given.tags) : (before?.tags ?? []),
    planIds: given.plans ? given.plans.map((named) => planNamed(named, plans)) : (before?.planIds ?? []),
    phrasings: phrasingRows(said, checked, [], by).map((one) => {
      const old = kept.get(sign(one));
      return old ? { ...one, source: old.source, addedById: old.addedById } : one;
    }),
  };
}

/** A plan that is not there must not make an answer public. Throws UserFacingError. */
function planNamed(named: string, plans: readonly Plan[]): string {
  const same = plans.filter(({ name }) => folded(name) === folded(named));
  const found = plans.find(({ id }) => id === named) ?? (same.length === 1 ? same[0] : undefined);
  if (!found) throw new UserFacingError('faq_import_plan', { plan: named });
  return found.id;
}

function isSame(before: FaqEntry, { texts, tags, planIds, phrasings }: Wanted): boolean {
  const sorted = (list: readonly string[]) => JSON.stringify([...list].sort());
  const words = (all: readonly FaqText[]) =>
    sorted(all.map(({ locale, title, answer }) => JSON.stringify([locale, title, answer])));
  return (
    words(before.texts) === words(texts) &&
    JSON.stringify(before.tags) === JSON.stringify(tags) &&
    sorted(before.planIds) === sorted(planIds) &&
    sorted(before.phrasings.map(sign)) === sorted(phrasings.map(sign))
  );
}
