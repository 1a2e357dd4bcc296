import type { Metadata } from './basics.js';

type ProrationBehaviour = 'none' | 'always_invoice' | 'create_prorations';

/** What visitors of a portal may switch to. */
interface PortalProduct {
  adjustable_quantity: { enabled: boolean; maximum: number | null; minimum: number };
  prices: string[];
  product: string;
}

export interface PortalConfiguration {
  id: string;
  object: 'billing_portal.configuration';
  active: boolean;
  application: null;
  business_profile: {
    headline: string | null;
    privacy_policy_url: string | null;
    terms_of_service_url: string | null;
  };
  created: number;
  default_return_url: string | null;
  features: {
    customer_update: { allowed_updates: string[]; enabled: boolean };
    invoice_history: { enabled: boolean };
    payment_method_update: { enabled: boolean; payment_method_configuration: null };
    subscription_cancel: {
      cancellation_reason: { enabled: boolean; feedback_options: null; options: string[] };
      enabled: boolean;
      mode: 'at_period_end' | 'immediately';
      proration_behavior: ProrationBehaviour;
    };
    subscription_pause: { duration: { interval_options: []; type: 'indefinite' }; enabled: boolean };
    subscription_update: {
      billing_cycle_anchor: null;
      default_allowed_updates: ('price' | 'quantity' | 'promotion_code')[];
      enabled: boolean;
      products: PortalProduct[] | null;
      proration_behavior: ProrationBehaviour;
      schedule_at_period_end: { conditions: [] };
      trial_update_behavior: 'continue_trial' | 'end_trial';
    };
  };
  is_default: boolean;
  livemode: false;
  login_page: { enabled: false; url: null };
  metadata: Metadata;
  name: string | null;
  updated: number;
}

export const flowTypes = [
  'payment_method_update',
  'subscription_cancel',
  'subscription_pause',
  'subscription_update',
  'subscription_update_confirm',
] as const;

/** The one thing that a session is for. */
export interface PortalFlow {
  after_completion: {
    hosted_confirmation: { custom_message: string | null } | null;
    redirect: { return_url: string } | null;
    type: 'hosted_confirmation' | 'portal_homepage' | 'redirect';
  };
  customer_update: null;
  subscription_cancel: { retention: null; subscription: string } | null;
  subscription_pause: { subscription: string } | null;
  subscription_update: { subscription: string } | null;
  subscription_update_confirm: {
    discounts: { coupon: string | null; promotion_code: string | null }[] | null;
    items: { id: string; price: string; quantity: number }[];
    subscription: string;
  } | null;
  type: (typeof flowTypes)[number];
}

export interface PortalSession {
  id: string;
  object: 'billing_portal.session';
  configuration: string;
  created: number;
  customer: string;
  customer_account: null;
  flow: PortalFlow | null;
  livemode: false;
  locale: string | null;
  on_behalf_of: null;
  return_url: string | null;
  url: string;
}

/** A configuration in which a customer may do everything that the sandbox's portal offers. */
export function newPortalConfiguration(
  id: string,
  created: number,
  given: { isDefault: boolean },
): PortalConfiguration {
  return {
    id,
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: true,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: null,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: given.isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: created,
  };
}
