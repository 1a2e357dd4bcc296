import type { z } from 'zod';
import { invalidRequest } from '../http/fault.js';
import { choice, fields, flag, list, quantity, text } from '../http/params.js';
import type { Ledger } from '../ledger.js';
import type { PortalConfiguration } from '../shapes/portal.js';
import { find } from './find.js';

const toggle = fields({ enabled: flag });
const prorations = choice(['none', 'always_invoice', 'create_prorations']);

/** What a portal lets its visitors do. */
export const featureParams = fields({
  customer_update: fields({ enabled: flag, allowed_updates: list(text).optional() }).optional(),
  invoice_history: toggle.optional(),
  payment_method_update: toggle.optional(),
  subscription_cancel: fields({
    enabled: flag,
    mode: choice(['at_period_end', 'immediately']).optional(),
    proration_behavior: prorations.optional(),
    cancellation_reason: fields({ enabled: flag, options: list(text).optional() }).optional(),
  }).optional(),
  subscription_pause: fields({
    duration: fields({ type: choice(['indefinite']) }).optional(),
    enabled: flag.optional(),
  }).optional(),
  subscription_update: fields({
    default_allowed_updates: list(choice(['price', 'quantity', 'promotion_code'])).optional(),
    enabled: flag,
    products: list(
      fields({
        adjustable_quantity: fields({
          enabled: flag,
          maximum: quantity.optional(),
          minimum: quantity.optional(),
        }).optional(),
        prices: list(text),
        product: text,
      }),
      10,
    ).optional(),
    proration_behavior: prorations.optional(),
    trial_update_behavior: choice(['continue_trial', 'end_trial']).optional(),
  }).optional(),
});

type Features = z.output<typeof featureParams>;

/** Changes what a portal offers; what is not sent stays. */
export function applyFeatures(ledger: Ledger, configuration: PortalConfiguration, sent: Features): void {
  const own = configuration.features;
  own.invoice_history.enabled = sent.invoice_history?.enabled ?? own.invoice_history.enabled;
  own.payment_method_update.enabled =
    sent.payment_method_update?.enabled ?? own.payment_method_update.enabled;
  own.customer_update.enabled = sent.customer_update?.enabled ?? own.customer_update.enabled;
  own.customer_update.allowed_updates =
    sent.customer_update?.allowed_updates ?? own.customer_update.allowed_updates;
  own.subscription_pause.enabled = sent.subscription_pause?.enabled ?? own.subscription_pause.enabled;
  applyCancel(own.subscription_cancel, sent.subscription_cancel);
  applyUpdate(ledger, own.subscription_update, sent.subscription_update);
}

function applyCancel(
  own: PortalConfiguration['features']['subscription_cancel'],
  sent: Features['subscription_cancel'],
): void {
  own.enabled = sent?.enabled ?? own.enabled;
  own.mode = sent?.mode ?? own.mode;
  own.proration_behavior = sent?.proration_behavior ?? own.proration_behavior;
  const reason = own.cancellation_reason;
  reason.enabled = sent?.cancellation_reason?.enabled ?? reason.enabled;
  reason.options = sent?.cancellation_reason?.options ?? reason.options;
}

function applyUpdate(
  ledger: Ledger,
  own: PortalConfiguration['features']['subscription_update'],
  sent: Features['subscription_update'],
): void {
  if (!sent) return;
  const at = 'features[subscription_update]';
  for (const { product, prices } of sent.products ?? []) {
    find(ledger, 'products', product, `${at}[products]`);
    for (const price of prices) find(ledger, 'prices', price, `${at}[products]`);
  }
  own.enabled = sent.enabled;
  own.default_allowed_updates = sent.default_allowed_updates ?? own.default_allowed_updates;
  own.products =
    sent.products?.map(({ adjustable_quantity: many, prices, product }) => ({
      adjustable_quantity: {
        enabled: many?.enabled ?? false,
        maximum: many?.maximum ?? null,
        minimum: many?.minimum ?? 1,
      },
      prices,
      product,
    })) ?? own.products;
  own.proration_behavior = sent.proration_behavior ?? own.proration_behavior;
  own.trial_update_behavior = sent.trial_update_behavior ?? own.trial_update_behavior;
  if (own.enabled && (own.default_allowed_updates.length === 0 || !own.products?.length)) {
    throw invalidRequest(
      'To update subscriptions, a portal needs `default_allowed_updates` and `products`.',
      {
        param: at,
      },
    );
  }
}
