/**
 * Discord in miniature. Lives here: the REST API and the gateway as far as a membership bot uses them, what
 * people can do, and what they see. Does not live here: the page, the control API, storage of the state.
 * Invariant: the state is one JSON-serialisable object; nothing but sockets, timers and rate limits is kept
 * outside of it.
 */
export { createDiscordServer } from './server.js';
export type { DiscordOptions, DiscordServer } from './server.js';
export { seedDiscord } from './seed.js';
export type { DiscordState } from './state.js';
export type { Fault } from './http/faults.js';
export type { Answer } from './actions/using.js';
export type { PersonView, GuildView, ChannelView } from './view/view.js';
export type { MessageView } from './view/message.js';
export type { CommandView, OptionView } from './view/commands.js';
