/** Messages: writing, finding a repeat by its nonce, changing, deleting. */
import type { Component } from '../forms/components.js';
import type { Embed } from '../forms/embed.js';
import { flag } from '../forms/message.js';
import { canSee } from '../permissions.js';
import { refusal } from '../refusals.js';
import { messageEventShape } from '../shapes/message.js';
import type { Channel, Message, Provenance, ThreadChannel } from '../state.js';
import type { World } from '../world.js';
import { messageIntent } from './intents.js';
import type { Mentions } from './mentions.js';
import { dropFiles } from './files.js';

/** How long a nonce is remembered: Discord says "the past few minutes". */
export const nonceMemoryMs = 5 * 60_000;

export interface Draft {
  content: string;
  embeds: Embed[];
  components: Component[];
  attachmentIds: string[];
  flags: number;
  mentions: Mentions;
  tts?: boolean;
  nonce?: string | number;
  replyTo?: { channelId: string; messageId: string };
  type?: number;
  visibleTo?: string;
  provenance?: Provenance;
  threadId?: string;
  /** Used where the id was given out before, as for a thread's first message. */
  id?: string;
}

export const nobody: Mentions = { mentions: [], mentionRoles: [], mentionEveryone: false };

/** Sends a message event to the bot, unless it cannot see the channel or the message. */
export function announce(world: World, t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
  const channel = world.state.channels[message.channelId];
  const botId = world.state.application.id;
  if (!channel || message.visibleTo !== undefined || !canSee(world, channel, botId)) return world.changed();
  const d = messageEventShape(world, message);
  const open = channel.kind === 'dm' || message.authorId === botId || message.mentions.includes(botId);
  world.emit({
    t,
    d,
    intents: messageIntent(channel),
    guildId: channel.kind === 'dm' ? null : channel.guildId,
    ...(open ? {} : { redacted: { ...d, content: '', embeds: [], attachments: [], components: [] } }),
  });
}

/** The message already written under this nonce, if it is recent. */
export function repeatOf(
  world: World,
  channelId: string,
  authorId: string,
  nonce: string | number,
): Message | undefined {
  const since = world.now() - nonceMemoryMs;
  const list = world.state.messages[channelId] ?? [];
  for (let index = list.length - 1; index >= 0; index -= 1) {
    const each = list[index];
    if (!each || each.createdAt < since) return undefined;
    if (each.authorId === authorId && each.nonce !== undefined && String(each.nonce) === String(nonce))
      return each;
  }
  return undefined;
}

/** A draft of nothing, to which the caller adds what the message shows. */
export const blank: Draft = {
  content: '',
  embeds: [],
  components: [],
  attachmentIds: [],
  flags: 0,
  mentions: nobody,
};

/** “Ada started a thread”, in the channel above it. */
export function tellOfThread(world: World, parent: Channel, authorId: string, thread: ThreadChannel): void {
  write(world, parent, authorId, { ...blank, type: 18, content: thread.name, threadId: thread.id });
}

/** Writes a message and tells the bot. Throws 50006 when there is nothing in it. */
export function write(world: World, channel: Channel, authorId: string, draft: Draft): Message {
  const loading = (draft.flags & flag.loading) !== 0;
  const system = draft.type !== undefined && draft.type !== 0 && draft.type !== 19 && draft.type !== 20;
  if (!loading && !system) requireContent(draft);
  const { mentions, id, type, ...rest } = draft;
  const message: Message = {
    tts: false,
    ...rest,
    ...mentions,
    id: id ?? world.newId(),
    channelId: channel.id,
    authorId,
    type: type ?? 0,
    createdAt: world.now(),
    editedAt: null,
    pinned: false,
    reactions: [],
  };
  (world.state.messages[channel.id] ??= []).push(message);
  if (channel.kind === 'thread') {
    channel.sent += 1;
    channel.archived = false;
  }
  announce(world, 'MESSAGE_CREATE', message);
  return message;
}

/** Throws 50006 when a message would show nothing. */
export function requireContent(
  draft: Pick<Draft, 'content' | 'embeds' | 'components' | 'attachmentIds'>,
): void {
  const { content, embeds, components, attachmentIds } = draft;
  if (!content.trim() && !embeds.length && !components.length && !attachmentIds.length) throw refusal(50006);
}

/** Applies a change and tells the bot. The loading mark of a deferred answer goes away silently. */
export function change(world: World, message: Message, patch: Partial<Message>): Message {
  const wasLoading = (message.flags & flag.loading) !== 0;
  Object.assign(message, patch);
  if (!wasLoading) message.editedAt = world.now();
  announce(world, 'MESSAGE_UPDATE', message);
  return message;
}

/** Removes a message with its files and tells the bot. */
export function erase(world: World, message: Message): void {
  const list = world.state.messages[message.channelId] ?? [];
  world.state.messages[message.channelId] = list.filter((each) => each.id !== message.id);
  dropFiles(world, message.attachmentIds);
  const channel = world.state.channels[message.channelId];
  if (!channel || message.visibleTo !== undefined) return world.changed();
  world.emit({
    t: 'MESSAGE_DELETE',
    d: {
      id: message.id,
      channel_id: message.channelId,
      ...(channel.kind === 'dm' ? {} : { guild_id: channel.guildId }),
    },
    intents: messageIntent(channel),
    guildId: channel.kind === 'dm' ? null : channel.guildId,
  });
}
