import { expect, it } from 'vitest';
import { lastEnded, type Source } from '#domain/access';

const source = (id: string, cause: Source['cause'], until: string | null): Source => ({
  ...{ id, cause, until },
  kind: 'subscription',
  verdict: 'ended',
  trial: false,
});

it('says what keeps closed: the last end, before it a pause, and never what gave nothing', () => {
  const old = source('old', 'cancelled', '2026-01-01T00:00:00.000Z');
  const late = source('new', 'refunded', '2026-03-01T00:00:00.000Z');
  const paused = source('paused', 'paused', null);
  const begun = source('begun', 'incomplete', null);
  expect(lastEnded([late, old, begun])?.id).toBe('new');
  expect(lastEnded([paused, late, old])?.id).toBe('paused');
  expect(lastEnded([begun])?.id).toBe('begun');
  expect(lastEnded([])).toBeUndefined();
});
