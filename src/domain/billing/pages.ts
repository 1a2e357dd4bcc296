import type { Database } from '#database';

type Row = { stripeId: string; communityId: string };

/**
 * Addresses of pages at the provider. Whoever has one sees name, e-mail and amount there, so they are kept
 * sealed, each for its own row.
 */
export function sealedPages(
  { sealer }: Pick<Database, 'sealer'>,
  column: 'Subscription.payUrl' | 'Payment.receiptUrl',
) {
  const placeOf = ({ stripeId, communityId }: Row) => ({ column, id: stripeId, communityId });
  return {
    seal: (row: Row, url: string | null): string | null => url && sealer.seal(placeOf(row), url),
    open: (row: Row, stored: string | null): string | null => stored && sealer.open(placeOf(row), stored),
  };
}
