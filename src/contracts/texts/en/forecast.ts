/** What comes next, how sure that is, when to post, and what is out of the ordinary. */
export const forecast = {
  title: {
    messages: { hour: 'Messages: the next 7 days', day: 'Messages: the next 28 days' },
    active: { hour: 'Active members: the next 7 days', day: 'Active members: the next 28 days' },
    joins: { hour: 'Newcomers: the next 7 days', day: 'Newcomers: the next 28 days' },
  },
  unit: {
    messages_one: '{{shown}} message',
    messages_other: '{{shown}} messages',
    active_one: '{{shown}} active member',
    active_other: '{{shown}} active members',
    joins_one: '{{shown}} newcomer',
    joins_other: '{{shown}} newcomers',
  },
  none: 'There is no forecast yet: the first one is made tonight, by the community’s clock.',
  learning: {
    lead_one: 'I have {{count}} day of history so far, and forecast this from {{needed}} on.',
    lead_other: 'I have {{count}} days of history so far, and forecast this from {{needed}} on.',
    why: 'Until then I would only be guessing, so I say nothing yet.',
  },
  expected: {
    total: {
      hour: 'In the next 7 days I expect about **{{what}}**, most likely {{low}} to {{high}}.',
      day: 'In the next 28 days I expect about **{{what}}**, most likely {{low}} to {{high}}.',
    },
    bare: {
      hour: 'In the next 7 days I expect about **{{what}}**.',
      day: 'In the next 28 days I expect about **{{what}}**; from 60 days of history on I can say how sure that is.',
    },
    busiest: 'The busiest hour is likely {{at}}, with about **{{what}}**, most likely {{low}} to {{high}}.',
    average: 'On an average day I expect about **{{what}}**, most likely {{low}} to {{high}}.',
    average_bare:
      'On an average day I expect about **{{what}}**; from 60 days of history on I can say how sure that is.',
  },
  against: {
    more_one: 'That is **{{percent}} more** than in the last {{count}} day.',
    more_other: 'That is **{{percent}} more** than in the last {{count}} days.',
    less_one: 'That is **{{percent}} less** than in the last {{count}} day.',
    less_other: 'That is **{{percent}} less** than in the last {{count}} days.',
    same_one: 'That is about the same as in the last {{count}} day.',
    same_other: 'That is about the same as in the last {{count}} days.',
    unknown: 'There is nothing to compare it with: too little was counted of late.',
  },
  proof: {
    hour: {
      skill_one:
        'Checked on your own past ({{count}} week): my forecasts were **{{percent}} nearer** than “the same hour last week”, and {{inside}} of the hours lay in the wide band.',
      skill_other:
        'Checked on your own past ({{count}} weeks): my forecasts were **{{percent}} nearer** than “the same hour last week”, and {{inside}} of the hours lay in the wide band.',
      fallback:
        'Checked on your own past, my models were **no better** than “the same hour last week”, so I show just that.',
      none: 'I cannot check it on your own past yet: that takes three weeks of history.',
    },
    day: {
      skill_one:
        'Checked on your own past ({{count}} week): my forecasts were **{{percent}} nearer** than “the same day last week”, and {{inside}} of the days lay in the wide band.',
      skill_other:
        'Checked on your own past ({{count}} weeks): my forecasts were **{{percent}} nearer** than “the same day last week”, and {{inside}} of the days lay in the wide band.',
      skill_bare_one:
        'Checked on your own past ({{count}} week): my forecasts were **{{percent}} nearer** than “the same day last week”.',
      skill_bare_other:
        'Checked on your own past ({{count}} weeks): my forecasts were **{{percent}} nearer** than “the same day last week”.',
      fallback:
        'Checked on your own past, my models were **no better** than “the same day last week”, so I show just that.',
      none: 'I cannot check it on your own past yet: there is too little of it.',
    },
  },
  made: 'Made {{at}}, from {{days}} days of history.',
  chart: {
    seen: 'Counted',
    expected: 'Expected',
    wide: '95 in 100',
    narrow: '80 in 100',
    now: 'now',
    missing: 'Gaps: the bot was not listening.',
    alt: 'A line of what was counted, and of what is expected, with how sure that is.',
  },
  buttons: {
    hour: '7 days by hour',
    day: '28 days by day',
    messages: 'Messages',
    active: 'Active members',
    joins: 'Newcomers',
    best: 'Best times to post',
    forecast: 'Forecast',
    pulse: 'This week',
    stats: 'Figures',
  },
  weekly: {
    title: 'Your forecast for the week',
    body: 'What to expect in the next 7 days, how sure that is, and how good such forecasts were here.',
    footer: 'You get this on Mondays because you asked for it; `/reports` changes that.',
  },
  best: {
    title: 'When to post or hold a live session',
    none: 'There is no forecast yet: the first one is made tonight, by the community’s clock.',
    learning_one:
      'I have {{count}} day of history so far; from {{needed}} on I can tell when members are here.',
    learning_other:
      'I have {{count}} days of history so far; from {{needed}} on I can tell when members are here.',
    quiet: 'Hardly anybody was active of late, so no hour is better than another.',
    lead: 'The hours of the week in which I expect most members to be active, at least two hours apart:',
    line: '**{{at}}**: {{expected}} active members ({{low}} to {{high}})',
    line_both: '**{{at}}** ({{there}} in the community): {{expected}} active members ({{low}} to {{high}})',
    times: 'That is about {{times}} times an average hour.',
    sure: {
      sure: 'I am sure of these: they stood out in most of the past weeks.',
      likely: 'They are likely the best: they stand out, but not by much in every week.',
      unclear: 'I am not sure: they stand out hardly beyond chance, so another hour may do as well.',
    },
    zones: 'Times are in your zone, {{yours}}; the community’s is {{theirs}}.',
    zone: 'Times are in the zone {{yours}}.',
    chart: { title: 'Active members by hour of the week', subtitle: 'Expected next week, {{zone}}' },
    alt: 'Seven days by 24 hours; the darker, the more members are active. The best hours are framed.',
  },
  odd: {
    title: { high: 'Far more than usual is going on', low: 'Far less than usual is going on' },
    hours: {
      high: 'From {{from}} to {{to}} I counted **{{what}}**, where about {{expected}} were to be expected.',
      low: 'From {{from}} to {{to}} I counted only **{{what}}**, where about {{expected}} were to be expected.',
    },
    day: {
      high: 'On {{from}} I counted **{{what}}**, where about {{expected}} were to be expected.',
      low: 'On {{from}} I counted only **{{what}}**, where about {{expected}} were to be expected.',
    },
    cause: {
      drop: 'Likely because of “{{subject}}”, which was announced shortly before.',
      outage: 'Likely an outage: for a part of that time, or right beside it, I was not listening.',
      raid: 'It may be a raid: far more people came than usual, and they write a lot. Have a look at who they are.',
      live: 'Likely a live session: many were in a voice room at that time.',
      holiday: 'Likely because of the day: {{day}}.',
      none: 'I see no cause for it in what I count.',
    },
    days: {
      new_year: 'New Year',
      christmas: 'Christmas',
      labour_day: 'Labour Day',
      national_day: 'China’s National Day',
      spring_festival: 'Spring Festival',
      dragon_boat: 'Dragon Boat Festival',
      mid_autumn: 'Mid-Autumn Festival',
    },
    hint: 'You hear of something like this once a week at most; `/reports` changes that.',
  },
};

export const forecastCommands = {
  forecast: {
    name: 'forecast',
    summary: 'What comes next: messages, active members, newcomers, and how sure that is',
    options: {
      measure: { name: 'measure', summary: 'Of what?' },
      step: { name: 'step', summary: 'By hour or by day?' },
    },
    choices: {
      measure: { messages: 'Messages', active: 'Active members', joins: 'Newcomers' },
      step: { hour: '7 days by hour', day: '28 days by day' },
    },
  },
  besttime: {
    name: 'besttime',
    summary: 'When to post or hold a live session',
  },
};
