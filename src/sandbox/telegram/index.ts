/**
 * Telegram in miniature: a stateful Bot API on loopback, and the people who use it.
 *
 * Lives here: chats, members, messages, invite links, join requests, files, updates by polling and webhook, the
 * limits of sending, and faults on demand. Does not live here: channels, payments, inline mode, stickers, polls.
 * Everything is kept in one JSON-serialisable state.
 */
export {
  createTelegramServer,
  keepBotSetup,
  type TelegramServer,
  type TelegramServerOptions,
} from './server.js';
export { seedTelegram } from './seed.js';
export type { TelegramActions } from './actions/index.js';
export type { ChatView, MemberView, MessageView, TelegramView } from './view.js';
export type { TelegramState } from './state.js';
export type { BotCommand, InlineButton, MessageEntity, ReplyMarkup } from './api.js';
