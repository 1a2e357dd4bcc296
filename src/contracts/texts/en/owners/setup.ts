/** Setting up, who is in charge, and what holds for the whole community. */
export const setup = {
  title: 'Setting up {{community}}',
  title_ready: '{{community}} is ready to sell',
  progress: '{{done}} of {{all}} steps are done. I have just looked; nothing was changed.',
  line: '**{{step}}**: {{state}}',
  next: 'Next: {{step}}',
  finding: '{{what}} {{mend}}',
  to_mend_one: '{{count}} thing to look at',
  to_mend_other: '{{count}} things to look at',
  ask_owner: 'Only an owner can change this.',
  space_line: '{{space}}: {{ready}}',
  names: {
    community: 'Language and time zone',
    chats: 'Servers and groups',
    stripe: 'Stripe',
    plan: 'Plans',
    places: 'What plans open',
    staff: 'Who is told',
    purchase: 'Test purchase',
  },
  community: {
    good: '{{language}}, {{zone}}',
    wait: '{{language}}, {{zone}} (a guess so far)',
    how: 'I speak this language where nobody chose one, and days end in this zone: grace, gifts, quiet hours. Members choose their own with `/settings`.',
    button: 'Choose',
  },
  chats: {
    none: 'none yet',
    how: 'Add me to your server or group and make me an administrator, as `docs/going-live.md` says. Then say `/setup` there.',
    more: 'One more server or group? Add me there and say `/setup` there. Where I do not know you yet, `/link` your account first.',
  },
  stripe: { good: 'works, in {{mode}}' },
  plan: {
    none: 'none yet',
    how: 'Make a price in Stripe’s dashboard, under Product catalogue. Then make the plan here: a name, and that price.',
    no_price: '**{{plan}}** has no price, so it can only be given by hand.',
    button_price: 'A price for {{plan}}',
  },
  places: {
    good: 'every plan opens something',
    empty: 'nothing yet for {{plans}}',
    first_plan: 'first a plan',
  },
  staff: {
    nobody: 'nobody yet',
    how: 'They are told when many removals stop, when a place refuses me, or when a payment is disputed.',
    button_alarms: 'Tell me',
  },
  purchase: {
    good: 'somebody has bought a membership',
    none: 'nobody has bought anything yet',
    how: 'Buy one with an account that is no administrator. In test mode the card 4242 4242 4242 4242 pays, with any future date and any three digits. In live mode, refund it afterwards.',
  },
  button_again: 'Look again',
};

export const community = {
  title: '{{community}}',
  about: 'This holds for everybody here. Members choose their own language and zone with `/settings`.',
  language: 'Language',
  timezone: 'Time zone',
  selling: 'Selling on Telegram',
  selling_on: 'On: `/subscribe` gives the link to pay',
  selling_off: 'Off: `/subscribe` says where to buy instead',
  shop: 'Page where you sell',
  shop_none: 'None: I send people to Discord',
  button_language: 'Speak {{language}}',
  button_keep: 'This zone is right',
  button_timezone: 'Another time zone',
  button_sell_off: 'Do not sell on Telegram',
  button_sell_on: 'Sell on Telegram',
  button_shop: 'Page where you sell',
  button_name: 'Another name',
};

export const staff = {
  title: 'Who is in charge of {{community}}',
  nobody: 'Nobody has a rank here yet.',
  platform:
    'Whoever runs the server or the group has its rights here as well, as long as the platform says so. Ranks given here hold on both platforms, and moderators and owners among them are told when something needs a decision.',
  also_told_one: '{{count}} more person is told because they asked for it:',
  also_told_other: '{{count}} more people are told because they asked for it:',
  line: '{{member}}: {{rank}}',
  line_unreached: '{{member}}: {{rank}}. Direct messages do not arrive; what I say waits in `/inbox`',
  button_add: 'Add somebody',
  button_remove: 'Remove {{member}}',
  button_list: 'Everybody in charge',
  owner_ask: 'Make {{member}} an owner?',
  owner_warning: 'An owner may do everything here: give and take ranks too, yours among them.',
  added: '{{member}} is now {{rank}}',
  may: {
    moderator: 'They can look people up, give and take plans by hand, and decide what was stopped.',
    creator: 'They can look after courses, as soon as there are any.',
    owner: 'They may do everything here.',
  },
  told: 'I will tell them when something needs a decision.',
  not_reached:
    'I cannot write to them yet. They should open our private chat, say `/settings` there and allow direct messages.',
  none: '{{member}} has no rank here',
  remove_ask: 'Take the rank of {{member}} away ({{rank}})?',
  remove_warning: 'They stay a member, and keep what they pay for.',
  remove_self: 'This is you. Afterwards you have only the rights that the platform gives you.',
  removed: '{{member}} has no rank here any more',
};

export const alarms = {
  offer:
    'You are in charge here, but I do not write to you yet when something needs a decision: removals that stopped, a place that refuses me, a disputed payment. Shall I?',
  button_on: 'Yes, tell me',
  button_no: 'No, thanks',
  button_off: 'Do not tell me any more',
  title_on: 'I will tell you',
  title_off: 'I will not write to you about this',
  about:
    'It is about removals that stopped, a place that refuses me, and disputed payments. It ends by itself when you are no longer in charge.',
  arrives: 'I write to you directly.',
  inbox_only: 'Direct messages do not reach you now, so it waits in `/inbox`. `/settings` changes that.',
  listed: 'You are told, because an owner put you on the list',
  listed_hint: 'Only an owner can change that: `/staff list`.',
};

export const elsewhere = {
  title: 'Memberships are not sold here',
  shop: 'You can become a member on our own page.',
  open: 'Open the page',
  discord: 'You can become a member on Discord, in **{{guild}}**: say `/subscribe` there.',
  ask: 'Please ask those who run this community where you can become a member.',
  after: 'Afterwards say `/link` to me, so that your membership opens this too.',
};

export const claim = {
  title: 'Welcome back, this is yours again',
  subscription: 'Your subscription goes on as it was. There is nothing to pay again.',
  silent:
    'Your subscription goes on as it was. Stripe did not answer just now; what it opens follows by itself.',
  granted: 'You have **{{plan}}**, {{until}}.',
  opened_one: '{{count}} door is open.',
  opened_other: '{{count}} doors are open.',
  waiting: 'Press “Join” to take your seat.',
};
