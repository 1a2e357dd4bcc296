import type { Checkup, Events, Pictures, Rooms } from '#contracts';
import { createPictures } from '#adapters/pictures';
import { createQueues, type QueueBackend, type Queues } from '#adapters/bullmq';
import { commands } from '#commands';
import type { Database } from '#database';
import { createAccess, type Access, type SeatPorts } from '#domain/access';
import { createBilling, type Billing, type Provider } from '#domain/billing';
import { createCourses, type Courses } from '#domain/courses';
import { createDelivery, type Delivery, type Senders } from '#domain/delivery';
import { createDigests, type Digests } from '#domain/digests';
import { createDrops, type Drops, type Posters } from '#domain/drops';
import { createEngagement, type Engagement, type NotedCount } from '#domain/engagement';
import { createFaq, type Encoder, type Faq, type Trainer } from '#domain/faq';
import { createForecasts, type Forecasts, type Sums } from '#domain/forecast';
import { createHandoff, type Desks, type Handoff } from '#domain/handoff';
import { createImports, type Imports } from '#domain/imports';
import { createLearning, type Learning } from '#domain/learning';
import { createMembers, laterRoom, type MemberWake, type Platform } from '#domain/members';
import { createPrivacy } from '#domain/privacy';
import { createRecommends, type Recommends, type RecommendTrainer } from '#domain/recommend';
import { createRevenue } from '#domain/revenue';
import { applyAccess, courseChanged, deliverMessage, jobs, settleDesk, settleOutlet, trainFaq } from '#jobs';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { ConfigError } from './config.js';
import { createDispatcher } from './dispatch/dispatcher.js';
import { createDraw, type Draw } from './dispatch/draw.js';
import type { Allowances } from './dispatch/pace.js';
import { createEvents } from './events.js';
import { lessonReader } from './lesson-reader.js';
import type { Storage } from './storage.js';
import { createLinks, type LinkSecrets } from './files/links.js';
import { createPages } from './files/pages.js';

/** A group has another id from now on. */
export type SpaceMoved = (platform: Platform, from: string, to: string) => Promise<void>;

/** What the rooms need of the outside world. In tests, this is the whole seam. */
export interface Outside {
  database: Database;
  clock: Clock;
  log: Log;
  queue: QueueBackend;
  concurrency: number;
  /** How often people may have their way; absent: as in life. */
  allowances?: Allowances;
  /** Sign checkout references and make gift codes: the current one first, then those of older keys. */
  secrets: readonly [string, ...string[]];
  /** How what people do is counted; absent: with `secrets`, as is usual, and without a count that outlives us. */
  activity?: {
    /** Make the hashes that stand for people. */
    secrets: readonly [string, ...string[]];
    count?: NotedCount;
    rawDays?: number;
  };
  /** Sign the addresses of files. */
  linkSecrets: LinkSecrets;
  /** Where the world reaches our server; known once it listens. */
  publicUrl: () => string;
  provider: Provider;
  /** Where what creators upload lies. */
  storage: Storage;
  /** Trains what answers questions and what recommends, away from here. Whoever opened it closes it. */
  trainer: Trainer & RecommendTrainer;
  /** Absent: questions are matched by their letters alone. */
  encoder?: Encoder;
  /** Does the sums of forecasts, away from here; absent: here. Whoever opened it closes it. */
  sums?: Sums;
  /** What the doctor finds, for whoever sets a community up in a chat. */
  checkup: Checkup;
  /** Absent: as they are drawn. */
  pictures?: Pictures;
  /** Makes the platforms' seats, senders, posters and desks; `draw` turns what they carry into what is shown. */
  platforms(
    draw: Draw,
    moved: SpaceMoved,
  ): { seats: SeatPorts; senders: Senders; posters: Posters; desks: Desks };
}

/** Joins rooms, jobs and doors. Nothing runs yet, but connections may be opened. */
export async function compose(outside: Outside) {
  const { database, clock, log, secrets, provider } = outside;
  const queues: Queues = await createQueues({
    backend: outside.queue,
    jobs,
    log,
    concurrency: outside.concurrency,
  }).catch((error: Error) => {
    // Its messages name what is wrong with the store, in a sentence.
    throw new ConfigError([`Queue: ${error.message}`], { cause: error });
  });

  const orSwept = createSwept(log);
  const wake: MemberWake = {
    member: (communityId, memberId, origin = 'event') =>
      orSwept(() => queues.next(applyAccess, { communityId, memberId, origin })),
  };
  const wakeMessage = {
    message: (communityId: string, messageId: string) =>
      orSwept(() => queues.next(deliverMessage, { communityId, messageId })),
  };

  // The rooms know one another downhill only; what goes uphill is handed in as a function.
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
  let events: Events;
  const platforms = outside.platforms(
    createDraw(() => rooms, clock, log),
    (platform, from, to) => events.spaceChanged({ platform, externalId: from, newExternalId: to }),
  );
  const listeners = new Set<() => void>();
  const members = createMembers({
    database,
    clock,
    wake,
    changed: () => listeners.forEach((listener) => listener()),
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
  delivery = createDelivery({ database, members, senders: platforms.senders, wake: wakeMessage, clock, log });
  billing = createBilling({ database, members, provider, clock, secrets });
  access = createAccess({ database, members, delivery, billing, ports: platforms.seats, wake, clock, log });

  imports = createImports({ database, members, billing, access, clock });
  courses = createCourses({
    database,
    members,
    billing,
    access,
    ...outside.storage,
    reader: lessonReader,
    clock,
  });

  learning = createLearning({ database, members, delivery, courses, clock });

  const privacy = createPrivacy({ database, members, billing, access, memory: queues, clock });
  const links = createLinks({ clock, secrets: outside.linkSecrets, publicUrl: outside.publicUrl });
  drops = createDrops({
    database,
    members,
    delivery,
    billing,
    access,
    courses,
    learning,
    posters: platforms.posters,
    pictureLink: (communityId, assetId) => links.link({ communityId, memberId: null, assetId }),
    wake: {
      outlet: (communityId, outletId) => orSwept(() => queues.next(settleOutlet, { communityId, outletId })),
      course: (communityId, courseId) => orSwept(() => queues.next(courseChanged, { communityId, courseId })),
    },
    clock,
    log,
  });
  faq = createFaq({
    database,
    members,
    billing,
    access,
    trainer: outside.trainer,
    ...(outside.encoder ? { encoder: outside.encoder } : {}),
    wake: { train: (communityId) => orSwept(() => queues.next(trainFaq, { communityId })) },
    clock,
    log,
  });
  handoff = createHandoff({
    database,
    members,
    delivery,
    faq,
    desks: platforms.desks,
    wake: { desk: (communityId) => orSwept(() => queues.next(settleDesk, { communityId })) },
    clock,
    log,
  });
  engagement = createEngagement({ database, members, secrets, ...outside.activity, clock, log });
  const forecasts: Forecasts = createForecasts({
    database,
    members,
    delivery,
    drops,
    engagement,
    readers: async (communityId) =>
      (await digests.readers(communityId)).flatMap((one) => (one.alerts ? [one.memberId] : [])),
    ...(outside.sums ? { sums: outside.sums } : {}),
    clock,
  });
  recommends = createRecommends({
    database,
    members,
    access,
    billing,
    courses,
    learning,
    drops,
    trainer: outside.trainer,
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
    checkup: outside.checkup,
    files: links,
    pictures: outside.pictures ?? createPictures(),
  };
  events = createEvents({ rooms, wake, clock, log });
  return {
    rooms,
    queues,
    clock,
    /** What the http room serves behind links that the rooms hand out. */
    pages: createPages({ rooms, links, storage: outside.storage, ports: platforms.seats, clock }),
    dispatcher: createDispatcher({
      commands,
      rooms,
      ports: platforms.seats,
      clock,
      log,
      ...(outside.allowances ? { allowances: outside.allowances } : {}),
    }),
    events,
    /** Called after an owner changed something about a community, in this process. */
    onCommunityChanged: (listener: () => void): void => void listeners.add(listener),
    /** Starts working on the jobs in this process. */
    startWorkers: () => queues.startWorkers({ app: rooms, clock, log }),
  };
}

/** How long nobody is woken after the queue did not answer: a thousand wishes must not each wait for it. */
const REST_MS = 5_000;

/**
 * Whatever a wish is about is written before it is made, so that a queue that is away costs a minute until the
 * next sweep, and fails nobody's command.
 */
function createSwept(log: Log) {
  let restsUntil = -Infinity;
  return async (wish: () => Promise<void>): Promise<void> => {
    if (performance.now() < restsUntil) return;
    try {
      await wish();
    } catch (error) {
      restsUntil = performance.now() + REST_MS;
      log.warn({ error: String(error) }, 'the queue does not answer: the next sweep does it');
    }
  };
}

export type App = Awaited<ReturnType<typeof compose>>;
