import type { Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import type { Billing } from '#domain/billing';
import type { Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Drops } from '#domain/drops';
import type { Engagement } from '#domain/engagement';
import type { Forecasts } from '#domain/forecast';
import type { Handoff } from '#domain/handoff';
import type { Learning } from '#domain/learning';
import type { Members } from '#domain/members';
import type { Recommends } from '#domain/recommend';
import { createComposing } from './composing.js';
import type { Digests } from './model.js';
import { createPersonalStore } from './personal-store.js';
import { createPlanning } from './planning.js';
import { createReaderStore } from './reader-store.js';
import { createReceiving } from './receiving.js';
import { createReporting } from './reporting.js';
import { createDigestStore } from './store.js';

export interface DigestsDeps {
  database: Database;
  members: Members;
  delivery: Delivery;
  billing: Billing;
  courses: Courses;
  learning: Learning;
  drops: Drops;
  handoff: Handoff;
  engagement: Pick<Engagement, 'habits'>;
  forecasts: Pick<Forecasts, 'bestTimes'>;
  recommends: Pick<Recommends, 'forMember' | 'heldOut'>;
  clock: Clock;
}

/** How long it is known who got what. */
const KEPT = days(400);

/** Builds the digests room. */
export function createDigests(given: DigestsDeps): Digests {
  const { database, clock } = given;
  const store = createDigestStore(database);
  const deps = { ...given, store, readerStore: createReaderStore(database) };
  return {
    plan: createPlanning(deps),
    due: (communityId, limit) => store.due(communityId, clock.now(), limit),
    compose: createComposing(deps),
    ...createReceiving(deps),
    ...createReporting(deps),
    tidy: (communityId) => store.drop(communityId, later(clock.now(), -KEPT)),
    ...createPersonalStore(database),
  };
}
