import type { z } from 'zod';
import { methodsFor } from '../billing/methods.js';
import { checkCustomerCurrency, currencyFor } from '../billing/pricing.js';
import { retotal } from '../billing/totals.js';
import { invalidRequest } from '../http/fault.js';
import {
  address,
  choice,
  currency,
  email,
  fields,
  flag,
  integer,
  list,
  mergeMetadata,
  metadata,
  text,
} from '../http/params.js';
import type { Ledger } from '../ledger.js';
import {
  newCheckoutSession,
  type CheckoutSession,
  type InvoiceCreation,
  type LineItem,
} from '../shapes/checkout-session.js';
import { methodTypes } from '../shapes/payment-method.js';
import { checkPrices, lineParams, linesOf, pricesOf } from './checkout-prices.js';
import { discountParams, redemptionsOf } from './discount-params.js';
import { customerParam } from './find.js';
import { trialSettings } from './subscription-create.js';

const invoiceCreation = fields({
  enabled: flag,
  invoice_data: fields({
    custom_fields: list(fields({ name: text.max(40), value: text.max(140) }), 4).optional(),
    description: text.optional(),
    footer: text.optional(),
    metadata: metadata.optional(),
  }).optional(),
});

export const checkoutParams = fields({
  allow_promotion_codes: flag.optional(),
  allowed_payment_method_types: list(choice(methodTypes)).optional(),
  billing_address_collection: choice(['auto', 'required']).optional(),
  cancel_url: address.optional(),
  client_reference_id: text.max(200).optional(),
  currency: currency.optional(),
  custom_text: fields({ submit: fields({ message: text.max(1200) }).optional() }).optional(),
  customer: text.optional(),
  customer_creation: choice(['always', 'if_required']).optional(),
  customer_email: email.optional(),
  discounts: discountParams.optional(),
  expires_at: integer.optional(),
  invoice_creation: invoiceCreation.optional(),
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
  const prices = pricesOf(ledger, params.line_items);
  checkPrices(params.mode, prices);
  const sold = currencyFor(ledger, prices, params.currency);
  if (params.customer !== undefined && params.mode === 'subscription') {
    checkCustomerCurrency(ledger, params.customer, sold);
  }
  return openCheckout(ledger, params, { lines: linesOf(ledger, params.line_items, prices, sold), sold });
}

/** Opens a page for lines that have been checked. `sold` is the currency. */
export function openCheckout(
  ledger: Ledger,
  params: Omit<CheckoutParams, 'line_items' | 'success_url'> & { success_url: string | null },
  { lines, sold, link = null }: { lines: LineItem[]; sold: string; link?: string | null },
): CheckoutSession {
  const [redemption = null] = redemptionsOf(ledger, params.discounts, {
    customer: params.customer ?? null,
    currency: sold,
    subtotal: lines.reduce((sum, line) => sum + line.amount_subtotal, 0),
  });
  const now = ledger.now();
  const id = ledger.newId('cs');
  const isPayment = params.mode === 'payment';
  const allowed = params.allowed_payment_method_types;
  const offered = (isPayment ? methodsFor(ledger, sold) : (['card'] as const)).filter(
    (type) => !allowed || allowed.includes(type),
  );
  if (offered.length === 0) {
    throw invalidRequest('None of the allowed payment method types can pay this session.', {
      param: 'allowed_payment_method_types',
    });
  }
  const session = newCheckoutSession({
    id,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: now,
    currency: sold,
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
    invoice_creation: isPayment ? invoiceCreationOf(params.invoice_creation) : null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode,
    payment_intent: null,
    payment_link: link,
    payment_method_collection: params.payment_method_collection ?? (isPayment ? 'if_required' : 'always'),
    payment_method_types: offered,
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
    discount: redemption,
    metadata: mergeMetadata({}, data?.metadata),
    description: data?.description ?? null,
    trialEnd: params.subscription_data?.trial_end ?? null,
    trialDays: params.subscription_data?.trial_period_days ?? null,
    missingCard:
      params.subscription_data?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    setupFutureUsage: params.payment_intent_data?.setup_future_usage ?? null,
  };
  retotal(ledger, session);
  ledger.checkoutSessions.add(session);
  ledger.schedule(session.expires_at, 'expire-checkout', id);
  return session;
}

function invoiceCreationOf(given: z.output<typeof invoiceCreation> | undefined): InvoiceCreation {
  const data = given?.invoice_data;
  return {
    enabled: given?.enabled ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: data?.custom_fields?.length ? data.custom_fields : null,
      description: data?.description ?? null,
      footer: data?.footer ?? null,
      issuer: null,
      metadata: mergeMetadata({}, data?.metadata),
      rendering_options: null,
    },
  };
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
  for (const param of ['customer_creation', 'invoice_creation'] as const) {
    if (params.mode === 'payment' || !params[param]) continue;
    throw invalidRequest(`You can not pass \`${param}\` in \`${params.mode}\` mode.`, { param });
  }
  if (params.discounts && params.allow_promotion_codes !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.', {
      param: 'discounts',
    });
  }
  if ((params.discounts?.length ?? 0) > 1) {
    throw invalidRequest('You may only pass one discount to a Checkout Session.', { param: 'discounts' });
  }
  const life = (params.expires_at ?? ledger.now() + 86_400) - ledger.now();
  if (life < 1800 || life > 86_400) {
    throw invalidRequest('`expires_at` must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
}
