import type { Rooms } from '#contracts';
import { createPictures } from '#adapters/pictures';
import { createEvents } from '#app/events';
import { createLinks } from '#app/files/links';
import { lessonReader } from '#app/lesson-reader';
import { localStorage } from '#app/storage';
import { createTrainer } from '#app/training/trainer';
import type { Database } from '#database';
import { createAccess, type Access, type SeatPorts } from '#domain/access';
import { createBilling, type Billing, type Provider } from '#domain/billing';
import { createCourses, type Courses } from '#domain/courses';
import { createDelivery, type Delivery, type Senders } from '#domain/delivery';
import { createDigests, type Digests } from '#domain/digests';
import { createDrops, type Drops, type Posters } from '#domain/drops';
import { createEngagement, type Engagement } from '#domain/engagement';
import { createFaq, type Faq } from '#domain/faq';
import { createForecasts } from '#domain/forecast';
import { createHandoff, type Desks, type Handoff } from '#domain/handoff';
import { createImports, type Imports } from '#domain/imports';
import { createLearning, type Learning } from '#domain/learning';
import { createMembers, laterRoom, type MemberWake } from '#domain/members';
import { createPrivacy } from '#domain/privacy';
import { createRecommends, type Recommends } from '#domain/recommend';
import { createRevenue } from '#domain/revenue';
import { applyAccess, courseChanged, deliverMessage, settleDesk, settleOutlet, trainFaq } from '#jobs';
import type { Clock } from '#kernel/clock';
import { silentLog } from '#kernel/log';
import { createJobQueue } from './job-queue.js';

export const SECRET = 'only for tests, but long enough to sign with';

export interface Outside {
  database: Database;
  clock: Clock;
  provider: Provider;
  ports: SeatPorts;
  senders: Senders;
  posters?: Posters;
  desks?: Desks;
  /** Where uploads lie; absent: nowhere, as nothing is uploaded. */
  dataDir?: string;
  /** The current one first, then older ones. */
  secrets?: readonly [string, ...string[]];
}

/** The real rooms, joined as the product joins them, with everything outside of them made by the test. */
export function createStage({
  database,
  clock,
  provider,
  ports,
  senders,
  posters = {},
  desks = {},
  dataDir = '/nonexistent/lyceum',
  secrets = [SECRET],
}: Outside) {
  const log = silentLog;
  const queue = createJobQueue(clock);
  const wake: MemberWake = {
    member: (communityId, memberId, origin = 'event') =>
      queue.next(applyAccess, { communityId, memberId, origin }),
  };
  const wakeMessage = {
    message: (communityId: string, messageId: string) =>
      queue.next(deliverMessage, { communityId, messageId }),
  };
  let delivery: Delivery;
  let billing: Billing;
  let access: Access;
  let imports: Imports;
  let courses: Courses;
  let learning: Learning;
  let drops: Drops;
  let faq: Faq;
  let handoff: Handoff;
  let engagement: Engagement;
  let recommends: Recommends;
  let digests: Digests;
  const members = createMembers({
    database,
    clock,
    wake,
    belongings: [
      laterRoom(() => delivery),
      laterRoom(() => billing),
      laterRoom(() => access),
      laterRoom(() => imports),
      laterRoom(() => courses),
      laterRoom(() => learning),
      laterRoom(() => drops),
      laterRoom(() => faq),
      laterRoom(() => handoff),
      laterRoom(() => engagement),
      laterRoom(() => recommends),
      laterRoom(() => digests),
    ],
  });
  delivery = createDelivery({ database, members, senders, wake: wakeMessage, clock, log });
  billing = createBilling({ database, members, provider, clock, secrets });
  access = createAccess({ database, members, delivery, billing, ports, wake, clock, log });
  imports = createImports({ database, members, billing, access, clock });
  const storage = localStorage(dataDir);
  courses = createCourses({
    database,
    members,
    billing,
    access,
    ...storage,
    reader: lessonReader,
    clock,
  });
  learning = createLearning({ database, members, delivery, courses, clock });
  const privacy = createPrivacy({ database, members, billing, access, memory: queue, clock });
  const checkup = { examine: () => Promise.reject(new Error('nobody is examined here')) };
  const files = createLinks({
    clock,
    secrets: { files: ['signs files'], uploads: ['signs uploads'] },
    publicUrl: () => 'http://127.0.0.1',
  });
  drops = createDrops({
    database,
    members,
    delivery,
    billing,
    access,
    courses,
    learning,
    posters,
    pictureLink: (communityId, assetId) => files.link({ communityId, memberId: null, assetId }),
    wake: {
      outlet: (communityId, outletId) => queue.next(settleOutlet, { communityId, outletId }),
      course: (communityId, courseId) => queue.next(courseChanged, { communityId, courseId }),
    },
    clock,
    log,
  });
  const trainer = createTrainer();
  faq = createFaq({
    database,
    members,
    billing,
    access,
    trainer,
    wake: { train: (communityId) => queue.next(trainFaq, { communityId }) },
    clock,
    log,
  });
  handoff = createHandoff({
    database,
    members,
    delivery,
    faq,
    desks,
    wake: { desk: (communityId) => queue.next(settleDesk, { communityId }) },
    clock,
    log,
  });
  recommends = createRecommends({
    database,
    members,
    access,
    billing,
    courses,
    learning,
    drops,
    trainer,
    clock,
  });
  engagement = createEngagement({ database, members, secrets, clock, log });
  const forecasts = createForecasts({
    database,
    members,
    delivery,
    drops,
    engagement,
    readers: async () => [],
    clock,
  });
  digests = createDigests({
    database,
    members,
    delivery,
    billing,
    courses,
    learning,
    drops,
    handoff,
    engagement,
    forecasts,
    recommends,
    clock,
  });
  const pictures = createPictures();
  const rooms: Rooms = {
    members,
    delivery,
    billing,
    access,
    imports,
    courses,
    learning,
    drops,
    faq,
    handoff,
    revenue: createRevenue({ database, members, clock }),
    engagement,
    forecasts,
    recommends,
    digests,
    privacy,
    checkup,
    files,
    pictures,
  };
  queue.connect(rooms);
  return { rooms, queue, wake, events: createEvents({ rooms, wake, clock, log }) };
}

export type Stage = ReturnType<typeof createStage>;
