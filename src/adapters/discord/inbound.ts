/**
 * What Discord reports by itself: people coming and going, guilds and roles changing. Read from the raw
 * dispatches: discord.js swallows member events that are replayed after a lost connection.
 */
import {
  GatewayDispatchEvents as On,
  type Client,
  type GatewayGuildBanAddDispatchData,
  type GatewayGuildBanRemoveDispatchData,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayGuildMemberAddDispatchData,
  type GatewayGuildMemberRemoveDispatchData,
  type GatewayGuildMemberUpdateDispatchData,
  type GatewayGuildUpdateDispatchData,
  type APIUser,
} from 'discord.js';
import type { Events } from '#contracts';
import type { SeatSeen } from '#domain/access';
import type { Log } from '#kernel/log';
import { brief } from './errors.js';

/** Bans remembered for the removals that come with them. */
const KNOWN_BANS = 1_000;

/** Puts Discord's reports through to `events`. A report that fails is logged; the sweep finds what it said. */
export function attachInbound(client: Client, events: Events, log: Log): void {
  function on<Data>(event: On, handle: (data: Data) => Promise<void> | void): void {
    client.ws.on(event, (data: Data) => {
      // `async`, so that one catch holds whatever happens.
      void (async () => handle(data))().catch((error: unknown) =>
        log.error({ ...brief(error), event }, 'A report from Discord could not be handled'),
      );
    });
  }

  const seen = (guildId: string, user: APIUser, what: Pick<SeatSeen, 'presence' | 'roleIds'>) =>
    user.bot
      ? Promise.resolve()
      : events.seatSeen({ platform: 'discord', spaceExternalId: guildId, personId: user.id, ...what });
  const changed = (externalId: string, what: { title?: string; lost?: boolean; rights?: true }) =>
    events.spaceChanged({ platform: 'discord', externalId, ...what });
  const rights = coalesced((guildId) => changed(guildId, { rights: true }));

  on<GatewayGuildMemberAddDispatchData>(On.GuildMemberAdd, async ({ guild_id, user, nick, roles }) => {
    if (user.bot) return;
    const title = client.guilds.cache.get(guild_id)?.name ?? guild_id;
    const name = nick ?? user.global_name ?? user.username;
    // Known first: a seat belongs to somebody.
    await events.personSeen({
      person: { platform: 'discord', externalId: user.id, name },
      space: { externalId: guild_id, title },
    });
    await seen(guild_id, user, { presence: 'in', roleIds: roles });
  });
  on<GatewayGuildMemberUpdateDispatchData>(On.GuildMemberUpdate, ({ guild_id, user, roles }) =>
    user.id === client.user?.id ? rights(guild_id) : seen(guild_id, user, { presence: 'in', roleIds: roles }),
  );
  // A ban is reported together with a removal, in any order: the ban says more.
  const banned = new Set<string>();
  on<GatewayGuildMemberRemoveDispatchData>(On.GuildMemberRemove, ({ guild_id, user }) =>
    banned.has(`${guild_id} ${user.id}`) ? undefined : seen(guild_id, user, { presence: 'out' }),
  );
  on<GatewayGuildBanAddDispatchData>(On.GuildBanAdd, ({ guild_id, user }) => {
    if (banned.size >= KNOWN_BANS) banned.clear();
    banned.add(`${guild_id} ${user.id}`);
    return seen(guild_id, user, { presence: 'banned' });
  });
  on<GatewayGuildBanRemoveDispatchData>(On.GuildBanRemove, ({ guild_id, user }) => {
    banned.delete(`${guild_id} ${user.id}`);
    return seen(guild_id, user, { presence: 'out' });
  });

  // Comes for each guild after every start, outage and invitation: whatever changed meanwhile, nobody told us.
  on<GatewayGuildCreateDispatchData>(On.GuildCreate, ({ id, name, unavailable }) =>
    unavailable ? undefined : changed(id, { title: name, lost: false, rights: true }),
  );
  on<GatewayGuildUpdateDispatchData>(On.GuildUpdate, ({ id, name }) => changed(id, { title: name }));
  on<GatewayGuildDeleteDispatchData>(On.GuildDelete, ({ id, unavailable }) => {
    // Discord has an outage there: nothing was lost, and nobody may lose anything by it.
    if (unavailable) return log.warn({ guildId: id }, 'A guild is unavailable for now');
    return changed(id, { lost: true });
  });
  on<{ guild_id: string }>(On.GuildRoleUpdate, ({ guild_id }) => rights(guild_id));
  on<{ guild_id: string }>(On.GuildRoleDelete, ({ guild_id }) => rights(guild_id));
}

/** Dragging one role reports them all: while one look is under way, any number of wishes is one more. */
function coalesced(look: (guildId: string) => Promise<void>): (guildId: string) => Promise<void> {
  const again = new Map<string, boolean>();
  return async (guildId) => {
    if (again.has(guildId)) return void again.set(guildId, true);
    try {
      do {
        again.set(guildId, false);
        await look(guildId);
      } while (again.get(guildId));
    } finally {
      again.delete(guildId);
    }
  };
}
