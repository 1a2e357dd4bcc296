import type { Database } from '#database';
import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Courses } from '#domain/courses';
import type { Drops } from '#domain/drops';
import type { Learning } from '#domain/learning';
import { UserFacingError } from '#kernel/errors';
import type { Clock } from '#kernel/clock';
import { isHeldOut } from './held-out.js';
import { createLiftStore } from './lift-store.js';
import { liftOf } from './lift.js';
import { createPath } from './path.js';
import { createPersonalStore } from './personal-store.js';
import type { Recommends } from './served.js';
import { createAudienceStore } from './serving/audience-store.js';
import { createLikenessStore } from './serving/likeness-store.js';
import { createOffering } from './serving/offering.js';
import { createSuggestionStore } from './serving/suggestion-store.js';

export interface RecommendsDeps {
  database: Database;
  access: Access;
  billing: Billing;
  courses: Courses;
  learning: Learning;
  drops: Drops;
  clock: Clock;
}

/** Builds the recommend room. */
export function createRecommends(deps: RecommendsDeps): Recommends {
  const { database, clock } = deps;
  const suggestionStore = createSuggestionStore(database);
  const audienceStore = createAudienceStore(database);
  const liftStore = createLiftStore(database);
  const offering = createOffering({
    ...deps,
    suggestionStore,
    audienceStore,
    likenessStore: createLikenessStore(database),
    ranker: () => Promise.resolve(null),
    heldOut: (communityId, memberId, { eligible }) => isHeldOut(communityId, memberId, eligible),
  });
  return {
    ...offering,
    async react(communityId, memberId, suggestionId, verdict) {
      const course = await suggestionStore.judge(communityId, memberId, suggestionId, verdict, clock.now());
      if (course === null) throw new UserFacingError('recommendation_gone');
    },
    async heldOut(communityId, memberId) {
      const { eligible } = await audienceStore.audience(communityId);
      return isHeldOut(communityId, memberId, eligible);
    },
    ...createPath({ ...deps, audienceStore }),
    report: () => Promise.resolve(null),
    async settle(communityId) {
      await liftStore.settle(communityId);
    },
    async lift(communityId, from, to) {
      await liftStore.settle(communityId);
      const { eligible } = await audienceStore.audience(communityId);
      const rows = await liftStore.shown(communityId, from, to);
      return liftOf(rows, (memberId) => isHeldOut(communityId, memberId, eligible));
    },
    async forget(communityId, memberId) {
      await database.transaction((tx) => suggestionStore.forget(tx, communityId, memberId));
      audienceStore.forget(communityId);
    },
    ...createPersonalStore(database),
  };
}
