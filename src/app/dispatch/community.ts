import type { Speaker } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import type { Community, Members } from '#domain/members';

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
