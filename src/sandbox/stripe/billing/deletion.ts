import type { Ledger } from '../ledger.js';
import type { Customer } from '../shapes/customer.js';
import { isLive } from '../shapes/subscription.js';
import { detachDiscount } from './discounts.js';
import { endSubscription } from './endings.js';

/** Deletes a customer: what they subscribed to ends at once; what they paid stays on the books. */
export function deleteCustomer(ledger: Ledger, customer: Customer): void {
  const { id } = customer;
  for (const subscription of ledger.subscriptions.all()) {
    if (subscription.customer === id && isLive(subscription)) endSubscription(ledger, subscription);
  }
  for (const discount of ledger.discounts.all()) {
    if (discount.customer === id) detachDiscount(ledger, discount);
  }
  for (const method of ledger.paymentMethods.all()) {
    if (method.customer === id) method.customer = null;
  }
  ledger.emit('customer.deleted', customer);
  ledger.customers.remove(id);
  ledger.state.deleted[id] = 'customer';
}
