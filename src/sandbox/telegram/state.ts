/** Everything the server remembers, as one JSON-serialisable object. Times are Unix seconds. */
import type {
  AdminRights,
  BotCommand,
  ChatType,
  LinkPreviewOptions,
  MediaBody,
  MediaKind,
  MessageEntity,
  PhotoSize,
  Permissions,
  ReplyMarkup,
  ServiceContent,
  Update,
  User,
} from './api.js';

export interface MessageRecord {
  id: number;
  fromId: number;
  date: number;
  editDate?: number;
  threadId?: number;
  replyTo?: number;
  quote?: { text: string; position: number };
  text?: string;
  entities?: MessageEntity[];
  preview?: LinkPreviewOptions;
  media?: Media;
  captionAbove?: true;
  mediaGroupId?: string;
  markup?: ReplyMarkup;
  isProtected?: boolean;
  forwarded?: { fromId: number; date: number };
  service?: ServiceContent;
  pinnedId?: number;
  /** user id -> emoji */
  reactions?: Record<string, string[]>;
}

export type Media =
  { kind: 'photo'; sizes: PhotoSize[] } | { kind: Exclude<MediaKind, 'photo'>; body: MediaBody };

export type MemberRecord =
  | { status: 'creator'; title?: string; since: number; link?: string }
  | {
      status: 'administrator';
      rights: AdminRights;
      promotedBy: number;
      title?: string;
      since: number;
      link?: string;
    }
  | { status: 'member'; since: number; link?: string }
  | {
      status: 'restricted';
      isMember: boolean;
      permissions: Permissions;
      until: number;
      since: number;
      link?: string;
    }
  | { status: 'left' }
  | { status: 'kicked'; until: number };

export interface LinkRecord {
  link: string;
  creatorId: number;
  isPrimary: boolean;
  isRevoked: boolean;
  asksToJoin: boolean;
  name?: string;
  expires?: number;
  memberLimit?: number;
}

interface JoinRequestRecord {
  userId: number;
  date: number;
  link: string;
}

export interface TopicRecord {
  id: number;
  name: string;
  color: number;
  isClosed: boolean;
}

export interface ChatRecord {
  id: number;
  type: ChatType;
  title?: string;
  username?: string;
  description?: string;
  isForum?: boolean;
  topics: Record<string, TopicRecord>;
  /** Private chats: whether the person ever pressed Start, and whether they blocked the bot since. */
  started?: boolean;
  blocked?: boolean;
  /** By user id; nobody in a private chat. The number `since` is the first message the member may see. */
  members: Record<string, MemberRecord>;
  links: Record<string, LinkRecord>;
  requests: Record<string, JoinRequestRecord>;
  permissions: Permissions;
  messages: Record<string, MessageRecord>;
  /** Supergroups number their own messages; private chats and groups share `counters.message`. */
  nextMessageId: number;
  pinned: number[];
  /** Set when this group became a supergroup, and on that supergroup. */
  migratedTo?: number;
  migratedFrom?: number;
}

export interface FileRecord {
  id: string;
  uniqueId: string;
  path: string;
  kind: MediaKind;
  base64: string;
  size: number;
  name?: string;
  mime: string;
  width?: number;
  height?: number;
}

export interface WebhookRecord {
  url: string;
  secret?: string;
  maxConnections: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export interface PendingUpdate {
  update: Update;
  at: number;
  /** Updates of one lane are pushed one after the other. */
  lane: string;
}

interface BotProfile {
  id: number;
  name: string;
  username: string;
  readsAllGroupMessages: boolean;
  /** scope key -> language code ('' for none) -> commands */
  commands: Record<string, Record<string, BotCommand[]>>;
  /** language code ('' for none) -> text */
  names: Record<string, string>;
  descriptions: Record<string, string>;
  shortDescriptions: Record<string, string>;
}

type FaultKind = '429' | '500' | '500-after' | 'reset' | 'code';

export interface FaultRecord {
  method?: string | undefined;
  chatId?: number | undefined;
  remaining: number;
  kind: FaultKind;
  code?: number | undefined;
  description?: string | undefined;
  retryAfter?: number | undefined;
  /** How many of a hundred matching calls it meets; all when left out. */
  percent?: number | undefined;
  /** Where the draw stands. */
  chance?: number;
}

export interface TelegramState {
  version: 1;
  token: string;
  bot: BotProfile;
  users: Record<string, User>;
  chats: Record<string, ChatRecord>;
  files: Record<string, FileRecord>;
  updates: { next: number; allowed: string[] | null; pending: PendingUpdate[] };
  webhook: WebhookRecord | null;
  counters: {
    message: number;
    link: number;
    file: number;
    chat: number;
    user: number;
    callback: number;
    album: number;
  };
  faults: FaultRecord[];
  limits: { relaxed: boolean };
}
