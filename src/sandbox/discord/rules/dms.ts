/** Direct messages between the bot and a person. */
import { refusal } from '../refusals.js';
import type { DmChannel } from '../state.js';
import { theUser } from '../world.js';
import type { World } from '../world.js';

export function findDm(world: World, userId: string): DmChannel | undefined {
  const channel = world.state.channels[world.state.users[userId]?.dmChannelId ?? ''];
  return channel?.kind === 'dm' ? channel : undefined;
}

/** The channel, made when it is not there yet. Opening one succeeds even when the person takes no messages. */
export function openDm(world: World, userId: string): DmChannel {
  const found = findDm(world, userId);
  if (found) return found;
  const user = theUser(world, userId);
  const channel: DmChannel = { kind: 'dm', id: world.newId(), userId };
  world.state.channels[channel.id] = channel;
  user.dmChannelId = channel.id;
  world.changed();
  return channel;
}

export function hasWrittenTo(world: World, channel: DmChannel): boolean {
  const botId = world.state.application.id;
  return (world.state.messages[channel.id] ?? []).some((each) => each.authorId === botId);
}

/**
 * Throws what keeps the bot from writing to a person: 20026 quarantined, 50278 no server in common, 50007
 * direct messages closed.
 */
export function requireReachable(world: World, channel: DmChannel): void {
  const { application, guilds } = world.state;
  if (application.quarantined && !hasWrittenTo(world, channel)) throw refusal(20026);
  const shared = Object.values(guilds).some(
    (guild) => guild.members[application.id] && guild.members[channel.userId],
  );
  if (!shared) throw refusal(50278);
  if (!theUser(world, channel.userId).dmOpen) throw refusal(50007);
}
