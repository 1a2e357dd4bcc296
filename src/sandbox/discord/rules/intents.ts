/** Gateway intent bits, and which of them an event of a channel needs. */
import type { Channel } from '../state.js';

export const intent = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildModeration: 1 << 2,
  guildVoiceStates: 1 << 7,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

export const privilegedIntents = intent.guildMembers | intent.guildPresences | intent.messageContent;

export function messageIntent(channel: Channel): number {
  return channel.kind === 'dm' ? intent.directMessages : intent.guildMessages;
}

export function reactionIntent(channel: Channel): number {
  return channel.kind === 'dm' ? intent.directReactions : intent.guildReactions;
}
