/**
 * adapters/discord: the only place that knows Discord, in two halves for two processes.
 * Lives here: the gateway bot (slash commands, buttons, lists, modals, what Discord reports), the REST
 * platform (seats and direct messages), how an answer looks, and how Discord's refusals are named.
 * Does not: decide anything about members, money or access; keep anything between two starts.
 * Invariants: nobody is ever pinged; what a person typed is never markup; an outage is never a loss.
 */
export { createDiscordBot, type DiscordBot } from './bot.js';
export { createDiscordPlatform, type DiscordPlatform } from './platform.js';
export { examineDiscord, type DiscordExamined } from './examine.js';
