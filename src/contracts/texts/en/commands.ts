/** Names and descriptions of commands, their parts and options, as a person sees them while typing. */
export const commands = {
  plans: { name: 'plans', summary: 'See the memberships and what each one opens' },
  subscribe: {
    name: 'subscribe',
    summary: 'Become a member: choose a plan and pay',
    options: {
      plan: { name: 'plan', summary: 'Which plan would you like?' },
      price: { name: 'price', summary: 'How would you like to pay?' },
      code: { name: 'code', summary: 'A promotion code, if you have one' },
      pay: { name: 'pay', summary: 'By card, or each invoice by hand?' },
      email: { name: 'email', summary: 'Which e-mail address may Stripe send your invoices to?' },
      also: { name: 'also', summary: 'As well as what you have; filled in by the button' },
    },
    choices: {
      pay: { card: 'By card, renewed by itself', invoice: 'Each invoice by hand (Alipay, WeChat Pay)' },
    },
  },
  membership: {
    name: 'membership',
    summary: 'Your membership: where it stands, the next payment, and how to change it',
    options: {
      manage: { name: 'manage', summary: 'Open the page for your card, invoices and cancelling' },
      switch: { name: 'switch', summary: 'Change this subscription to another plan or price' },
      to: { name: 'to', summary: 'The price to change to' },
      cancel: { name: 'cancel', summary: 'Cancel this subscription' },
    },
  },
  orders: {
    name: 'orders',
    summary: 'What you have paid, with receipts, and the codes of your gifts',
    options: {
      page: { name: 'page', summary: 'Which page?' },
      gift: { name: 'gift', summary: 'Show the code of this gift; filled in by the button' },
    },
  },
  gift: {
    name: 'gift',
    summary: 'Buy a membership for somebody else',
    options: {
      plan: { name: 'plan', summary: 'Which plan would you like to give?' },
      price: { name: 'price', summary: 'For how long?' },
    },
  },
  redeem: {
    name: 'redeem',
    summary: 'Somebody gave you a gift: say its code here',
    options: { code: { name: 'code', summary: 'The code of the gift' } },
  },
  why: {
    name: 'why',
    summary: 'Why you have access or not, step by step',
    options: { member: { name: 'member', summary: 'Whose access? (moderators only)' } },
  },
  verify: {
    name: 'verify',
    summary: 'Paid, but something is missing? Check it and put it right now',
    options: { member: { name: 'member', summary: 'Whose access? (moderators only)' } },
  },
  link: {
    name: 'link',
    summary: 'Join your accounts, so that one membership opens both',
    options: { code: { name: 'code', summary: 'The code from your other account' } },
  },
  settings: {
    name: 'settings',
    summary: 'Your language, time zone, messages, and what I may count and suggest',
    options: {
      language: { name: 'language', summary: 'The language I speak with you' },
      timezone: { name: 'timezone', summary: 'A city near you, for dates and quiet hours' },
      dms: { name: 'dms', summary: 'May I write to you directly?' },
      quiet: { name: 'quiet', summary: 'When I keep silent, such as 22:00-08:00, or off' },
      counted: { name: 'counted', summary: 'May what you do here be counted?' },
      recommended: { name: 'recommended', summary: 'May I recommend courses to you?' },
      digest: { name: 'digest', summary: 'Shall I tell you once a week what is new?' },
    },
  },
  inbox: { name: 'inbox', summary: 'What I have told you lately' },
  privacy: { name: 'privacy', summary: 'What is kept about you, how long, and who sees it' },
  mydata: { name: 'mydata', summary: 'Everything that is kept about you, in one file' },
  forgetme: {
    name: 'forgetme',
    summary: 'Delete everything that is kept about you',
    options: { sure: { name: 'sure', summary: 'Yes, delete everything without asking again' } },
  },
  paysupport: { name: 'paysupport', summary: 'Help with a payment: receipts, refunds, whom to ask' },
  help: { name: 'help', summary: 'What I can do for you' },
  plan: {
    name: 'plan',
    summary: 'Make and change the plans people can buy',
    parts: {
      create: { name: 'create', summary: 'Make a plan from a Stripe price' },
      edit: { name: 'edit', summary: 'Change the name, trial, invoices, grace or what happens at the end' },
      'price-add': { name: 'price-add', summary: 'Sell the plan at one more price' },
      'price-remove': { name: 'price-remove', summary: 'Take a price out of the plan' },
      open: { name: 'open', summary: 'Let the plan open a role or a group' },
      close: { name: 'close', summary: 'The plan no longer opens this role or group' },
      archive: { name: 'archive', summary: 'Stop selling the plan; whoever has it keeps it' },
      restore: { name: 'restore', summary: 'Sell an archived plan again' },
      list: { name: 'list', summary: 'All plans, with prices and what they open' },
    },
    options: {
      plan: { name: 'plan', summary: 'Which plan?' },
      name: { name: 'name', summary: 'What the plan is called' },
      price: { name: 'price', summary: 'Which Stripe price?' },
      grace: { name: 'grace', summary: 'Days of access after a payment fails' },
      removal: { name: 'removal', summary: 'What happens when the membership ends' },
      kick_after: {
        name: 'kick_after',
        summary: 'Days until they are removed from the server, if you chose that',
      },
      days: { name: 'days', summary: 'For a price paid once: how many days it lasts; empty: for good' },
      trial_days: {
        name: 'trial_days',
        summary: 'Days free before the first payment, once per member; 0: none',
      },
      by_invoice: {
        name: 'by_invoice',
        summary: 'May members pay each invoice by hand (Alipay, WeChat Pay)?',
      },
      days_until_due: {
        name: 'days_until_due',
        summary: 'Within how many days such an invoice is to be paid',
      },
      place: { name: 'place', summary: 'Which role or group?' },
      during: { name: 'during', summary: 'From the first day, only during the trial, or only after it?' },
      sure: { name: 'sure', summary: 'Yes, do it without asking again' },
    },
    choices: {
      removal: {
        role: 'Take back what the plan opened, nothing more',
        kick: 'Take it back and remove them from the server',
        role_then_kick: 'Take it back, and remove them from the server some days later',
      },
      during: {
        always: 'From the first day on',
        trial: 'Only during the trial',
        paid: 'Only once something was paid',
      },
    },
  },
  grant: {
    name: 'grant',
    summary: 'Give somebody a plan by hand',
    options: {
      member: { name: 'member', summary: 'Who gets it?' },
      plan: { name: 'plan', summary: 'Which plan?' },
      reason: { name: 'reason', summary: 'Why? The member and the other moderators can read it' },
      until: { name: 'until', summary: 'Last day, such as 2026-12-31 or 30d; empty: until you take it back' },
    },
  },
  revoke: {
    name: 'revoke',
    summary: 'Take back a plan that was given by hand',
    options: {
      member: { name: 'member', summary: 'From whom?' },
      reason: { name: 'reason', summary: 'Why? The other moderators can read it' },
      grant: { name: 'grant', summary: 'Which one, if there are several' },
    },
  },
  member: {
    name: 'member',
    summary: 'Look somebody up: accounts, plans, payments, seats',
    options: { member: { name: 'member', summary: 'Who?' } },
  },
  sync: {
    name: 'sync',
    summary: 'Who would gain or lose what? Look first, then put it right',
    options: {
      apply: { name: 'apply', summary: 'Put it right now' },
      list: { name: 'list', summary: 'The list you looked at; filled in by the button' },
      after: { name: 'after', summary: 'Where to go on; filled in by the button' },
      hold: { name: 'hold', summary: 'A stopped removal that waits for you' },
      decision: { name: 'decision', summary: 'What to do with the stopped removal' },
    },
    choices: {
      decision: { approve: 'Go on and remove them', keep: 'Keep everybody' },
    },
  },
};
