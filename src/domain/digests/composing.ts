import type { Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import type { Delivery } from '#domain/delivery';
import type { Recommends } from '#domain/recommend';
import { createContent, type ContentDeps } from './content.js';
import type { DigestContent, DigestSkip } from './model.js';
import { createPicks, type PicksDeps } from './picks.js';
import { named, type DigestStore } from './store.js';

export type ComposingDeps = ContentDeps &
  PicksDeps & {
    database: Database;
    delivery: Delivery;
    recommends: Pick<Recommends, 'heldOut'>;
    store: DigestStore;
    clock: Clock;
  };

/** What a first digest takes for news, and how far any looks back. */
const NEWS = days(7);
const NEWS_AT_MOST = days(28);

/** Nobody was there to send it for so long: the next week's comes soon. */
const TOO_LATE = days(5);

/** Says what a member's digest says, once. */
export function createComposing(deps: ComposingDeps) {
  const { database, delivery, recommends, store, clock } = deps;
  const content = createContent(deps);
  const picks = createPicks(deps);

  async function contentFor(
    communityId: string,
    memberId: string,
    heldOut: boolean,
    last: Date | null,
  ): Promise<DigestContent> {
    const now = clock.now();
    const since = last && last > later(now, -NEWS_AT_MOST) ? last : later(now, last ? -NEWS_AT_MOST : -NEWS);
    const catalogue = await content.catalogue(communityId);
    const news = await content.news(communityId, memberId, catalogue, since, now);
    return { ...news, recommended: await picks(communityId, memberId, catalogue, heldOut) };
  }

  return async function compose(communityId: string, memberId: string, week: string): Promise<string | null> {
    const row = await store.one(communityId, memberId, week);
    if (!row || row.composedAt) return row?.messageId ?? null;
    const due = { memberId, week };
    const now = clock.now();

    const standing = await store.standing(communityId, memberId);
    let skipped: DigestSkip | null = standing === 'wants' ? null : standing;
    if (row.dueAt < later(now, -TOO_LATE)) skipped ??= 'late';
    let said: DigestContent | null = null;
    let heldOut = false;
    if (!skipped) {
      const last = await store.lastSent(communityId, memberId);
      heldOut = await recommends.heldOut(communityId, memberId);
      said = await contentFor(communityId, memberId, heldOut, last);
      if (!isWorthSaying(said, await store.shown(communityId, memberId, row.dueAt))) skipped = 'empty';
    }

    return database.transaction(async (tx) => {
      // Whoever else composed it in the meantime has posted it.
      if (!(await store.take(tx, communityId, due, now, heldOut))) return null;
      if (skipped || !said) {
        await store.settle(tx, communityId, due, { skipped: skipped ?? 'empty' });
        return null;
      }
      const messageId = await delivery.post(tx, {
        communityId,
        memberId,
        kind: 'digest',
        key: `digest:${week}:${memberId}`,
        values: { week, content: JSON.stringify(said) },
      });
      if (messageId) await store.settle(tx, communityId, due, { messageId });
      return messageId;
    });
  };
}

/** Recommendations alone are worth a message when they are the member's own, and were not in one before. */
function isWorthSaying({ recommended, ...news }: DigestContent, shown: ReadonlySet<string>): boolean {
  if (Object.values(news).some((some) => some.length > 0)) return true;
  const fresh = recommended.filter(({ courseId, lessonKey }) => !shown.has(named(courseId, lessonKey)));
  return fresh.some(({ reason }) => shown.size === 0 || !ANYBODYS.has(reason));
}

const ANYBODYS: ReadonlySet<string> = new Set(['popular', 'plan_popular', 'next_lesson']);
