import type { Action } from '../../kit.js';
import type { ActionDeps } from './desk.js';
import { dashboardActions } from './dashboard.js';
import { faultActions } from './faults.js';
import { invoiceActions } from './invoices.js';
import { merchantActions } from './merchant.js';
import { moneyActions } from './money.js';
import { payerActions } from './payers.js';
import { subscriptionActions } from './subscriptions.js';

/** Everything a person, or the control API on their behalf, can do at this Stripe. */
export function createActions(deps: ActionDeps): Record<string, Action> {
  return {
    ...payerActions(deps),
    ...invoiceActions(deps),
    ...subscriptionActions(deps),
    ...merchantActions(deps),
    ...moneyActions(deps),
    ...dashboardActions(deps),
    ...faultActions(deps),
  };
}
