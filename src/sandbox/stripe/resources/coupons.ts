import { z } from 'zod';
import { endCoupon } from '../billing/discounts.js';
import { invalidRequest } from '../http/fault.js';
import {
  amount,
  choice,
  clearable,
  currency,
  fields,
  integer,
  list,
  mergeMetadata,
  metadata,
  moment,
  nothing,
  paging,
  quantity,
  text,
} from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { couponDurations, newCoupon, type Coupon } from '../shapes/coupon.js';
import { find } from './find.js';

const percent = z.string().transform((value, context) => {
  const number = Number(value);
  if (value !== '' && number > 0 && number <= 100) return number;
  context.addIssue({ code: 'custom', message: 'Percent off must be greater than 0 and at most 100.' });
  return z.NEVER;
});

const createParams = fields({
  amount_off: amount.optional(),
  applies_to: fields({ products: list(text) }).optional(),
  currency: currency.optional(),
  duration: choice(couponDurations).optional(),
  duration_in_months: quantity.optional(),
  id: text.min(1).optional(),
  max_redemptions: quantity.optional(),
  metadata: metadata.optional(),
  name: text.max(40).optional(),
  percent_off: percent.optional(),
  redeem_by: integer.optional(),
});

export const couponRoutes: Route[] = [
  route('POST', '/v1/coupons', createParams, ({ ledger, params }) => createCoupon(ledger, params)),

  route('GET', '/v1/coupons', fields({ ...paging, created: moment.optional() }), ({ ledger, params }) =>
    page('/v1/coupons', ledger.coupons.all(), (row) => isWithin(row.created, params.created), params),
  ),

  route('GET', '/v1/coupons/:id', nothing, ({ ledger, id }) => find(ledger, 'coupons', id)),

  route(
    'POST',
    '/v1/coupons/:id',
    fields({ metadata: metadata.optional(), name: clearable.optional() }),
    ({ ledger, id, params }) => {
      const coupon = find(ledger, 'coupons', id);
      ledger.change(coupon, 'coupon.updated', (edited) => {
        edited.metadata = mergeMetadata(edited.metadata, params.metadata);
        if (params.name !== undefined) edited.name = params.name;
      });
      return coupon;
    },
  ),

  route('DELETE', '/v1/coupons/:id', nothing, ({ ledger, id }) => {
    const coupon = find(ledger, 'coupons', id);
    endCoupon(ledger, coupon);
    ledger.emit('coupon.deleted', coupon);
    ledger.coupons.remove(id);
    ledger.state.deleted[id] = 'coupon';
    ledger.state.deletedCoupons[id] = coupon;
    return { id, object: 'coupon', deleted: true };
  }),
];

/** `POST /v1/coupons`. */
export function createCoupon(ledger: Ledger, params: z.output<typeof createParams>): Coupon {
  const { percent_off: share, amount_off: sum, redeem_by: redeemBy } = params;
  if ((share === undefined) === (sum === undefined)) {
    throw invalidRequest('You must specify exactly one of these parameters: percent_off, amount_off.', {
      param: 'percent_off',
    });
  }
  if (sum !== undefined && params.currency === undefined) {
    throw invalidRequest('You must pass currency when passing amount_off', {
      code: 'parameter_missing',
      param: 'currency',
    });
  }
  const duration = params.duration ?? 'once';
  if ((duration === 'repeating') !== (params.duration_in_months !== undefined)) {
    throw invalidRequest('You must pass duration_in_months if, and only if, duration is `repeating`.', {
      param: 'duration_in_months',
    });
  }
  if (redeemBy !== undefined && redeemBy <= ledger.now()) {
    throw invalidRequest('The redeem_by date must be in the future.', { param: 'redeem_by' });
  }
  const id = params.id ?? ledger.newId('coupon');
  if (ledger.coupons.get(id) || ledger.state.deletedCoupons[id]) {
    throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
  }
  for (const product of params.applies_to?.products ?? []) {
    find(ledger, 'products', product, 'applies_to[products]');
  }
  const coupon = newCoupon(id, ledger.now(), {
    off:
      share !== undefined
        ? { percent: share }
        : { amount: sum ?? 0, currency: params.currency ?? ledger.state.account.default_currency },
    duration,
    months: params.duration_in_months ?? null,
    name: params.name ?? null,
    maxRedemptions: params.max_redemptions ?? null,
    redeemBy: redeemBy ?? null,
    metadata: mergeMetadata({}, params.metadata),
  });
  if (params.applies_to) ledger.state.couponProducts[id] = params.applies_to.products;
  ledger.coupons.add(coupon);
  if (redeemBy !== undefined) ledger.schedule(redeemBy, 'coupon-ends', id);
  ledger.emit('coupon.created', coupon);
  return coupon;
}
