import type { CommandContext, Rooms } from '#contracts';

/** Takes note that somebody did something about a course; what it says is nobody's business. */
export function noteCourse(
  { actor, community, now }: CommandContext,
  { engagement }: Pick<Rooms, 'engagement'>,
  kind: 'lesson_seen' | 'lesson_done',
  courseId: string,
): void {
  const { member, accountId, platform } = actor;
  const account = member.accounts.find(({ id }) => id === accountId);
  engagement.note({
    communityId: community.id,
    kind,
    at: now,
    platform,
    person: account ? { platform, externalId: account.externalId, memberId: member.id } : null,
    subject: `course:${courseId}`,
  });
}
