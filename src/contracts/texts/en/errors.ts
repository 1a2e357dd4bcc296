/** What a person reads when something cannot be done. Each one says what to do next. */
export const errors = {
  unexpected:
    'Something went wrong on my side. Please try again; if it happens twice, tell a moderator this number: `{{reference}}`.',
  not_allowed: 'You may not do this here. If you think you should, ask an owner of the community.',
  unknown_command: 'I do not know `/{{command}}`. `/help` lists what I can do for you.',
  too_fast: 'That was a lot at once. Please try again {{when}}.',
  provider_unavailable:
    'I could not ask Stripe right now. Nothing was changed and nothing was taken away. Please try again in a minute.',

  storage_away:
    'I cannot get at the storage of files right now. Nothing was changed and nothing is lost. Please try again in a minute.',
  database_away:
    'I cannot get at my records right now. Nothing that was paid or given is lost. Please try again in a minute.',

  option_missing: '**{{option}}** is missing. Say the command again and fill it in.',
  option_bad_integer: '**{{option}}** has to be a whole number, such as 7.',
  option_integer_range: '**{{option}}** has to be a whole number from {{min}} to {{max}}.',
  option_bad_flag: '**{{option}}** has to be yes or no.',
  option_bad_date:
    'I cannot read **{{option}}** as a date. Write 2026-12-31, 2026-12-31 20:00, or 30d for in thirty days.',
  option_bad_choice: 'I do not know this value for **{{option}}**. Choose one from the list.',
  option_unknown_member: 'I know nobody called {{typed}} here. Choose a name from the list, or mention them.',
  option_too_long: '**{{option}}** is too long: at most {{max}} characters, please.',
  file_too_big: 'This file is too big: at most {{max}} MB, please.',

  button_expired: 'This button is too old. Say the command again and you get a fresh one.',
  button_not_yours: 'This button belongs to somebody else. Say the command yourself to get your own.',

  no_community:
    'I am not connected to a community here yet. If it is yours, say `/setup` in your server or group, with the code from the console. If you are a member, say this in your community.',
  choose_community: 'Several communities are looked after here. Say this in the one you mean.',
  setup_code_bad:
    'This setup code is wrong, used or older than 24 hours. A new one comes from the console: `lyceum setup-code`.',
  setup_not_yours:
    'Only those who run this community can set it up. If that is you, say `/setup` in your server or group, with the code from the console.',
  setup_in_space: 'Say this in the server or group that you want to connect, not in a private chat.',

  plan_unknown: 'I do not know this plan. Choose one from the list.',
  plan_name_taken: 'There is a plan called **{{name}}** already. Choose another name.',
  plan_name_bad: 'A plan needs a name. Write one or more words.',
  plan_archived: '**{{plan}}** is archived already. `/plan restore` brings it back.',
  plan_not_archived: '**{{plan}}** is not archived: it is on sale already.',
  price_recurring:
    'This price renews by itself, so it lasts until it is cancelled. Leave out the days, or choose a price that is paid once.',
  price_unknown:
    'Stripe does not know this price, or it is switched off there. Choose one from the list, or make it in Stripe first.',
  price_taken: 'This price belongs to **{{plan}}** already. One price can only belong to one plan.',
  price_not_in_plan: '**{{plan}}** is not sold at this price. Choose one from the list.',
  code_unknown:
    'The code {{code}} does not count here: it is unknown, over, or meant for something else. Without it you can go on, and the page takes a code too.',
  code_by_card: 'A promotion code only counts when you pay by card. Leave out one of the two.',
  gift_recurring:
    'Only what is paid once can be given away, not what renews by itself. `/gift` shows what there is.',
  gift_unknown: 'I do not know this gift. Compare the code with the one you were given, letter by letter.',
  gift_unpaid:
    'This gift is not paid for, or the payment was taken back. Whoever gave it to you can look with `/orders`. A payment can take a minute to arrive here.',
  gift_taken:
    'This gift was redeemed already, and each works once. Was it not you? Ask whoever gave it to you.',
  not_by_invoice: 'This cannot be paid by invoice. Leave that out, and you get to the page for cards.',
  email_needed:
    'Stripe sends these invoices by e-mail and knows no address of yours. Say the command again with `email`. I pass it on to Stripe and do not keep it.',
  email_bad:
    'This is no e-mail address that Stripe can write to. Press “By invoice” again and type it once more.',
  currency_mixed:
    'You pay for **{{plan}}** in {{currency}}, and Stripe lets nobody subscribe in two currencies at a time. Choose a price in {{currency}}, or one that is paid once.',
  subscription_unknown: 'This subscription is over, or not yours. `/membership` shows what is running.',
  portal_refuses:
    'Stripe’s page does not offer this here: the team has to allow it in the settings of the Customer Portal. Please write to a moderator.',
  due_unused:
    'The days to pay an invoice only count when invoices may be paid by hand. Allow that too with `by_invoice`.',
  kick_after_unused:
    'The days until removal only count when members are removed later. Choose that under `removal` too.',
  nothing_to_change:
    'Say what to change: the name, the trial, invoices, the days of grace, or what happens at the end.',
  place_unknown:
    'I cannot find this role or group. Choose one from the list; if it is not there, add me to that server or group first.',
  place_not_open: '**{{plan}}** does not open this place. Choose one from the list.',

  member_unknown: 'I do not know this member here. They have to say something to me once, such as `/help`.',
  grant_unknown: 'This gift is over or was taken back already. `/member` shows what somebody has.',
  date_past: 'This date is over. Choose one in the future, or leave it out.',
  reason_missing: 'Please give a reason: others will want to know later.',

  link_code_bad:
    'This code is wrong, used or older than 10 minutes. Say `/link` on your other account to get a new one.',
  link_same_platform:
    'This code was made on the same platform. Say it from your account on the other platform.',
  link_same_account: 'These accounts are joined already. There is nothing left to do.',

  time_zone_unknown: 'I do not know the time zone {{zone}}. Type a city near you and choose from the list.',
  quiet_hours_bad: 'I cannot read these hours. Write them like 22:00-08:00, or write off.',

  hold_unknown: 'This has been decided already, or it no longer waits. `/sync` shows what is open.',
  hold_grew:
    'By now {{removals}} of {{of}} people would have to leave, more than when you were asked. Nobody has been removed. If you still want that, decide once more: `/sync`.',
  hold_decision_missing: 'Say whether to go on or to keep everybody. `/sync` has buttons for both.',
};
