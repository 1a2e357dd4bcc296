import type { Database } from '#database';
import { later, type Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import type { Members } from '#domain/members';
import type { DeskStore } from './desk-store.js';
import type { Desk, Handoff } from './model.js';
import type { DeskAddress, HandoffWake } from './ports.js';

export interface PlacesDeps {
  database: Database;
  members: Members;
  deskStore: DeskStore;
  wake: HandoffWake;
  clock: Clock;
}

/** How long a process believes what it knows of where the desk is. */
const KNOWN_MS = 10_000;

/** Where moderators see tickets. */
export function createPlaces(deps: PlacesDeps): Pick<Handoff, 'desk' | 'setDesk'> & {
  /** Where the desk is, as a platform knows it; null: nowhere. */
  addressOf(communityId: string): Promise<DeskAddress | null>;
  /** The same, remembered for some seconds: everything said in every channel wants to know. */
  known(communityId: string): Promise<DeskAddress | null>;
} {
  const { database, members, deskStore, wake, clock } = deps;

  const remembered = new Map<string, { address: Promise<DeskAddress | null>; until: Date }>();

  async function desk(communityId: string): Promise<Desk | null> {
    const row = await deskStore.desk(communityId);
    if (!row) return null;
    const { spaceId, kind, title, problem } = row;
    const externalId = (await addressOf(communityId))?.externalId ?? row.externalId;
    return { platform: kind === 'chat' ? 'telegram' : 'discord', spaceId, externalId, kind, title, problem };
  }

  async function addressOf(communityId: string): Promise<DeskAddress | null> {
    const row = await deskStore.desk(communityId);
    const space = row && (await members.spaces(communityId)).find(({ id }) => id === row.spaceId);
    if (!space) return null;
    // A Telegram group may change its id, and its space knows.
    const externalId = row.kind === 'chat' ? space.externalId : row.externalId;
    return { spaceExternalId: space.externalId, externalId, kind: row.kind };
  }

  return {
    desk,
    addressOf,
    known(communityId) {
      const now = clock.now();
      const last = remembered.get(communityId);
      if (last && last.until > now) return last.address;
      const address = addressOf(communityId);
      remembered.set(communityId, { address, until: later(now, KNOWN_MS) });
      // What could not be had is not remembered.
      address.catch(() => remembered.delete(communityId));
      return address;
    },
    async setDesk(communityId, input, byId) {
      if (input && !(await members.spaces(communityId)).some(({ id }) => id === input.spaceId)) {
        throw new UserFacingError('outlet_unknown');
      }
      const now = clock.now();
      const old = await addressOf(communityId);
      const before = await deskStore.desk(communityId);
      const isSame =
        input !== null && before?.spaceId === input.spaceId && before.externalId === input.externalId;
      await database.transaction(async (tx) => {
        if (!isSame) await deskStore.leave(tx, communityId, {}, old && { ...old, now });
        if (input)
          await deskStore.put(tx, communityId, { ...input, createdAt: isSame ? before.createdAt : now });
        else await deskStore.drop(tx, communityId);
        if (!isSame) await deskStore.restart(tx, communityId, input ? 'pending' : null);
        const entry = { action: input ? 'desk.set' : 'desk.removed', actorId: byId };
        const details = { channel: input?.title ?? before?.title ?? '' };
        await members.audit(communityId, { ...entry, details }, tx);
      });
      remembered.delete(communityId);
      await wake.desk(communityId);
      return desk(communityId);
    },
  };
}
