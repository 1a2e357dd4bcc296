import type { Tx } from '#database';
import type { Clock } from '#kernel/clock';
import type { createTieStore } from './tie-store.js';

/** Tying a customer to a member otherwise than by a checkout of ours; part of the room's door. */
export interface TieDoor {
  /** Whose customer this is; null: nobody's yet. */
  tiedTo(stripeCustomerId: string): Promise<{ communityId: string; memberId: string } | null>;
  /**
   * Ties a customer to a member in the caller's transaction. Only on proof: the owner's own books at Stripe, or
   * a one-time code that was said; never an e-mail that somebody typed. A customer once tied stays tied.
   */
  tie(
    tx: Tx,
    communityId: string,
    memberId: string,
    stripeCustomerId: string,
  ): Promise<'tied' | 'already' | 'taken'>;
}

export function createTie(store: ReturnType<typeof createTieStore>, clock: Clock): TieDoor {
  return {
    tiedTo: (stripeCustomerId) => store.tiedTo(stripeCustomerId),
    async tie(tx, communityId, memberId, stripeCustomerId) {
      if (await store.put(tx, communityId, memberId, stripeCustomerId, clock.now())) return 'tied';
      const known = await store.tiedTo(stripeCustomerId, tx);
      return known?.communityId === communityId && known.memberId === memberId ? 'already' : 'taken';
    },
  };
}
