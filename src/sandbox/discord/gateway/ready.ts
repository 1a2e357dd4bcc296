/** What a session is told when it begins, and the member lists it asks for. */
import type { z } from 'zod';
import { applicationFlags, guildCreateShape } from '../shapes/guild.js';
import { memberShape, selfShape } from '../shapes/user.js';
import { intent } from '../rules/intents.js';
import { theUser } from '../world.js';
import type { World } from '../world.js';
import type { membersForm } from './frames.js';
import type { Session } from './session.js';
import { ofShard } from './session.js';

/** READY, then one GUILD_CREATE for each guild of the shard. */
export function greet(world: World, session: Session): void {
  const { application, guilds } = world.state;
  const own = Object.values(guilds).filter(
    (guild) => guild.members[application.id] && ofShard(session.shard, guild.id),
  );
  session.push('READY', {
    v: 10,
    user: selfShape(theUser(world, application.id)),
    user_settings: {},
    session_type: 'normal',
    session_id: session.id,
    resume_gateway_url: world.url.replace(/^http/, 'ws'),
    shard: session.shard,
    guilds: own.map(({ id }) => ({ id, unavailable: true })),
    application: { id: application.id, flags: applicationFlags(application) },
    private_channels: [],
    presences: [],
    relationships: [],
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    _trace: [],
  });
  if (!(session.intents & intent.guilds)) return;
  for (const guild of own) {
    // A guild with an outage stays unavailable until Discord has it back.
    if (!guild.outage) session.push('GUILD_CREATE', guildCreateShape(world, guild, application.id));
  }
}

const chunkSize = 1000;

/** Answers a request for members in chunks of a thousand. */
export function sendMembers(world: World, session: Session, request: z.output<typeof membersForm>): void {
  const guild = world.state.guilds[request.guild_id];
  if (!guild?.members[world.state.application.id]) return;
  const all = Object.values(guild.members);
  const { query, user_ids: ids, limit } = request;
  const whole = ids === undefined && (query ?? '') === '' && limit === 0;
  // The whole list is for applications with the privileged intent.
  if (whole && !(session.intents & intent.guildMembers)) return;
  const named = (userId: string): boolean => {
    const user = theUser(world, userId);
    const start = (query ?? '').toLowerCase();
    return [user.username, user.globalName ?? ''].some((name) => name.toLowerCase().startsWith(start));
  };
  const found = ids
    ? ids.flatMap((id) => guild.members[id] ?? [])
    : all.filter((each) => named(each.userId)).slice(0, whole ? undefined : Math.min(limit || 100, 100));
  const count = Math.max(1, Math.ceil(found.length / chunkSize));
  for (let index = 0; index < count; index += 1) {
    session.push('GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: found
        .slice(index * chunkSize, (index + 1) * chunkSize)
        .map((each) => memberShape(world, each)),
      chunk_index: index,
      chunk_count: count,
      ...(ids ? { not_found: ids.filter((id) => !guild.members[id]) } : {}),
      ...(request.presences ? { presences: [] } : {}),
      ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    });
  }
}
