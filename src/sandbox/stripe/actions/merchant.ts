import { z } from 'zod';
import { action, type Action } from '../../kit.js';
import { deleteCustomer } from '../billing/deletion.js';
import { couponDurations } from '../shapes/coupon.js';
import { newPrice, newProduct } from '../shapes/catalogue.js';
import { createCoupon } from '../resources/coupons.js';
import { find } from '../resources/find.js';
import { createLink } from '../resources/payment-links.js';
import { createPromotionCode } from '../resources/promotion-codes.js';
import { disputeOutcomes, lastRetryOutcomes } from '../state.js';
import { byHand, type ActionDeps } from './desk.js';

/** What the merchant does in the dashboard. */
export function merchantActions(deps: ActionDeps): Record<string, Action> {
  return {
    createPrice: action({
      summary: 'Add a price to a product, or to a new product',
      input: z.object({
        product: z.string().describe('id of a product, or the name of a new one'),
        amount: z.int().min(0).max(99_999_999).describe('in the smallest unit'),
        currency: z
          .string()
          .regex(/^[a-z]{3}$/)
          .default('usd'),
        interval: z.enum(['day', 'week', 'month', 'year']).nullable().default('month'),
        intervalCount: z.int().min(1).max(36).default(1),
        nickname: z.string().max(100).optional(),
      }),
      run: (input) =>
        byHand(deps, (ledger) => {
          let product = ledger.products.get(input.product);
          if (!product && input.product.startsWith('prod_'))
            product = find(ledger, 'products', input.product);
          if (!product) {
            product = newProduct(ledger.newId('prod'), ledger.now(), { name: input.product });
            ledger.emit('product.created', ledger.products.add(product));
          }
          const price = newPrice(ledger.newId('price'), ledger.now(), {
            product: product.id,
            currency: input.currency,
            unitAmount: input.amount,
            recurring: input.interval && { interval: input.interval, intervalCount: input.intervalCount },
            nickname: input.nickname ?? null,
          });
          ledger.emit('price.created', ledger.prices.add(price));
          return { price: price.id, product: product.id };
        }),
    }),
    createCoupon: action({
      summary: 'Make a coupon: a percentage, or an amount of one currency',
      input: z.object({
        percentOff: z.number().positive().max(100).optional(),
        amountOff: z.int().min(1).optional().describe('in the smallest unit'),
        currency: z
          .string()
          .regex(/^[a-z]{3}$/)
          .optional(),
        duration: z.enum(couponDurations).default('once'),
        months: z.int().min(1).max(60).optional().describe('for a repeating one'),
        name: z.string().max(40).optional(),
        maxRedemptions: z.int().min(1).optional(),
      }),
      run: (input) =>
        byHand(deps, (ledger) => {
          const coupon = createCoupon(ledger, {
            percent_off: input.percentOff,
            amount_off: input.amountOff,
            currency: input.currency,
            duration: input.duration,
            duration_in_months: input.months,
            name: input.name,
            max_redemptions: input.maxRedemptions,
          });
          return { coupon: coupon.id };
        }),
    }),
    createPromotionCode: action({
      summary: 'Make a code that payers type to get a coupon',
      input: z.object({
        couponId: z.string(),
        code: z.string().min(1).max(500).optional(),
        maxRedemptions: z.int().min(1).optional(),
        days: z.int().min(1).max(730).optional().describe('for so long, else for good'),
      }),
      run: ({ couponId, code, maxRedemptions, days }) =>
        byHand(deps, (ledger) => {
          const made = createPromotionCode(ledger, {
            promotion: { coupon: couponId, type: 'coupon' },
            code,
            max_redemptions: maxRedemptions,
            expires_at: days === undefined ? undefined : ledger.now() + days * 86_400,
          });
          return { promotionCode: made.id, code: made.code };
        }),
    }),
    createPaymentLink: action({
      summary: 'Make an address that opens a Checkout Session for whoever follows it',
      input: z.object({
        priceId: z.string(),
        quantity: z.int().min(1).max(1000).default(1),
        promotionCodes: z.boolean().default(true),
        limit: z.int().min(1).optional().describe('switch it off after so many sales'),
      }),
      run: ({ priceId, quantity, promotionCodes, limit }) =>
        byHand(deps, (ledger) => {
          const link = createLink(ledger, {
            line_items: [{ price: priceId, quantity }],
            allow_promotion_codes: promotionCodes,
            restrictions: limit === undefined ? undefined : { completed_sessions: { limit } },
          });
          return { paymentLink: link.id, url: link.url };
        }),
    }),
    deleteCustomer: action({
      summary: 'Delete a customer; their subscriptions end at once',
      input: z.object({ customerId: z.string() }),
      run: ({ customerId }) =>
        byHand(deps, (ledger) => deleteCustomer(ledger, find(ledger, 'customers', customerId))),
    }),
    settings: action({
      summary:
        'Change how failed payments are retried, and what happens after the last retry or the due date',
      input: z.object({
        afterLastRetry: z.enum(lastRetryOutcomes).optional(),
        retryDays: z
          .array(z.number().positive().max(60))
          .max(8)
          .refine((days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)), {
            error: 'The days must rise.',
          })
          .optional()
          .describe('days after the first failed attempt'),
        draftMinutes: z.int().min(0).max(1440).optional(),
        upcomingDays: z.int().min(1).max(45).optional(),
        afterOverdue: z.enum(lastRetryOutcomes).optional().describe('for invoices that were sent'),
        giveUpDays: z.int().min(1).max(90).optional().describe('days after the due date'),
        willBeDueDays: z.int().min(0).max(60).nullable().optional().describe('an automation'),
        overdueDays: z.int().min(0).max(60).nullable().optional().describe('an automation'),
        afterDispute: z.enum(disputeOutcomes).optional(),
      }),
      run: (input) =>
        byHand(deps, ({ state }) => {
          const given = Object.entries(input).filter(([, value]) => value !== undefined);
          state.settings = { ...state.settings, ...Object.fromEntries(given) };
          return state.settings;
        }),
    }),
  };
}
