import type { Ledger } from '../ledger.js';
import { isDelayed, methodTypes, type MethodType } from '../shapes/payment-method.js';

const debits: Partial<Record<string, MethodType>> = { usd: 'us_bank_account', eur: 'sepa_debit' };

/**
 * The ways to pay once that a currency allows, as the dashboard switched them on: wallets take yuan and the account's
 * own currency, bank debits the currency of their bank.
 */
export function methodsFor(ledger: Ledger, currency: string): MethodType[] {
  const own = ledger.state.account.default_currency;
  const wallets = currency === 'cny' || currency === own;
  return methodTypes.filter((type) => {
    if (type === 'card') return true;
    return isDelayed(type) ? debits[currency] === type : wallets;
  });
}
