import type { z } from 'zod';
import type { Redemption } from '../billing/discounts.js';
import { checkCode, checkCoupon, type Purchase } from '../billing/redeemable.js';
import { invalidRequest } from '../http/fault.js';
import { fields, list, text } from '../http/params.js';
import type { Ledger } from '../ledger.js';
import { find } from './find.js';

export const discountParams = list(fields({ coupon: text.optional(), promotion_code: text.optional() }), 20);

/** The coupons that `discounts` names, each of them redeemable for this purchase. */
export function redemptionsOf(
  ledger: Ledger,
  discounts: z.output<typeof discountParams> | undefined,
  purchase: Purchase,
): Redemption[] {
  return (discounts ?? []).map((given, index) => {
    const at = `discounts[${index}]`;
    if ((given.coupon === undefined) === (given.promotion_code === undefined)) {
      throw invalidRequest('You must specify exactly one of these parameters: coupon, promotion_code.', {
        param: at,
      });
    }
    if (given.coupon !== undefined) {
      checkCoupon(find(ledger, 'coupons', given.coupon, `${at}[coupon]`), purchase, `${at}[coupon]`);
      return { coupon: given.coupon, promotionCode: null };
    }
    const code = find(ledger, 'promotionCodes', given.promotion_code ?? '', `${at}[promotion_code]`);
    checkCode(ledger, code, purchase, `${at}[promotion_code]`);
    return { coupon: code.promotion.coupon, promotionCode: code.id };
  });
}
