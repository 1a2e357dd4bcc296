import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { Metadata } from '../shapes/basics.js';
import { planOf, type Price, type Recurring } from '../shapes/catalogue.js';
import { newItem, type Subscription, type SubscriptionItem } from '../shapes/subscription.js';
import { schedulePeriod } from './calendar.js';
import { collect } from './collection.js';
import { draftInvoice, finalizeInvoice } from './invoices.js';
import { itemLine, pendingLines, waitingItems } from './lines.js';
import { nextBoundary } from './periods.js';
import { checkSold } from './pricing.js';
import { prorate, type ProrationBehaviour } from './proration.js';
import { sendInvoice } from './sending.js';

export interface ItemChange {
  /** Without an id an item is added. */
  id?: string | undefined;
  price?: Price | undefined;
  quantity?: number | undefined;
  deleted?: boolean | undefined;
  metadata?: Metadata | undefined;
}

/**
 * Changes what a subscription consists of. A new interval begins a new period, billed at once; otherwise the
 * difference for the rest of the period waits for the next invoice, or is billed at once with `always_invoice`.
 */
export function changeItems(
  ledger: Ledger,
  subscription: Subscription,
  changes: ItemChange[],
  behaviour: ProrationBehaviour,
): void {
  const before = structuredClone(subscription.items.data);
  const after = changed(ledger, subscription, changes);
  const [was, is] = [before[0]?.price.recurring, after[0]?.price.recurring];
  const restarts = subscription.status !== 'trialing' && !!was && !!is && !sameInterval(was, is);
  const prorated =
    behaviour !== 'none' && (subscription.status === 'active' || subscription.status === 'past_due');
  if (restarts) restart(ledger, after);
  if (prorated) prorate(ledger, subscription, before, after, restarts);
  const billsNow = restarts || (prorated && behaviour === 'always_invoice');
  const invoice = ledger.newId('in');
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.items.data = after;
    if (restarts) edited.billing_cycle_anchor = ledger.now();
    if (restarts && edited.cancel_at_period_end) edited.cancel_at = after[0]?.current_period_end ?? null;
    if (billsNow) edited.latest_invoice = invoice;
  });
  if (restarts) schedulePeriod(ledger, subscription);
  if (billsNow) billNow(ledger, subscription, invoice, restarts);
}

function changed(ledger: Ledger, subscription: Subscription, changes: ItemChange[]): SubscriptionItem[] {
  const items = structuredClone(subscription.items.data);
  for (const change of changes) {
    const item = items.find((candidate) => candidate.id === change.id);
    if (change.id !== undefined && !item) {
      throw invalidRequest(`No such subscription item: '${change.id}'`, {
        code: 'resource_missing',
        param: 'items[0][id]',
      });
    }
    if (item && change.deleted) items.splice(items.indexOf(item), 1);
    else if (item) edit(item, change);
    else items.push(added(ledger, subscription, change));
  }
  if (items.length === 0) {
    throw invalidRequest('A subscription must have at least one active plan.', { param: 'items' });
  }
  for (const item of items) checkCompatible(ledger, subscription, items[0] ?? item, item);
  return items;
}

function edit(item: SubscriptionItem, change: ItemChange): void {
  if (change.price) {
    item.price = structuredClone(change.price);
    item.plan = planOf(change.price);
  }
  item.quantity = change.quantity ?? item.quantity;
  item.metadata = change.metadata ?? item.metadata;
}

function added(ledger: Ledger, subscription: Subscription, change: ItemChange): SubscriptionItem {
  const first = subscription.items.data[0];
  if (!change.price || !first) {
    throw invalidRequest('Missing required param: items[0][price].', {
      code: 'parameter_missing',
      param: 'items[0][price]',
    });
  }
  return newItem(ledger.newId('si'), ledger.now(), {
    price: change.price,
    quantity: change.quantity ?? 1,
    subscription: subscription.id,
    start: first.current_period_start,
    end: first.current_period_end,
    metadata: change.metadata ?? {},
  });
}

function checkCompatible(
  ledger: Ledger,
  subscription: Subscription,
  first: SubscriptionItem,
  item: SubscriptionItem,
): void {
  checkSold(ledger, item.price, subscription.currency);
  const [one, other] = [first.price.recurring, item.price.recurring];
  if (!one || !other || !sameInterval(one, other)) {
    throw invalidRequest('The sandbox bills all items of a subscription at the same interval.');
  }
}

function sameInterval(one: Recurring, other: Recurring): boolean {
  return one.interval === other.interval && one.interval_count === other.interval_count;
}

function restart(ledger: Ledger, items: SubscriptionItem[]): void {
  const now = ledger.now();
  for (const item of items) {
    item.current_period_start = now;
    if (item.price.recurring) item.current_period_end = nextBoundary(now, item.price.recurring, now);
  }
}

/** Begins a whole new period at once, billed at once: the items stay as they are. */
export function restartPeriod(ledger: Ledger, subscription: Subscription): void {
  const items = structuredClone(subscription.items.data);
  const id = ledger.newId('in');
  restart(ledger, items);
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.items.data = items;
    edited.status = 'active';
    edited.billing_cycle_anchor = ledger.now();
    edited.latest_invoice = id;
  });
  schedulePeriod(ledger, subscription);
  billNow(ledger, subscription, id, true);
}

/** Bills at once whatever waits for the next invoice of a subscription, if anything does. */
export function billPending(ledger: Ledger, subscription: Subscription): void {
  if (waitingItems(ledger, subscription).length === 0) return;
  const id = ledger.newId('in');
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.latest_invoice = id;
  });
  billNow(ledger, subscription, id, false);
}

function billNow(ledger: Ledger, subscription: Subscription, id: string, wholePeriod: boolean): void {
  const now = ledger.now();
  const lines = pendingLines(ledger, subscription, id);
  if (wholePeriod) {
    for (const item of subscription.items.data) {
      const period = { start: item.current_period_start, end: item.current_period_end, trial: false };
      lines.push(itemLine(ledger, subscription, item, id, period));
    }
  }
  const invoice = draftInvoice(ledger, subscription, {
    id,
    reason: 'subscription_update',
    period: { start: now, end: now },
    lines,
    advance: true,
  });
  ledger.emit('invoice.created', invoice);
  finalizeInvoice(ledger, invoice);
  if (invoice.collection_method === 'send_invoice') sendInvoice(ledger, invoice);
  else collect(ledger, invoice, { automatic: true });
}
