/** What a card does when it is charged. `fails-later` can be saved and pays once, at checkout, then never again. */
export type CardKind = 'ok' | 'fails-later' | 'declined';

export const cardKinds = ['ok', 'fails-later', 'declined'] as const satisfies readonly CardKind[];

export interface CardDetails {
  brand: 'visa';
  checks: { address_line1_check: null; address_postal_code_check: null; cvc_check: 'pass' };
  country: 'US';
  display_brand: 'visa';
  exp_month: number;
  exp_year: number;
  fingerprint: string;
  funding: 'credit';
  generated_from: null;
  last4: string;
  networks: { available: ['visa']; preferred: null };
  regulated_status: 'unregulated';
  three_d_secure_usage: { supported: true };
  wallet: null;
}

/** Stripe's published test numbers, by what they do. */
export const testNumbers: Record<CardKind, string> = {
  ok: '4242424242424242',
  'fails-later': '4000000000000341',
  declined: '4000000000000002',
};

/** What a typed card number does; `undefined` when it is none of the known test numbers. */
export function kindOfNumber(number: string): CardKind | undefined {
  const digits = number.replace(/[\s-]/g, '');
  return cardKinds.find((kind) => testNumbers[kind] === digits);
}

/** A test card; `created` is in seconds and decides when it expires. */
export function newCardDetails(created: number, kind: CardKind): CardDetails {
  return {
    brand: 'visa',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: 'visa',
    exp_month: 12,
    exp_year: new Date(created * 1000).getUTCFullYear() + 4,
    fingerprint: {
      ok: 'Sb1OkCardFinger1',
      'fails-later': 'Sb2LaterFinger02',
      declined: 'Sb3NeverFinger03',
    }[kind],
    funding: 'credit',
    generated_from: null,
    last4: testNumbers[kind].slice(-4),
    networks: { available: ['visa'], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
