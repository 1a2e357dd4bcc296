import { holdButtons, say, type CommandContext, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Hold } from '#domain/access';
import { UserFacingError } from '#kernel/errors';
import { placePhrase } from '../pieces/places.js';

/** Removals that stopped and wait for somebody to decide. */
export function holdLines(holds: readonly Hold[]): NonNullable<Reply['list']> {
  return holds.map(({ place, removals, of, at }) => ({
    mark: 'wait',
    text: say('moderator.sync.hold', {
      place: placePhrase(place),
      removals,
      of,
      at: { at, as: 'datetime' },
    }),
  }));
}

/** One row for each hold. */
export function holdRows(holds: readonly Hold[]): ReplyButton[][] {
  return holds.slice(0, 4).map(({ id }) => holdButtons(id));
}

/** Goes on or keeps everybody. Throws UserFacingError `hold_unknown` when nothing waits under this id. */
export async function decide(
  { actor, community }: CommandContext,
  holdId: string,
  decision: 'approve' | 'keep' | undefined,
  { access }: Rooms,
): Promise<Reply> {
  const hold = (await access.holds(community.id)).find(({ id }) => id === holdId);
  if (!hold) throw new UserFacingError('hold_unknown');
  if (!decision) throw new UserFacingError('hold_decision_missing');
  await access.decideHold(community.id, hold.id, decision === 'approve', actor.member.id);
  const place = placePhrase(hold.place);
  if (decision === 'keep') {
    return {
      tone: 'good',
      title: say('moderator.sync.hold_kept', { place }),
      body: [say('moderator.sync.hold_kept_hint')],
      replaces: true,
    };
  }
  return {
    tone: 'warning',
    title: say('moderator.sync.hold_approved', { place }),
    body: [say('moderator.sync.hold_approved_hint', { removals: hold.removals, of: hold.of })],
    replaces: true,
  };
}
