import type { z } from 'zod';
import { cardFor, wouldPay } from '../billing/cards.js';
import { applyCancelAtPeriodEnd } from '../billing/endings.js';
import { amountOf, checkCustomerCurrency, currencyFor } from '../billing/pricing.js';
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

const collectionMethods = ['charge_automatically', 'send_invoice'] as const;

/** Of the ways to pay that an invoice can name, those that the sandbox has. */
export const paymentSettings = fields({
  payment_method_types: list(choice(['card', 'alipay', 'wechat_pay'])).optional(),
  save_default_payment_method: choice(['off', 'on_subscription']).optional(),
});

export const collectionParams = {
  collection_method: choice(collectionMethods).optional(),
  days_until_due: integer.optional(),
  payment_settings: paymentSettings.optional(),
};

export const createParams = fields({
  cancel_at: integer.optional(),
  ...collectionParams,
  cancel_at_period_end: flag.optional(),
  customer: text,
  currency: currency.optional(),
  default_payment_method: text.optional(),
  description: clearable.optional(),
  discounts: discountParams.optional(),
  items: list(fields({ metadata: metadata.optional(), price: text, quantity: quantity.optional() }), 20),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_behavior: choice(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
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
  checkCustomerCurrency(ledger, customer.id, sold);
  const subtotal = items.reduce((sum, item) => sum + amountOf(ledger, item, sold), 0);
  const redemptions = redemptionsOf(ledger, params.discounts, {
    customer: customer.id,
    currency: sold,
    subtotal,
  });
  const owes = trialEnd === null && subtotal > 0;
  if (owes && params.collection_method !== 'send_invoice' && behaviour !== 'default_incomplete') {
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
      applyCollection(fresh, params);
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

interface CollectionGiven {
  collection_method?: Subscription['collection_method'] | undefined;
  days_until_due?: number | undefined;
  payment_settings?: z.output<typeof paymentSettings> | undefined;
}

/** How the money is collected from now on; refuses what does not go together. */
export function applyCollection(subscription: Subscription, given: CollectionGiven): void {
  const { payment_settings: settings } = given;
  const method = given.collection_method ?? subscription.collection_method;
  const days = given.days_until_due ?? (method === 'send_invoice' ? subscription.days_until_due : null);
  if (method === 'send_invoice' && days === null) {
    throw invalidRequest('You must pass `days_until_due` when `collection_method` is `send_invoice`.', {
      code: 'parameter_missing',
      param: 'days_until_due',
    });
  }
  if (method === 'charge_automatically' && days !== null) {
    throw invalidRequest('`days_until_due` can only be set when `collection_method` is `send_invoice`.', {
      param: 'days_until_due',
    });
  }
  const own = subscription.payment_settings;
  const types = settings?.payment_method_types ?? own.payment_method_types ?? [];
  const byHand = types.find((type) => type !== 'card');
  if (method === 'charge_automatically' && byHand) {
    throw invalidRequest(
      `The payment method type "${byHand}" can only be used when \`collection_method\` is \`send_invoice\`.`,
      { param: 'payment_settings[payment_method_types]' },
    );
  }
  subscription.collection_method = method;
  subscription.days_until_due = days;
  own.payment_method_types = types.length > 0 ? types : null;
  own.save_default_payment_method = settings?.save_default_payment_method ?? own.save_default_payment_method;
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
