/** What can be wrong at Stripe. */
export const stripe = {
  works: { what: 'Stripe lets us in, in {{mode}}.' },
  key_refused: {
    what: 'Stripe does not accept the key in `STRIPE_SECRET_KEY`.',
    mend: 'In Stripe’s dashboard, under Developers, API keys, make a new key and put it there.',
  },
  unreachable: {
    what: 'Stripe does not answer ({{reason}}).',
    mend: 'Look at status.stripe.com, and see that this machine may open api.stripe.com. Nobody loses anything meanwhile.',
  },
  permission_missing: {
    what: 'The key may not use {{permission}} ({{level}}).',
    mend: 'In Stripe’s dashboard, under Developers, API keys, edit the restricted key and set {{permission}} to {{level}}.',
  },
  cannot_see: {
    what: 'The key may not look at {{permission}}, so this could not be checked.',
    mend: 'Lyceum works without it. To have it checked, set {{permission}} to Read for the restricted key.',
  },
  other_mode: {
    what: 'The key is for {{mode}}, but the price {{price}} of {{plan}} was made in {{other}}.',
    mend: 'Key, webhook secret and prices must be of the same mode. Put in the key of {{other}}, or make plans with prices of {{mode}}.',
  },
  price_missing: {
    what: 'Stripe does not know the price {{price}} of {{plan}}.',
    mend: 'It belongs to another Stripe account, or was deleted. Add another with `/plan price-add`, and take this one away with `/plan price-remove`.',
  },
  price_inactive: {
    what: 'The price {{price}} of {{plan}} is archived at Stripe: nobody can buy it, those who have it keep it.',
    mend: 'Unarchive the price and its product in Stripe’s dashboard, or add another one with `/plan price-add`.',
  },
  webhook_missing: {
    what: 'In {{mode}}, Stripe has no webhook endpoint for {{address}}: it tells us nothing.',
    mend: 'In Stripe’s dashboard, under Developers, Webhooks, add an endpoint with this address and put its signing secret into `STRIPE_WEBHOOK_SECRET`.',
  },
  webhook_disabled: {
    what: 'The webhook endpoint for {{address}} is switched off.',
    mend: 'In Stripe’s dashboard, under Developers, Webhooks, choose it and enable it. Stripe switches it off when it was not answered for days.',
  },
  webhook_events: {
    what: 'The webhook endpoint does not send: {{events}}.',
    mend: 'In Stripe’s dashboard, under Developers, Webhooks, choose it and add these events. Until then Lyceum learns of them only by its hourly sweep.',
  },
  webhook_version: {
    what: 'The webhook endpoint speaks version {{theirs}} of Stripe’s API, Lyceum {{ours}}.',
    mend: 'Mostly harmless, because Lyceum asks again for all it is told. When you next make an endpoint, choose version {{ours}}.',
  },
  webhook_not_accepted: {
    what: 'Stripe’s latest messages did not arrive here: {{count}} since {{since}}.',
    mend: 'Mostly the signing secret is that of another endpoint, or of the other mode. Copy the secret of this endpoint into `STRIPE_WEBHOOK_SECRET` and restart Lyceum.',
  },
  webhook_gaps: {
    what: 'Some of Stripe’s messages did not arrive here: {{count}} since {{since}}. Later ones did.',
    mend: 'The hourly sweep has caught up with them. If it happens again, see that Lyceum and its address are always up.',
  },
  portal_missing: {
    what: 'The Customer Portal has never been set up in {{mode}}: members cannot change their card or cancel.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Customer portal, press Save once.',
  },
  portal_no_card: {
    what: 'In the Customer Portal members cannot replace their card.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Customer portal, allow customers to update payment methods.',
  },
  portal_no_cancel: {
    what: 'In the Customer Portal members cannot cancel.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Customer portal, allow cancelling at the end of the period.',
  },
  portal_no_switch: {
    what: 'In the Customer Portal members cannot switch to another plan or price.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Customer portal, let customers switch plans, and add the products whose prices you sell.',
  },
  after_retries_unknown: {
    what: 'Stripe tells no program what it does after the last failed payment, and nobody’s has failed for good yet.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Subscriptions and emails, choose “Cancel the subscription” if all retries fail.',
  },
  after_retries_cancel: {
    what: 'After the last failed payment Stripe cancels the subscription, as history shows.',
  },
  after_retries_unpaid: {
    what: 'After the last failed payment Stripe marks the subscription unpaid, as history shows: invoices go on for somebody who has no access.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Subscriptions and emails, choose “Cancel the subscription” if all retries fail.',
  },
  after_retries_past_due: {
    what: 'After the last failed payment Stripe leaves the subscription past due, as history shows: invoices go on for somebody who has no access.',
    mend: 'In Stripe’s dashboard, under Settings, Billing, Subscriptions and emails, choose “Cancel the subscription” if all retries fail.',
  },
};
