import type { ModelStore } from './model-store.js';
import type { Log } from '#kernel/log';
import type { Matcher } from './matcher/model.js';
import type { FaqWake } from './ports.js';

/** How often the database is asked whether another process has trained, in milliseconds. */
const LOOK_MS = 3_000;
/** Bytes of models as they are stored; in memory each takes a tenth more. */
const MOST_BYTES = 300_000_000;

/** What answers for a community now. */
export interface Served {
  /** null: nothing was learned yet. */
  matcher: Matcher | null;
  trainedAt: Date | null;
  oneIn: number;
  /** Something changed since it was trained. */
  stale: boolean;
}

interface Held {
  served: Served;
  /** Of which training. */
  mark: string;
  size: number;
  lookedAt: number;
}

export interface ModelsDeps {
  modelStore: ModelStore;
  load: (bytes: Uint8Array) => Matcher;
  wake: FaqWake;
  log: Log;
}

/**
 * Models in memory: those used last, as many as there is room for. A model stays in service until a newer one
 * was loaded.
 */
export function createModels({ modelStore, load, wake, log }: ModelsDeps) {
  const held = new Map<string, Held>();
  const looking = new Map<string, Promise<Served>>();
  const refreshes = new Map<string, number>();

  async function look(communityId: string): Promise<Served> {
    const since = refreshes.get(communityId);
    const { oneIn, revision, trained } = await modelStore.state(communityId);
    const mark = trained ? `${trained.revision}:${trained.at.getTime()}` : '';
    const before = held.get(communityId);
    const [matcher, size] =
      before?.mark === mark
        ? [before.served.matcher, before.size]
        : await loaded(communityId, trained ? await modelStore.bytes(communityId) : null);
    const served = {
      matcher,
      trainedAt: trained?.at ?? null,
      oneIn,
      stale: revision > (trained?.revision ?? 0),
    };
    // What changed meanwhile was perhaps not seen: whoever asks next looks again.
    const lookedAt = refreshes.get(communityId) === since ? performance.now() : -Infinity;
    held.delete(communityId);
    held.set(communityId, { served, mark, size, lookedAt });
    makeRoom();
    return served;
  }

  async function loaded(communityId: string, bytes: Uint8Array | null): Promise<[Matcher | null, number]> {
    if (!bytes || bytes.length === 0) return [null, 0];
    try {
      return [load(bytes), bytes.length];
    } catch (error) {
      // As another version of this program wrote it: it is trained anew.
      log.warn({ communityId, error: String(error) }, 'a stored model cannot be read');
      await wake.train(communityId);
      return [null, 0];
    }
  }

  function makeRoom(): void {
    let total = [...held.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [communityId, { size }] of held) {
      if (total <= MOST_BYTES || held.size <= 1) break;
      held.delete(communityId);
      total -= size;
    }
  }

  return {
    async get(communityId: string): Promise<Served> {
      const known = held.get(communityId);
      if (known && performance.now() - known.lookedAt < LOOK_MS) {
        // Put anew, so that the map stays in the order of use.
        held.delete(communityId);
        held.set(communityId, known);
        return known.served;
      }
      const under = looking.get(communityId);
      if (under) return under;
      const fresh = look(communityId).finally(() => {
        if (looking.get(communityId) === fresh) looking.delete(communityId);
      });
      looking.set(communityId, fresh);
      return fresh;
    },
    /** Something is different since: the next one who asks looks. */
    refresh(communityId: string): void {
      const known = held.get(communityId);
      if (known) known.lookedAt = -Infinity;
      refreshes.set(communityId, (refreshes.get(communityId) ?? 0) + 1);
      looking.delete(communityId);
    },
  };
}

export type Models = ReturnType<typeof createModels>;
