import { z } from 'zod';
import { action, type Action } from '../../kit.js';
import { newPrice, newProduct } from '../shapes/catalogue.js';
import { find } from '../resources/find.js';
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
