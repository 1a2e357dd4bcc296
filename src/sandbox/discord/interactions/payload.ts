/** INTERACTION_CREATE, as the gateway sends it. */
import { channelPermissions } from '../permissions.js';
import { anyChannelShape } from '../shapes/channel.js';
import { messageShape } from '../shapes/message.js';
import type { Json } from '../shapes/user.js';
import { memberWithPermissions, userShape } from '../shapes/user.js';
import type { Interaction } from '../state.js';
import { findMessage, theChannel, theUser } from '../world.js';
import type { World } from '../world.js';
import { fileLimit } from '../rules/files.js';

export function interactionShape(world: World, record: Interaction, data: Json): Json {
  const { application, guilds } = world.state;
  const channel = theChannel(world, record.channelId);
  const guild = record.guildId ? guilds[record.guildId] : undefined;
  const member = guild?.members[record.userId];
  const user = theUser(world, record.userId);
  const source = record.sourceMessageId && findMessage(world, record.channelId, record.sourceMessageId);
  return {
    id: record.id,
    application_id: application.id,
    type: record.type,
    token: record.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: {
      ...anyChannelShape(channel, world),
      ...(guild ? { permissions: channelPermissions(world, channel, user.id).toString() } : {}),
    },
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: memberWithPermissions(world, guild, member, channel),
        }
      : { user: userShape(user) }),
    ...(source ? { message: messageShape(world, source) } : {}),
    app_permissions: channelPermissions(world, channel, application.id).toString(),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: { '0': guild ? guild.id : '0' },
    context: guild ? 0 : 1,
    attachment_size_limit: fileLimit,
  };
}

/** Puts an interaction on the gateway. */
export function dispatchInteraction(world: World, record: Interaction, data: Json): void {
  world.emit({
    t: 'INTERACTION_CREATE',
    d: interactionShape(world, record, data),
    intents: 0,
    guildId: record.guildId,
  });
}
