/**
 * adapters/telegram: Telegram through grammY, in two halves for two processes.
 * Lives here: the bot (updates, commands, buttons, questions), the platform (seats and direct messages), and
 * how an answer looks in Telegram. Does not: rules, texts people read everywhere, anything that is stored.
 * Invariants: entities, never parse_mode; a token never reaches a log; updates are handled once, in order;
 * a person's ban is never lifted.
 */
export { createTelegramBot, type TelegramBot, type TelegramMode } from './bot.js';
export { createPauses, type Pauses } from './pauses.js';
export { createTelegramPlatform, type TelegramPlatform } from './platform.js';
export { examineTelegram, type TelegramExamined } from './examine.js';
