/** The shapes that go over the wire, as the Bot API documents them. Only what this server speaks. */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export type ChatType = 'private' | 'group' | 'supergroup';

export interface Chat {
  id: number;
  type: ChatType;
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
  is_forum?: true;
}

export interface AdminRights {
  is_anonymous: boolean;
  can_manage_chat: boolean;
  can_delete_messages: boolean;
  can_manage_video_chats: boolean;
  can_restrict_members: boolean;
  can_promote_members: boolean;
  can_change_info: boolean;
  can_invite_users: boolean;
  can_post_stories: boolean;
  can_edit_stories: boolean;
  can_delete_stories: boolean;
  can_pin_messages: boolean;
  can_manage_topics: boolean;
}

export interface Permissions {
  can_send_messages: boolean;
  can_send_audios: boolean;
  can_send_documents: boolean;
  can_send_photos: boolean;
  can_send_videos: boolean;
  can_send_video_notes: boolean;
  can_send_voice_notes: boolean;
  can_send_polls: boolean;
  can_send_other_messages: boolean;
  can_add_web_page_previews: boolean;
  can_react_to_messages: boolean;
  can_edit_tag: boolean;
  can_change_info: boolean;
  can_invite_users: boolean;
  can_pin_messages: boolean;
  can_manage_topics: boolean;
}

export type ChatMember =
  | { status: 'creator'; user: User; is_anonymous: boolean; custom_title?: string }
  | ({ status: 'administrator'; user: User; can_be_edited: boolean; custom_title?: string } & AdminRights)
  | { status: 'member'; user: User; until_date?: number }
  | ({ status: 'restricted'; user: User; is_member: boolean; until_date: number } & Permissions)
  | { status: 'left'; user: User }
  | { status: 'kicked'; user: User; until_date: number };

export type MemberStatus = ChatMember['status'];

export interface ChatInviteLink {
  invite_link: string;
  creator: User;
  creates_join_request: boolean;
  is_primary: boolean;
  is_revoked: boolean;
  name?: string;
  expire_date?: number;
  member_limit?: number;
  pending_join_request_count?: number;
}

export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: User;
  language?: string;
  custom_emoji_id?: string;
}

export interface InlineButton {
  text: string;
  style?: string;
  url?: string;
  callback_data?: string;
  web_app?: { url: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
  copy_text?: { text: string };
}

interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

/** The other three kinds of markup change the person's input field; they are never part of a Message. */
export interface InputFieldMarkup {
  keyboard?: { text: string; [kind: string]: unknown }[][];
  remove_keyboard?: true;
  force_reply?: true;
  resize_keyboard?: boolean;
  one_time_keyboard?: boolean;
  is_persistent?: boolean;
  selective?: boolean;
  input_field_placeholder?: string;
}

export type ReplyMarkup = InlineKeyboard | InputFieldMarkup;

export interface LinkPreviewOptions {
  is_disabled?: boolean;
  url?: string;
  prefer_small_media?: boolean;
  prefer_large_media?: boolean;
  show_above_text?: boolean;
}

interface StoredFileInfo {
  file_id: string;
  file_unique_id: string;
  file_size: number;
}

export interface PhotoSize extends StoredFileInfo {
  width: number;
  height: number;
}

export interface MediaBody extends StoredFileInfo {
  file_name?: string;
  mime_type?: string;
  duration?: number;
  width?: number;
  height?: number;
  title?: string;
  performer?: string;
}

export type MediaKind = 'photo' | 'document' | 'audio' | 'video' | 'voice' | 'animation';

/** The part of a message that only a service message has. */
export interface ServiceContent {
  new_chat_members?: User[];
  left_chat_member?: User;
  new_chat_title?: string;
  group_chat_created?: true;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  forum_topic_created?: { name: string; icon_color: number };
  forum_topic_edited?: { name: string };
  forum_topic_closed?: Record<string, never>;
  forum_topic_reopened?: Record<string, never>;
}

export interface Message extends ServiceContent {
  message_id: number;
  message_thread_id?: number;
  is_topic_message?: true;
  from?: User;
  date: number;
  chat: Chat;
  forward_origin?: { type: 'user'; date: number; sender_user: User };
  reply_to_message?: Message;
  quote?: { text: string; position: number; is_manual?: true };
  edit_date?: number;
  has_protected_content?: true;
  show_caption_above_media?: true;
  media_group_id?: string;
  text?: string;
  entities?: MessageEntity[];
  link_preview_options?: LinkPreviewOptions;
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: PhotoSize[];
  document?: MediaBody;
  audio?: MediaBody;
  video?: MediaBody;
  voice?: MediaBody;
  animation?: MediaBody;
  pinned_message?: Message | { chat: Chat; message_id: number; date: 0 };
  reply_markup?: InlineKeyboard;
}

interface ChatMemberUpdated {
  chat: Chat;
  from: User;
  date: number;
  old_chat_member: ChatMember;
  new_chat_member: ChatMember;
  invite_link?: ChatInviteLink;
  via_join_request?: true;
}

interface ChatJoinRequest {
  chat: Chat;
  from: User;
  user_chat_id: number;
  date: number;
  invite_link?: ChatInviteLink;
}

interface CallbackQuery {
  id: string;
  from: User;
  message: Message;
  chat_instance: string;
  data: string;
}

interface MessageReactionUpdated {
  chat: Chat;
  message_id: number;
  user: User;
  date: number;
  old_reaction: { type: 'emoji'; emoji: string }[];
  new_reaction: { type: 'emoji'; emoji: string }[];
}

export interface UpdateContent {
  message: Message;
  edited_message: Message;
  callback_query: CallbackQuery;
  my_chat_member: ChatMemberUpdated;
  chat_member: ChatMemberUpdated;
  chat_join_request: ChatJoinRequest;
  message_reaction: MessageReactionUpdated;
}

export type UpdateKind = keyof UpdateContent;

export type Update = { update_id: number } & Partial<UpdateContent>;

export interface BotCommand {
  command: string;
  description: string;
}
