import type { Look, SeatAddress, SeatPort, SeatPorts } from '#domain/access';
import type { Platform } from '#domain/members';
import { later, type Clock } from '#kernel/clock';
import type { Outcome } from '#kernel/outcome';
import type { History, HistoryPlace } from './history.js';
import { aroundRoles, type World } from './world.js';

/** The platforms as ports, around one person's world. `given`, `touched` (spaces) and `wrong` fill as they are used. */
export function portsOf(history: History, world: World, clock: Clock) {
  const given = new Set<string>();
  const touched = new Set<string>();
  const wrong: string[] = [];
  const now = () => clock.now().getTime();
  const placeAt = (seat: SeatAddress): HistoryPlace =>
    history.places.find(
      (one) =>
        one.spaceId === seat.spaceId &&
        one.kind === seat.kind &&
        (one.kind === 'room' || one.id === seat.placeId),
    ) ?? aroundRoles(seat.spaceId);
  const port = (platform: Platform): SeatPort => ({
    look: (seat): Promise<Look> => Promise.resolve(world.look(placeAt(seat), now())),
    async ensure(seat, wanted, { lifting, beforeBan }): Promise<Outcome> {
      const place = placeAt(seat);
      if (wanted === 'in') given.add(place.id);
      else if (place.planIds.length > 0 && !given.has(place.id)) wrong.push(`${place.id} was never given`);
      if (wanted === 'out' && platform === 'telegram' && world.has(place)) await beforeBan();
      const standing = () => `${world.presenceIn(place.spaceId)} ${world.rolesIn(place.spaceId).join()}`;
      const before = standing();
      const outcome = world.ensure(place, wanted, now(), lifting);
      if (standing() !== before) touched.add(place.spaceId);
      return outcome;
    },
    candidates: () => Promise.resolve([]),
    joinLink: (spaceId) => Promise.resolve(platform === 'telegram' ? `https://example.org/${spaceId}` : null),
    standing: () => Promise.resolve('member'),
  });
  const ports: SeatPorts = { discord: port('discord'), telegram: port('telegram') };
  return { ports, given, touched, wrong };
}

/** The instant of a history, as a Date. */
export const instant = (at: number): Date => later(new Date(0), at);
