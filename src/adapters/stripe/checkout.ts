import { Stripe } from 'stripe';
import type { PortalTask, Provider } from '#domain/billing';
import { orNull } from './ask.js';
import type { StripeOptions } from './client.js';
import { once, repeatedFailure } from './once.js';

/** Our languages as Checkout and the Customer Portal call them. */
const locales = { en: 'en', 'zh-CN': 'zh' } as const;

type CheckoutInput = Parameters<Provider['checkoutUrl']>[0];
type Addresses = Pick<StripeOptions, 'successUrl' | 'cancelUrl' | 'returnUrl'>;

/** Opens a Checkout page; null when the promotion code is not good for this. */
export async function openCheckout(
  stripe: Stripe,
  urls: Addresses,
  input: CheckoutInput,
): Promise<string | null> {
  const { metadata, promotionCode, trialDays } = input;
  const wanted: Stripe.Checkout.SessionCreateParams = {
    mode: input.recurring ? 'subscription' : 'payment',
    customer: input.customerId,
    client_reference_id: input.reference,
    line_items: [{ price: input.priceId, quantity: 1 }],
    locale: locales[input.locale],
    success_url: urls.successUrl,
    cancel_url: urls.cancelUrl,
    metadata,
    ...(promotionCode ? { discounts: [{ promotion_code: promotionCode }] } : { allow_promotion_codes: true }),
    ...(input.recurring
      ? { subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) } }
      : { payment_intent_data: { metadata } }),
  };
  const create = (key: string) => stripe.checkout.sessions.create(wanted, once(key, wanted));
  const session = await create(input.key)
    .catch((error: unknown) => {
      const failed = repeatedFailure(error);
      if (failed === null) throw error;
      // A page that was made but never shown is nobody's: another one does no harm.
      return create(`${input.key}:${failed}`);
    })
    .catch((error: unknown) => {
      // A code may be for other products, other people or larger sums; only here does Stripe say so.
      if (promotionCode !== null && isAboutCode(error)) return null;
      throw error;
    });
  if (session === null) return null;
  if (!session.url) throw new Error(`Stripe opened checkout ${session.id} without an address.`);
  return session.url;
}

/** Stripe's refusals of a code have no code of their own in common: some name the parameter, all say what it is about. */
function isAboutCode(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  return error.param?.startsWith('discounts') === true || /promotion code|coupon/i.test(error.message);
}

/** Closes what a customer left open. One that was paid, or ran out, in the meantime is left alone. */
export async function closeCheckouts(stripe: Stripe, customer: string): Promise<void> {
  for await (const { id } of stripe.checkout.sessions.list({ customer, status: 'open' })) {
    try {
      await stripe.checkout.sessions.expire(id);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    }
  }
}

/** The id of a promotion code that can be used now; null when none is called so. */
export async function findPromotionCode(stripe: Stripe, code: string): Promise<string | null> {
  const { data } = await stripe.promotionCodes.list({ code, active: true, limit: 1 });
  return data[0]?.id ?? null;
}

/**
 * A Customer Portal page: the first one, or the one for a task.
 * @returns null when the portal's settings do not allow it, or were never saved
 */
export async function openPortal(
  stripe: Stripe,
  { returnUrl, log }: Pick<StripeOptions, 'returnUrl' | 'log'>,
  customer: string,
  locale: keyof typeof locales,
  task?: PortalTask,
): Promise<string | null> {
  const flow = task ? { flow_data: await flowOf(stripe, task) } : {};
  try {
    const wanted = { customer, return_url: returnUrl, locale: locales[locale], ...flow };
    return (await stripe.billingPortal.sessions.create(wanted)).url;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const { requestId, message } = error;
    log.warn(
      { task: task?.kind ?? 'portal', requestId, message },
      'Stripe does not open its portal for this',
    );
    return null;
  }
}

async function flowOf(
  stripe: Stripe,
  task: PortalTask,
): Promise<Stripe.BillingPortal.SessionCreateParams.FlowData> {
  const subscription = task.subscriptionId;
  if (task.kind === 'cancel') return { type: 'subscription_cancel', subscription_cancel: { subscription } };
  const item = (await stripe.subscriptions.retrieve(subscription)).items.data[0];
  if (!item) throw new Error(`Stripe lists nothing in subscription ${subscription}.`);
  const items = [{ id: item.id, price: task.priceId, quantity: item.quantity ?? 1 }];
  return {
    type: 'subscription_update_confirm',
    subscription_update_confirm: { subscription, items },
  };
}

type InvoiceInput = Parameters<Provider['subscribeByInvoice']>[0];

/**
 * A subscription whose invoices are sent and paid by hand. The first invoice is made payable at once: left alone,
 * Stripe would keep it a draft for an hour.
 * @returns where it is paid; null when Stripe has no address to send invoices to
 */
export async function subscribeByInvoice(stripe: Stripe, input: InvoiceInput): Promise<string | null> {
  const customer = await stripe.customers.retrieve(input.customerId);
  if (customer.deleted) return null;
  const { email } = input;
  if (email ? !(await putEmail(stripe, input.customerId, email)) : !customer.email) return null;
  const wanted: Stripe.SubscriptionCreateParams = {
    customer: input.customerId,
    items: [{ price: input.priceId }],
    collection_method: 'send_invoice',
    days_until_due: input.daysUntilDue,
    metadata: input.metadata,
    expand: ['latest_invoice'],
  };
  const { latest_invoice: first } = await stripe.subscriptions.create(wanted, once(input.key, wanted));
  if (!first || typeof first === 'string' || !first.id) {
    throw new Error('Stripe made a subscription without an invoice.');
  }
  // The answer to a repeated wish is the old one: the invoice may have been finalised since.
  const now = await orNull(() => stripe.invoices.retrieve(first.id ?? ''));
  const open = now?.status === 'draft' ? await stripe.invoices.finalizeInvoice(first.id) : now;
  if (!open?.hosted_invoice_url) throw new Error(`Stripe made invoice ${first.id} without an address.`);
  return open.hosted_invoice_url;
}

/** False when it is no address that Stripe takes. */
async function putEmail(stripe: Stripe, customer: string, email: string): Promise<boolean> {
  try {
    await stripe.customers.update(customer, { email });
    return true;
  } catch (error) {
    const refused =
      error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'email_invalid';
    if (refused) return false;
    throw error;
  }
}
