import type { z } from 'zod';
import { attachDiscount, detachDiscount } from '../billing/discounts.js';
import { amountOf } from '../billing/pricing.js';
import { invalidRequest, noSuch } from '../http/fault.js';
import { fields, list, nothing, text } from '../http/params.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import type { Subscription } from '../shapes/subscription.js';
import { redemptionsOf } from './discount-params.js';
import { find } from './find.js';

/** The discounts that a subscription is to have; an empty text takes all of them away. */
export const replacementParams = list(
  fields({ coupon: text.optional(), discount: text.optional(), promotion_code: text.optional() }),
  20,
);

export const subscriptionDiscountRoutes: Route[] = [
  route('DELETE', '/v1/subscriptions/:id/discount', nothing, ({ ledger, id }) => {
    const subscription = find(ledger, 'subscriptions', id);
    const discount = ledger.discounts.get(subscription.discounts.at(-1) ?? '');
    if (!discount) throw noSuch('discount', id);
    detachDiscount(ledger, discount);
    const { end: _end, ...rest } = discount;
    return { ...rest, deleted: true };
  }),
];

/** Replaces a subscription's discounts; those that are named by their id stay. */
export function replaceDiscounts(
  ledger: Ledger,
  subscription: Subscription,
  wanted: z.output<typeof replacementParams>,
): void {
  const kept = wanted.flatMap(({ discount }) => discount ?? []);
  for (const id of kept) {
    if (subscription.discounts.includes(id)) continue;
    throw invalidRequest(`No such discount: '${id}'`, { code: 'resource_missing', param: 'discounts' });
  }
  const redemptions = redemptionsOf(
    ledger,
    wanted.filter(({ discount }) => discount === undefined),
    {
      customer: subscription.customer,
      currency: subscription.currency,
      subtotal: subscription.items.data.reduce(
        (sum, item) => sum + amountOf(ledger, item, subscription.currency),
        0,
      ),
    },
  );
  const gone = subscription.discounts.filter((id) => !kept.includes(id));
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.discounts = [...kept];
    for (const redemption of redemptions) attachDiscount(ledger, edited, redemption);
  });
  for (const id of gone) ledger.emit('customer.discount.deleted', find(ledger, 'discounts', id));
  for (const id of subscription.discounts.filter((one) => !kept.includes(one))) {
    ledger.emit('customer.discount.created', find(ledger, 'discounts', id));
  }
}
