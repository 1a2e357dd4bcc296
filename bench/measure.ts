import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Milliseconds of single runs, sorted. */
export type Sample = readonly number[];

/** The value below which `share` (0–1) of a sample lies, in milliseconds. */
export function quantile(sample: Sample, share: number): number {
  return sample[Math.min(sample.length - 1, Math.floor(sample.length * share))] ?? NaN;
}

/** Runs `work` one after the other and says how long each run took. */
export async function sampleOf(runs: number, work: (index: number) => Promise<unknown>): Promise<Sample> {
  const took: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const started = performance.now();
    await work(index);
    took.push(performance.now() - started);
  }
  return took.sort((a, b) => a - b);
}

/** How often a second `work` is done, `abreast` at once, `runs` times in all. */
export async function rateOf(
  runs: number,
  abreast: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < runs) await work(next++);
  };
  await Promise.all(Array.from({ length: abreast }, lane));
  return (runs * 1_000) / (performance.now() - started);
}

/** As `rateOf`, for work without waiting, repeated for about `ms` milliseconds. */
export function busyRateOf(ms: number, work: () => void): number {
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < ms) {
    for (let index = 0; index < 50; index += 1) work();
    done += 50;
  }
  return (done * 1_000) / (performance.now() - started);
}

/** What the numbers were measured on; without it they say nothing. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} × ${model}, ${memory} GB, Node ${process.version}, load ${load} before`;
}

export const rounded = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value >= 10
      ? value.toFixed(0)
      : value.toPrecision(2);

export function line(what: string, measured: string): void {
  console.log(`${what.padEnd(90)} ${measured}`);
}
