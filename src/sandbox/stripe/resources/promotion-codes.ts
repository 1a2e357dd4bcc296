import type { z } from 'zod';
import { invalidRequest } from '../http/fault.js';
import {
  amount,
  choice,
  currency,
  fields,
  flag,
  integer,
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
import { newPromotionCode, type PromotionCode } from '../shapes/coupon.js';
import { customerParam, find } from './find.js';

const createParams = fields({
  active: flag.optional(),
  code: text.min(1).max(500).optional(),
  customer: text.optional(),
  expires_at: integer.optional(),
  max_redemptions: quantity.optional(),
  metadata: metadata.optional(),
  promotion: fields({ coupon: text, type: choice(['coupon']) }),
  restrictions: fields({
    first_time_transaction: flag.optional(),
    minimum_amount: amount.optional(),
    minimum_amount_currency: currency.optional(),
  }).optional(),
});

export const promotionCodeRoutes: Route[] = [
  route('POST', '/v1/promotion_codes', createParams, ({ ledger, params }) =>
    createPromotionCode(ledger, params),
  ),

  route(
    'GET',
    '/v1/promotion_codes',
    fields({
      ...paging,
      active: flag.optional(),
      code: text.optional(),
      coupon: text.optional(),
      created: moment.optional(),
      customer: text.optional(),
    }),
    ({ ledger, params }) =>
      page(
        '/v1/promotion_codes',
        ledger.promotionCodes.all(),
        (row) =>
          isWithin(row.created, params.created) &&
          (params.active ?? row.active) === row.active &&
          (params.code === undefined || row.code.toLowerCase() === params.code.toLowerCase()) &&
          (params.coupon === undefined || row.promotion.coupon === params.coupon) &&
          (params.customer === undefined || row.customer === params.customer),
        params,
      ),
  ),

  route('GET', '/v1/promotion_codes/:id', nothing, ({ ledger, id }) => find(ledger, 'promotionCodes', id)),

  route(
    'POST',
    '/v1/promotion_codes/:id',
    fields({ active: flag.optional(), metadata: metadata.optional() }),
    ({ ledger, id, params }) => {
      const code = find(ledger, 'promotionCodes', id);
      if (params.active) checkFree(ledger, code.code, code);
      if (params.active && !ledger.coupons.get(code.promotion.coupon)?.valid) {
        throw invalidRequest('A promotion code cannot be activated when its coupon is no longer valid.', {
          param: 'active',
        });
      }
      ledger.change(code, 'promotion_code.updated', (edited) => {
        edited.active = params.active ?? edited.active;
        edited.metadata = mergeMetadata(edited.metadata, params.metadata);
      });
      return code;
    },
  ),
];

/** `POST /v1/promotion_codes`. */
export function createPromotionCode(ledger: Ledger, params: z.output<typeof createParams>): PromotionCode {
  const coupon = find(ledger, 'coupons', params.promotion.coupon, 'promotion[coupon]');
  if (!coupon.valid) {
    throw invalidRequest(`Coupon expired: ${coupon.id}`, {
      code: 'coupon_expired',
      param: 'promotion[coupon]',
    });
  }
  if (params.customer !== undefined) customerParam(ledger, params.customer);
  if (params.expires_at !== undefined && params.expires_at <= ledger.now()) {
    throw invalidRequest('The expires_at date must be in the future.', { param: 'expires_at' });
  }
  const code = params.code ?? ledger.newId('coupon').toUpperCase();
  if (params.active ?? true) checkFree(ledger, code);
  const { restrictions } = params;
  const made = newPromotionCode(ledger.newId('promo'), ledger.now(), {
    code,
    coupon: coupon.id,
    customer: params.customer ?? null,
    expiresAt: params.expires_at ?? null,
    maxRedemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    restrictions: {
      first_time_transaction: restrictions?.first_time_transaction ?? false,
      minimum_amount: restrictions?.minimum_amount ?? null,
      minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
    },
  });
  made.active = params.active ?? true;
  ledger.promotionCodes.add(made);
  if (made.expires_at !== null) ledger.schedule(made.expires_at, 'code-ends', made.id);
  ledger.emit('promotion_code.created', made);
  return made;
}

function checkFree(ledger: Ledger, code: string, except?: PromotionCode): void {
  const taken = ledger.promotionCodes
    .all()
    .some((row) => row !== except && row.active && row.code.toLowerCase() === code.toLowerCase());
  if (!taken) return;
  throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, {
    code: 'resource_already_exists',
    param: 'code',
  });
}
