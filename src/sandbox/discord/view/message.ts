/** Messages as a person sees them. */
import type { Component } from '../forms/components.js';
import { flag } from '../forms/message.js';
import { componentShape, embedShape, fileUrl } from '../shapes/message.js';
import type { Json } from '../shapes/user.js';
import type { Message } from '../state.js';
import { findMessage } from '../world.js';
import type { World } from '../world.js';

export interface MessageView {
  id: string;
  channelId: string;
  /** Discord's message type: 0 plain, 18 thread started, 19 reply, 20 answer to a command. */
  type: number;
  author: { id: string; name: string; bot: boolean };
  content: string;
  /** ISO times. */
  at: string;
  editedAt: string | null;
  ephemeral: boolean;
  /** A deferred answer that has not come yet: "is thinking…". */
  loading: boolean;
  pinned: boolean;
  /** As Discord's API writes them, media resolved to addresses of this server. */
  embeds: Json[];
  components: Json[];
  attachments: {
    id: string;
    filename: string;
    contentType: string;
    size: number;
    url: string;
    description: string | null;
  }[];
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
  reactions: { emoji: string; userIds: string[] }[];
  /** The command or component that was used, and by whom. */
  usedBy: { userId: string; name: string; command: string | null } | null;
  replyTo: { messageId: string; authorName: string | null; content: string | null } | null;
  threadId: string | null;
}

/** The name under which somebody appears. */
export function nameOf(world: World, userId: string, guildId: string | null): string {
  const nick = guildId === null ? null : world.state.guilds[guildId]?.members[userId]?.nick;
  const user = world.state.users[userId];
  return nick ?? user?.globalName ?? user?.username ?? 'Unknown user';
}

export function canRead(message: Message, userId: string): boolean {
  return message.visibleTo === undefined || message.visibleTo === userId;
}

export function messageView(world: World, message: Message, viewerId: string): MessageView {
  const channel = world.state.channels[message.channelId];
  const guildId = channel && channel.kind !== 'dm' ? channel.guildId : null;
  const files = message.attachmentIds.flatMap((id) => world.state.files[id] ?? []);
  const from = message.provenance;
  const target = message.replyTo && findMessage(world, message.replyTo.channelId, message.replyTo.messageId);
  const readable = target && canRead(target, viewerId) ? target : undefined;
  return {
    id: message.id,
    channelId: message.channelId,
    type: message.type,
    author: {
      id: message.authorId,
      name: nameOf(world, message.authorId, guildId),
      bot: world.state.users[message.authorId]?.bot ?? false,
    },
    content: message.content,
    at: new Date(message.createdAt).toISOString(),
    editedAt: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    ephemeral: message.visibleTo !== undefined,
    loading: (message.flags & flag.loading) !== 0,
    pinned: message.pinned,
    embeds:
      message.flags & flag.suppressEmbeds ? [] : message.embeds.map((each) => embedShape(world, each, files)),
    components: message.components.map((each: Component) => componentShape(world, each, files)),
    attachments: files.map((file) => ({
      id: file.id,
      filename: file.filename,
      contentType: file.contentType,
      size: file.size,
      url: fileUrl(world, file),
      description: file.description,
    })),
    mentions: [...message.mentions],
    mentionRoles: [...message.mentionRoles],
    mentionEveryone: message.mentionEveryone,
    reactions: message.reactions.map((each) => ({ ...each, userIds: [...each.userIds] })),
    usedBy: from
      ? {
          userId: from.userId,
          name: nameOf(world, from.userId, guildId),
          command: from.commandName ?? from.triggering?.commandName ?? null,
        }
      : null,
    replyTo: message.replyTo
      ? {
          messageId: message.replyTo.messageId,
          authorName: readable ? nameOf(world, readable.authorId, guildId) : null,
          content: readable?.content ?? null,
        }
      : null,
    threadId: message.threadId ?? null,
  };
}
