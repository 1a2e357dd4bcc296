/**
 * Everything the Discord in miniature remembers: one plain object that survives JSON.stringify.
 * Times are milliseconds since the epoch, ids are snowflakes as strings, permission sets are decimal strings.
 */
import type { Embed } from './forms/embed.js';
import type { Component } from './forms/components.js';

export interface User {
  id: string;
  username: string;
  globalName: string | null;
  bot: boolean;
  /** A Discord locale such as `en-US` or `zh-CN`. */
  locale: string;
  /** Whether the person takes direct messages from people they share a server with. */
  dmOpen: boolean;
  /** The direct messages with the bot, once they were opened. */
  dmChannelId?: string;
}

export interface Application {
  id: string;
  name: string;
  token: string;
  ownerId: string;
  /** Privileged intents (bits) switched on for the application. */
  privilegedIntents: number;
  /** Flagged by the anti-spam system: no direct messages to people it has not written to before (20026). */
  quarantined: boolean;
  /** How far Discord's clock seems to be ahead, in seconds: shifts the Date of its answers. */
  clockOffset?: number;
}

export interface Role {
  id: string;
  name: string;
  permissions: string;
  position: number;
  color: number;
  hoist: boolean;
  mentionable: boolean;
  /** Managed by an application: nobody can hand it out. */
  botId?: string;
}

export interface Member {
  userId: string;
  nick: string | null;
  roles: string[];
  joinedAt: number;
  /** Timed out until then. */
  mutedUntil: number | null;
}

export interface VoiceState {
  channelId: string;
  sessionId: string;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  roles: Record<string, Role>;
  members: Record<string, Member>;
  bans: Record<string, { reason: string | null }>;
  /** Who is in which voice room, by user id. */
  voices?: Record<string, VoiceState>;
  /** An outage of Discord's: no events, and requests about it fail or show members without their roles. */
  outage?: 'fails' | 'bare';
}

export interface Overwrite {
  id: string;
  /** 0 role, 1 member. */
  type: 0 | 1;
  allow: string;
  deny: string;
}

export interface TextChannel {
  kind: 'text' | 'category' | 'forum' | 'voice' | 'stage';
  id: string;
  guildId: string;
  name: string;
  topic: string | null;
  position: number;
  parentId: string | null;
  overwrites: Overwrite[];
  slowmode: number;
  /** A forum that takes no post without a tag. */
  requiresTag?: boolean;
}

export interface ThreadChannel {
  kind: 'thread';
  id: string;
  guildId: string;
  parentId: string;
  name: string;
  ownerId: string;
  private: boolean;
  archived: boolean;
  archivedAt: number;
  locked: boolean;
  invitable: boolean;
  autoArchiveMinutes: number;
  createdAt: number;
  slowmode: number;
  members: Record<string, { joinedAt: number }>;
  /** How many messages were ever sent, deleted ones included. */
  sent: number;
}

export interface DmChannel {
  kind: 'dm';
  id: string;
  userId: string;
}

export type Channel = TextChannel | ThreadChannel | DmChannel;
export type GuildChannel = TextChannel | ThreadChannel;

/** Where a message written in answer to an interaction came from. */
export interface Provenance {
  interactionId: string;
  type: number;
  userId: string;
  commandName?: string;
  /** Set on follow-ups. */
  originalId?: string;
  /** The message whose component was used. */
  interactedId?: string;
  triggering?: Provenance;
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  type: number;
  content: string;
  createdAt: number;
  editedAt: number | null;
  flags: number;
  embeds: Embed[];
  components: Component[];
  attachmentIds: string[];
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
  pinned: boolean;
  tts: boolean;
  nonce?: string | number;
  replyTo?: { channelId: string; messageId: string };
  threadId?: string;
  reactions: { emoji: string; userIds: string[] }[];
  /** Ephemeral: only this person sees it. */
  visibleTo?: string;
  provenance?: Provenance;
}

export interface StoredFile {
  id: string;
  channelId: string;
  filename: string;
  contentType: string;
  description: string | null;
  size: number;
  base64: string;
  ephemeral: boolean;
}

export interface CommandOption {
  type: number;
  name: string;
  name_localizations?: Record<string, string> | null | undefined;
  description: string;
  description_localizations?: Record<string, string> | null | undefined;
  required?: boolean | undefined;
  autocomplete?: boolean | undefined;
  choices?:
    | {
        name: string;
        name_localizations?: Record<string, string> | null | undefined;
        value: string | number;
      }[]
    | undefined;
  options?: CommandOption[] | undefined;
  min_value?: number | undefined;
  max_value?: number | undefined;
  min_length?: number | undefined;
  max_length?: number | undefined;
  channel_types?: number[] | undefined;
}

export interface Command {
  id: string;
  version: string;
  guildId: string | null;
  type: number;
  name: string;
  name_localizations: Record<string, string> | null;
  description: string;
  description_localizations: Record<string, string> | null;
  options: CommandOption[];
  default_member_permissions: string | null;
  dm_permission: boolean;
  contexts: number[] | null;
  nsfw: boolean;
}

export type InteractionStatus =
  | 'waiting'
  | 'loading'
  | 'updating'
  | 'answered'
  /** Not acknowledged in time: the person read "The application did not respond". */
  | 'expired';

export interface Interaction {
  id: string;
  token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  type: number;
  userId: string;
  guildId: string | null;
  channelId: string;
  createdAt: number;
  status: InteractionStatus;
  commandName?: string;
  /** The message with the component, for a component and for a modal opened from one. */
  sourceMessageId?: string;
  originalId?: string;
  triggering?: Provenance;
}

export interface OpenModal {
  id: string;
  userId: string;
  channelId: string;
  guildId: string | null;
  customId: string;
  title: string;
  components: Component[];
  sourceMessageId?: string;
  triggering: Provenance;
}

export interface DiscordState {
  version: 1;
  ids: { ms: number; n: number };
  application: Application;
  users: Record<string, User>;
  guilds: Record<string, Guild>;
  channels: Record<string, Channel>;
  /** Messages of a channel, oldest first. */
  messages: Record<string, Message[]>;
  files: Record<string, StoredFile>;
  commands: { global: Command[]; guilds: Record<string, Command[]> };
  interactions: Record<string, Interaction>;
  modals: Record<string, OpenModal>;
}
