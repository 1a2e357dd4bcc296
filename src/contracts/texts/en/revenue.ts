/** What the community earns, who stays, and files with the numbers. */
export const revenue = {
  none: 'Nothing was sold here yet, so there is nothing to count.',
  none_how:
    'As soon as somebody buys a plan, this shows what comes in by the month, who stays and who leaves. `/plan create` makes a plan.',
  title: 'Revenue from {{from}} to {{to}}',
  definitions:
    'MRR is what subscribers pay in a month: yearly prices count a twelfth, trials and single sales nothing. Currencies are never added up.',
  currency: '{{currency}}',
  lines: {
    mrr: '**{{mrr}}** MRR ({{change}})',
    change: '{{sign}}{{money}}',
    mrr_parts: 'New {{begun}}, ended {{lost}}, other prices, discounts and pauses {{other}}',
    subscribers_one: '**{{count}}** subscriber: {{started}} began, {{ended}} ended',
    subscribers_other: '**{{count}}** subscribers: {{started}} began, {{ended}} ended',
    churn: 'Churn **{{share}}**: {{ended}} of {{of}} ended, {{unpaid}} of them because a payment failed',
    trials_one: '**{{count}}** on trial now',
    trials_other: '**{{count}}** on trial now',
    conversion: 'Trials over: {{over}}, of them {{paid}} paid (**{{share}}**)',
    paid: 'Paid **{{paid}}**, given back {{refunded}}',
    recovered:
      'Recovered **{{money}}**: of {{failed}} payments that failed at first, {{made}} were made later ({{share}})',
    no_failures: 'No payment failed',
  },
  table: {
    money: '{{money}}',
    plan: 'Plan',
    mrr: 'MRR',
    subscribers: 'Subscribers',
    trials: 'Trials',
    gone: 'A plan that is gone',
  },
  picture: {
    mrr: 'MRR',
    mrr_in: 'MRR in {{currency}}',
    subscribers: 'Subscribers',
    churn: 'Churn',
    conversion: 'Trials that paid',
    paid: 'Paid',
    recovered: 'Recovered',
    paid_in: 'Paid in {{currency}}',
    paid_weekly: 'Paid by week in {{currency}}',
  },
  alt: 'MRR {{mrr}} with {{subscribers}} subscribers at the end; paid {{paid}}.',
  buttons: {
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    cohorts: 'Who stays',
    revenue: 'Revenue',
    file: 'As a file',
  },
};

export const cohorts = {
  title: 'Who stays',
  subtitle: 'Of those who came in a week, how many did something in the weeks after',
  none: 'Nobody has been counted for a whole week yet. Come back in a week.',
  first_week:
    'Of the {{people}} newcomers of the last four weeks that can be told, {{back}} came back in the week after their first: **{{share}}**.',
  first_week_none: 'For newcomers’ first week it is too early: a whole week has to pass after it.',
  hint: 'A week that is not over, or in which nobody listened, is left open.',
  columns: { week: 'Week', people: 'People', later: '+{{count}} wk' },
  picture: {
    title: 'Who stays',
    weeks: 'Active by week since they came',
    months: 'Still paying by month since they began',
    week: 'Week of',
    month: 'Month',
    people: 'People',
  },
  paying: 'Subscribers who stay',
  paying_line_one: '**{{month}}**: {{count}} began, {{rest}}',
  paying_line_other: '**{{month}}**: {{count}} began, {{rest}}',
  paying_rest: '{{share}} paid at the end of {{month}}',
  paying_new: 'too early to tell',
  paying_none: 'Nobody subscribed yet.',
  alt: 'A table with shades: each row is a week of newcomers, each column a week since; figures stand in the text.',
};

export const numbers = {
  done: '{{what}} from {{from}} to {{to}}',
  done_now: '{{what}}',
  rows_one: '{{count}} row. The columns are explained in the documentation, under “Numbers as files”.',
  rows_other: '{{count}} rows. The columns are explained in the documentation, under “Numbers as files”.',
  nobody: 'Nobody is in it, by name or by number: only counts.',
  empty: 'There is nothing in these days to put into a file.',
};

export const revenueCommands = {
  revenue: {
    name: 'revenue',
    summary: 'What comes in by the month, who stays, who leaves, and what was recovered',
    options: {
      range: { name: 'range', summary: 'How many days back?' },
      from: { name: 'from', summary: 'From which day on?' },
      to: { name: 'to', summary: 'Up to which day? Nothing: today' },
      theme: { name: 'theme', summary: 'Light or dark picture?' },
    },
    choices: {
      range: { '7': '7 days', '30': '30 days', '90': '90 days', '365': 'A year' },
    },
  },
  cohorts: {
    name: 'cohorts',
    summary: 'Of those who came together, how many stay',
    options: {
      weeks: { name: 'weeks', summary: 'How many weeks back?' },
      theme: { name: 'theme', summary: 'Light or dark picture?' },
    },
  },
  export: {
    name: 'export',
    summary: 'Numbers as a file for a spreadsheet; nobody is named in it',
    options: {
      what: { name: 'what', summary: 'Which numbers?' },
      range: { name: 'range', summary: 'How many days back?' },
      from: { name: 'from', summary: 'From which day on?' },
      to: { name: 'to', summary: 'Up to which day? Nothing: today' },
    },
    choices: {
      what: {
        activity: 'Activity by day',
        places: 'Places',
        courses: 'Courses, drops and commands by use',
        cohorts: 'Who stays, by week',
        revenue: 'Revenue by day (owners)',
        plans: 'Plans now (owners)',
        subscribers: 'Subscribers who stay, by month (owners)',
      },
    },
  },
};

export const revenueErrors = {
  range_backwards: 'The first day is after the last one. Please turn them around.',
  range_future: 'These days are still to come: I can only count what was.',
  range_long: 'That is more than {{days}} days. Please ask for fewer.',
};
