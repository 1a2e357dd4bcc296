import { productName } from '../billing/lines.js';
import { amountOf } from '../billing/pricing.js';
import { typeCode } from '../billing/totals.js';
import type { Ledger } from '../ledger.js';
import { openCheckout } from '../resources/checkout-create.js';
import { newLineItem, type CheckoutSession } from '../shapes/checkout-session.js';
import type { PaymentLink } from '../shapes/payment-link.js';
import { html } from './html.js';
import { pageOf, redirect, type Page } from './layout.js';
import type { Visit } from './visit.js';

/** What may stand in a link's address: anything else in a reference is ignored, as Stripe does. */
const reference = /^[A-Za-z0-9_-]{1,200}$/;

/** Whoever follows a link gets a Checkout Session of their own. */
export function followLink(ledger: Ledger, link: PaymentLink, query: URLSearchParams, visit: Visit): Page {
  const { words } = visit;
  if (!link.active) {
    const body = html`<section class="box">
      <h1>${link.inactive_message ?? words.say('linkOff')}</h1>
    </section>`;
    return pageOf(words, { title: words.say('linkOff'), body });
  }
  const session = openFor(ledger, link, query);
  const code = query.get('prefilled_promo_code');
  if (code !== null && link.allow_promotion_codes) typeCode(ledger, session, code);
  const language = query.get('lang');
  return redirect(`../checkout/${session.id}${language === null ? '' : `?lang=${words.language}`}`);
}

function openFor(ledger: Ledger, link: PaymentLink, query: URLSearchParams): CheckoutSession {
  const sold = link.currency;
  const lines = (ledger.state.linkLines[link.id] ?? []).map(({ price: shown, quantity, metadata }) => {
    const price = ledger.prices.get(shown.id) ?? shown;
    return newLineItem(ledger.newId('li'), {
      price,
      quantity,
      amount: amountOf(ledger, { price, quantity }, sold),
      currency: sold,
      description: productName(ledger, price),
      metadata: { ...metadata },
    });
  });
  const mode = lines.some((line) => line.price.recurring) ? 'subscription' : 'payment';
  const given = query.get('client_reference_id') ?? '';
  const email = query.get('prefilled_email') ?? '';
  const { payment_intent_data: paymentData, subscription_data: subscriptionData } = link;
  return openCheckout(
    ledger,
    {
      mode,
      allow_promotion_codes: link.allow_promotion_codes,
      billing_address_collection: link.billing_address_collection,
      client_reference_id: reference.test(given) ? given : undefined,
      custom_text: link.custom_text.submit ? { submit: link.custom_text.submit } : undefined,
      customer_creation: mode === 'payment' ? link.customer_creation : undefined,
      customer_email: /^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 512 ? email : undefined,
      locale: query.get('locale') ?? undefined,
      metadata: link.metadata,
      payment_intent_data: paymentData
        ? {
            description: paymentData.description ?? undefined,
            metadata: paymentData.metadata,
            setup_future_usage: paymentData.setup_future_usage ?? undefined,
          }
        : undefined,
      payment_method_collection: mode === 'subscription' ? link.payment_method_collection : undefined,
      phone_number_collection: link.phone_number_collection,
      submit_type: link.submit_type,
      subscription_data: subscriptionData
        ? {
            description: subscriptionData.description ?? undefined,
            metadata: subscriptionData.metadata,
            trial_period_days: subscriptionData.trial_period_days ?? undefined,
            trial_settings: subscriptionData.trial_settings ?? undefined,
          }
        : undefined,
      success_url: link.after_completion.type === 'redirect' ? link.after_completion.redirect.url : null,
    },
    { lines, sold, link: link.id },
  );
}
