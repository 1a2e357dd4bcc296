import type { Members } from '#domain/members';
import { days, later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Changing } from './changing.js';
import type { EntryStore } from './entry-store.js';
import type { Faq, FaqReport } from './model.js';
import type { ModelStore } from './model-store.js';
import type { Models } from './models.js';
import type { ReportStore } from './report-store.js';
import { measuredAt, thresholdFor } from './thresholds.js';

export interface ReportingDeps {
  members: Pick<Members, 'community'>;
  entryStore: EntryStore;
  modelStore: ModelStore;
  reportStore: ReportStore;
  models: Models;
  changing: Changing;
  clock: Clock;
}

/** Promises that are shown beside the one that holds. */
const CHOICES = [5, 10, 20, 50, 100];
const LEAST_ONE_IN = 2;
const MOST_ONE_IN = 200;
/** Thumbs of so many days are counted. */
const SEEN_DAYS = 90;
const MOST_DAYS = 400;
const TOP = 8;

/** What is promised, and what became of it. */
export function createReporting(deps: ReportingDeps): Pick<Faq, 'promise' | 'setPromise' | 'report'> {
  const { members, entryStore, modelStore, reportStore, models, changing, clock } = deps;

  const promise: Faq['promise'] = async (communityId) => {
    const { matcher, oneIn, trainedAt } = await models.get(communityId);
    const curve = matcher?.curve ?? [];
    const entries = matcher?.intents.length ?? 0;
    const threshold = thresholdFor(oneIn, curve, entries);
    const measured = measuredAt(threshold, curve);
    return {
      oneIn,
      threshold,
      wrong: measured?.wrong ?? null,
      coverage: measured?.coverage ?? null,
      choices: CHOICES.flatMap((other) => {
        const at = thresholdFor(other, curve, entries);
        const point = measuredAt(at, curve);
        return point ? [{ oneIn: other, threshold: at, coverage: point.coverage }] : [];
      }),
      curve,
      seen: await reportStore.seen(communityId, later(clock.now(), -days(SEEN_DAYS))),
      trainedAt,
      entries,
    };
  };

  return {
    promise,
    async setPromise(communityId, oneIn, byId) {
      if (!Number.isInteger(oneIn) || oneIn < LEAST_ONE_IN || oneIn > MOST_ONE_IN) {
        throw new UserFacingError('faq_promise', { min: LEAST_ONE_IN, max: MOST_ONE_IN });
      }
      await changing(communityId, async (tx) => {
        await modelStore.setOneIn(tx, communityId, oneIn);
        const audit = { action: 'faq.promise', actorId: byId, details: { one_in: oneIn } };
        return { value: null, audit, learns: false };
      });
      models.refresh(communityId);
      return promise(communityId);
    },

    async report(communityId, from, to): Promise<FaqReport> {
      const first = startOf(from);
      const end = later(startOf(to), days(1));
      const among = [communityId, first, end] as const;
      const rows = new Map((await reportStore.days(...among)).map((row) => [row.day, row]));
      const silences = await reportStore.silences(...among);
      const all: FaqReport['days'] = [];
      for (let at = first; at < end && all.length < MOST_DAYS; at = later(at, days(1))) {
        const day = at.toISOString().slice(0, 10);
        const { answered = 0, askedBack = 0, unsure = 0 } = rows.get(day) ?? {};
        all.push({ day, answered, askedBack, unsure, silent: silences.get(day) ?? 0 });
      }
      const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);
      const of = (what: 'answered' | 'askedBack' | 'unsure' | 'handedOver' | 'up' | 'down') =>
        sum([...rows.values()].map((row) => row[what]));
      const top = await reportStore.top(...among, TOP);
      const titles = await entryStore.titles(
        communityId,
        top.map(({ entryId }) => entryId),
      );
      const { locale } = await members.community(communityId);
      return {
        from: first,
        to,
        asked: of('answered') + of('askedBack') + of('unsure'),
        answered: of('answered'),
        askedBack: of('askedBack'),
        unsure: of('unsure'),
        silent: sum(silences.values()),
        handedOver: of('handedOver'),
        up: of('up'),
        down: of('down'),
        days: all,
        top: top.flatMap((row) => {
          const texts = titles.get(row.entryId) ?? [];
          const title = (texts.find((text) => text.locale === locale) ?? texts[0])?.title;
          return title === undefined ? [] : [{ ...row, title }];
        }),
      };
    },
  };
}

const startOf = (at: Date): Date => new Date(`${at.toISOString().slice(0, 10)}T00:00:00Z`);
