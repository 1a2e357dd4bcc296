/**
 * The chain payment → subscription → entitlement → account → seat, one line a link. The member and the
 * moderator read the same lines, so nobody is addressed. A `_short` form is used when its value is missing.
 */
export const why = {
  links: {
    payment: 'the payment',
    subscription: 'the subscription',
    entitlement: 'the membership',
    account: 'the account',
    seat: 'the seat',
  },
  payment_ok: '**Payment**: everything is paid.',
  payment_none: '**Payment**: none so far.',
  payment_failed: '**Payment**: {{amount}} could not be charged, since {{since}}.',
  payment_failed_short: '**Payment**: the last one could not be charged, since {{since}}.',
  payment_unknown: '**Payment**: Stripe does not answer right now, so everything stays as it was.',
  subscription_active: '**Subscription**: {{plan}} is running, paid until {{until}}.',
  subscription_active_short: '**Subscription**: {{plan}} is running.',
  subscription_none: '**Subscription**: there is none.',
  subscription_grace: '**Subscription**: the payment for {{plan}} failed; access stays until {{until}}.',
  subscription_unpaid: '**Subscription**: the payment for {{plan}} failed, and the days of grace are over.',
  subscription_ended: '**Subscription**: ended on {{at}}.',
  subscription_ended_short: '**Subscription**: ended.',
  subscription_incomplete:
    '**Subscription**: {{plan}} is not running. It is paused, or the first payment was never finished.',
  subscription_foreign_price: '**Subscription**: it is for something that belongs to no plan here.',
  grant_active: '**Gift**: {{plan}} until {{until}} ({{reason}}).',
  grant_active_short: '**Gift**: {{plan}}, no end date ({{reason}}).',
  entitlement_ok: '**Membership**: {{plans}}.',
  entitlement_none: '**Membership**: no plan is open.',
  entitlement_unknown: '**Membership**: left as it was until Stripe answers.',
  account_ok: '**Account**: {{account}} on {{platform}}.',
  account_missing: '**Account**: none on {{platform}} yet. `/link` joins it.',
  seat_ok: '**Seat**: {{place}}.',
  seat_missing: '**Seat**: {{place}} is missing. The reason: {{problem}}',
  seat_missing_short: '**Seat**: {{place}} is still missing.',
  seat_join: '**Seat**: {{place}} is open. Press “Join” and it lets you in.',
  seat_extra: '**Seat**: {{place}} is still held, although it is no longer included.',
  seat_unknown: '**Seat**: {{place}} could not be looked at right now.',
  seat_none: '**Seat**: the plan opens no role or group yet. A moderator can change that with `/plan open`.',
  seat_held: '**Seat**: {{place}} is to be taken back, but a moderator looks at it first.',
  other: '**Something else**: I have no words for this yet. A moderator can look with `/member`.',
};
