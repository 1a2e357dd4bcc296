import type { z } from 'zod';
import { cardFor, wouldPay } from '../billing/cards.js';
import { applyCancelAtPeriodEnd } from '../billing/endings.js';
import { amountOf, currencyFor } from '../billing/pricing.js';
import { subscribe } from '../billing/subscribe.js';
import { invalidRequest, StripeFault } from '../http/fault.js';
import {
  choice,
  clearable,
  currency,
  fields,
  flag,
  integer,
  list,
  mergeMetadata,
  metadata,
  quantity,
  text,
} from '../http/params.js';
import type { Ledger } from '../ledger.js';
import type { PaymentMethod } from '../shapes/payment-method.js';
import { declineMessage } from '../shapes/charge.js';
import { missingCardBehaviours, type Subscription } from '../shapes/subscription.js';
import { discountParams, redemptionsOf } from './discount-params.js';
import { cardParam, customerParam, recurringPrice } from './find.js';

export const trialSettings = fields({
  end_behavior: fields({ missing_payment_method: choice(missingCardBehaviours) }),
});

export const createParams = fields({
  cancel_at: integer.optional(),
  cancel_at_period_end: flag.optional(),
  collection_method: choice(['charge_automatically']).optional(),
  customer: text,
  currency: currency.optional(),
  default_payment_method: text.optional(),
  description: clearable.optional(),
  discounts: discountParams.optional(),
  items: list(fields({ metadata: metadata.optional(), price: text, quantity: quantity.optional() }), 20),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_behavior: choice(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
  payment_settings: fields({
    save_default_payment_method: choice(['off', 'on_subscription']).optional(),
  }).optional(),
  proration_behavior: choice(['create_prorations', 'always_invoice', 'none']).optional(),
  trial_end: integer.optional(),
  trial_period_days: integer.optional(),
  trial_settings: trialSettings.optional(),
});

/** `POST /v1/subscriptions`. */
export function createSubscription(ledger: Ledger, params: z.output<typeof createParams>): Subscription {
  const customer = customerParam(ledger, params.customer);
  const items = params.items.map((item, index) => ({
    price: recurringPrice(ledger, item.price, `items[${index}][price]`),
    quantity: item.quantity ?? 1,
    metadata: mergeMetadata({}, item.metadata),
  }));
  if (items.length === 0) {
    throw invalidRequest('Missing required param: items.', { code: 'parameter_missing', param: 'items' });
  }
  const card =
    params.default_payment_method === undefined
      ? null
      : cardParam(ledger, customer, params.default_payment_method, 'default_payment_method');
  const trialEnd = trialEndFrom(ledger, params);
  const behaviour = params.payment_behavior ?? 'allow_incomplete';
  const sold = currencyFor(
    ledger,
    items.map((item) => item.price),
    params.currency,
  );
  const subtotal = items.reduce((sum, item) => sum + amountOf(ledger, item, sold), 0);
  const redemptions = redemptionsOf(ledger, params.discounts, {
    customer: customer.id,
    currency: sold,
    subtotal,
  });
  const owes = trialEnd === null && subtotal > 0;
  if (owes && behaviour !== 'default_incomplete') {
    checkPayable(ledger, card ?? cardFor(ledger, customer, undefined), behaviour === 'error_if_incomplete');
  }
  const { subscription } = subscribe(ledger, {
    customer,
    currency: sold,
    items,
    metadata: mergeMetadata({}, params.metadata),
    description: params.description ?? null,
    card,
    trialEnd,
    payment: behaviour === 'default_incomplete' ? 'wait' : 'attempt',
    redemptions,
    adjust: (fresh) => {
      const saves = params.payment_settings?.save_default_payment_method;
      if (saves) fresh.payment_settings.save_default_payment_method = saves;
      const missing = params.trial_settings?.end_behavior.missing_payment_method;
      if (missing) fresh.trial_settings.end_behavior.missing_payment_method = missing;
      if (params.cancel_at_period_end) applyCancelAtPeriodEnd(ledger, fresh, true);
      if (params.cancel_at !== undefined) {
        fresh.cancel_at = params.cancel_at;
        fresh.canceled_at = ledger.now();
      }
    },
  });
  return subscription;
}

function trialEndFrom(ledger: Ledger, params: z.output<typeof createParams>): number | null {
  if (params.trial_end !== undefined) {
    if (params.trial_end > ledger.now()) return params.trial_end;
    throw invalidRequest('Timestamp must be an integer Unix timestamp in the future', { param: 'trial_end' });
  }
  return params.trial_period_days ? ledger.now() + params.trial_period_days * 86_400 : null;
}

function checkPayable(ledger: Ledger, method: PaymentMethod | undefined, mustPay: boolean): void {
  if (!method) {
    throw invalidRequest(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
      { code: 'resource_missing' },
    );
  }
  if (mustPay && !wouldPay(ledger, method, false)) {
    throw new StripeFault(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: declineMessage,
    });
  }
}
