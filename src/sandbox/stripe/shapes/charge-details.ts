import type { PaymentMethod } from './payment-method.js';

/** How a charge was paid, as it shows it: one key with the name of the type. */
export type PaymentMethodDetails = { type: PaymentMethod['type'] } & Record<string, unknown>;

/** What a charge keeps of the method it was made with; `taken` is the amount, `null` if the method refused. */
export function methodDetails(method: PaymentMethod, taken: number | null): PaymentMethodDetails {
  const { type } = method;
  switch (type) {
    case 'card':
      return { card: cardDetails(method, taken), type };
    case 'alipay':
      return { alipay: { buyer_id: '2088102141234567', fingerprint: null, transaction_id: null }, type };
    case 'wechat_pay':
      return { type, wechat_pay: { fingerprint: null, transaction_id: null } };
    case 'sepa_debit':
      return { sepa_debit: { ...debit(method.sepa_debit), mandate: null }, type };
    case 'us_bank_account':
      return { type, us_bank_account: { ...debit(method.us_bank_account), payment_reference: null } };
  }
}

function debit(details: object | undefined): object {
  const hidden = ['financial_connections_account', 'generated_from', 'networks', 'status_details'];
  return Object.fromEntries(Object.entries(details ?? {}).filter(([key]) => !hidden.includes(key)));
}

function cardDetails({ card }: PaymentMethod, taken: number | null): object {
  if (!card) throw new Error('a card without details');
  return {
    amount_authorized: taken,
    authorization_code: taken === null ? null : '123456',
    brand: card.brand,
    checks: { ...card.checks },
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: card.regulated_status,
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
