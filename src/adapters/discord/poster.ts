/**
 * Lessons in channels over REST. A message is sent with a nonce, so that a try can be repeated. A forum knows
 * no nonces, so that a post there is looked for before it is made.
 */
import { Routes, type APIMessage, type APIThreadChannel } from 'discord.js';
import type { RenderedButton } from '#contracts';
import type { PostAddress, PostContent, Poster, PostResult } from '#domain/drops';
import { DEDUPE_MS, isMessageGone, resultOf, UNAUTHORIZED_PAUSE_MS } from './arrival.js';
import { createChannels } from './channels.js';
import { code, type Fault } from './errors.js';
import type { Guilds } from './guilds.js';
import { drawLesson, lessonPages, readKey, threadName } from './lesson.js';
import { asBody, type Drawn } from './render.js';
import type { Called, Caller } from './rest.js';
import { ARCHIVE_MINUTES, createThreads, messageRoute } from './threads.js';

const PAGE = 100;
const PAGES = 5;
/** Our clock and Discord's differ by this much at most. */
const SKEW_MS = 5_000;
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
  const threads = createThreads(call, guilds, channels);

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
    const own = await threads.own(forumId);
    if (own === null || own === 'forum_gone') return null;
    for (const thread of own.filter(fits)) {
      const route = Routes.channelMessage(thread.id, thread.id);
      const first = await call<APIMessage>({ method: 'get', route, tries: 2 });
      if (first.ok && readKey(first.value.components) === key) {
        return { messageId: thread.id, threadId: thread.id };
      }
      if (!first.ok && !isMessageGone(first.fault)) return null;
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
      const threadId = thread && part === 0 ? await threads.under(sent.value, threadName(content)) : null;
      return { kind: 'sent', messageId: sent.value.id, threadId };
    },

    async edit(address, messageId, content, part) {
      const route = messageRoute(address, messageId);
      const old = await call<APIMessage>({ method: 'get', route, tries: 2 });
      if (!old.ok) return changed(old.fault);
      const message = await drawn(content, part, readKey(old.value.components) ?? '');
      const edited = await threads.awake(messageId, () =>
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
      const removed = await threads.awake(messageId, () =>
        call<unknown>({ method: 'delete', route, tries: 2 }),
      );
      if (!removed.ok && !isMessageGone(removed.fault)) return resultOf(removed.fault);
      if (threadId !== null) {
        const closed = await channels.close(threadId);
        if (!closed.ok && closed.fault.kind === 'wait') return { kind: 'retry', afterMs: closed.fault.ms };
      }
      return { kind: 'gone' };
    },
  };
}

function changed(fault: Fault): PostResult {
  return isMessageGone(fault) ? { kind: 'gone' } : resultOf(fault);
}
