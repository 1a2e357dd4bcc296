import type { Metadata, StripeObject } from './basics.js';

/** The one version of Stripe's API that the sandbox speaks; the client pins the same. */
export const apiVersion = '2026-10-28.endive';

export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: StripeObject; previous_attributes?: Record<string, unknown> };
  livemode: false;
  /** Endpoints that have not answered with 2xx yet. */
  pending_webhooks: number;
  /** Both are `null` when Stripe acted by itself. */
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

export interface WebhookEndpoint {
  id: string;
  object: 'webhook_endpoint';
  api_version: string | null;
  application: null;
  created: number;
  description: string | null;
  enabled_events: string[];
  livemode: false;
  metadata: Metadata;
  status: 'enabled' | 'disabled';
  url: string;
}

export interface Account {
  id: string;
  object: 'account';
  business_profile: {
    mcc: string | null;
    minority_owned_business_designation: null;
    name: string;
    specified_commercial_transactions_act_url: null;
    support_address: null;
    support_email: string | null;
    support_phone: null;
    support_url: null;
    url: string | null;
  };
  capabilities: { card_payments: 'active'; transfers: 'active' };
  charges_enabled: boolean;
  country: string;
  created: number;
  default_currency: string;
  details_submitted: boolean;
  email: string | null;
  payouts_enabled: boolean;
  settings: object;
  type: 'standard';
}

/** The merchant's own account. */
export function newAccount(
  id: string,
  created: number,
  given: { name: string; country: string; currency: string },
): Account {
  return {
    id,
    object: 'account',
    business_profile: {
      mcc: '8299',
      minority_owned_business_designation: null,
      name: given.name,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: given.country,
    created,
    default_currency: given.currency,
    details_submitted: true,
    email: null,
    payouts_enabled: true,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: given.name, timezone: 'Etc/UTC' },
      payments: {
        statement_descriptor: 'LYCEUM',
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
    },
    type: 'standard',
  };
}

/** A place that events are posted to. Its signing secret is kept apart and shown once. */
export function newWebhookEndpoint(
  id: string,
  created: number,
  given: { url: string; events: string[]; description?: string | null; metadata?: Metadata },
): WebhookEndpoint {
  return {
    id,
    object: 'webhook_endpoint',
    api_version: apiVersion,
    application: null,
    created,
    description: given.description ?? null,
    enabled_events: given.events,
    livemode: false,
    metadata: given.metadata ?? {},
    status: 'enabled',
    url: given.url,
  };
}
