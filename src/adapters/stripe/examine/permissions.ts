import { Stripe } from 'stripe';
import { finding, type Finding } from '#contracts';

interface Need {
  /** As the dashboard calls it where a restricted key is edited. */
  permission: string;
  level: 'Read' | 'Write';
  /** A question that changes nothing, whatever the answer. */
  probe(stripe: Stripe): Promise<unknown>;
}

/** Nobody: what is asked to be written for them is refused for that reason, if not for want of permission. */
const customer = 'cus_lyceum_asks_only';
const subscription = 'sub_lyceum_asks_only';
const invoice = 'in_lyceum_asks_only';
const one = { limit: 1 };

/** All that the provider calls. */
const needs: readonly Need[] = [
  { permission: 'Customers', level: 'Read', probe: (stripe) => stripe.customers.list(one) },
  { permission: 'Customers', level: 'Write', probe: (stripe) => stripe.customers.update(customer, {}) },
  { permission: 'Subscriptions', level: 'Read', probe: (stripe) => stripe.subscriptions.list(one) },
  {
    permission: 'Subscriptions',
    level: 'Write',
    probe: (stripe) => stripe.subscriptions.update(subscription, {}),
  },
  { permission: 'Invoices', level: 'Read', probe: (stripe) => stripe.invoices.list(one) },
  { permission: 'Invoices', level: 'Write', probe: (stripe) => stripe.invoices.finalizeInvoice(invoice) },
  { permission: 'Charges', level: 'Read', probe: (stripe) => stripe.charges.list(one) },
  { permission: 'Disputes', level: 'Read', probe: (stripe) => stripe.disputes.list(one) },
  { permission: 'Promotion Codes', level: 'Read', probe: (stripe) => stripe.promotionCodes.list(one) },
  { permission: 'Prices', level: 'Read', probe: (stripe) => stripe.prices.list(one) },
  { permission: 'Products', level: 'Read', probe: (stripe) => stripe.products.list(one) },
  { permission: 'Events', level: 'Read', probe: (stripe) => stripe.events.list(one) },
  { permission: 'Checkout Sessions', level: 'Read', probe: (stripe) => stripe.checkout.sessions.list(one) },
  {
    permission: 'Checkout Sessions',
    level: 'Write',
    probe: (stripe) => stripe.checkout.sessions.create({ mode: 'payment', customer, line_items: [] }),
  },
  {
    permission: 'Customer portal',
    level: 'Write',
    probe: (stripe) => stripe.billingPortal.sessions.create({ customer }),
  },
];

/** What a restricted key may not do although the product does it. A missing Read is part of a missing Write. */
export async function missingPermissions(stripe: Stripe): Promise<Finding[]> {
  const missing = new Map<string, Need['level']>();
  for (const { permission, level, probe } of needs) {
    if (await refused(() => probe(stripe))) missing.set(permission, level);
  }
  return [...missing].map(([permission, level]) =>
    finding('stripe.permission_missing', 'broken', { permission, level }),
  );
}

async function refused(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return true;
    // Understood, and turned down for what was asked: the door was open.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
    throw error;
  }
}
