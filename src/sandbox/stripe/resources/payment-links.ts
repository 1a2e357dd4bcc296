import type { z } from 'zod';
import { currencyFor } from '../billing/pricing.js';
import {
  address,
  choice,
  clearable,
  currency,
  fields,
  flag,
  integer,
  list,
  mergeMetadata,
  metadata,
  paging,
  nothing,
  quantity,
  text,
} from '../http/params.js';
import { page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { newPaymentLink, type PaymentLink } from '../shapes/payment-link.js';
import { checkPrices, lineParams, linesOf, pricesOf } from './checkout-prices.js';
import { find } from './find.js';
import { trialSettings } from './subscription-create.js';

const afterCompletion = fields({
  type: choice(['hosted_confirmation', 'redirect']),
  hosted_confirmation: fields({ custom_message: text.optional() }).optional(),
  redirect: fields({ url: address }).optional(),
});

const editable = {
  after_completion: afterCompletion.optional(),
  allow_promotion_codes: flag.optional(),
  inactive_message: clearable.optional(),
  metadata: metadata.optional(),
};

const createParams = fields({
  ...editable,
  billing_address_collection: choice(['auto', 'required']).optional(),
  currency: currency.optional(),
  custom_text: fields({ submit: fields({ message: text.max(1200) }).optional() }).optional(),
  customer_creation: choice(['always', 'if_required']).optional(),
  line_items: list(lineParams),
  payment_intent_data: fields({
    description: text.optional(),
    metadata: metadata.optional(),
    setup_future_usage: choice(['off_session', 'on_session']).optional(),
  }).optional(),
  payment_method_collection: choice(['always', 'if_required']).optional(),
  phone_number_collection: fields({ enabled: flag }).optional(),
  restrictions: fields({ completed_sessions: fields({ limit: quantity }) }).optional(),
  submit_type: choice(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  subscription_data: fields({
    description: text.optional(),
    metadata: metadata.optional(),
    trial_period_days: integer.optional(),
    trial_settings: trialSettings.optional(),
  }).optional(),
});

export type LinkParams = z.output<typeof createParams>;

export const paymentLinkRoutes: Route[] = [
  route('POST', '/v1/payment_links', createParams, ({ ledger, params }) => createLink(ledger, params)),

  route('GET', '/v1/payment_links', fields({ ...paging, active: flag.optional() }), ({ ledger, params }) =>
    page(
      '/v1/payment_links',
      ledger.paymentLinks.all(),
      (row) => (params.active ?? row.active) === row.active,
      params,
    ),
  ),

  route('GET', '/v1/payment_links/:id', nothing, ({ ledger, id }) => find(ledger, 'paymentLinks', id)),

  route(
    'POST',
    '/v1/payment_links/:id',
    fields({ ...editable, active: flag.optional() }),
    ({ ledger, id, params }) => {
      const link = find(ledger, 'paymentLinks', id);
      ledger.change(link, 'payment_link.updated', (edited) => {
        edited.active = params.active ?? edited.active;
        edited.allow_promotion_codes = params.allow_promotion_codes ?? edited.allow_promotion_codes;
        edited.metadata = mergeMetadata(edited.metadata, params.metadata);
        if (params.inactive_message !== undefined) edited.inactive_message = params.inactive_message;
        if (params.after_completion) edited.after_completion = completionFrom(params.after_completion);
      });
      return link;
    },
  ),

  route('GET', '/v1/payment_links/:id/line_items', fields(paging), ({ ledger, id, params }) => {
    find(ledger, 'paymentLinks', id);
    const lines = ledger.state.linkLines[id] ?? [];
    return page(`/v1/payment_links/${id}/line_items`, lines.toReversed(), () => true, params);
  }),
];

function completionFrom(
  given: z.output<typeof afterCompletion> | undefined,
): PaymentLink['after_completion'] {
  if (given?.type === 'redirect' && given.redirect) {
    return { redirect: { url: given.redirect.url }, type: 'redirect' };
  }
  return {
    hosted_confirmation: { custom_message: given?.hosted_confirmation?.custom_message ?? null },
    type: 'hosted_confirmation',
  };
}

function subscriptionData(
  given: NonNullable<LinkParams['subscription_data']>,
): PaymentLink['subscription_data'] {
  return {
    description: given.description ?? null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    metadata: mergeMetadata({}, given.metadata),
    trial_period_days: given.trial_period_days ?? null,
    trial_settings: given.trial_settings ?? null,
  };
}

function paymentData(
  given: NonNullable<LinkParams['payment_intent_data']>,
): PaymentLink['payment_intent_data'] {
  return {
    capture_method: null,
    description: given.description ?? null,
    metadata: mergeMetadata({}, given.metadata),
    setup_future_usage: given.setup_future_usage ?? null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    transfer_group: null,
  };
}

/** `POST /v1/payment_links`. */
export function createLink(ledger: Ledger, params: LinkParams): PaymentLink {
  const prices = pricesOf(ledger, params.line_items);
  const mode = prices.some((price) => price.recurring) ? 'subscription' : 'payment';
  checkPrices(mode, prices);
  const sold = currencyFor(ledger, prices, params.currency);
  const id = ledger.newId('plink');
  const link = newPaymentLink({
    id,
    active: true,
    after_completion: completionFrom(params.after_completion),
    allow_promotion_codes: params.allow_promotion_codes ?? false,
    billing_address_collection: params.billing_address_collection ?? 'auto',
    currency: sold,
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: params.custom_text?.submit ?? null,
      terms_of_service_acceptance: null,
    },
    customer_creation: params.customer_creation ?? (mode === 'payment' ? 'if_required' : 'always'),
    inactive_message: params.inactive_message ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payment_intent_data: params.payment_intent_data ? paymentData(params.payment_intent_data) : null,
    payment_method_collection: params.payment_method_collection ?? 'always',
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    restrictions: params.restrictions
      ? { completed_sessions: { count: 0, limit: params.restrictions.completed_sessions.limit } }
      : null,
    submit_type: params.submit_type ?? 'auto',
    subscription_data: params.subscription_data ? subscriptionData(params.subscription_data) : null,
    url: ledger.pageUrl(`/link/${id}`),
  });
  ledger.state.linkLines[id] = linesOf(ledger, params.line_items, prices, sold);
  ledger.paymentLinks.add(link);
  ledger.emit('payment_link.created', link);
  return link;
}
