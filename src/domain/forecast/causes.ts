/** Why something is out of the ordinary, as far as can be told. */
export const causes = ['outage', 'raid', 'drop', 'live', 'holiday'] as const;
export type Cause = (typeof causes)[number];

/** What else went on around it. */
export interface Around {
  direction: 'high' | 'low';
  /** Hours that were not listened to, among those of it, six before it and two after it. */
  missing: number;
  /** Joins, in the same hours. */
  joins: { seen: number; expected: number };
  messages: { seen: number; expected: number };
  /** Minutes in voice rooms, and how many are usual in as many hours. */
  voice: { seen: number; usual: number };
  /** Titles of lessons that were announced shortly before or in it. */
  announced: readonly string[];
  /** A name of the day, as in `holidays`; null: a day like any other. */
  holiday: string | null;
}

/** So many more joins than expected, and so many times as many, are no coincidence of newcomers. */
const RAID = { more: 10, times: 4 };
/** Messages are part of a raid from so many times the expected on. */
const LOUD = 2;
/** Minutes people spend together in a voice room before it is a session, and how many times the usual. */
const LIVE = { minutes: 30, times: 3 };

/** The likeliest cause, and what it is about; nothing where nothing was found: a guess is not a cause. */
export function causeOf(around: Around): { cause: Cause | null; subject: string | null } {
  const { direction, joins, messages, voice } = around;
  const only = (cause: Cause | null, subject: string | null = null) => ({ cause, subject });
  if (direction === 'low') {
    if (around.missing > 0) return only('outage');
    return around.holiday === null ? only(null) : only('holiday', around.holiday);
  }
  const flood = joins.seen >= joins.expected + RAID.more && joins.seen >= RAID.times * joins.expected;
  if (flood && messages.seen >= LOUD * messages.expected) return only('raid');
  const [first] = around.announced;
  if (first !== undefined) return only('drop', first);
  if (voice.seen >= LIVE.minutes && voice.seen >= LIVE.times * voice.usual) return only('live');
  return around.holiday === null ? only(null) : only('holiday', around.holiday);
}
