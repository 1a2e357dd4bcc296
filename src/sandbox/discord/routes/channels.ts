/** Channels: reading, changing, removing, permission overwrites, and opening direct messages. */
import { z } from 'zod';
import { parseForm, permissionSet, snowflake } from '../form.js';
import type { Call, Route } from '../http/route.js';
import { noContent, ok, param } from '../http/route.js';
import { canSee, requireInChannel } from '../permissions.js';
import { refusal } from '../refusals.js';
import { announceChannel, deleteChannel } from '../rules/channels.js';
import { findDm, hasWrittenTo, openDm } from '../rules/dms.js';
import { anyChannelShape, dmShape } from '../shapes/channel.js';
import type { Channel, GuildChannel, TextChannel } from '../state.js';
import { theChannel, theGuildChannel } from '../world.js';
import type { World } from '../world.js';

const overwriteKind = z.union([
  z.literal(0),
  z.literal(1),
  z.literal('role').transform(() => 0 as const),
  z.literal('member').transform(() => 1 as const),
]);

export const overwriteForm = z.object({
  id: snowflake,
  type: overwriteKind,
  allow: permissionSet.nullish().transform((value) => value ?? '0'),
  deny: permissionSet.nullish().transform((value) => value ?? '0'),
});

const channelPatch = z.object({
  name: z.string().min(1).max(100).nullish(),
  topic: z.string().max(1024).nullish(),
  position: z.int().min(0).nullish(),
  parent_id: snowflake.nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
  permission_overwrites: z.array(overwriteForm).max(100).nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  invitable: z.boolean().nullish(),
  auto_archive_duration: z.union([60, 1440, 4320, 10_080].map((value) => z.literal(value))).nullish(),
});

type ChannelPatch = z.output<typeof channelPatch>;

export function channelRoutes(world: World): Route[] {
  const botId = (): string => world.state.application.id;

  function visible(call: Call): Channel {
    const channel = theChannel(world, param(call, 'channel'));
    if (!canSee(world, channel, call.botId)) throw refusal(50001);
    return channel;
  }

  function requireManaging(channel: GuildChannel): void {
    if (channel.kind === 'thread' && channel.ownerId === botId()) return;
    requireInChannel(world, channel, botId(), channel.kind === 'thread' ? 'manageThreads' : 'manageChannels');
  }

  function patchText(channel: TextChannel, form: ChannelPatch): void {
    if (form.name) channel.name = form.name;
    if (form.topic !== undefined) channel.topic = form.topic;
    if (typeof form.position === 'number') channel.position = form.position;
    if (form.parent_id !== undefined) channel.parentId = form.parent_id;
    if (form.permission_overwrites) channel.overwrites = form.permission_overwrites;
  }

  return [
    {
      method: 'POST',
      path: '/users/@me/channels',
      handle({ body }) {
        const { recipient_id: userId } = parseForm(z.object({ recipient_id: snowflake }), body);
        if (!world.state.users[userId] || userId === botId()) throw refusal(50033);
        const known = findDm(world, userId);
        if (world.state.application.quarantined && !(known && hasWrittenTo(world, known)))
          throw refusal(20026);
        return ok(dmShape(openDm(world, userId), world));
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel',
      handle: (call) => ok(anyChannelShape(visible(call), world)),
    },
    {
      method: 'PATCH',
      path: '/channels/:channel',
      handle(call) {
        visible(call);
        const channel = theGuildChannel(world, param(call, 'channel'));
        const form = parseForm(channelPatch, call.body);
        if (channel.kind === 'thread') {
          if (channel.archived && form.archived !== false) throw refusal(50083);
          requireManaging(channel);
          if (form.name) channel.name = form.name;
          if (typeof form.archived === 'boolean' && form.archived !== channel.archived) {
            channel.archived = form.archived;
            channel.archivedAt = world.now();
          }
          if (typeof form.locked === 'boolean') channel.locked = form.locked;
          if (typeof form.invitable === 'boolean') channel.invitable = form.invitable;
          if (form.auto_archive_duration) channel.autoArchiveMinutes = form.auto_archive_duration;
        } else {
          requireManaging(channel);
          patchText(channel, form);
        }
        if (typeof form.rate_limit_per_user === 'number') channel.slowmode = form.rate_limit_per_user;
        announceChannel(world, 'UPDATE', channel);
        return ok(anyChannelShape(channel, world));
      },
    },
    {
      method: 'DELETE',
      path: '/channels/:channel',
      handle(call) {
        const channel = visible(call);
        const shape = anyChannelShape(channel, world);
        // Closing a direct message hides it for the bot; the channel and its past remain.
        if (channel.kind === 'dm') return ok(shape);
        requireInChannel(
          world,
          channel,
          botId(),
          channel.kind === 'thread' ? 'manageThreads' : 'manageChannels',
        );
        deleteChannel(world, channel);
        return ok(shape);
      },
    },
    {
      method: 'PUT',
      path: '/channels/:channel/permissions/:overwrite',
      handle(call) {
        const channel = textChannel(call);
        const id = param(call, 'overwrite');
        const form = parseForm(overwriteForm, { ...(call.body as object), id });
        channel.overwrites = [...channel.overwrites.filter((each) => each.id !== id), form];
        announceChannel(world, 'UPDATE', channel);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/permissions/:overwrite',
      handle(call) {
        const channel = textChannel(call);
        const id = param(call, 'overwrite');
        if (!channel.overwrites.some((each) => each.id === id)) throw refusal(10009);
        channel.overwrites = channel.overwrites.filter((each) => each.id !== id);
        announceChannel(world, 'UPDATE', channel);
        return noContent;
      },
    },
  ];

  /** A channel whose overwrites the bot may change. */
  function textChannel(call: Call): TextChannel {
    const channel = theGuildChannel(world, param(call, 'channel'));
    requireInChannel(world, channel, botId(), 'manageRoles');
    if (channel.kind === 'thread') throw refusal(50024);
    return channel;
  }
}
