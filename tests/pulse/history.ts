import type { ActivityKind } from '#domain/engagement';
import type { Product } from '../_support/product.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Lived {
  /** Sunday, the last day before today. */
  until: Date;
  days: number;
  /** Messages a day; by how many days ago. */
  messages(daysAgo: number): number;
  /** Whether the bot listened in an hour. */
  listens?(daysAgo: number, hour: number): boolean;
  courseId?: string;
}

const HALL = { externalId: 'hall', title: 'hall' };
const LOUNGE = { externalId: 'lounge', title: 'lounge' };

/**
 * A small community's past, told as the doors tell it, and added up: ten people write every day at noon, one
 * question a day is answered after twenty minutes, somebody new comes on each Monday and is back a week later.
 */
export async function live({ app, community }: Product, lived: Lived): Promise<void> {
  const { engagement } = app.rooms;
  const { until, days, messages, listens = () => true, courseId } = lived;
  const communityId = community.id;
  const end = until.getTime() + DAY;
  let id = 0;
  const note = (kind: ActivityKind, at: number, who: string, more: object = {}) =>
    engagement.note({
      communityId,
      kind,
      at: new Date(at),
      person: { platform: 'discord', externalId: `p-${who}` },
      place: HALL,
      messageId: `m-${(id += 1)}`,
      ...more,
    });
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    const start = end - (ago + 1) * DAY;
    const noon = start + 12 * HOUR;
    if (!listens(ago, 12)) continue;
    for (let count = messages(ago); count > 2; count -= 1) {
      note('message', noon + count * 1_000, String(count % 10), count % 3 === 0 ? { place: LOUNGE } : {});
    }
    note('question', noon, '1', { messageId: `q-${ago}` });
    note('reply', noon + 20 * 60_000, '2', { repliesTo: `q-${ago}` });
    note('join', noon, `new-${ago}`);
    const weekday = new Date(noon).getUTCDay();
    // Days since a Monday, in weeks.
    const week = Math.floor((noon - 4 * DAY) / (7 * DAY));
    // Two come each Monday; one of them is back in the week after.
    if (weekday === 1) for (const one of ['a', 'b']) note('reaction', noon, `${one}-${week}`);
    if (weekday === 2) note('reaction', noon, `a-${week - 1}`);
    if (courseId)
      note(ago % 2 === 0 ? 'lesson_seen' : 'lesson_done', noon, '3', { subject: `course:${courseId}` });
    if (ago % 7 === 0) await engagement.flush();
  }
  for (const [from, to] of spansOf(end, lived)) {
    for (const platform of ['discord', 'telegram'] as const) {
      await engagement.listened(communityId, platform, from, to);
    }
  }
  await engagement.flush();
  await engagement.rollUp(communityId, { days: days + 1 });
}

/** Stretches without a break in which the bot listened. */
function spansOf(end: number, { days, listens = () => true }: Lived): [Date, Date][] {
  const spans: [Date, Date][] = [];
  let open: number | null = null;
  for (let at = end - days * DAY; at <= end; at += HOUR) {
    const ago = Math.floor((end - 1 - at) / DAY);
    const isHeard = at < end && listens(ago, new Date(at).getUTCHours());
    if (isHeard) open ??= at;
    else if (open !== null) {
      spans.push([new Date(open), new Date(at)]);
      open = null;
    }
  }
  return spans;
}
