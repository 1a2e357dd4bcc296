/**
 * Lessons in channels over REST. A message is sent with a nonce, so that a try can be repeated. A forum knows
 * no nonces, so that a post there is looked for before it is made.
 */
import { Routes, type APIMessage, type APIThreadChannel } from 'discord.js';
import type { RenderedButton } from '#contracts';
import type { PostAddress, PostContent, Poster, PostResult } from '#domain/drops';
import { minutes } from '#kernel/clock';
import { createChannels } from './channels.js';
import { code, type Fault } from './errors.js';
import type { Guilds } from './guilds.js';
import { drawLesson, lessonPages, readKey, threadName } from './lesson.js';
import { asBody, type Drawn } from './render.js';
import type { Called, Caller } from './rest.js';

/** Discord remembers a nonce for "a few minutes". */
const DEDUPE_MS = minutes(2);
const UNAUTHORIZED_PAUSE_MS = minutes(1);
const PAGE = 100;
const PAGES = 5;
/** Our clock and Discord's differ by this much at most. */
const SKEW_MS = 5_000;
/** A discussion of a lesson is shown for a week after the last word. */
const ARCHIVE_MINUTES = 10_080;

export interface PosterDeps {
  call: Caller;
  guilds: Guilds;
  /** Below the last part of a lesson. */
  buttons(content: PostContent): Promise<RenderedButton[][]>;
}

interface Found {
  messageId: string;
  threadId: string | null;
}

export function createPoster({ call, guilds, buttons }: PosterDeps): Poster {
  const channels = createChannels(call, guilds);

  async function drawn(content: PostContent, part: number, key: string): Promise<Drawn> {
    const pages = lessonPages(content);
    // A lesson that became shorter: what was a later part says its end.
    const at = Math.min(part, pages.length - 1);
    return drawLesson(pages, at, key, at === pages.length - 1 ? await buttons(content) : [], content);
  }

  /** A picture at an address that Discord does not take must not cost the lesson. */
  async function orPlainly<T>(
    message: Drawn,
    send: (message: Drawn) => Promise<Called<T>>,
  ): Promise<Called<T>> {
    const sent = await send(message);
    const isForm = !sent.ok && sent.fault.kind === 'refused' && sent.fault.code === code.invalidForm;
    if (!isForm || !message.embeds.some(({ image }) => image)) return sent;
    const embeds = message.embeds.map(({ image: _image, ...rest }) => rest);
    return send({
      ...message,
      embeds: embeds.filter(({ title, description, footer }) => title ?? description ?? footer),
    });
  }

  async function inChannel(address: PostAddress, message: Drawn, nonce: string): Promise<Called<APIMessage>> {
    return orPlainly(message, (each) =>
      call<APIMessage>({
        method: 'post',
        route: Routes.channelMessages(address.externalId),
        body: { ...asBody(each).body, nonce, enforce_nonce: true },
        tries: 2,
      }),
    );
  }

  async function inForum(
    address: PostAddress,
    message: Drawn,
    name: string,
  ): Promise<Called<{ id: string }>> {
    return orPlainly(message, (each) =>
      call<{ id: string }>({
        method: 'post',
        route: Routes.threads(address.externalId),
        body: { name, auto_archive_duration: ARCHIVE_MINUTES, message: asBody(each).body },
      }),
    );
  }

  /** The thread of a message, begun if need be; null: the message stands alone. */
  async function threadOf({ id, channel_id, thread }: APIMessage, name: string): Promise<string | null> {
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
  }

  /** Looks through what was written since, newest first. */
  async function inMessages(channelId: string, key: string, from: number): Promise<Found | 'absent' | null> {
    let before: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await call<APIMessage[]>({
        method: 'get',
        route: Routes.channelMessages(channelId),
        query: { limit: String(PAGE), ...(before ? { before } : {}) },
        tries: 2,
      });
      if (!answer.ok) return null;
      // Who may not read what was written is shown an empty channel.
      if (page === 0 && answer.value.length === 0) return (await isEmpty(channelId)) ? 'absent' : null;
      for (const each of answer.value) {
        if (Date.parse(each.timestamp) < from) return 'absent';
        if (readKey(each.components) === key)
          return { messageId: each.id, threadId: each.thread?.id ?? null };
      }
      if (answer.value.length < PAGE) return 'absent';
      before = answer.value.at(-1)?.id;
    }
    return null;
  }

  /** In a forum a post sleeps after a while, and has to be woken before it is touched. */
  async function awake<T>(threadId: string, touch: () => Promise<Called<T>>): Promise<Called<T>> {
    const done = await touch();
    const sleeps = !done.ok && done.fault.kind === 'refused' && done.fault.code === code.threadArchived;
    if (!sleeps) return done;
    const open = await channels.reopen(threadId);
    return open.ok ? touch() : open;
  }

  async function isEmpty(channelId: string): Promise<boolean> {
    const channel = await call<{ last_message_id?: string | null }>({
      method: 'get',
      route: Routes.channel(channelId),
      tries: 2,
    });
    return channel.ok && (channel.value.last_message_id ?? null) === null;
  }

  /** Looks at the first message of our threads, of those that `fits`. */
  async function inThreads(
    forumId: string,
    key: string,
    fits: (thread: APIThreadChannel) => boolean,
  ): Promise<Found | 'absent' | null> {
    const forum = await call<{ guild_id?: string }>({
      method: 'get',
      route: Routes.channel(forumId),
      tries: 2,
    });
    if (!forum.ok || forum.value.guild_id === undefined) return null;
    const active = await call<{ threads: APIThreadChannel[] }>({
      method: 'get',
      route: Routes.guildActiveThreads(forum.value.guild_id),
      tries: 2,
    });
    const self = await guilds.self();
    if (!active.ok || !self.ok) return null;
    for (const thread of active.value.threads) {
      if (thread.parent_id !== forumId || thread.owner_id !== self.value || !fits(thread)) continue;
      const route = Routes.channelMessage(thread.id, thread.id);
      const first = await call<APIMessage>({ method: 'get', route, tries: 2 });
      if (first.ok && readKey(first.value.components) === key) {
        return { messageId: thread.id, threadId: thread.id };
      }
      if (!first.ok && !isGone(first.fault)) return null;
    }
    return 'absent';
  }

  function find(address: PostAddress, nonce: string, since: Date): Promise<Found | 'absent' | null> {
    const from = since.getTime() - SKEW_MS;
    if (address.kind !== 'forum') return inMessages(address.externalId, nonce, from);
    return inThreads(
      address.externalId,
      nonce,
      ({ thread_metadata: data }) => Date.parse(data?.create_timestamp ?? '') >= from,
    );
  }

  return {
    dedupeMs: DEDUPE_MS,
    parts: (content) => lessonPages(content).length,
    find,
    candidates: (spaceExternalId) => channels.candidates(spaceExternalId),

    async post(address, content, part, nonce, { thread }) {
      const message = await drawn(content, part, nonce);
      if (address.kind === 'forum') {
        const name = threadName(content);
        const earlier = await inThreads(address.externalId, nonce, (thread) => thread.name === name);
        if (earlier === null) return { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS };
        if (earlier !== 'absent') return { kind: 'sent', ...earlier };
        const begun = await inForum(address, message, name);
        if (!begun.ok) return resultOf(begun.fault);
        return { kind: 'sent', messageId: begun.value.id, threadId: begun.value.id };
      }
      const sent = await inChannel(address, message, nonce);
      if (!sent.ok) return resultOf(sent.fault);
      // Once it stands it is sent, with or without its thread: a second post would be worse.
      const threadId = thread && part === 0 ? await threadOf(sent.value, threadName(content)) : null;
      return { kind: 'sent', messageId: sent.value.id, threadId };
    },

    async edit(address, messageId, content, part) {
      const route = messageRoute(address, messageId);
      const old = await call<APIMessage>({ method: 'get', route, tries: 2 });
      if (!old.ok) return changed(old.fault);
      const message = await drawn(content, part, readKey(old.value.components) ?? '');
      const edited = await awake(messageId, () =>
        orPlainly(message, (each) =>
          call<APIMessage>({ method: 'patch', route, body: { content: '', ...asBody(each).body }, tries: 2 }),
        ),
      );
      if (!edited.ok) return changed(edited.fault);
      const threadId = address.kind === 'forum' ? messageId : (old.value.thread?.id ?? null);
      if (threadId !== null && part === 0) await channels.rename(threadId, threadName(content));
      return { kind: 'sent', messageId, threadId };
    },

    async withdraw(address, messageId, threadId) {
      const route = messageRoute(address, messageId);
      const removed = await awake(messageId, () => call<unknown>({ method: 'delete', route, tries: 2 }));
      if (!removed.ok && !isGone(removed.fault)) return resultOf(removed.fault);
      if (threadId !== null) {
        const closed = await channels.close(threadId);
        if (!closed.ok && closed.fault.kind === 'wait') return { kind: 'retry', afterMs: closed.fault.ms };
      }
      return { kind: 'gone' };
    },
  };
}

/** In a forum the first message of a thread has the thread's id. */
function messageRoute({ kind, externalId }: PostAddress, messageId: string) {
  return Routes.channelMessage(kind === 'forum' ? messageId : externalId, messageId);
}

function isGone(fault: Fault): boolean {
  return (
    fault.kind === 'refused' && (fault.code === code.unknownMessage || fault.code === code.unknownChannel)
  );
}

function changed(fault: Fault): PostResult {
  return isGone(fault) ? { kind: 'gone' } : resultOf(fault);
}

const REFUSALS: Record<number, string> = {
  [code.unknownChannel]: 'channel_gone',
  [code.unknownGuild]: 'space_gone',
  [code.missingAccess]: 'missing_permission_view_channel',
  [code.missingPermissions]: 'missing_permission_send',
  [code.tagNeeded]: 'channel_wants_tag',
};

function resultOf(fault: Fault): PostResult {
  if (fault.kind === 'wait') return { kind: 'retry', afterMs: fault.ms };
  if (fault.kind === 'unknown') {
    // Turned away at the door: it surely has not arrived.
    return fault.reason === 'unauthorized' ? { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS } : fault;
  }
  return { kind: 'refused', code: REFUSALS[fault.code] ?? 'unknown' };
}
