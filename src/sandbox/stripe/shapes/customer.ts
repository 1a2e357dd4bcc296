import type { Address, Metadata } from './basics.js';

export interface Customer {
  id: string;
  object: 'customer';
  address: Address | null;
  /** Credit is negative; it is used up by the next invoices. */
  balance: number;
  created: number;
  currency: string | null;
  customer_account: null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  discount: null;
  email: string | null;
  invoice_prefix: string;
  invoice_settings: {
    custom_fields: null;
    default_payment_method: string | null;
    footer: null;
    rendering_options: null;
  };
  livemode: false;
  metadata: Metadata;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  shipping: null;
  tax_exempt: 'none';
  test_clock: null;
}

/** A customer without a card, a balance or invoices. */
export function newCustomer(
  id: string,
  created: number,
  given: { email?: string | null; name?: string | null; metadata?: Metadata },
): Customer {
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: given.email ?? null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: given.metadata ?? {},
    name: given.name ?? null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

/** What a customer has to their credit in a currency: less than nothing, or nothing in any currency but their own. */
export function creditIn(customer: Customer, currency: string): number {
  return (customer.currency ?? currency) === currency ? customer.balance : 0;
}
