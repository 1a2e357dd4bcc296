import { openBooks } from './books.js';
import type { Caught } from './killer.js';
import { prepareLessons, standingIn, type DrillPlace } from './lessons.js';
import type { DrillOptions } from './options.js';
import { openScene } from './scene.js';
import { settle } from './settle.js';
import type { Closers } from './stage.js';
import { columned } from './verdict.js';

/** What stands in the places of one platform in the end. */
interface PlaceCount {
  platform: DrillPlace['platform'];
  places: number;
  posts: number;
  once: number;
  doubled: number;
  /** Neither there nor listed as uncertain. */
  lost: number;
  uncertain: number;
  undelivered: number;
  complaints: string[];
}

/** Lessons go to places while the product is killed again and again; @returns whether every promise held */
export async function drillDrops(
  options: DrillOptions,
  home: string,
  closers: Closers,
  stopped: AbortSignal,
): Promise<boolean> {
  let places: DrillPlace[] = [];
  const scene = await openScene(options, home, closers, stopped, {
    openBooks,
    async prepare(rooms, sandbox) {
      places = await prepareLessons(options, rooms, sandbox);
    },
    about: () => `${options.drops} lessons to ${options.places} places`,
  });
  const { sandbox, settings, books, say, seconds } = scene;

  const caught = await scene.kill({
    crowd: {
      get done() {
        return places.reduce((sum, place) => sum + standingIn(sandbox, place).size, 0);
      },
      total: options.drops * options.places,
    },
    wanted: ['notice', 'notice', 'any'],
    what: 'posts',
  });
  say('the last kill is over; waiting until nothing is under way');
  const httpPort = settings['HTTP_PORT'] ?? '';
  await settle({ sandbox, books, httpPort, startedAt: sandbox.clock.now(), stopped });

  const uncertain = await books.uncertainPosts();
  const counts = (['discord', 'telegram'] as const).map((platform) => {
    const own = places.filter((place) => place.platform === platform);
    return countIn(platform, own, options.drops, (place) => standingIn(sandbox, place), uncertain);
  });
  console.log(tableOf(options, counts, caught, seconds()));
  const broken = brokenPromises(options, counts);
  for (const promise of broken) console.log(`BROKEN: ${promise}`);
  return broken.length === 0;
}

function countIn(
  platform: DrillPlace['platform'],
  places: readonly DrillPlace[],
  lessons: number,
  standing: (place: DrillPlace) => ReadonlyMap<string, number>,
  listed: readonly { place: string; lesson: string }[],
): PlaceCount {
  const sum: PlaceCount = {
    platform,
    places: places.length,
    posts: places.length * lessons,
    once: 0,
    doubled: 0,
    lost: 0,
    uncertain: 0,
    undelivered: 0,
    complaints: [],
  };
  for (const place of places) {
    const found = standing(place);
    for (let n = 0; n < lessons; n += 1) {
      const key = `drill-${n}`;
      const times = found.get(key) ?? 0;
      const isListed = listed.some((one) => one.place === place.id && one.lesson === key);
      if (isListed) sum.uncertain += 1;
      if (times === 1) sum.once += 1;
      else if (times > 1) {
        sum.doubled += 1;
        sum.complaints.push(`${key} stands ${times} times in ${place.id}`);
      } else if (isListed) sum.undelivered += 1;
      else {
        sum.lost += 1;
        sum.complaints.push(`${key} never arrived in ${place.id}`);
      }
    }
  }
  return sum;
}

function tableOf(
  options: DrillOptions,
  counts: readonly PlaceCount[],
  caught: Caught,
  seconds: number,
): string {
  const columns: [string, (one: PlaceCount) => string | number][] = [
    ['platform', (one) => one.platform],
    ['kills', () => options.kills],
    ['places', (one) => one.places],
    ['posts', (one) => one.posts],
    ['once', (one) => one.once],
    ['doubled', (one) => one.doubled],
    ['lost', (one) => one.lost],
    ['uncertain', (one) => one.uncertain],
    ['of these undelivered', (one) => one.undelivered],
  ];
  return [
    '',
    ...columned(columns, counts),
    '',
    `The kills met ${caught.notice} posts and ${caught.other + caught.seat} other calls on the line.`,
    `${seconds.toFixed(0)} s in all; seed ${options.seed}.`,
  ].join('\n');
}

function brokenPromises(options: DrillOptions, counts: readonly PlaceCount[]): string[] {
  const bound = options.kills * options.concurrency;
  return counts.flatMap((one) => [
    ...one.complaints.map((complaint) => `${one.platform}: ${complaint}`),
    ...(one.platform === 'discord' && one.uncertain > 0
      ? [`discord: ${one.uncertain} posts are uncertain, although they can be looked for`]
      : []),
    ...(one.uncertain > bound
      ? [`${one.platform}: ${one.uncertain} posts are uncertain, more than kills × concurrency = ${bound}`]
      : []),
  ]);
}
