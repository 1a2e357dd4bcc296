/** What a guild allows: roles, their order, and our own standing in it. Kept for a few seconds. */
import { performance } from 'node:perf_hooks';
import { PermissionFlagsBits, Routes, type APIGuild, type APIGuildMember, type APIRole } from 'discord.js';
import { code, type Fault, type ProblemCode } from './errors.js';
import type { Called, Caller } from './rest.js';

export interface Role {
  id: string;
  name: string;
  position: number;
  permissions: bigint;
  managed: boolean;
}

export interface GuildFacts {
  id: string;
  name: string;
  ownerId: string;
  roles: ReadonlyMap<string, Role>;
  /** Our own id and role ids there. */
  me: { id: string; roleIds: readonly string[] };
}

export interface Guilds {
  /** The guild's facts, at most five seconds old unless `fresh`. */
  facts(spaceId: string, fresh?: boolean): Promise<Called<GuildFacts>>;
  /** Our own user id. */
  self(): Promise<Called<string>>;
}

const KEEP_MS = 5_000;
const KEEP_GUILDS = 200;

export function createGuilds(call: Caller): Guilds {
  const kept = new Map<string, { until: number; facts: Promise<Called<GuildFacts>> }>();
  let selfId: string | null = null;

  async function self(): Promise<Called<string>> {
    if (selfId !== null) return { ok: true, value: selfId };
    const me = await call<{ id: string }>({ method: 'get', route: Routes.user(), tries: 2 });
    if (!me.ok) return me;
    selfId = me.value.id;
    return { ok: true, value: selfId };
  }

  async function fetchFacts(spaceId: string): Promise<Called<GuildFacts>> {
    const me = await self();
    if (!me.ok) return me;
    const [guild, member] = await Promise.all([
      call<APIGuild>({ method: 'get', route: Routes.guild(spaceId), tries: 2 }),
      call<APIGuildMember>({ method: 'get', route: Routes.guildMember(spaceId, me.value), tries: 2 }),
    ]);
    if (!guild.ok) return guild;
    if (!member.ok) return member;
    return {
      ok: true,
      value: {
        id: guild.value.id,
        name: guild.value.name,
        ownerId: guild.value.owner_id,
        roles: new Map(guild.value.roles.map((role) => [role.id, roleOf(role)])),
        me: { id: me.value, roleIds: member.value.roles },
      },
    };
  }

  return {
    self,
    async facts(spaceId, fresh = false) {
      const now = performance.now();
      const known = kept.get(spaceId);
      if (known && known.until > now && !fresh) return known.facts;
      kept.delete(spaceId);
      const oldest = kept.keys().next();
      if (kept.size >= KEEP_GUILDS && !oldest.done) kept.delete(oldest.value);
      const facts = fetchFacts(spaceId);
      const entry = { until: now + KEEP_MS, facts };
      kept.set(spaceId, entry);
      const result = await facts;
      // A failure is not a fact.
      if (!result.ok && kept.get(spaceId) === entry) kept.delete(spaceId);
      return result;
    },
  };
}

function roleOf(role: APIRole): Role {
  return {
    id: role.id,
    name: role.name,
    position: role.position,
    permissions: BigInt(role.permissions),
    managed: role.managed,
  };
}

/** Permissions over the whole guild; all of them for the owner and for administrators. */
export function permissionsOf(guild: GuildFacts, personId: string, roleIds: readonly string[]): bigint {
  if (guild.ownerId === personId) return ~0n;
  let sum = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of roleIds) sum |= guild.roles.get(id)?.permissions ?? 0n;
  return (sum & PermissionFlagsBits.Administrator) === 0n ? sum : ~0n;
}

export function allows(permissions: bigint, ...anyOf: bigint[]): boolean {
  return anyOf.some((bit) => (permissions & bit) !== 0n);
}

/** Discord's order: the higher position wins, between equals the older id. */
function outranks(a: Role, b: Role): boolean {
  return a.position === b.position ? BigInt(a.id) < BigInt(b.id) : a.position > b.position;
}

function highest(guild: GuildFacts, roleIds: readonly string[]): Role | undefined {
  let top = guild.roles.get(guild.id);
  for (const id of roleIds) {
    const role = guild.roles.get(id);
    if (role && (!top || outranks(role, top))) top = role;
  }
  return top;
}

function standsAbove(guild: GuildFacts, role: Role): boolean {
  if (guild.ownerId === guild.me.id) return true;
  const top = highest(guild, guild.me.roleIds);
  return top !== undefined && outranks(top, role);
}

/** What stands in the way of handing out a role; null: nothing that can be seen. */
export function roleProblem(guild: GuildFacts, roleId: string): ProblemCode | null {
  const role = guild.roles.get(roleId);
  if (!role) return 'role_gone';
  // @everyone has the guild's id and can be handed out as little as a bot's own role.
  if (role.managed || role.id === guild.id) return 'managed_role';
  const mine = permissionsOf(guild, guild.me.id, guild.me.roleIds);
  if (!allows(mine, PermissionFlagsBits.ManageRoles)) return 'missing_permission_manage_roles';
  return standsAbove(guild, role) ? null : 'role_above_bot';
}

/** What stands in the way of removing people; `target` names one of them. */
export function kickProblem(
  guild: GuildFacts,
  target?: { personId: string; roleIds: readonly string[] },
): ProblemCode | null {
  const mine = permissionsOf(guild, guild.me.id, guild.me.roleIds);
  if (!allows(mine, PermissionFlagsBits.KickMembers)) return 'missing_permission_kick';
  if (!target) return null;
  if (target.personId === guild.ownerId) return 'is_admin_there';
  const theirs = highest(guild, target.roleIds);
  return theirs && !standsAbove(guild, theirs) ? 'is_admin_there' : null;
}

/** Whether a refusal means that the guild is closed to us. */
export function isGone(fault: Fault): boolean {
  return fault.kind === 'refused' && (fault.code === code.unknownGuild || fault.code === code.missingAccess);
}
