/** What members are told without having asked. */
export const notices = {
  welcome: {
    title: 'Welcome to {{plan}}',
    body: 'Thank you. This is open to you now: {{places}}.',
    body_trial: 'Your trial has begun. This is open to you now: {{places}}.',
    body_short: 'Thank you. `/membership` shows what is yours now.',
    hint: 'Is something missing? Press “Why?” and I will tell you where it stops.',
  },
  payment_failed: {
    title: 'Your payment for {{plan}} did not go through',
    body: 'Nothing is lost yet: you keep your access until {{graceUntil}}.',
    hint: 'Most of the time a new card is all it takes.',
  },
  grace_ending: {
    title_one: '{{count}} day left to pay for {{plan}}',
    title_other: '{{count}} days left to pay for {{plan}}',
    title_today: 'Last day to pay for {{plan}}',
    body: 'Your access ends on {{graceUntil}}, because the payment still fails. Pay before then and nothing changes.',
  },
  access_ended: {
    title: 'Your access to {{plan}} has ended',
    reasons: {
      unpaid: 'The payment kept failing and the days of grace are over.',
      cancelled: 'Your subscription has ended.',
      refunded: 'Your payment was refunded in full.',
      disputed: 'Your bank has taken the payment back. Was that a mistake? Write to the moderators.',
      paused: 'Your subscription is paused. It comes back as soon as you resume it.',
      incomplete: 'The first payment was never finished.',
      over: 'The time you bought is over.',
      grant_over: 'It was given to you by the team, and that is over now.',
      other: 'There is no payment or gift for it any more.',
    },
    hint: 'You are welcome back at any time.',
  },
  back_again: {
    title: 'Good to have you back in {{plan}}',
    body: 'Everything is open to you again.',
  },
  join_link: {
    title: '{{place}} is open to you',
    body: 'Press “Join” and I will let you in at once. The link works for you alone, so there is no use in sharing it.',
  },
  grant_given: {
    title: '{{plan}} is yours',
    body: 'The team has given it to you until {{until}}. The reason: {{reason}}',
    body_short: 'The team has given it to you, with no end date. The reason: {{reason}}',
  },
  trial_ending: {
    title: 'Your trial of {{plan}} ends soon',
    body: 'On {{at}} it turns into a subscription and {{amount}} is charged.',
    body_short: 'On {{at}} it turns into a subscription.',
    hint: 'Not for you? Cancel before then and you pay nothing.',
  },
  pass_ending: {
    title: 'Your {{plan}} ends soon',
    body: 'You paid once, until {{at}}. Nothing is charged by itself.',
    hint: 'If you buy again before then, the new days are added to those you have.',
  },
  invoice_open: {
    title: 'An invoice for {{plan}} waits for you',
    amount: 'To pay: {{amount}}.',
    body: 'Please pay it by {{at}}. Until then nothing changes.',
    body_short: 'Nothing changes until it is due.',
  },
  gift_ready: {
    title: 'Your gift is ready: {{plan}}',
    body: 'It is paid for. Show the code here and hand it to whoever it is for; it works once.',
    show: 'Show the code',
  },
  dispute: {
    look: 'Look',
    inquiry: {
      title: 'A bank asks about a payment of {{amount}}',
      body: 'No money has moved and nobody loses access. Answer in the Stripe Dashboard before the bank decides by itself.',
    },
    open: {
      title: 'A payment of {{amount}} is disputed',
      body: 'The bank has taken the money for now, so what it paid for is suspended. Answer in the Stripe Dashboard; if you win, access comes back by itself.',
    },
    won: {
      title: 'You won the dispute over {{amount}}',
      body: 'The money is back, and so is the access.',
    },
    lost: {
      title: 'The dispute over {{amount}} is lost',
      body: 'The money is gone, and what it paid for stays closed.',
    },
  },
  hold_asked: {
    title: 'I stopped before removing many people',
    body: '{{removals}} of {{of}} people would have to leave {{place}}. That is unusual, so nobody has been removed. Please look and decide.',
  },
  place_blocked: {
    title: 'I cannot look after {{place}}',
    body: 'The reason: {{problem}}',
    hint: 'As soon as that is done I go on by myself.',
  },
};
