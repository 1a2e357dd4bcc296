import type { Metadata } from './basics.js';

export const couponDurations = ['forever', 'once', 'repeating'] as const;

/** How much is taken off and for how long: a percentage or an amount of one currency. */
export interface Coupon {
  id: string;
  object: 'coupon';
  amount_off: number | null;
  created: number;
  currency: string | null;
  duration: (typeof couponDurations)[number];
  duration_in_months: number | null;
  livemode: false;
  max_redemptions: number | null;
  metadata: Metadata;
  name: string | null;
  percent_off: number | null;
  redeem_by: number | null;
  times_redeemed: number;
  valid: boolean;
}

/** A coupon nobody has redeemed. */
export function newCoupon(
  id: string,
  created: number,
  given: {
    off: { percent: number } | { amount: number; currency: string };
    duration: Coupon['duration'];
    months?: number | null;
    name?: string | null;
    maxRedemptions?: number | null;
    redeemBy?: number | null;
    metadata?: Metadata;
  },
): Coupon {
  const { off } = given;
  return {
    id,
    object: 'coupon',
    amount_off: 'amount' in off ? off.amount : null,
    created,
    currency: 'amount' in off ? off.currency : null,
    duration: given.duration,
    duration_in_months: given.duration === 'repeating' ? (given.months ?? null) : null,
    livemode: false,
    max_redemptions: given.maxRedemptions ?? null,
    metadata: given.metadata ?? {},
    name: given.name ?? null,
    percent_off: 'percent' in off ? off.percent : null,
    redeem_by: given.redeemBy ?? null,
    times_redeemed: 0,
    valid: true,
  };
}

/** A word that customers type to get a coupon. */
export interface PromotionCode {
  id: string;
  object: 'promotion_code';
  active: boolean;
  code: string;
  created: number;
  customer: string | null;
  customer_account: null;
  expires_at: number | null;
  livemode: false;
  max_redemptions: number | null;
  metadata: Metadata;
  promotion: { coupon: string; type: 'coupon' };
  restrictions: {
    first_time_transaction: boolean;
    minimum_amount: number | null;
    minimum_amount_currency: string | null;
  };
  times_redeemed: number;
}

/** A code that can be typed from now on. */
export function newPromotionCode(
  id: string,
  created: number,
  given: {
    code: string;
    coupon: string;
    customer?: string | null;
    expiresAt?: number | null;
    maxRedemptions?: number | null;
    metadata?: Metadata;
    restrictions?: Partial<PromotionCode['restrictions']>;
  },
): PromotionCode {
  return {
    id,
    object: 'promotion_code',
    active: true,
    code: given.code,
    created,
    customer: given.customer ?? null,
    customer_account: null,
    expires_at: given.expiresAt ?? null,
    livemode: false,
    max_redemptions: given.maxRedemptions ?? null,
    metadata: given.metadata ?? {},
    promotion: { coupon: given.coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: false,
      minimum_amount: null,
      minimum_amount_currency: null,
      ...given.restrictions,
    },
    times_redeemed: 0,
  };
}
