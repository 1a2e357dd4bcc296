/** Channels and threads as the API writes them. */
import type { Channel, DmChannel, TextChannel, ThreadChannel } from '../state.js';
import { theUser } from '../world.js';
import type { World } from '../world.js';
import type { Json } from './user.js';
import { userShape } from './user.js';

export const channelType = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  publicThread: 11,
  privateThread: 12,
  stage: 13,
  forum: 15,
} as const;

function lastMessageId(world: World, channelId: string): string | null {
  return world.state.messages[channelId]?.findLast((each) => each.visibleTo === undefined)?.id ?? null;
}

/** `REQUIRE_TAG` of a forum. */
const requireTag = 1 << 4;

/** The last thread of a forum: its first message has the same id. */
function lastThreadId(world: World, forum: TextChannel): string | null {
  const threads = Object.values(world.state.channels).filter(
    (each) => each.kind === 'thread' && each.parentId === forum.id,
  );
  return threads.reduce<string | null>(
    (last, { id }) => (last === null || BigInt(id) > BigInt(last) ? id : last),
    null,
  );
}

export function channelShape(channel: TextChannel, world: World): Json {
  const common = {
    id: channel.id,
    type: channelType[channel.kind],
    flags: channel.requiresTag ? requireTag : 0,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    position: channel.position,
    permission_overwrites: channel.overwrites.map((each) => ({ ...each })),
    nsfw: false,
    rate_limit_per_user: channel.slowmode,
  };
  if (channel.kind === 'category') return common;
  if (channel.kind === 'voice' || channel.kind === 'stage') {
    return {
      ...common,
      bitrate: 64_000,
      user_limit: channel.kind === 'stage' ? 10_000 : 0,
      rtc_region: null,
      last_message_id: lastMessageId(world, channel.id),
    };
  }
  const written = { ...common, topic: channel.topic, default_auto_archive_duration: 4320 };
  if (channel.kind === 'text') {
    return { ...written, last_message_id: lastMessageId(world, channel.id), last_pin_timestamp: null };
  }
  return {
    ...written,
    last_message_id: lastThreadId(world, channel),
    available_tags: [],
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  };
}

export function threadShape(thread: ThreadChannel, world: World): Json {
  const messages = world.state.messages[thread.id] ?? [];
  return {
    id: thread.id,
    type: thread.private ? channelType.privateThread : channelType.publicThread,
    last_message_id: lastMessageId(world, thread.id),
    flags: 0,
    guild_id: thread.guildId,
    name: thread.name,
    parent_id: thread.parentId,
    rate_limit_per_user: thread.slowmode,
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: world.iso(thread.archivedAt),
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: world.iso(thread.createdAt),
      ...(thread.private ? { invitable: thread.invitable } : {}),
    },
    message_count: messages.filter((each) => each.visibleTo === undefined).length,
    member_count: Math.min(Object.keys(thread.members).length, 50),
    total_message_sent: thread.sent,
  };
}

export function dmShape(channel: DmChannel, world: World): Json {
  return {
    id: channel.id,
    type: channelType.dm,
    last_message_id: lastMessageId(world, channel.id),
    flags: 0,
    last_pin_timestamp: null,
    recipients: [userShape(theUser(world, channel.userId))],
  };
}

export function anyChannelShape(channel: Channel, world: World): Json {
  if (channel.kind === 'dm') return dmShape(channel, world);
  return channel.kind === 'thread' ? threadShape(channel, world) : channelShape(channel, world);
}

export function threadMemberShape(thread: ThreadChannel, userId: string, world: World): Json {
  const joinedAt = thread.members[userId]?.joinedAt ?? thread.createdAt;
  return { id: thread.id, user_id: userId, join_timestamp: world.iso(joinedAt), flags: 0 };
}
