/** What members are told without having asked. */
export const notices = {
  welcome: {
    title: 'Welcome to {{plan}}',
    body: 'Thank you, your payment has arrived. This is open to you now: {{places}}.',
    body_short: 'Thank you, your payment has arrived. `/membership` shows what is yours now.',
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
      grant_over: 'It was given to you by the team, and that is over now.',
      other: 'There is no payment or gift for it any more.',
    },
    hint: 'You are welcome back at any time.',
  },
  back_again: {
    title: 'Good to have you back in {{plan}}',
    body: 'Your payment has arrived and everything is open again.',
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
