/** Reactions with plain emoji. */
import type { Message } from '../state.js';
import { theChannel } from '../world.js';
import type { World } from '../world.js';
import { reactionIntent } from './intents.js';
import { memberShape } from '../shapes/user.js';

/** Adds or takes back one person's reaction and tells the bot. Repeats change nothing. */
export function react(world: World, message: Message, userId: string, emoji: string, on: boolean): void {
  const entry = message.reactions.find((each) => each.emoji === emoji);
  if ((entry?.userIds.includes(userId) ?? false) === on) return;
  if (on && entry) entry.userIds.push(userId);
  else if (on) message.reactions.push({ emoji, userIds: [userId] });
  else if (entry) {
    entry.userIds = entry.userIds.filter((id) => id !== userId);
    message.reactions = message.reactions.filter((each) => each.userIds.length);
  }
  const channel = theChannel(world, message.channelId);
  const guild = channel.kind === 'dm' ? undefined : world.state.guilds[channel.guildId];
  const member = guild?.members[userId];
  world.emit({
    t: on ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
    d: {
      user_id: userId,
      channel_id: message.channelId,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      ...(guild ? { guild_id: guild.id } : {}),
      ...(on ? { message_author_id: message.authorId } : {}),
      ...(on && member ? { member: memberShape(world, member) } : {}),
    },
    intents: reactionIntent(channel),
    guildId: guild?.id ?? null,
  });
}
