/** Guilds, roles and the application as the API writes them. */
import { guildPermissions } from '../permissions.js';
import type { Application, Guild, Role } from '../state.js';
import { channelsOf, theUser } from '../world.js';
import type { World } from '../world.js';
import { channelShape, threadShape } from './channel.js';
import type { Json } from './user.js';
import { memberShape, userShape } from './user.js';
import { voiceStateShape } from './voice.js';

export function roleShape(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions,
    position: role.position,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    managed: role.botId !== undefined,
    mentionable: role.mentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(role.botId ? { tags: { bot_id: role.botId } } : {}),
  };
}

export function rolesShape(guild: Guild): Json[] {
  return Object.values(guild.roles)
    .sort((a, b) => a.position - b.position)
    .map(roleShape);
}

export function guildShape(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'us-east',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: rolesShape(guild),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

export function guildWithCountsShape(guild: Guild): Json {
  const count = Object.keys(guild.members).length;
  return { ...guildShape(guild), approximate_member_count: count, approximate_presence_count: count };
}

/**
 * GUILD_CREATE. Without the presence intent Discord lists the bot alone among the members; the rest has to be
 * asked for.
 */
export function guildCreateShape(world: World, guild: Guild, botId: string): Json {
  const bot = guild.members[botId];
  // Whoever is in a voice room is listed besides, with or without the intent.
  const speakers = Object.keys(guild.voices ?? {}).flatMap((id) =>
    id === botId ? [] : (guild.members[id] ?? []),
  );
  const channels = channelsOf(world, guild.id);
  return {
    ...guildShape(guild),
    joined_at: world.iso(bot?.joinedAt),
    large: Object.keys(guild.members).length > 250,
    member_count: Object.keys(guild.members).length,
    voice_states: Object.entries(guild.voices ?? {}).map(([userId, voice]) => voiceStateShape(userId, voice)),
    members: [...(bot ? [bot] : []), ...speakers].map((each) => memberShape(world, each)),
    channels: channels.flatMap((each) => (each.kind === 'thread' ? [] : [channelShape(each, world)])),
    threads: channels.flatMap((each) =>
      each.kind === 'thread' && !each.archived ? [threadShape(each, world)] : [],
    ),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A guild in the list of one's own. */
export function ownGuildShape(guild: Guild, userId: string): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: guild.ownerId === userId,
    permissions: guildPermissions(guild, userId).toString(),
    features: [],
    approximate_member_count: null,
    approximate_presence_count: null,
  };
}

// The flags that tell which privileged intents are on (the "limited" ones, for applications below 100 guilds).
const intentFlags: readonly [intent: number, flag: number][] = [
  [1 << 1, 1 << 15],
  [1 << 8, 1 << 13],
  [1 << 15, 1 << 19],
];

export function applicationFlags(application: Application): number {
  return intentFlags.reduce(
    (sum, [intent, flag]) => (application.privilegedIntents & intent ? sum | flag : sum),
    0,
  );
}

export function applicationShape(world: World): Json {
  const { application, guilds } = world.state;
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: '',
    type: null,
    bot: userShape(theUser(world, application.id)),
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(application),
    flags_new: String(applicationFlags(application)),
    max_participants: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userShape(theUser(world, application.ownerId)),
    approximate_guild_count: Object.values(guilds).filter((each) => each.members[application.id]).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    event_webhooks_url: null,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}
