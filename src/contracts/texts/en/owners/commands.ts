/** Names and descriptions of the commands for whoever runs a community, as people see them while typing. */
export const ownerCommands = {
  setup: {
    name: 'setup',
    summary: 'Set up step by step: what is there, what is missing, how to mend it',
    options: {
      code: { name: 'code', summary: 'The setup code from the console' },
      step: { name: 'step', summary: 'Which step?' },
    },
  },
  community: {
    name: 'community',
    summary: 'What holds for everybody: name, language, time zone, selling on Telegram',
    parts: {
      show: { name: 'show', summary: 'How it is set now' },
      name: { name: 'name', summary: 'What the community is called' },
      language: { name: 'language', summary: 'The language where nobody chose one' },
      timezone: { name: 'timezone', summary: 'The zone in which days end' },
      selling: { name: 'selling', summary: 'Whether memberships are sold on Telegram' },
      shop: { name: 'shop', summary: 'Your page where memberships are sold' },
    },
    options: {
      name: { name: 'name', summary: 'What is it called?' },
      language: { name: 'language', summary: 'Which language?' },
      timezone: { name: 'timezone', summary: 'A city near you' },
      telegram: { name: 'telegram', summary: 'Sell on Telegram?' },
      address: { name: 'address', summary: 'The address of your page, beginning with https, or off' },
    },
  },
  staff: {
    name: 'staff',
    summary: 'Who is in charge: see, add, remove',
    parts: {
      list: { name: 'list', summary: 'Who is in charge, and who is told' },
      add: { name: 'add', summary: 'Make somebody a moderator, creator or owner' },
      remove: { name: 'remove', summary: 'Take a rank away' },
    },
    options: {
      member: { name: 'member', summary: 'Who?' },
      rank: { name: 'rank', summary: 'As what?' },
      sure: { name: 'sure', summary: 'Yes, do it without asking again' },
    },
    choices: {
      rank: {
        moderator: 'Moderator: looks after members, decides what was stopped',
        creator: 'Creator: looks after courses',
        owner: 'Owner: may do everything',
      },
    },
  },
  alarms: {
    name: 'alarms',
    summary: 'Whether I tell you when something needs a decision',
    options: { on: { name: 'on', summary: 'Shall I tell you?' } },
  },
  drift: {
    name: 'drift',
    summary: 'The last look at every seat, with proof, and what is still open',
    options: {
      view: { name: 'view', summary: 'What would you like to see?' },
      page: { name: 'page', summary: 'Which page?' },
      run: { name: 'run', summary: 'Look at the seats now' },
      retry: { name: 'retry', summary: 'Try what is open again' },
    },
    choices: { view: { pass: 'The last look', open: 'What is open now' } },
  },
  outbox: {
    name: 'outbox',
    summary: 'Messages that did not arrive, or may not have, and sending them again',
    options: {
      state: { name: 'state', summary: 'Which messages?' },
      page: { name: 'page', summary: 'Which page?' },
      message: { name: 'message', summary: 'Which message; filled in by the button' },
      action: { name: 'action', summary: 'What to do with it' },
      sure: { name: 'sure', summary: 'Yes, do it without asking again' },
    },
    choices: {
      state: { refused: 'Those that did not arrive', uncertain: 'Those in doubt' },
      action: { send: 'Send again', leave: 'Leave it' },
    },
  },
  audit: {
    name: 'audit',
    summary: 'Who did what, by member, action and time; as a file too',
    options: {
      member: { name: 'member', summary: 'By whom, or to whom?' },
      action: { name: 'action', summary: 'What kind of action?' },
      from: { name: 'from', summary: 'From when, such as 2026-11-01, or 30d for the last thirty days' },
      to: { name: 'to', summary: 'Until when, such as 2026-11-30' },
      before: { name: 'before', summary: 'Where to go on; filled in by the button' },
      file: { name: 'file', summary: 'As a file for a spreadsheet (owners only)' },
    },
  },
  claim: {
    name: 'claim',
    summary: 'You paid before and were sent a code? Say it here',
    options: { code: { name: 'code', summary: 'The code you were sent' } },
  },
};

/** What a person reads when one of these cannot be done. */
export const ownerErrors = {
  last_owner:
    'This is the last owner. Make somebody else an owner first, with `/staff add`; otherwise nobody could look after this community.',
  community_name_bad: 'A community needs a name. Write one or more words.',
  shop_url_bad:
    'I need an address that begins with https, such as `https://example.com/join`, or the word off.',
  message_unknown: 'This message has been looked after already. `/outbox` shows what is left.',
  audit_range: 'The beginning has to be before the end.',
  claim_code_bad:
    'This code is wrong, used or too old. Look at the message it came in; if it still does not work, write to a moderator.',
  claim_taken: 'What this code stands for belongs to another member already. Please write to a moderator.',
  import_columns:
    'The first line must name the columns, among them one that tells who is meant: {{columns}}.',
};
