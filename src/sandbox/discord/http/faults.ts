/** Failures on demand: the next requests that match fail in the chosen way. */
import { z } from 'zod';

export const faultForm = z.object({
  match: z
    .object({
      method: z.string().optional().describe('HTTP method; any when left out'),
      path: z.string().optional().describe('A part of the path; any when left out'),
    })
    .default({}),
  times: z.int().min(1).max(100_000).default(1),
  percent: z
    .int()
    .min(1)
    .max(100)
    .default(100)
    .describe('How many of a hundred matching requests it meets, without a pattern but the same each time'),
  kind: z
    .enum(['429', '500', '500-after', 'reset', 'code'])
    .describe('500-after does what was asked and then fails; reset closes the socket'),
  code: z.int().optional().describe('For kind code: the JSON error code, for instance 20026 or 50013'),
  retryAfter: z.number().min(0).max(600).default(1).describe('For 429: seconds'),
  global: z.boolean().default(false).describe('For 429: for the whole bot'),
  scope: z
    .enum(['user', 'shared'])
    .default('shared')
    .describe('For 429 that is not global: whose limit it is'),
});

export type Fault = z.output<typeof faultForm>;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): Fault[];
  /** The fault that this request meets, if any; it is used up once. */
  meet(method: string, path: string): Fault | undefined;
}

export function createFaults(initial: readonly Fault[] = []): Faults {
  let pending = initial.map((each) => ({ ...each }));
  let seed = 1;
  const chance = (percent: number): boolean => {
    if (percent >= 100) return true;
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed / 2 ** 32) * 100 < percent;
  };
  return {
    add: (fault) => void pending.push({ ...fault }),
    clear: () => void (pending = []),
    list: () => pending.map((each) => ({ ...each })),
    meet(method, path) {
      const found = pending.find(
        ({ match }) =>
          (match.method === undefined || match.method.toUpperCase() === method) &&
          (match.path === undefined || path.includes(match.path)),
      );
      if (!found || !chance(found.percent)) return undefined;
      found.times -= 1;
      if (found.times <= 0) pending = pending.filter((each) => each !== found);
      return found;
    },
  };
}
