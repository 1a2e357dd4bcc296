import type { Address, Metadata } from './basics.js';
import { newCardDetails, type CardDetails, type CardKind } from './card.js';

/** Cards can be kept and charged again; wallets pay once, by hand; a bank debit takes days to be known. */
export const methodTypes = ['card', 'alipay', 'wechat_pay', 'us_bank_account', 'sepa_debit'] as const;

export type MethodType = (typeof methodTypes)[number];

export interface BillingDetails {
  address: Address | null;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id: null;
}

interface UsBankAccount {
  account_holder_type: 'individual';
  account_type: 'checking';
  bank_name: string;
  financial_connections_account: null;
  fingerprint: string;
  last4: string;
  networks: null;
  routing_number: string;
  status_details: null;
}

interface SepaDebit {
  bank_code: string;
  branch_code: null;
  country: 'DE';
  fingerprint: string;
  generated_from: null;
  last4: string;
}

export interface PaymentMethod {
  id: string;
  object: 'payment_method';
  alipay?: Record<string, never>;
  allow_redisplay: 'unspecified' | 'limited' | 'always';
  billing_details: BillingDetails;
  card?: CardDetails;
  created: number;
  customer: string | null;
  customer_account: null;
  livemode: false;
  metadata: Metadata;
  sepa_debit?: SepaDebit;
  type: MethodType;
  us_bank_account?: UsBankAccount;
  wechat_pay?: Record<string, never>;
}

/** Whether days pass until a payment is known to have succeeded. */
export function isDelayed(type: MethodType): boolean {
  return type === 'us_bank_account' || type === 'sepa_debit';
}

function detailsOf(
  type: MethodType,
  created: number,
  kind: CardKind,
): Pick<PaymentMethod, 'alipay' | 'card' | 'sepa_debit' | 'us_bank_account' | 'wechat_pay'> {
  const pays = kind === 'ok';
  switch (type) {
    case 'card':
      return { card: newCardDetails(created, kind) };
    case 'alipay':
      return { alipay: {} };
    case 'wechat_pay':
      return { wechat_pay: {} };
    case 'sepa_debit':
      return {
        sepa_debit: {
          bank_code: '37040044',
          branch_code: null,
          country: 'DE',
          fingerprint: pays ? 'Sb4OkIbanFinger4' : 'Sb5BounceIbanFi5',
          generated_from: null,
          last4: pays ? '3000' : '3001',
        },
      };
    case 'us_bank_account':
      return {
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          bank_name: 'STRIPE TEST BANK',
          financial_connections_account: null,
          fingerprint: pays ? 'Sb6OkBankFinger6' : 'Sb7BounceBankFi7',
          last4: pays ? '6789' : '1116',
          networks: null,
          routing_number: '110000000',
          status_details: null,
        },
      };
  }
}

/** A way to pay that belongs to nobody yet. `kind` is what becomes of a charge, whatever the type. */
export function newPaymentMethod(
  id: string,
  created: number,
  given: { type: MethodType; kind: CardKind; email?: string | null; name?: string | null },
): PaymentMethod {
  return {
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: null,
      email: given.email ?? null,
      name: given.name ?? null,
      phone: null,
      tax_id: null,
    },
    ...detailsOf(given.type, created, given.kind),
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: given.type,
  };
}
