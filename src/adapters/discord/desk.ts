/**
 * Tickets in a channel of moderators, or in a forum: a card with a thread, in which everything is said. What is sent
 * bears a nonce, so that a try can be repeated; a forum knows none, so that a thread there is looked for first.
 */
import { Routes, type APIMessage, type APIThreadChannel } from 'discord.js';
import { deskThreadName, type Answer } from '#contracts';
import type { DeskAddress, DeskCard, DeskLine, DeskPort, DeskResult } from '#domain/handoff';
import { minutes } from '#kernel/clock';
import { createChannels } from './channels.js';
import { code, type Fault } from './errors.js';
import type { Guilds } from './guilds.js';
import { label } from './markup.js';
import { asBody, draw, type Drawn } from './render.js';
import type { Called, Caller } from './rest.js';

/** Discord remembers a nonce for "a few minutes". */
const DEDUPE_MS = minutes(2);
const UNAUTHORIZED_PAUSE_MS = minutes(1);
/** A thread is shown for a week after the last word; whoever writes in it opens it again. */
const ARCHIVE_MINUTES = 10_080;
const LONGEST_NAME = 100;

export interface DeskDeps {
  call: Caller;
  guilds: Guilds;
  tickets: { card(card: DeskCard): Promise<Answer>; line(line: DeskLine): Answer };
}

export function createDesk({ call, guilds, tickets }: DeskDeps): DeskPort {
  const channels = createChannels(call, guilds);
  const nameOf = (card: DeskCard): string => label(deskThreadName(card), LONGEST_NAME) || String(card.number);

  async function send(channelId: string, message: Drawn, nonce: string): Promise<Called<APIMessage>> {
    return call<APIMessage>({
      method: 'post',
      route: Routes.channelMessages(channelId),
      body: { ...asBody(message).body, nonce, enforce_nonce: true },
      tries: 2,
    });
  }

  /** The thread of a card, begun if need be; null: the card stands alone, and lines stand beside it. */
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

  /** An earlier try in a forum; null: cannot be told. */
  async function inForum(forumId: string, name: string): Promise<string | 'absent' | null> {
    const forum = await call<{ guild_id?: string }>({
      method: 'get',
      route: Routes.channel(forumId),
      tries: 2,
    });
    if (!forum.ok && isGone(forum.fault)) return 'absent';
    if (!forum.ok || forum.value.guild_id === undefined) return null;
    const route = Routes.guildActiveThreads(forum.value.guild_id);
    const active = await call<{ threads: APIThreadChannel[] }>({ method: 'get', route, tries: 2 });
    const self = await guilds.self();
    if (!active.ok || !self.ok) return null;
    const found = active.value.threads.find(
      (thread) => thread.parent_id === forumId && thread.owner_id === self.value && thread.name === name,
    );
    return found?.id ?? 'absent';
  }

  async function openInForum({ externalId }: DeskAddress, card: DeskCard): Promise<DeskResult> {
    const name = nameOf(card);
    const earlier = await inForum(externalId, name);
    if (earlier === null) return { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS };
    if (earlier !== 'absent') return { kind: 'sent', messageId: earlier, threadId: earlier };
    const begun = await call<{ id: string }>({
      method: 'post',
      route: Routes.threads(externalId),
      body: {
        name,
        auto_archive_duration: ARCHIVE_MINUTES,
        message: asBody(draw(await tickets.card(card))).body,
      },
    });
    if (!begun.ok) return resultOf(begun.fault);
    return { kind: 'sent', messageId: begun.value.id, threadId: begun.value.id };
  }

  /** What is in an archived thread can only be touched once it is open again. */
  async function awake<T>(threadId: string | null, touch: () => Promise<Called<T>>): Promise<Called<T>> {
    const done = await touch();
    const sleeps = !done.ok && done.fault.kind === 'refused' && done.fault.code === code.threadArchived;
    if (!sleeps || threadId === null) return done;
    const open = await channels.reopen(threadId);
    return open.ok ? touch() : open;
  }

  return {
    dedupeMs: DEDUPE_MS,

    async open(address, card, nonce) {
      if (address.kind === 'forum') return openInForum(address, card);
      const sent = await send(address.externalId, draw(await tickets.card(card)), nonce);
      if (!sent.ok) return resultOf(sent.fault);
      const threadId = await threadOf(sent.value, nameOf(card));
      return { kind: 'sent', messageId: sent.value.id, threadId };
    },

    async update(address, messageId, card) {
      const route = messageRoute(address, messageId);
      const body = { content: '', ...asBody(draw(await tickets.card(card))).body };
      const threadId = address.kind === 'forum' ? messageId : null;
      const edited = await awake(threadId, () =>
        call<APIMessage>({ method: 'patch', route, body, tries: 2 }),
      );
      if (!edited.ok) return isGone(edited.fault) ? { kind: 'gone' } : resultOf(edited.fault);
      return { kind: 'sent', messageId, threadId: edited.value.thread?.id ?? threadId };
    },

    async say(address, { threadId }, line, nonce) {
      const message = draw(tickets.line(line));
      const to = threadId ?? address.externalId;
      // In a forum nothing stands outside a thread.
      if (threadId === null && address.kind === 'forum') return { kind: 'gone' };
      const sent = await awake(threadId, () => send(to, message, nonce));
      if (sent.ok) return { kind: 'sent', messageId: sent.value.id, threadId };
      return threadId !== null && isGone(sent.fault) ? { kind: 'gone' } : resultOf(sent.fault);
    },

    async remove(address, messageId, threadId) {
      if (threadId !== null) {
        const closed = await channels.close(threadId);
        if (!closed.ok && closed.fault.kind !== 'refused') return resultOf(closed.fault);
        // In a forum the thread was all there was.
        if (address.kind === 'forum' && (closed.ok || isGone(closed.fault))) return { kind: 'gone' };
      }
      const route = messageRoute(address, messageId);
      const removed = await call<unknown>({ method: 'delete', route, tries: 2 });
      return removed.ok || isGone(removed.fault) ? { kind: 'gone' } : resultOf(removed.fault);
    },
  };
}

/** In a forum the first message of a thread has the thread's id. */
function messageRoute({ kind, externalId }: DeskAddress, messageId: string) {
  return Routes.channelMessage(kind === 'forum' ? messageId : externalId, messageId);
}

function isGone(fault: Fault): boolean {
  return (
    fault.kind === 'refused' && (fault.code === code.unknownMessage || fault.code === code.unknownChannel)
  );
}

const REFUSALS: Record<number, string> = {
  [code.unknownChannel]: 'channel_gone',
  [code.unknownGuild]: 'space_gone',
  [code.missingAccess]: 'missing_permission_view_channel',
  [code.missingPermissions]: 'missing_permission_send',
  [code.tagNeeded]: 'channel_wants_tag',
};

function resultOf(fault: Fault): DeskResult {
  if (fault.kind === 'wait') return { kind: 'retry', afterMs: fault.ms };
  if (fault.kind === 'unknown') {
    // Turned away at the door: it surely has not arrived.
    return fault.reason === 'unauthorized' ? { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS } : fault;
  }
  return { kind: 'refused', code: REFUSALS[fault.code] ?? 'unknown' };
}
