/** Channels and threads: making, changing, removing, and who is in a thread. */
import { anyChannelShape, threadMemberShape } from '../shapes/channel.js';
import { memberShape } from '../shapes/user.js';
import type { Guild, GuildChannel, Overwrite, TextChannel, ThreadChannel } from '../state.js';
import { channelsOf } from '../world.js';
import type { World } from '../world.js';
import { dropFiles } from './files.js';
import { intent } from './intents.js';
import { inVoice, leaveVoice } from './voice.js';

export function announceChannel(
  world: World,
  action: 'CREATE' | 'UPDATE' | 'DELETE',
  channel: GuildChannel,
): void {
  const t = `${channel.kind === 'thread' ? 'THREAD' : 'CHANNEL'}_${action}`;
  const fresh = t === 'THREAD_CREATE' ? { newly_created: true } : {};
  const d = { ...anyChannelShape(channel, world), ...fresh };
  world.emit({ t, d, intents: intent.guilds, guildId: channel.guildId });
}

export function createChannel(
  world: World,
  guild: Guild,
  settings: {
    name: string;
    kind?: TextChannel['kind'];
    topic?: string | null;
    parentId?: string | null;
    overwrites?: Overwrite[];
    position?: number;
  },
): TextChannel {
  const channel: TextChannel = {
    kind: settings.kind ?? 'text',
    id: world.newId(),
    guildId: guild.id,
    name: settings.name,
    topic: settings.topic ?? null,
    position:
      settings.position ?? channelsOf(world, guild.id).filter((each) => each.kind !== 'thread').length,
    parentId: settings.parentId ?? null,
    overwrites: settings.overwrites ?? [],
    slowmode: 0,
  };
  world.state.channels[channel.id] = channel;
  announceChannel(world, 'CREATE', channel);
  return channel;
}

/** Removes a channel with its threads, messages and files. */
export function deleteChannel(world: World, channel: GuildChannel): void {
  for (const thread of channelsOf(world, channel.guildId)) {
    if (thread.kind === 'thread' && thread.parentId === channel.id) deleteChannel(world, thread);
  }
  for (const message of world.state.messages[channel.id] ?? []) dropFiles(world, message.attachmentIds);
  delete world.state.messages[channel.id];
  delete world.state.channels[channel.id];
  const guild = world.state.guilds[channel.guildId];
  for (const userId of guild ? inVoice(guild, channel.id) : []) if (guild) leaveVoice(world, guild, userId);
  announceChannel(world, 'DELETE', channel);
}

export function createThread(
  world: World,
  parent: TextChannel,
  ownerId: string,
  settings: {
    name: string;
    private: boolean;
    autoArchiveMinutes?: number;
    invitable?: boolean;
    slowmode?: number;
    /** A thread that starts from a message has the message's id. */
    id?: string;
  },
): ThreadChannel {
  const now = world.now();
  const thread: ThreadChannel = {
    kind: 'thread',
    id: settings.id ?? world.newId(),
    guildId: parent.guildId,
    parentId: parent.id,
    name: settings.name,
    ownerId,
    private: settings.private,
    archived: false,
    archivedAt: now,
    locked: false,
    invitable: settings.invitable ?? true,
    autoArchiveMinutes: settings.autoArchiveMinutes ?? 4320,
    createdAt: now,
    slowmode: settings.slowmode ?? 0,
    members: { [ownerId]: { joinedAt: now } },
    sent: 0,
  };
  world.state.channels[thread.id] = thread;
  announceChannel(world, 'CREATE', thread);
  return thread;
}

/** Puts somebody into a thread or takes them out, and tells the bot. */
export function setThreadMember(world: World, thread: ThreadChannel, userId: string, inside: boolean): void {
  if ((thread.members[userId] !== undefined) === inside) return;
  if (inside) thread.members[userId] = { joinedAt: world.now() };
  else delete thread.members[userId];
  const member = world.state.guilds[thread.guildId]?.members[userId];
  const added = {
    ...threadMemberShape(thread, userId, world),
    ...(member ? { member: memberShape(world, member), presence: null } : {}),
  };
  world.emit({
    t: 'THREAD_MEMBERS_UPDATE',
    d: {
      id: thread.id,
      guild_id: thread.guildId,
      member_count: Object.keys(thread.members).length,
      ...(inside ? { added_members: [added] } : { removed_member_ids: [userId] }),
    },
    intents: userId === world.state.application.id ? intent.guilds : intent.guildMembers,
    guildId: thread.guildId,
  });
}
