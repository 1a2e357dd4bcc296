export const dueKinds = [
  'renew',
  'cancel',
  'finalize',
  'collect',
  'expire-checkout',
  'invoice-due',
  'invoice-given-up',
  'will-be-due',
  'overdue',
  'debit-settles',
  'refund-arrives',
  'dispute-due',
  'expire-incomplete',
  'trial-ending',
  'discount-ends',
  'coupon-ends',
  'code-ends',
  'upcoming',
  'resume-collection',
  'void-resumption',
  'deliver',
] as const;

/** Something that will happen by itself. Whether it still applies is checked when its time comes. */
export interface Due {
  /** Seconds since the epoch. */
  at: number;
  kind: (typeof dueKinds)[number];
  /** The object it concerns. */
  id: string;
}

/** Puts an entry behind all that are due at the same time or earlier; the same one is not noted twice. */
export function insertDue(agenda: Due[], due: Due): void {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((agenda[middle]?.at ?? Infinity) <= due.at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; agenda[index]?.at === due.at; index -= 1) {
    if (agenda[index]?.kind === due.kind && agenda[index]?.id === due.id) return;
  }
  agenda.splice(low, 0, due);
}
