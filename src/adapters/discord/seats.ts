/** Seats on Discord: a role, or being in the guild. Looks before it acts, and names what it ran into. */
import { PermissionFlagsBits, Routes, type APIGuildMember } from 'discord.js';
import type { Census, Look, PlaceCandidate, SeatAddress, SeatPort } from '#domain/access';
import { ProviderUnavailable } from '#kernel/errors';
import type { Outcome } from '#kernel/outcome';
import { code, type Fault, type ProblemCode } from './errors.js';
import { allows, isGone, kickProblem, permissionsOf, roleProblem, type Guilds } from './guilds.js';
import type { Caller } from './rest.js';

/** The person in the guild, or what was found instead. */
type Found = { kind: 'member'; roleIds: string[] } | { kind: 'absent' } | { kind: 'fault'; fault: Fault };

const MODERATING = [
  PermissionFlagsBits.ManageGuild,
  PermissionFlagsBits.ManageRoles,
  PermissionFlagsBits.ModerateMembers,
  PermissionFlagsBits.KickMembers,
  PermissionFlagsBits.BanMembers,
];

/** The most that Discord lists at once. */
const PAGE = 1_000;

export function createSeats(call: Caller, guilds: Guilds): SeatPort {
  async function find(spaceId: string, personId: string): Promise<Found> {
    const route = Routes.guildMember(spaceId, personId);
    const answer = await call<APIGuildMember>({ method: 'get', route, tries: 2 });
    if (answer.ok) return { kind: 'member', roleIds: answer.value.roles };
    const { fault } = answer;
    if (fault.kind === 'refused' && (fault.code === code.unknownMember || fault.code === code.unknownUser)) {
      return { kind: 'absent' };
    }
    return { kind: 'fault', fault };
  }

  async function look(seat: SeatAddress): Promise<Look> {
    const found = await find(seat.spaceId, seat.personId);
    if (found.kind === 'fault') return lookFault(found.fault);
    if (found.kind === 'member') {
      const held = seat.kind === 'room' || found.roleIds.includes(seat.placeId);
      return { kind: 'seen', observed: held ? 'in' : 'out', present: true };
    }
    const ban = await call({ method: 'get', route: Routes.guildBan(seat.spaceId, seat.personId), tries: 2 });
    if (ban.ok) return { kind: 'seen', observed: 'banned', present: false };
    // Refused: there is no ban, or we may not read bans. Either way the person is not there.
    if (ban.fault.kind === 'refused' && !isGone(ban.fault)) {
      return { kind: 'seen', observed: 'out', present: false };
    }
    return lookFault(ban.fault);
  }

  async function ensureRole(seat: SeatAddress, wanted: 'in' | 'out', reason: string): Promise<Outcome> {
    const found = await find(seat.spaceId, seat.personId);
    if (found.kind === 'fault') return outcome(found.fault);
    if (found.kind === 'absent') return { kind: wanted === 'in' ? 'absent' : 'already' };
    if (found.roleIds.includes(seat.placeId) === (wanted === 'in')) return { kind: 'already' };

    const route = Routes.guildMemberRole(seat.spaceId, seat.personId, seat.placeId);
    const method = wanted === 'in' ? 'put' : 'delete';
    const answer = await call({ method, route, reason, tries: 2 });
    if (answer.ok) return { kind: 'done' };
    return refusedRole(seat, wanted, answer.fault);
  }

  async function refusedRole(seat: SeatAddress, wanted: 'in' | 'out', fault: Fault): Promise<Outcome> {
    if (fault.kind !== 'refused') return outcome(fault);
    switch (fault.code) {
      case code.unknownRole:
        // A role that is gone is held by nobody.
        return wanted === 'in' ? forbidden('role_gone') : { kind: 'already' };
      case code.unknownMember:
      case code.unknownUser:
        return { kind: wanted === 'in' ? 'absent' : 'already' };
      case code.missingPermissions:
      case code.invalidRole: {
        const facts = await guilds.facts(seat.spaceId, true);
        if (!facts.ok) return outcome(facts.fault);
        return forbidden(roleProblem(facts.value, seat.placeId) ?? 'unknown');
      }
      default:
        return outcome(fault);
    }
  }

  async function removeFromRoom(seat: SeatAddress, reason: string): Promise<Outcome> {
    const found = await find(seat.spaceId, seat.personId);
    if (found.kind === 'fault') return outcome(found.fault);
    if (found.kind === 'absent') return { kind: 'already' };

    const route = Routes.guildMember(seat.spaceId, seat.personId);
    const answer = await call({ method: 'delete', route, reason, tries: 2 });
    if (answer.ok) return { kind: 'done' };
    const { fault } = answer;
    if (fault.kind !== 'refused') return outcome(fault);
    if (fault.code === code.unknownMember || fault.code === code.unknownUser) return { kind: 'done' };
    if (fault.code !== code.missingPermissions) return outcome(fault);
    const facts = await guilds.facts(seat.spaceId, true);
    if (!facts.ok) return outcome(facts.fault);
    return forbidden(
      kickProblem(facts.value, { personId: seat.personId, roleIds: found.roleIds }) ?? 'unknown',
    );
  }

  /** A page that fails spoils the whole: half a list would make the other half look absent. */
  async function census(spaceId: string): Promise<Census> {
    const people = new Map<string, readonly string[]>();
    for (let after = '0'; ;) {
      const query = { limit: String(PAGE), after };
      const page = await call<APIGuildMember[]>({
        method: 'get',
        route: Routes.guildMembers(spaceId),
        query,
        tries: 2,
      });
      if (!page.ok) return null;
      for (const { user, roles } of page.value) people.set(user.id, roles);
      const last = page.value.at(-1);
      if (page.value.length < PAGE || !last) return people;
      after = last.user.id;
    }
  }

  return {
    look,
    census,

    async ensure(seat, wanted, { reason }) {
      if (seat.kind === 'role') return ensureRole(seat, wanted, reason);
      if (wanted === 'out') return removeFromRoom(seat, reason);
      const found = await find(seat.spaceId, seat.personId);
      if (found.kind === 'fault') return outcome(found.fault);
      // Nobody can be put into a guild: they come by themselves.
      return { kind: found.kind === 'member' ? 'already' : 'absent' };
    },

    async candidates(spaceId, spaceTitle, fresh = false) {
      const room = (title: string, problem: ProblemCode | null): PlaceCandidate => ({
        platform: 'discord',
        spaceExternalId: spaceId,
        spaceTitle: title,
        kind: 'room',
        externalId: '',
        title,
        problem,
      });
      const facts = await guilds.facts(spaceId, fresh);
      if (!facts.ok) {
        if (isGone(facts.fault)) return [room(spaceTitle, 'space_gone')];
        throw unavailable(facts.fault);
      }
      const guild = facts.value;
      const roles = [...guild.roles.values()]
        .filter((role) => !role.managed && role.id !== guild.id)
        .sort((a, b) => b.position - a.position);
      return [
        ...roles.map((role): PlaceCandidate => ({
          ...room(guild.name, roleProblem(guild, role.id)),
          kind: 'role',
          externalId: role.id,
          title: role.name,
        })),
        room(guild.name, kickProblem(guild)),
      ];
    },

    joinLink: () => Promise.resolve(null),

    async standing(spaceId, personId) {
      const [found, facts] = await Promise.all([find(spaceId, personId), guilds.facts(spaceId)]);
      if (found.kind === 'absent') return 'stranger';
      if (found.kind === 'fault') {
        if (isGone(found.fault)) return 'stranger';
        throw unavailable(found.fault);
      }
      if (!facts.ok) {
        if (isGone(facts.fault)) return 'stranger';
        throw unavailable(facts.fault);
      }
      const permissions = permissionsOf(facts.value, personId, found.roleIds);
      if (allows(permissions, PermissionFlagsBits.Administrator)) return 'owner';
      return allows(permissions, ...MODERATING) ? 'moderator' : 'member';
    },
  };
}

function lookFault(fault: Fault): Look {
  if (fault.kind === 'wait') return { kind: 'retry', afterMs: fault.ms };
  if (fault.kind === 'unknown') return fault;
  if (isGone(fault)) return { kind: 'forbidden', code: 'space_gone' };
  return { kind: 'unknown', reason: `discord ${fault.status}/${fault.code}` };
}

function outcome(fault: Fault): Outcome {
  if (fault.kind === 'wait') return { kind: 'retry', afterMs: fault.ms };
  if (fault.kind === 'unknown') return fault;
  if (isGone(fault)) return forbidden('space_gone');
  return forbidden('unknown');
}

function forbidden(problem: ProblemCode): Outcome {
  return { kind: 'forbidden', code: problem };
}

function unavailable(fault: Fault): ProviderUnavailable {
  if (fault.kind === 'wait') return new ProviderUnavailable(fault.ms, 'Discord asked to wait');
  const said = fault.kind === 'unknown' ? fault.reason : `${fault.status}/${fault.code}`;
  return new ProviderUnavailable(30_000, `Discord did not answer: ${said}`);
}
