import { POSTED, type CommandContext, type Invocation, type Rooms } from '#contracts';
import type { Person } from '#domain/members';

/** Takes note that a command was said, and that a post was followed where its button said it. */
export function noteCommand(
  { engagement }: Pick<Rooms, 'engagement'>,
  { actor, community, now }: CommandContext,
  { platform, externalId }: Person,
  path: string,
  given: Invocation['options'],
): void {
  const person = { platform, externalId, memberId: actor.member.id };
  const said = { communityId: community.id, at: now, person };
  engagement.note({ ...said, kind: 'command', subject: `command:${path}` });
  const courseId = given[POSTED];
  if (typeof courseId === 'string') {
    engagement.note({ ...said, kind: 'drop_seen', subject: `course:${courseId}` });
  }
}
