/** Channels and threads in the words of the house: what they are called, and what contains them. */
import { Routes, type APIChannel, type Client } from 'discord.js';
import type { Activity } from '#contracts';
import type { Caller } from './rest.js';

export interface Places {
  /** The channel that a thread belongs to; null: it is none. */
  parentOf(channelId: string): Promise<string | null>;
  /** As it is written down. */
  placeOf(channelId: string): Promise<NonNullable<Activity['place']>>;
}

/** Threads whose channel was asked for, remembered. */
const KNOWN_THREADS = 1_000;
/** Announcement thread, public thread, private thread. */
const THREADS = new Set([10, 11, 12]);

export function createPlaces(client: Client, call: Caller): Places {
  const known = new Map<string, { parent: string | null; name: string | undefined }>();

  /** A thread is forgotten by discord.js when it rests; Discord still tells of it. */
  async function read(channelId: string): Promise<{ parent: string | null; name: string | undefined }> {
    const cached = client.channels.cache.get(channelId);
    if (cached) {
      const name = 'name' in cached ? (cached.name ?? undefined) : undefined;
      return { parent: cached.isThread() ? cached.parentId : null, name };
    }
    const found = known.get(channelId);
    if (found) return found;
    const asked = await call<APIChannel & { parent_id?: string | null; name?: string | null }>({
      method: 'get',
      route: Routes.channel(channelId),
      tries: 2,
    });
    if (!asked.ok) return { parent: null, name: undefined };
    const { type, parent_id: parent, name } = asked.value;
    const read = { parent: (THREADS.has(type) && parent) || null, name: name ?? undefined };
    if (known.size >= KNOWN_THREADS) known.clear();
    known.set(channelId, read);
    return read;
  }

  const named = (externalId: string, name: string | undefined) => ({
    externalId,
    title: name === undefined ? externalId : `#${name}`,
  });

  return {
    parentOf: async (channelId) => (await read(channelId)).parent,
    async placeOf(channelId) {
      const { parent, name } = await read(channelId);
      if (parent === null) return named(channelId, name);
      return {
        externalId: channelId,
        title: name ?? channelId,
        parent: named(parent, (await read(parent)).name),
      };
    },
  };
}
