/** Threads under messages and in forums: begun, found again, and woken before they are touched. */
import { Routes, type APIMessage, type APIThreadChannel } from 'discord.js';
import { isMessageGone } from './arrival.js';
import { code } from './errors.js';
import type { Guilds } from './guilds.js';
import type { Channels } from './channels.js';
import type { Called, Caller } from './rest.js';

/** A thread is shown for a week after the last word; whoever writes in it opens it again. */
export const ARCHIVE_MINUTES = 10_080;

interface Threads {
  /** The thread of a message, begun if need be; null: the message stands alone. */
  under(message: APIMessage, name: string): Promise<string | null>;
  /** Threads in a forum that we began and that are not archived; null: cannot be told. */
  own(forumId: string): Promise<APIThreadChannel[] | 'forum_gone' | null>;
  /** What is in an archived thread can only be touched once it is open again; null: it is in no thread. */
  awake<T>(threadId: string | null, touch: () => Promise<Called<T>>): Promise<Called<T>>;
}

export function createThreads(call: Caller, guilds: Guilds, channels: Pick<Channels, 'reopen'>): Threads {
  return {
    async under({ id, channel_id, thread }, name) {
      if (thread) return thread.id;
      const begun = await call<{ id: string }>({
        method: 'post',
        route: Routes.threads(channel_id, id),
        body: { name, auto_archive_duration: ARCHIVE_MINUTES },
        tries: 2,
      });
      if (begun.ok) return begun.value.id;
      // The thread of a message has the message's id.
      return begun.fault.kind === 'refused' && begun.fault.code === code.threadExists ? id : null;
    },

    async own(forumId) {
      const forum = await call<{ guild_id?: string }>({
        method: 'get',
        route: Routes.channel(forumId),
        tries: 2,
      });
      if (!forum.ok && isMessageGone(forum.fault)) return 'forum_gone';
      if (!forum.ok || forum.value.guild_id === undefined) return null;
      const route = Routes.guildActiveThreads(forum.value.guild_id);
      const active = await call<{ threads: APIThreadChannel[] }>({ method: 'get', route, tries: 2 });
      const self = await guilds.self();
      if (!active.ok || !self.ok) return null;
      return active.value.threads.filter(
        (thread) => thread.parent_id === forumId && thread.owner_id === self.value,
      );
    },

    async awake(threadId, touch) {
      const done = await touch();
      const sleeps = !done.ok && done.fault.kind === 'refused' && done.fault.code === code.threadArchived;
      if (!sleeps || threadId === null) return done;
      const open = await channels.reopen(threadId);
      return open.ok ? touch() : open;
    },
  };
}

/** In a forum the first message of a thread has the thread's id. */
export function messageRoute(
  { kind, externalId }: { kind: 'channel' | 'forum' | 'chat'; externalId: string },
  messageId: string,
) {
  return Routes.channelMessage(kind === 'forum' ? messageId : externalId, messageId);
}
