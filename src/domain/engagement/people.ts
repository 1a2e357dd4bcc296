import { codeOf } from './kinds.js';
import type { Noted } from './noted.js';
import type { Found, NewPseudonym, PseudonymStore } from './pseudonym-store.js';

/** Somebody in a batch, with what the batch says about them. */
interface Seen {
  event: Noted;
  firstAt: Date;
  joinedAt: Date | null;
  leftAt: Date | null;
}

export interface PeopleDeps {
  store: PseudonymStore;
  /** Makes one number of two, as accounts of one member have the same. */
  unite(communityId: string, from: bigint, to: bigint): Promise<void>;
}

const JOIN = codeOf('join');
const LEAVE = codeOf('leave');

const latest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));

/** Sees to it that everybody in a batch has a number; asked anew each time, so that no wish is ever old. */
export function createPeople({ store, unite }: PeopleDeps) {
  /** Rows of those who are already known, brought up to date. */
  async function refresh(seen: Seen, found: Found & { id: string; number: bigint }): Promise<void> {
    const { communityId, accounts } = seen.event;
    const [account] = accounts;
    const joinedAt = latest(seen.joinedAt, found.joinedAt);
    const leftAt = latest(seen.leftAt, found.leftAt);
    const change = {
      ...(account !== undefined && found.account !== account ? { account } : {}),
      ...(found.firstAt && seen.firstAt < found.firstAt ? { firstAt: seen.firstAt } : {}),
      ...(joinedAt && joinedAt.getTime() !== found.joinedAt?.getTime() ? { joinedAt } : {}),
      ...(leftAt && leftAt.getTime() !== found.leftAt?.getTime() ? { leftAt } : {}),
      ...(found.owner !== null && found.owner !== found.memberId ? { memberId: found.owner } : {}),
    };
    if (Object.keys(change).length === 0) return;
    if (change.memberId !== undefined) {
      const number = await store.numberOf(communityId, change.memberId);
      if (number !== null && number !== found.number) await unite(communityId, found.number, number);
    }
    await store.change(communityId, found.id, change);
  }

  /** Rows for those who are seen first; two accounts of one member get one number. */
  async function enlist(newcomers: readonly { seen: Seen; owner: string | null }[]): Promise<void> {
    const rows: NewPseudonym[] = [];
    for (const { seen, owner } of newcomers) {
      const { communityId, accounts } = seen.event;
      const { firstAt, joinedAt, leftAt } = seen;
      const [account] = accounts;
      if (account === undefined) continue;
      const number = owner === null ? null : await store.numberOf(communityId, owner);
      const row = { communityId, account, number, memberId: owner, firstAt, joinedAt, leftAt };
      if (owner !== null && rows.some((one) => one.memberId === owner)) {
        // The other account of the same batch goes first, so that this one finds its number.
        await store.give(rows.splice(0));
        row.number = await store.numberOf(communityId, owner);
      }
      rows.push(row);
    }
    if (rows.length > 0) await store.give(rows);
  }

  return {
    async warm(): Promise<void> {
      await store.find([]);
    },

    /** @returns the accounts of those who are not to be counted */
    async prepare(events: readonly Noted[]): Promise<ReadonlySet<string>> {
      const seen = seenIn(events);
      const asked = [...seen.values()].flatMap(({ event: { communityId, person, accounts } }) =>
        person ? accounts.map((account) => ({ communityId, ...person, account })) : [],
      );
      if (asked.length === 0) return new Set();
      const found = new Map((await store.find(asked)).map((one) => [one.account, one]));
      const [uncounted, newcomers] = [new Set<string>(), []] as [
        Set<string>,
        { seen: Seen; owner: string | null }[],
      ];
      for (const [account, one] of seen) {
        const rows = one.event.accounts.map((each) => found.get(each)).filter((row) => row !== undefined);
        const known = rows.find((row): row is Known => row.id !== null);
        if (rows.some(({ counted }) => !counted)) uncounted.add(account);
        else if (known) await refresh(one, known);
        else newcomers.push({ seen: one, owner: rows[0]?.owner ?? null });
      }
      if (newcomers.length > 0) await enlist(newcomers);
      return uncounted;
    },
  };
}

type Known = Found & { id: string; number: bigint };

/** Everybody in a batch once, by the hash in use. */
function seenIn(events: readonly Noted[]): Map<string, Seen> {
  const all = new Map<string, Seen>();
  for (const event of events) {
    const [account] = event.accounts;
    if (account === undefined) continue;
    const one = all.get(account) ?? { event, firstAt: event.at, joinedAt: null, leftAt: null };
    if (event.at < one.firstAt) one.firstAt = event.at;
    if (event.kind === JOIN) one.joinedAt = latest(one.joinedAt, event.at);
    if (event.kind === LEAVE) one.leftAt = latest(one.leftAt, event.at);
    all.set(account, one);
  }
  return all;
}
