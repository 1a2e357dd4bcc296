import type { Delivery, Fate } from '#domain/delivery';
import type { Members } from '#domain/members';
import type { DigestFate, DigestRow, Digests, DigestWeek, Reception } from './model.js';
import type { DigestStore, PlannedRow } from './store.js';
import { weekSpan } from './timing.js';

export interface ReceivingDeps {
  store: DigestStore;
  members: Pick<Members, 'community'>;
  delivery: Pick<Delivery, 'fates'>;
}

/** Messages asked about at once. */
const BATCH = 1_000;

/** What became of digests, and how their recommendations were received. */
export function createReceiving({
  store,
  members,
  delivery,
}: ReceivingDeps): Pick<Digests, 'weeks' | 'ofWeek'> {
  async function fatesOf(communityId: string, rows: readonly PlannedRow[]): Promise<Map<string, Fate>> {
    const ids = rows.flatMap(({ messageId }) => messageId ?? []);
    const fates = new Map<string, Fate>();
    for (let from = 0; from < ids.length; from += BATCH) {
      for (const [id, fate] of await delivery.fates(communityId, ids.slice(from, from + BATCH))) {
        fates.set(id, fate);
      }
    }
    return fates;
  }

  async function week(communityId: string, name: string, zone: string): Promise<DigestWeek> {
    const rows = await store.ofWeek(communityId, name);
    const fates = await fatesOf(communityId, rows);
    const counts = { sent: 0, inbox: 0, refused: 0, empty: 0, dropped: 0, coming: 0 };
    for (const row of rows) counts[fateOf(row, fates)] += 1;
    const received = [...(await store.received(communityId, ...weekSpan(name, zone))).values()];
    const sum = (of: keyof Reception) => received.reduce((so, one) => so + one[of], 0);
    return {
      week: name,
      due: rows.length,
      ...counts,
      shown: sum('shown'),
      up: sum('up'),
      down: sum('down'),
      known: sum('known'),
      taken: sum('taken'),
    };
  }

  return {
    async weeks(communityId, count) {
      const { timeZone } = await members.community(communityId);
      const found: DigestWeek[] = [];
      for (const name of await store.weeks(communityId, count))
        found.push(await week(communityId, name, timeZone));
      return found;
    },
    async ofWeek(communityId, name, { limit, offset }) {
      const { timeZone } = await members.community(communityId);
      const all = await store.ofWeek(communityId, name);
      // Also where what was asked for is no week at all.
      if (all.length === 0) return { rows: [], total: 0 };
      const rows = all.slice(offset, offset + limit);
      const fates = await fatesOf(communityId, rows);
      const received = await store.received(
        communityId,
        ...weekSpan(name, timeZone),
        rows.map(({ memberId }) => memberId),
      );
      return {
        rows: rows.map((row): DigestRow => {
          const { memberId, dueAt } = row;
          const reception = received.get(memberId) ?? { shown: 0, up: 0, down: 0, known: 0, taken: 0 };
          return { memberId, dueAt, fate: fateOf(row, fates), ...reception };
        }),
        total: all.length,
      };
    },
  };
}

function fateOf({ messageId, skipped }: PlannedRow, fates: ReadonlyMap<string, Fate>): DigestFate {
  if (skipped) return skipped === 'empty' ? 'empty' : 'dropped';
  if (messageId === null) return 'coming';
  const state = fates.get(messageId)?.state;
  switch (state) {
    case 'inbox':
    case 'refused':
      return state;
    case 'pending':
    case 'sending':
      return 'coming';
    default:
      // Also whatever may have arrived, and what nobody remembers the words of.
      return 'sent';
  }
}
