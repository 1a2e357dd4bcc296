/** What one person sees of this Discord. */
import { ActionError } from '../../kit.js';
import type { Component } from '../forms/components.js';
import { bit, canSee, channelPermissions, guildPermissions } from '../permissions.js';
import { inVoice } from '../rules/voice.js';
import { channelType } from '../shapes/channel.js';
import type { Channel, DmChannel, Guild, GuildChannel } from '../state.js';
import { channelsOf } from '../world.js';
import type { World } from '../world.js';
import type { CommandView } from './commands.js';
import { commandViews } from './commands.js';
import type { MessageView } from './message.js';
import { canRead, messageView, nameOf } from './message.js';

/** The page shows this many of the last messages of a channel. */
const lastMessages = 100;

export interface ChannelView {
  id: string;
  /** Discord's channel type: 0 text, 2 voice, 4 category, 11 public and 12 private thread, 13 stage, 15 forum. */
  type: number;
  name: string;
  topic: string | null;
  position: number;
  parentId: string | null;
  archived: boolean;
  /** Whether this person may write there. */
  canWrite: boolean;
  /** Of a voice room or a stage: ids of who is there. */
  inside: string[];
  messages: MessageView[];
}

export interface GuildView {
  id: string;
  name: string;
  ownerId: string;
  /** Discord itself has an outage of this server. */
  outage: boolean;
  /** The person's own permissions, as a decimal string. */
  permissions: string;
  /** Highest first; @everyone last. */
  roles: {
    id: string;
    name: string;
    color: number;
    position: number;
    managed: boolean;
    permissions: string;
    memberIds: string[];
  }[];
  members: { id: string; name: string; username: string; bot: boolean; online: boolean; roles: string[] }[];
  channels: ChannelView[];
}

export interface PersonView {
  user: { id: string; username: string; name: string; locale: string };
  dmOpen: boolean;
  bot: { id: string; name: string; online: boolean };
  guilds: GuildView[];
  dms: { channelId: string; with: { id: string; name: string; bot: boolean }; messages: MessageView[] }[];
  commands: CommandView[];
  /** Forms that are open before this person. */
  modals: { id: string; channelId: string; customId: string; title: string; components: Component[] }[];
  /** Recent uses that the application did not answer in time. */
  failures: { interactionId: string; channelId: string; name: string | null; at: string }[];
}

function messagesOf(world: World, channelId: string, userId: string): MessageView[] {
  const readable = (world.state.messages[channelId] ?? []).filter((each) => canRead(each, userId));
  return readable.slice(-lastMessages).map((each) => messageView(world, each, userId));
}

function typeOf(channel: Channel): number {
  if (channel.kind === 'thread')
    return channel.private ? channelType.privateThread : channelType.publicThread;
  return channelType[channel.kind];
}

function mayWrite(world: World, channel: GuildChannel, userId: string): boolean {
  if (channel.kind === 'category' || channel.kind === 'forum') return false;
  const needed = channel.kind === 'thread' ? bit.sendInThreads : bit.sendMessages;
  return (channelPermissions(world, channel, userId) & needed) !== 0n;
}

function guildView(world: World, guild: Guild, userId: string, online: boolean): GuildView {
  const members = Object.values(guild.members);
  const channels = channelsOf(world, guild.id).filter((each) => canSee(world, each, userId));
  return {
    id: guild.id,
    name: guild.name,
    ownerId: guild.ownerId,
    outage: guild.outage !== undefined,
    permissions: guildPermissions(guild, userId).toString(),
    roles: Object.values(guild.roles)
      .sort((a, b) => b.position - a.position)
      .map((role) => ({
        id: role.id,
        name: role.name,
        color: role.color,
        position: role.position,
        managed: role.botId !== undefined,
        permissions: role.permissions,
        memberIds: members
          .filter((each) => role.id === guild.id || each.roles.includes(role.id))
          .map((each) => each.userId),
      })),
    members: members.map((each) => ({
      id: each.userId,
      name: nameOf(world, each.userId, guild.id),
      username: world.state.users[each.userId]?.username ?? '',
      bot: world.state.users[each.userId]?.bot ?? false,
      online: each.userId === world.state.application.id ? online : true,
      roles: [...each.roles],
    })),
    channels: channels.map((each) => ({
      id: each.id,
      type: typeOf(each),
      name: each.name,
      topic: each.kind === 'thread' ? null : each.topic,
      position: each.kind === 'thread' ? 0 : each.position,
      parentId: each.parentId,
      archived: each.kind === 'thread' && each.archived,
      canWrite: mayWrite(world, each, userId),
      inside: inVoice(guild, each.id),
      messages: messagesOf(world, each.id, userId),
    })),
  };
}

/** Throws an ActionError when there is no such person. */
export function personView(world: World, userId: string, online: boolean): PersonView {
  const { users, guilds, application, channels, modals, interactions } = world.state;
  const user = users[userId];
  if (!user) throw new ActionError('There is no such person', 404);
  const own = Object.values(guilds).filter((guild) => guild.members[userId]);
  const isBot = userId === application.id;
  const dms = Object.values(channels).filter(
    (each): each is DmChannel => each.kind === 'dm' && (isBot || each.userId === userId),
  );
  const seen = [...own.flatMap((guild) => channelsOf(world, guild.id)), ...dms];
  // The bot's commands work in its direct messages even before the first one.
  if (!dms.length) seen.push(...([{ kind: 'dm', id: '0', userId }] as DmChannel[]));
  const botName = nameOf(world, application.id, null);
  return {
    user: { id: user.id, username: user.username, name: nameOf(world, user.id, null), locale: user.locale },
    dmOpen: user.dmOpen,
    bot: { id: application.id, name: botName, online },
    guilds: own.map((guild) => guildView(world, guild, userId, online)),
    dms: dms.map((each) => ({
      channelId: each.id,
      with: isBot
        ? { id: each.userId, name: nameOf(world, each.userId, null), bot: false }
        : { id: application.id, name: botName, bot: true },
      messages: messagesOf(world, each.id, userId),
    })),
    commands: commandViews(world, userId, seen),
    modals: Object.values(modals)
      .filter((each) => each.userId === userId)
      .map(({ id, channelId, customId, title, components }) => ({
        id,
        channelId,
        customId,
        title,
        components,
      })),
    failures: Object.values(interactions)
      .filter((each) => each.userId === userId && each.status === 'expired')
      .map((each) => ({
        interactionId: each.id,
        channelId: each.channelId,
        name: each.commandName ?? null,
        at: new Date(each.createdAt).toISOString(),
      })),
  };
}
