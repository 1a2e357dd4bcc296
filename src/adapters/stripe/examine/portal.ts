import type { Stripe } from 'stripe';
import { finding, type Finding } from '#contracts';
import type { Sight } from './sight.js';

/** Whether members can replace a card and cancel by themselves. */
export async function portal(stripe: Stripe, sight: Sight, mode: 'test' | 'live'): Promise<Finding[]> {
  const usual = { is_default: true, active: true, limit: 1 };
  const list = await sight.look('Customer portal', () => stripe.billingPortal.configurations.list(usual));
  if (list === null) return [];
  const [configuration] = list.data;
  if (!configuration) {
    return [finding('stripe.portal_missing', 'broken', { mode: { key: `doctor.modes.${mode}` } })];
  }
  const { payment_method_update: cards, subscription_cancel: cancelling } = configuration.features;
  return [
    ...(cards.enabled ? [] : [finding('stripe.portal_no_card', 'risky')]),
    ...(cancelling.enabled ? [] : [finding('stripe.portal_no_cancel', 'risky')]),
  ];
}
