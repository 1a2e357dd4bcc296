import { listing, type Listing, type Metadata } from './basics.js';
import type { CollectionMethod } from './invoice.js';
import type { MethodType } from './payment-method.js';
import { planOf, type Plan, type Price } from './catalogue.js';

export const subscriptionStatuses = [
  'active',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
] as const;

/** Why a subscription is paused. */
export type PauseReason = 'pause_requested' | 'trial_end_without_payment_method';

export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

export interface SubscriptionItem {
  id: string;
  object: 'subscription_item';
  billing_thresholds: null;
  created: number;
  /** The only place where a period is written: the subscription itself has none any more. */
  current_period_end: number;
  current_period_start: number;
  current_trial: null;
  discounts: [];
  metadata: Metadata;
  plan: Plan;
  price: Price;
  quantity: number;
  subscription: string;
  tax_rates: [];
}

export const feedbacks = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const;

export interface CancellationDetails {
  comment: string | null;
  feedback: (typeof feedbacks)[number] | null;
  feedback_option: null;
  reason: 'cancellation_requested' | 'payment_disputed' | 'payment_failed' | null;
}

export const missingCardBehaviours = ['cancel', 'create_invoice', 'pause'] as const;
export const pauseBehaviours = ['keep_as_draft', 'mark_uncollectible', 'void'] as const;

const constants = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
  billing_schedules: [],
  billing_thresholds: null,
  customer_account: null,
  default_source: null,
  default_tax_rates: [],
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  livemode: false,
  managed_payments: { enabled: false },
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
} as const;

export interface Subscription {
  id: string;
  object: 'subscription';
  billing_cycle_anchor: number;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  cancellation_details: CancellationDetails;
  collection_method: CollectionMethod;
  created: number;
  currency: string;
  customer: string;
  days_until_due: number | null;
  default_payment_method: string | null;
  description: string | null;
  discounts: string[];
  ended_at: number | null;
  items: Listing<SubscriptionItem>;
  latest_invoice: string | null;
  metadata: Metadata;
  pause_collection: { behavior: (typeof pauseBehaviours)[number]; resumes_at: number | null } | null;
  payment_settings: {
    payment_method_options: null;
    payment_method_types: MethodType[] | null;
    save_default_payment_method: 'off' | 'on_subscription';
  };
  start_date: number;
  status: SubscriptionStatus;
  /** Only while it is paused. */
  status_details?: {
    paused: { subscription: { type: PauseReason }; transitioned_at: number; type: 'subscription' };
  };
  trial_end: number | null;
  trial_settings: {
    end_behavior: {
      billing_cycle_anchor: null;
      missing_payment_method: (typeof missingCardBehaviours)[number];
    };
  };
  trial_start: number | null;
}

/** One price of a subscription for one period. */
export function newItem(
  id: string,
  created: number,
  given: {
    price: Price;
    quantity: number;
    subscription: string;
    start: number;
    end: number;
    metadata?: Metadata;
  },
): SubscriptionItem {
  return {
    id,
    object: 'subscription_item',
    billing_thresholds: null,
    created,
    current_period_end: given.end,
    current_period_start: given.start,
    current_trial: null,
    discounts: [],
    metadata: given.metadata ?? {},
    plan: planOf(given.price),
    price: structuredClone(given.price),
    quantity: given.quantity,
    subscription: given.subscription,
    tax_rates: [],
  };
}

/** A subscription that has not been billed: `incomplete`, or `trialing` when a trial end is given. */
export function newSubscription(
  id: string,
  created: number,
  given: { customer: string; currency: string; anchor: number; trialEnd: number | null; metadata?: Metadata },
): Subscription {
  return {
    ...structuredClone(constants),
    id,
    object: 'subscription',
    billing_cycle_anchor: given.anchor,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created,
    currency: given.currency,
    customer: given.customer,
    days_until_due: null,
    default_payment_method: null,
    description: null,
    discounts: [],
    ended_at: null,
    items: listing(`/v1/subscription_items?subscription=${id}`, []),
    latest_invoice: null,
    metadata: given.metadata ?? {},
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    start_date: created,
    status: given.trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: given.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: given.trialEnd === null ? null : created,
  };
}

/** Whether a subscription can still change: neither cancelled nor expired before it began. */
export function isLive(subscription: Subscription): boolean {
  return subscription.status !== 'canceled' && subscription.status !== 'incomplete_expired';
}

/** The end of the running period, in seconds: the earliest of the items' ends. */
export function periodEnd(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}
