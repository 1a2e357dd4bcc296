import type { Speaker } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import type { SeatPorts } from '#domain/access';
import type { Community, Members } from '#domain/members';
import { atLeast } from './standing.js';

/**
 * Which community somebody speaks in: that of the guild or group; in private, the one they were last seen
 * in, or the only one there is. Throws UserFacingError when that cannot be told.
 */
export async function communityFor(members: Members, speaker: Speaker): Promise<Community> {
  const { person, space } = speaker;
  if (space) {
    const found = await members.communityOfSpace(person.platform, space.externalId);
    if (!found) throw new UserFacingError('no_community');
    return found;
  }
  const [latest] = await members.communitiesOfPerson(person.platform, person.externalId);
  if (latest) return latest;
  const all = await members.communities();
  const [only, ...more] = all;
  if (!only) throw new UserFacingError('no_community');
  if (more.length > 0) throw new UserFacingError('choose_community');
  return only;
}

/**
 * One more guild or group of an owner's needs no code: who they are was proved before, and the platform says
 * that they are in charge there too. Returns null where that does not hold, or nothing is left to connect.
 */
export async function connectOwn(
  members: Members,
  ports: SeatPorts,
  { person, space }: Speaker,
): Promise<Community | null> {
  const { platform, externalId } = person;
  if (!space || (await members.communityOfSpace(platform, space.externalId))) return null;
  const owned: { community: Community; ownerId: string }[] = [];
  for (const community of await members.communitiesOfPerson(platform, externalId)) {
    const member = await members.byAccount(community.id, platform, externalId);
    if (member?.rank === 'owner') owned.push({ community, ownerId: member.id });
  }
  const [only, ...more] = owned;
  if (!only || more.length > 0) return null;
  const standing = await ports[platform]?.standing(space.externalId, externalId);
  if (!standing || standing === 'stranger' || !atLeast(standing, 'moderator')) return null;
  const { community, ownerId } = only;
  await members.attachSpace(community.id, { platform, externalId: space.externalId, title: space.title });
  await members.audit(community.id, { action: 'space.connected', actorId: ownerId, details: { platform } });
  return community;
}
