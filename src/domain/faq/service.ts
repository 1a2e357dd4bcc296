import type { Database } from '#database';
import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Members } from '#domain/members';
import { later, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { createAskStore } from './ask-store.js';
import { createChanging } from './changing.js';
import { createEntries } from './entries.js';
import { createEntryStore } from './entry-store.js';
import { createJudging } from './judging.js';
import { ASK_MS, RELEARN_ASKED, RELEARN_MS, REMOVED_MS } from './limits.js';
import { createLinting } from './linting.js';
import { loadMatcher } from './matcher/index.js';
import type { Faq } from './model.js';
import { createModelStore } from './model-store.js';
import { createModels } from './models.js';
import { createPersonalStore } from './personal-store.js';
import { createPlaceStore } from './place-store.js';
import { createPlaces } from './places.js';
import type { Encoder, FaqWake, Trainer } from './ports.js';
import { createQueue } from './queue.js';
import { createReplaying } from './replaying.js';
import { createReportStore } from './report-store.js';
import { createReporting } from './reporting.js';
import { createTraining } from './training.js';
import { createTransferring } from './transferring.js';

export interface FaqDeps {
  database: Database;
  members: Members;
  billing: Pick<Billing, 'plans'>;
  access: Pick<Access, 'entitlements'>;
  trainer: Trainer;
  /** Absent: by letters alone. */
  encoder?: Encoder;
  wake: FaqWake;
  clock: Clock;
  log: Log;
}

/** Builds the FAQ room. */
export function createFaq(given: FaqDeps): Faq {
  const { database, wake, clock, log } = given;
  const load = loadMatcher;
  const modelStore = createModelStore(database);
  const askStore = createAskStore(database);
  const entryStore = createEntryStore(database);
  const deps = {
    ...given,
    load,
    modelStore,
    askStore,
    entryStore,
    placeStore: createPlaceStore(database),
    reportStore: createReportStore(database),
    models: createModels({ modelStore, load, wake, log }),
    changing: createChanging({ ...given, modelStore }),
  };
  /** Since it last learned, which is a while ago: how sure it has to be is known better by now. */
  async function hasHeardMuch(communityId: string, now: Date): Promise<boolean> {
    const { trained } = await modelStore.state(communityId);
    if (!trained || trained.at > later(now, -RELEARN_MS)) return false;
    return (await askStore.since(communityId, trained.at)) >= RELEARN_ASKED;
  }

  return {
    ...createEntries(deps),
    ...createTransferring(deps),
    ...createLinting(deps),
    ...createReplaying(deps),
    ...createJudging(deps),
    ...createQueue(deps),
    ...createReporting(deps),
    ...createPlaces(deps),
    ...createTraining(deps),
    ...createPersonalStore(database, modelStore),

    async tidy(communityId) {
      const now = clock.now();
      await entryStore.forgetRemoved(communityId, later(now, -REMOVED_MS));
      // What was learned from these words is forgotten with them.
      const forgot = await askStore.forgetTexts(communityId, now, later(now, -ASK_MS));
      if (!forgot && !(await hasHeardMuch(communityId, now))) return;
      await database.transaction((tx) => modelStore.bump(tx, communityId));
      await wake.train(communityId);
    },
  };
}
