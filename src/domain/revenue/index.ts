/**
 * Revenue: what a community earns, in the terms of the trade: MRR, churn, trial conversion, recovered payments.
 * Not here: money itself (billing); nothing here decides about anybody's access.
 * Tables: RevenueDay.
 * Holds: figures are counted anew from what billing knows, never added to; currencies are never mixed.
 */
export type * from './model.js';
export { createRevenue, type RevenueDeps } from './service.js';
export { countDay, currenciesOf } from './counting.js';
export type * from './facts.js';
export { monthlyWorth, worthOf } from './worth.js';
