import type { Look, SeatAddress, SeatPort, SeatPorts } from '#domain/access';
import type { Platform } from '#domain/members';
import type { Outcome } from '#kernel/outcome';

/** A guild and a group with any number of people, that a test can put into trouble. */
export function createCrowd(platform: Platform) {
  const inside = new Map<string, Set<string>>();
  const asking = new Set<string>();
  const banned = new Set<string>();
  const deeds: string[] = [];
  /** Answers given instead of the truth, to `ensure` in order, then to `look` in order. */
  const refusals: Outcome[] = [];
  const blindness: Look[] = [];
  let dying = false;

  const who = (seat: SeatAddress) => `${seat.spaceId} ${seat.personId}`;
  const has = (seat: SeatAddress) =>
    seat.kind === 'room' ? inside.has(who(seat)) : (inside.get(who(seat))?.has(seat.placeId) ?? false);

  const port: SeatPort = {
    async look(seat): Promise<Look> {
      const blind = blindness.shift();
      if (blind) return blind;
      const observed = has(seat) ? 'in' : banned.has(who(seat)) ? 'banned' : 'out';
      return { kind: 'seen', observed, present: inside.has(who(seat)) };
    },
    async ensure(seat, wanted, { lifting, beforeBan }): Promise<Outcome> {
      const refusal = refusals.shift();
      if (refusal) return refusal;
      const person = who(seat);
      if (banned.has(person)) {
        if (!lifting)
          return wanted === 'in' ? { kind: 'forbidden', code: 'banned_there' } : { kind: 'already' };
        banned.delete(person);
        deeds.push(`unban ${seat.personId}`);
        if (wanted === 'out') return { kind: 'done' };
      }
      if (has(seat) === (wanted === 'in')) return { kind: 'already' };
      if (wanted === 'in') {
        if (seat.kind === 'role' && !inside.has(person)) return { kind: 'absent' };
        if (seat.kind === 'room' && !asking.delete(person)) return { kind: 'absent' };
        if (seat.kind === 'role') inside.get(person)?.add(seat.placeId);
        else inside.set(person, new Set());
        deeds.push(`in ${seat.personId} ${seat.placeId}`.trim());
        return { kind: 'done' };
      }
      if (platform === 'telegram') await beforeBan();
      if (seat.kind === 'role') inside.get(person)?.delete(seat.placeId);
      else inside.delete(person);
      deeds.push(`out ${seat.personId} ${seat.placeId}`.trim());
      if (!dying) return { kind: 'done' };
      dying = false;
      if (platform === 'telegram') banned.add(person);
      throw new Error('the process dies here');
    },
    candidates: () => Promise.resolve([]),
    joinLink: (spaceId) => Promise.resolve(platform === 'telegram' ? `https://example.org/${spaceId}` : null),
    standing: () => Promise.resolve('member'),
  };
  const key = (spaceId: string, personId: string) => `${spaceId} ${personId}`;
  return {
    port,
    deeds,
    enter: (spaceId: string, personId: string, ...roles: string[]): void =>
      void inside.set(key(spaceId, personId), new Set(roles)),
    leave: (spaceId: string, personId: string): void => void inside.delete(key(spaceId, personId)),
    ask: (spaceId: string, personId: string): void => void asking.add(key(spaceId, personId)),
    isInside: (spaceId: string, personId: string): boolean => inside.has(key(spaceId, personId)),
    isBanned: (spaceId: string, personId: string): boolean => banned.has(key(spaceId, personId)),
    rolesOf: (spaceId: string, personId: string): string[] => [...(inside.get(key(spaceId, personId)) ?? [])],
    holders: (spaceId: string, roleId: string): number =>
      [...inside].filter(([person, roles]) => person.startsWith(`${spaceId} `) && roles.has(roleId)).length,
    refuse: (...answers: Outcome[]): void => void refusals.push(...answers),
    blind: (...answers: Look[]): void => void blindness.push(...answers),
    /** The next removal is done, but whoever asked for it does not live to hear of it. */
    dieAtNextRemoval(): void {
      dying = true;
    },
  };
}

export type Crowd = ReturnType<typeof createCrowd>;

export const portsOfCrowds = (discord: Crowd, telegram: Crowd): SeatPorts => ({
  discord: discord.port,
  telegram: telegram.port,
});
