import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movableClock } from '#kernel/clock';
import { createLimiter } from '#kernel/limiter';

const start = new Date('2026-03-01T09:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('a limiter', () => {
  it('never lets more through than its limit within any window, and never less when there was quiet', () => {
    const step = fc.record({ after: fc.nat({ max: 4_000 }), key: fc.constantFrom('a', 'b', 'c') });
    const limits = fc.record({ max: fc.integer({ min: 1, max: 5 }), perMs: fc.constantFrom(1_000, 10_000) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), limits, (steps, limit) => {
        const clock = movableClock(start, false);
        const limiter = createLimiter(clock);
        const through: Record<string, number[]> = {};
        let now = 0;
        for (const { after, key } of steps) {
          clock.moveTo(later((now += after)));
          const before = (through[key] ??= []);
          const recent = before.filter((at) => at > now - limit.perMs);
          const wait = limiter.take({ key, limit });
          expect(wait === 0).toBe(recent.length < limit.max);
          // The wait is exactly how long the oldest that counts still counts.
          if (wait > 0) expect(wait).toBe((recent.at(-limit.max) ?? 0) + limit.perMs - now);
          else before.push(now);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes all that is asked for, or nothing', () => {
    const limiter = createLimiter(movableClock(start, false));
    const own = { key: 'own', limit: { max: 10, perMs: 1_000 } };
    const shared = { key: 'shared', limit: { max: 2, perMs: 60_000 } };
    expect([limiter.take(own, shared), limiter.take(own, shared)]).toEqual([0, 0]);
    for (let at = 0; at < 20; at += 1) expect(limiter.take(own, shared)).toBe(60_000);
    // Refused together with the other, it was not used up.
    for (let at = 0; at < 8; at += 1) expect(limiter.take(own)).toBe(0);
    expect(limiter.take(own)).toBe(1_000);
  });

  it('keeps no more keys than it was told, and forgets first who was quiet longest', () => {
    const limiter = createLimiter(movableClock(start, false), 100);
    const once = (key: string) => ({ key, limit: { max: 1, perMs: 3_600_000 } });
    expect(limiter.take(once('first'))).toBe(0);
    for (let at = 0; at < 99; at += 1) limiter.take(once(`crowd ${at}`));
    expect(limiter.take(once('first'))).toBeGreaterThan(0);
    limiter.take(once('one more'));
    expect(limiter.take(once('first'))).toBe(0);
    expect(limiter.take(once('crowd 98'))).toBeGreaterThan(0);
  });

  it('counts nothing where there is no limit', () => {
    const limiter = createLimiter(movableClock(start, false));
    for (let at = 0; at < 1_000; at += 1)
      expect(limiter.take({ key: 'a', limit: { max: Infinity, perMs: 1 } })).toBe(0);
  });
});
