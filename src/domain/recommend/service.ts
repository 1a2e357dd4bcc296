import type { Database } from '#database';
import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Courses } from '#domain/courses';
import type { Drops } from '#domain/drops';
import type { Learning } from '#domain/learning';
import type { Members } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { days, later, type Clock } from '#kernel/clock';
import { isHeldOut } from './held-out.js';
import { createLeaving } from './leaving.js';
import { createLiftStore } from './lift-store.js';
import { liftOf } from './lift.js';
import { createModelStore } from './model-store.js';
import { createPath } from './path.js';
import { createPersonalStore } from './personal-store.js';
import type { Recommends } from './served.js';
import { createAudienceStore } from './serving/audience-store.js';
import { createLikenessStore } from './serving/likeness-store.js';
import { createOffering } from './serving/offering.js';
import { createModelRanker } from './serving/model-ranker.js';
import { createSuggestionStore } from './serving/suggestion-store.js';
import { isDue } from './training/due.js';
import { createHistoriesStore } from './training/histories-store.js';
import { createShardStore } from './training/shard-store.js';
import { createSteps } from './training/steps.js';
import type { RecommendTrainer } from './training/trainer.js';

export interface RecommendsDeps {
  database: Database;
  access: Access;
  billing: Billing;
  courses: Courses;
  learning: Learning;
  drops: Drops;
  members: Pick<Members, 'community' | 'member'>;
  /** Does the sums, away from here. */
  trainer: RecommendTrainer;
  clock: Clock;
}

/** What was shown is kept for so long: a year can be compared with the one before. */
const KEPT_MS = days(400);

/** Builds the recommend room. */
export function createRecommends(deps: RecommendsDeps): Recommends {
  const { database, members, clock } = deps;
  const suggestionStore = createSuggestionStore(database);
  const audienceStore = createAudienceStore(database);
  const liftStore = createLiftStore(database);
  const likenessStore = createLikenessStore(database);
  const modelStore = createModelStore(database);
  const shardStore = createShardStore(database);
  const historiesStore = createHistoriesStore(database);
  const leaving = createLeaving({ modelStore, shardStore, historiesStore });
  const offering = createOffering({
    ...deps,
    suggestionStore,
    audienceStore,
    likenessStore,
    ranker: createModelRanker({ modelStore, trainer: deps.trainer }),
    heldOut: (communityId, memberId, { eligible }) => isHeldOut(communityId, memberId, eligible),
  });
  return {
    ...offering,
    async react(communityId, memberId, suggestionId, verdict) {
      const course = await suggestionStore.judge(communityId, memberId, suggestionId, verdict, clock.now());
      if (course === null) throw new UserFacingError('recommendation_gone');
      return course;
    },
    async heldOut(communityId, memberId) {
      const { eligible } = await audienceStore.audience(communityId);
      return isHeldOut(communityId, memberId, eligible);
    },
    ...createPath({ ...deps, audienceStore }),
    training: {
      ...createSteps({ ...deps, modelStore, shardStore, historiesStore, likenessStore }),
      async due(communityId) {
        const model = await modelStore.head(communityId);
        const report = await modelStore.report(communityId);
        const since = model ? await historiesStore.begunSince(communityId, model.trainedAt) : 0;
        const last = { trainedAt: model?.trainedAt ?? null, learned: report?.interactions ?? 0, since };
        const { timeZone } = await members.community(communityId);
        // What was emptied because somebody left is made again at once.
        return model?.dataHash === '' || isDue(last, clock.now(), timeZone);
      },
    },
    report: modelStore.report,
    async settle(communityId) {
      await liftStore.settle(communityId);
      await liftStore.tidy(communityId, later(clock.now(), -KEPT_MS));
    },
    async lift(communityId, from, to) {
      await liftStore.settle(communityId);
      const { eligible } = await audienceStore.audience(communityId);
      const rows = await liftStore.shown(communityId, from, to);
      return liftOf(rows, (memberId) => isHeldOut(communityId, memberId, eligible));
    },
    async forget(communityId, memberId) {
      await database.transaction(async (tx) => {
        await suggestionStore.forget(tx, communityId, memberId);
        await leaving.subtract(tx, communityId, memberId);
      });
      audienceStore.forget(communityId);
    },
    ...createPersonalStore(database, leaving),
  };
}
