import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inverse, Matrix } from 'ml-matrix';
import {
  factorise,
  factoriseTogether,
  historiesOf,
  historyOf,
  invertRidge,
  memberCount,
  seededRandom,
  train,
  type FactorSettings,
  type Histories,
} from '#domain/recommend';
import { line } from './measure.js';
import { busiest, ownTime, timeByThread } from './processor.js';
import { movieSized } from './recommend-data.js';
import { plainEpoch } from './recommend-plain.js';

/**
 * Training and ranking of recommendations, each beside what it would take without the kernel. Times are those on the
 * processor, so that a machine that does other things as well gives the same.
 */
export async function recommend(): Promise<void> {
  await crowd();
  solving();
  const histories = movieSized();
  const size = `${memberCount(histories).toLocaleString('en')} × ${histories.courses.toLocaleString('en')}, ${histories.items.length.toLocaleString('en')} taken`;
  const started = performance.now();
  const took = [0, 1].map(() => timed(() => train(histories, { kind: 'ease', ridge: 500 })));
  const wall = (performance.now() - started) / 2;
  line(
    `EASE, ${size}: counted and solved`,
    `${seconds(took[0])}, again ${seconds(took[1])} (on the wall ${seconds(wall)})`,
  );
  await factors(histories);
}

const settings: FactorSettings = {
  factors: 64,
  unobserved: 0.1,
  ridge: 0.003,
  epochs: 6,
  steps: null,
  seed: 1,
};

/** Machines of which others have a share are half as fast in one second as in the next. */
const TURNS = 6;

/** Best epochs, in turns, so that what else the machine does hits all of them alike. */
async function factors(histories: Histories): Promise<void> {
  const turned = turnedAround(histories);
  const members = new Float64Array(memberCount(histories) * 64);
  const random = seededRandom(1);
  const courses = Float64Array.from({ length: histories.courses * 64 }, () => (random() - 0.5) * 0.02);
  const best = { plain: Infinity, one: Infinity, two: Infinity, cg: Infinity };
  const wall = { one: Infinity, two: Infinity, cg: Infinity };
  /** Of several threads, the one that worked longest: the others waited for it. */
  const epochs = (name: 'one' | 'two' | 'cg') => {
    let before = timeByThread();
    return (ms: number) => {
      const after = timeByThread();
      best[name] = Math.min(best[name], after.size > 0 ? busiest(before, after) : ms);
      wall[name] = Math.min(wall[name], ms);
      before = after;
    };
  };
  for (let turn = 0; turn < TURNS; turn += 1) {
    if (turn < 2) {
      const plain = timed(() => plainEpoch(histories, turned, settings, members, courses));
      best.plain = Math.min(best.plain, plain);
    }
    await factoriseTogether(histories, settings, 1, epochs('one'));
    await factoriseTogether(histories, settings, 2, epochs('two'));
    await factoriseTogether(histories, { ...settings, steps: 3 }, 1, epochs('cg'));
  }
  line('ALS, 64 factors, exact, one epoch: plain typed arrays', `${Math.round(best.plain)} ms`);
  line('  the kernel', `${Math.round(best.one)} ms, ${ratio(best.plain, best.one)}`);
  line(
    '  the kernel in two threads, the busier of them',
    `${Math.round(best.two)} ms, ${ratio(best.one, best.two)} one thread (on the wall ${ratio(wall.one, wall.two)})`,
  );
  line('  the kernel, three steps of conjugate gradients', `${Math.round(best.cg)} ms`);
  const whole = timed(() => factorise(histories, settings));
  line(`  ${settings.epochs} epochs with laying out`, seconds(whole));
}

function solving(): void {
  const n = 1_000;
  const random = seededRandom(2);
  const entries = Float64Array.from({ length: n * n }, () => random());
  const entry = (row: number, column: number) =>
    (entries[row * n + column] as number) + (row === column ? n : 0);
  const kernel = Math.min(...[0, 1, 2].map(() => timed(() => invertRidge(n, entry, 10, 'kernel'))));
  const matrix = Matrix.zeros(n, n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      matrix.set(row, column, entry(row, column) + (row === column ? 10 : 0));
      matrix.set(column, row, matrix.get(row, column));
    }
  }
  const reference = timed(() => inverse(matrix));
  line('solve, 1,000 courses: the kernel, best of three', `${Math.round(kernel)} ms`);
  line('  inverse of ml-matrix', `${seconds(reference)}: ${ratio(reference, kernel)} as long`);
}

/** 1,000,000 members × 1,000 courses in a process of its own. */
async function crowd(): Promise<void> {
  const script = fileURLToPath(new URL('recommend-crowd.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script]);
  const found = JSON.parse(stdout) as Record<
    'taken' | 'trainingMs' | 'rankingMs' | 'ranked' | 'residentMb' | 'mostMb',
    number
  >;
  line(
    `EASE, 1,000,000 members × 1,000 courses, ${found.taken.toLocaleString('en')} taken: counted and solved`,
    seconds(found.trainingMs),
  );
  const rate = Math.round((found.ranked * 1000) / found.rankingMs).toLocaleString('en');
  line('  the best ten for all of them, one thread', `${rate} members a second`);
  line(
    '  memory of that process, at the end and at most',
    `${Math.round(found.residentMb)} MB, ${Math.round(found.mostMb)} MB resident`,
  );
}

function turnedAround(histories: Histories): Histories {
  const members: number[][] = Array.from({ length: histories.courses }, () => []);
  for (let member = 0; member < memberCount(histories); member += 1) {
    for (const course of historyOf(histories, member)) members[course]?.push(member);
  }
  return historiesOf(members, memberCount(histories), false);
}

function timed(work: () => unknown): number {
  const started = ownTime();
  work();
  return ownTime() - started;
}

const seconds = (ms = NaN): string => `${(ms / 1000).toFixed(2)} s`;
const ratio = (slow: number, fast: number): string => `${(slow / fast).toFixed(1)}×`;
