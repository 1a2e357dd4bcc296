import { attachCard, createCard } from '../billing/cards.js';
import { invalidRequest, noSuch, StripeFault } from '../http/fault.js';
import {
  choice,
  clearable,
  fields,
  integer,
  mergeMetadata,
  metadata,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { kindOfNumber, type CardKind } from '../shapes/card.js';
import type { PaymentMethod } from '../shapes/payment-method.js';
import { declineMessage } from '../shapes/charge.js';
import { find, customerParam } from './find.js';

/** Stripe's ready-made test cards and tokens, by what they do. */
const ready: Record<string, CardKind> = {
  pm_card_visa: 'ok',
  tok_visa: 'ok',
  pm_card_chargeCustomerFail: 'fails-later',
  tok_chargeCustomerFail: 'fails-later',
  pm_card_chargeDeclined: 'declined',
  pm_card_visa_chargeDeclined: 'declined',
  tok_chargeDeclined: 'declined',
};

/** A card by id, or a fresh one for the name of a ready-made test card. Cards that decline cannot be attached. */
export function methodNamed(ledger: Ledger, id: string, param?: string): PaymentMethod {
  const kind = ready[id];
  if (kind === 'declined' || ledger.state.cards[id] === 'declined') {
    throw new StripeFault(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: declineMessage,
    });
  }
  return kind ? createCard(ledger, kind) : find(ledger, 'paymentMethods', id, param);
}

const cardParams = fields({
  number: text.optional(),
  token: text.optional(),
  exp_month: integer.optional(),
  exp_year: integer.optional(),
  cvc: text.optional(),
});

const billingParams = fields({
  email: clearable.optional(),
  name: clearable.optional(),
  phone: clearable.optional(),
});

export const paymentMethodRoutes: Route[] = [
  route(
    'POST',
    '/v1/payment_methods',
    fields({
      type: choice(['card']),
      card: cardParams,
      billing_details: billingParams.optional(),
      metadata: metadata.optional(),
    }),
    ({ ledger, params }) => {
      const { number, token } = params.card;
      const kind = number === undefined ? ready[token ?? ''] : kindOfNumber(number);
      if (!kind) {
        throw invalidRequest('The sandbox knows only the test cards that its hosted pages list.', {
          code: 'incorrect_number',
          param: number === undefined ? 'card[token]' : 'card[number]',
        });
      }
      const method = createCard(ledger, kind, {
        email: params.billing_details?.email ?? null,
        name: params.billing_details?.name ?? null,
      });
      method.billing_details.phone = params.billing_details?.phone ?? null;
      method.metadata = mergeMetadata({}, params.metadata);
      if (method.card) {
        method.card.exp_month = params.card.exp_month ?? method.card.exp_month;
        method.card.exp_year = params.card.exp_year ?? method.card.exp_year;
      }
      return method;
    },
  ),

  route(
    'GET',
    '/v1/payment_methods',
    fields({ ...paging, customer: text.optional(), type: choice(['card']).optional() }),
    ({ ledger, params }) =>
      page(
        '/v1/payment_methods',
        ledger.paymentMethods.all(),
        (row) => params.customer !== undefined && row.customer === params.customer,
        params,
      ),
  ),

  route('GET', '/v1/payment_methods/:id', nothing, ({ ledger, id }) => find(ledger, 'paymentMethods', id)),

  route('POST', '/v1/payment_methods/:id/attach', fields({ customer: text }), ({ ledger, id, params }) => {
    const customer = customerParam(ledger, params.customer);
    const method = methodNamed(ledger, id);
    if (method.customer !== null && method.customer !== customer.id) {
      throw invalidRequest('The payment method you provided has already been attached to a customer.', {
        code: 'payment_method_unexpected_state',
      });
    }
    if (method.customer === null) attachCard(ledger, method, customer);
    return method;
  }),

  route('POST', '/v1/payment_methods/:id/detach', nothing, ({ ledger, id }) => {
    const method = find(ledger, 'paymentMethods', id);
    const customer = ledger.customers.get(method.customer ?? '');
    if (!customer) throw noSuch('PaymentMethod', id, 'payment_method');
    ledger.change(method, 'payment_method.detached', (edited) => {
      edited.customer = null;
    });
    ledger.change(customer, 'customer.updated', (edited) => {
      if (edited.invoice_settings.default_payment_method === id) {
        edited.invoice_settings.default_payment_method = null;
      }
    });
    for (const subscription of ledger.subscriptions.all()) {
      if (subscription.default_payment_method !== id) continue;
      ledger.change(subscription, 'customer.subscription.updated', (edited) => {
        edited.default_payment_method = null;
      });
    }
    return method;
  }),
];
