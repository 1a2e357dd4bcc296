import type { CommandContext, Rooms } from '#contracts';
import type { FaqCluster } from '#domain/faq';
import { UserFacingError } from '#kernel/errors';

/** The group that a question of the queue belongs to. Throws UserFacingError `faq_settled`. */
export async function clusterOf(
  askId: string,
  { community }: Pick<CommandContext, 'community'>,
  { faq }: Pick<Rooms, 'faq'>,
): Promise<FaqCluster> {
  const clusters = await faq.unanswered(community.id);
  const found = clusters.find(({ asks }) => asks.some(({ id }) => id === askId));
  if (!found) throw new UserFacingError('faq_settled');
  return found;
}
