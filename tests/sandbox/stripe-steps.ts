/** What people, merchants and banks may do in a shop. */
import fc from 'fast-check';
import { monthlyPriceId, proPriceId, yearlyPriceId } from './stripe-bench.js';

const who = fc.nat(9);
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const wait = fc.record({
  do: fc.constant('wait' as const),
  days: fc.oneof(fc.integer({ min: 0, max: 45 }), fc.constantFrom(31, 33)),
});

const buy = fc.record({
  do: fc.constant('buy' as const),
  price: fc.constantFrom(monthlyPriceId, yearlyPriceId, proPriceId),
  card: fc.constantFrom('ok' as const, 'fails-later' as const, 'fails-later' as const, 'declined' as const),
  trialDays: rarely(fc.integer({ min: 1, max: 40 })),
  coupon: rarely(fc.constantFrom('ONCE', 'MONTHS', 'EVER')),
});

const order = fc.record({
  do: fc.constant('order' as const),
  method: fc.constantFrom('card', 'alipay', 'us_bank_account'),
  card: fc.constantFrom('ok', 'fails-later', 'declined'),
  invoice: fc.boolean(),
  /** A customer that there is already, or a stranger. */
  known: rarely(who),
  coupon: rarely(fc.constantFrom('ONCE', 'MONTHS')),
});

const settings = fc.record({
  do: fc.constant('settings' as const),
  afterLastRetry: fc.constantFrom('cancel' as const, 'unpaid' as const, 'past_due' as const),
  afterOverdue: fc.constantFrom('cancel' as const, 'unpaid' as const, 'past_due' as const),
  afterDispute: fc.constantFrom('leave' as const, 'cancel' as const),
  retryDays: fc.constantFrom([], [1], [3, 5, 9], [1, 3, 5, 7, 9, 11, 13, 14]),
});

/** One thing that somebody does; numbers choose among what there is, so that every history makes sense. */
export const step = fc.oneof(
  { weight: 6, arbitrary: wait },
  { weight: 4, arbitrary: buy },
  { weight: 1, arbitrary: order },
  { weight: 1, arbitrary: settings },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sendInvoices' as const), days: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('setCard' as const, 'failCard' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('payOldest' as const, 'payNewest' as const), who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('cancelNow' as const, 'cancelLater' as const), who }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'resume' as const, 'resumeByHand' as const),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'voidNewest' as const,
        'giveUpOldest' as const,
        'sendDraft' as const,
        'pauseCollection' as const,
        'deleteCustomer' as const,
      ),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cancelAt' as const),
      who,
      days: fc.integer({ min: 0, max: 50 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('preview' as const),
      who,
      price: fc.constantFrom(monthlyPriceId, proPriceId, yearlyPriceId),
      proration: fc.constantFrom('none', 'create_prorations', 'always_invoice'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      who,
      quantity: fc.integer({ min: 1, max: 3 }),
      price: fc.constantFrom(monthlyPriceId, proPriceId, yearlyPriceId),
      proration: fc.constantFrom('none', 'create_prorations', 'always_invoice'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('trial' as const),
      who,
      days: fc.option(fc.integer({ min: 1, max: 30 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      who,
      amount: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dispute' as const), who, inquiry: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      who,
      outcome: fc.constantFrom('won', 'lost'),
    }),
  },
);

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
