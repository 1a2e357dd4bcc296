import type { z } from 'zod';
import { invalidRequest } from '../http/fault.js';
import {
  address,
  amount,
  choice,
  clearable,
  currency,
  email,
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
import { newPrice, newProduct, type Price } from '../shapes/catalogue.js';
import { newCheckoutSession, newLineItem, type CheckoutSession } from '../shapes/checkout-session.js';
import { productName } from '../billing/lines.js';
import { activePrice, customerParam, find } from './find.js';
import { recurringParam } from './products.js';
import { trialSettings } from './subscription-create.js';

const priceData = fields({
  currency,
  product: text.optional(),
  product_data: fields({
    name: text.min(1),
    description: clearable.optional(),
    metadata: metadata.optional(),
  }).optional(),
  recurring: recurringParam.optional(),
  unit_amount: amount,
});

const lineParams = fields({
  metadata: metadata.optional(),
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: quantity.optional(),
});

export const checkoutParams = fields({
  allow_promotion_codes: flag.optional(),
  billing_address_collection: choice(['auto', 'required']).optional(),
  cancel_url: address.optional(),
  client_reference_id: text.max(200).optional(),
  custom_text: fields({ submit: fields({ message: text.max(1200) }).optional() }).optional(),
  customer: text.optional(),
  customer_creation: choice(['always', 'if_required']).optional(),
  customer_email: email.optional(),
  expires_at: integer.optional(),
  line_items: list(lineParams),
  locale: text.optional(),
  metadata: metadata.optional(),
  mode: choice(['payment', 'subscription']),
  payment_intent_data: fields({
    description: text.optional(),
    metadata: metadata.optional(),
    setup_future_usage: choice(['off_session', 'on_session']).optional(),
  }).optional(),
  payment_method_collection: choice(['always', 'if_required']).optional(),
  phone_number_collection: fields({ enabled: flag }).optional(),
  submit_type: choice(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  subscription_data: fields({
    description: text.optional(),
    metadata: metadata.optional(),
    trial_end: integer.optional(),
    trial_period_days: integer.optional(),
    trial_settings: trialSettings.optional(),
  }).optional(),
  success_url: address,
  ui_mode: choice(['hosted_page']).optional(),
});

type CheckoutParams = z.output<typeof checkoutParams>;

/** `POST /v1/checkout/sessions`: a hosted page at which the lines can be paid for a day. */
export function createCheckout(ledger: Ledger, params: CheckoutParams): CheckoutSession {
  check(ledger, params);
  const prices = params.line_items.map((line, index) => priceOf(ledger, line, index));
  checkPrices(params, prices);
  const lines = params.line_items.map((line, index) => {
    const price = prices[index] as Price;
    return newLineItem(ledger.newId('li'), {
      price,
      quantity: line.quantity ?? 1,
      description: productName(ledger, price),
      metadata: mergeMetadata({}, line.metadata),
    });
  });
  const now = ledger.now();
  const id = ledger.newId('cs');
  const subtotal = lines.reduce((sum, line) => sum + line.amount_total, 0);
  const trialDays = params.subscription_data?.trial_period_days ?? null;
  const trialEnd = params.subscription_data?.trial_end ?? null;
  const total = trialDays !== null || trialEnd !== null ? 0 : subtotal;
  const isPayment = params.mode === 'payment';
  const session = newCheckoutSession({
    id,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    amount_subtotal: total,
    amount_total: total,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: now,
    currency: prices[0]?.currency ?? 'usd',
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: params.custom_text?.submit ?? null,
      terms_of_service_acceptance: null,
    },
    customer: params.customer ?? null,
    customer_creation: isPayment && !params.customer ? (params.customer_creation ?? 'if_required') : null,
    customer_email: params.customer_email ?? null,
    expires_at: params.expires_at ?? now + 86_400,
    invoice: null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode,
    payment_intent: null,
    payment_method_collection: params.payment_method_collection ?? (isPayment ? 'if_required' : 'always'),
    payment_status: 'unpaid',
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    url: ledger.pageUrl(`/checkout/${id}`),
  });
  const data = isPayment ? params.payment_intent_data : params.subscription_data;
  ledger.state.checkouts[id] = {
    lines,
    metadata: mergeMetadata({}, data?.metadata),
    description: data?.description ?? null,
    trialEnd,
    trialDays,
    missingCard:
      params.subscription_data?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    setupFutureUsage: params.payment_intent_data?.setup_future_usage ?? null,
  };
  ledger.checkoutSessions.add(session);
  ledger.schedule(session.expires_at, 'expire-checkout', id);
  return session;
}

function check(ledger: Ledger, params: CheckoutParams): void {
  if (params.customer !== undefined) customerParam(ledger, params.customer);
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer_email',
    });
  }
  const wrongMode = params.mode === 'payment' ? 'subscription_data' : 'payment_intent_data';
  if (params[wrongMode]) {
    throw invalidRequest(`You can not pass \`${wrongMode}\` in \`${params.mode}\` mode.`, {
      param: wrongMode,
    });
  }
  if (params.mode === 'subscription' && params.customer_creation) {
    throw invalidRequest('`customer_creation` can only be used in `payment` and `setup` mode.', {
      param: 'customer_creation',
    });
  }
  if (params.line_items.length === 0) {
    throw invalidRequest('Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  const life = (params.expires_at ?? ledger.now() + 86_400) - ledger.now();
  if (life < 1800 || life > 86_400) {
    throw invalidRequest('`expires_at` must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
}

function checkPrices(params: CheckoutParams, prices: Price[]): void {
  if (new Set(prices.map((price) => price.currency)).size > 1) {
    throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  }
  const recurring = prices.filter((price) => price.recurring);
  if (params.mode === 'payment' && recurring.length > 0) {
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'line_items' },
    );
  }
  if (params.mode === 'subscription' && recurring.length < prices.length) {
    throw invalidRequest('In the sandbox every price of a `subscription` mode session must be recurring.', {
      param: 'line_items',
    });
  }
  const cycles = recurring.map(({ recurring: r }) => `${r?.interval}:${r?.interval_count}`);
  if (new Set(cycles).size > 1) {
    throw invalidRequest('All recurring prices must have the same interval.', { param: 'line_items' });
  }
}

function priceOf(ledger: Ledger, line: z.output<typeof lineParams>, index: number): Price {
  const at = `line_items[${index}]`;
  if (line.price !== undefined) return activePrice(ledger, line.price, `${at}[price]`);
  const data = line.price_data;
  if (!data) {
    throw invalidRequest(`Missing required param: ${at}[price].`, {
      code: 'parameter_missing',
      param: `${at}[price]`,
    });
  }
  return inlinePrice(ledger, data, at);
}

/** A price made for one session: it and its product are inactive, so that no list offers them. */
function inlinePrice(ledger: Ledger, data: z.output<typeof priceData>, at: string): Price {
  const named = data.product_data;
  let product = data.product;
  if (product !== undefined) find(ledger, 'products', product, `${at}[price_data][product]`);
  else if (named) {
    const fresh = newProduct(ledger.newId('prod'), ledger.now(), {
      name: named.name,
      description: named.description ?? null,
      metadata: mergeMetadata({}, named.metadata),
    });
    fresh.active = false;
    product = ledger.products.add(fresh).id;
  } else {
    throw invalidRequest(`Missing required param: ${at}[price_data][product_data].`, {
      code: 'parameter_missing',
      param: `${at}[price_data][product_data]`,
    });
  }
  const price = newPrice(ledger.newId('price'), ledger.now(), {
    product,
    currency: data.currency,
    unitAmount: data.unit_amount,
    recurring: data.recurring
      ? { interval: data.recurring.interval, intervalCount: data.recurring.interval_count ?? 1 }
      : null,
  });
  price.active = false;
  return ledger.prices.add(price);
}
