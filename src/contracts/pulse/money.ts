import type { RevenueSummary } from '#domain/revenue';
import { say, type Phrase, type Value } from '../phrase.js';

/** What came in by the month, and what changed it; null: nothing is sold. */
export function moneySentence(revenue: readonly RevenueSummary[]): Phrase | null {
  const [only, ...others] = revenue;
  if (!only) return null;
  if (others.length > 0) {
    const list = others.reduce<Value>(
      (so, one) => say('common.comma', { first: so, second: amount(one.mrr, one) }),
      amount(only.mrr, only),
    );
    return say('pulse.money.several', { list });
  }
  const by = only.mrr - only.mrrBefore;
  const first = say(`pulse.money.${by === 0 ? 'same' : by > 0 ? 'more' : 'less'}`, {
    mrr: amount(only.mrr, only),
    by: amount(Math.abs(by), only),
  });
  const { started, ended, recovered } = only;
  const moved =
    started + ended === 0
      ? say('pulse.money.still')
      : say('pulse.money.moved', {
          started: say('pulse.money.started', { count: started }),
          ended: say('pulse.money.ended', { count: ended }),
        });
  return recovered > 0
    ? say('pulse.money.line_recovered', { first, moved, recovered: amount(recovered, only) })
    : say('pulse.money.line', { first, moved });
}

const amount = (money: number, { currency }: RevenueSummary): Value => ({ money, currency });
