/**
 * Tickets in a channel of moderators, or in a forum: a card with a thread, in which everything is said. What is sent
 * bears a nonce, so that a try can be repeated; a forum knows none, so that a thread there is looked for first.
 */
import { Routes, type APIMessage } from 'discord.js';
import { deskThreadName, type Answer } from '#contracts';
import type { DeskAddress, DeskCard, DeskLine, DeskPort, DeskResult } from '#domain/handoff';
import { DEDUPE_MS, isMessageGone, resultOf, UNAUTHORIZED_PAUSE_MS } from './arrival.js';
import { createChannels } from './channels.js';
import type { Guilds } from './guilds.js';
import { label } from './markup.js';
import { asBody, draw, type Drawn } from './render.js';
import type { Called, Caller } from './rest.js';
import { ARCHIVE_MINUTES, createThreads, messageRoute } from './threads.js';

const LONGEST_NAME = 100;

export interface DeskDeps {
  call: Caller;
  guilds: Guilds;
  tickets: { card(card: DeskCard): Promise<Answer>; line(line: DeskLine): Answer };
}

export function createDesk({ call, guilds, tickets }: DeskDeps): DeskPort {
  const channels = createChannels(call, guilds);
  const threads = createThreads(call, guilds, channels);
  const nameOf = (card: DeskCard): string => label(deskThreadName(card), LONGEST_NAME) || String(card.number);

  async function send(channelId: string, message: Drawn, nonce: string): Promise<Called<APIMessage>> {
    return call<APIMessage>({
      method: 'post',
      route: Routes.channelMessages(channelId),
      body: { ...asBody(message).body, nonce, enforce_nonce: true },
      tries: 2,
    });
  }

  /** An earlier try in a forum; null: cannot be told. */
  async function inForum(forumId: string, name: string): Promise<string | 'absent' | null> {
    const own = await threads.own(forumId);
    if (own === 'forum_gone') return 'absent';
    return own && (own.find((thread) => thread.name === name)?.id ?? 'absent');
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

  return {
    dedupeMs: DEDUPE_MS,

    async open(address, card, nonce) {
      if (address.kind === 'forum') return openInForum(address, card);
      const sent = await send(address.externalId, draw(await tickets.card(card)), nonce);
      if (!sent.ok) return resultOf(sent.fault);
      const threadId = await threads.under(sent.value, nameOf(card));
      return { kind: 'sent', messageId: sent.value.id, threadId };
    },

    async update(address, messageId, card) {
      const route = messageRoute(address, messageId);
      const body = { content: '', ...asBody(draw(await tickets.card(card))).body };
      const threadId = address.kind === 'forum' ? messageId : null;
      const edited = await threads.awake(threadId, () =>
        call<APIMessage>({ method: 'patch', route, body, tries: 2 }),
      );
      if (!edited.ok) return isMessageGone(edited.fault) ? { kind: 'gone' } : resultOf(edited.fault);
      return { kind: 'sent', messageId, threadId: edited.value.thread?.id ?? threadId };
    },

    async say(address, { threadId }, line, nonce) {
      const message = draw(tickets.line(line));
      const to = threadId ?? address.externalId;
      // In a forum nothing stands outside a thread.
      if (threadId === null && address.kind === 'forum') return { kind: 'gone' };
      const sent = await threads.awake(threadId, () => send(to, message, nonce));
      if (sent.ok) return { kind: 'sent', messageId: sent.value.id, threadId };
      return threadId !== null && isMessageGone(sent.fault) ? { kind: 'gone' } : resultOf(sent.fault);
    },

    async remove(address, messageId, threadId) {
      if (threadId !== null) {
        const closed = await channels.close(threadId);
        if (!closed.ok && closed.fault.kind !== 'refused') return resultOf(closed.fault);
        // In a forum the thread was all there was.
        if (address.kind === 'forum' && (closed.ok || isMessageGone(closed.fault))) return { kind: 'gone' };
      }
      const route = messageRoute(address, messageId);
      const removed = await call<unknown>({ method: 'delete', route, tries: 2 });
      return removed.ok || isMessageGone(removed.fault) ? { kind: 'gone' } : resultOf(removed.fault);
    },
  };
}
