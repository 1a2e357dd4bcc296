import type { Stripe } from 'stripe';
import { finding, type Finding } from '#contracts';
import type { Sight } from './sight.js';

/**
 * Whether members can replace a card, cancel and, where there is a choice, switch by themselves.
 * @param sold how many prices plans are sold at
 */
export async function portal(
  stripe: Stripe,
  sight: Sight,
  mode: 'test' | 'live',
  sold: number,
): Promise<Finding[]> {
  const usual = { is_default: true, active: true, limit: 1 };
  const list = await sight.look('Customer portal', () => stripe.billingPortal.configurations.list(usual));
  if (list === null) return [];
  const [configuration] = list.data;
  if (!configuration) {
    return [finding('stripe.portal_missing', 'broken', { mode: { key: `doctor.modes.${mode}` } })];
  }
  const {
    payment_method_update: cards,
    subscription_cancel: cancelling,
    subscription_update: switching,
  } = configuration.features;
  const switches = switching.enabled && switching.default_allowed_updates.includes('price');
  return [
    ...(cards.enabled ? [] : [finding('stripe.portal_no_card', 'risky')]),
    ...(cancelling.enabled ? [] : [finding('stripe.portal_no_cancel', 'risky')]),
    ...(switches || sold < 2 ? [] : [finding('stripe.portal_no_switch', 'risky')]),
  ];
}
