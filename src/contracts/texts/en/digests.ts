/** What comes once a week: the members' digest, and what moderators asked to be told. */
export const digests = {
  title: 'Your week',
  new: '**New for you**',
  opened: '“{{lesson}}” in {{course}}',
  opened_more_one: '“{{lesson}}” in {{course}}, and {{count}} more lesson',
  opened_more_other: '“{{lesson}}” in {{course}}, and {{count}} more lessons',
  published: 'A new course: {{course}}',
  waiting: '**Waiting for you**',
  answer: 'Your question about {{course}} is answered: “{{question}}”',
  ticket: 'The team has answered your question (no. {{number}}): “{{question}}”',
  recommended: '**You might like**',
  pick: '**{{number}}. {{course}}**\n{{reason}}',
  pick_lesson: '**{{number}}. {{course}}: {{lesson}}**\n{{reason}}',
  pick_locked: '{{pick}}\nOpens with {{plan}}.',
  reasons: {
    because: 'Because you finished {{courses}}.',
    because_taken: 'Because you took {{courses}}.',
    next_lesson: 'It is your next lesson.',
    new_from: 'It is new from {{creator}}, whose courses you take.',
    plan_popular: 'Popular with people on {{plan}}.',
    like: 'It is much like {{course}}, which you took.',
    taken_next: 'Others took it after {{course}}.',
    popular: 'Popular with members here.',
    fresh: 'It is new here.',
  },
  hint: 'The buttons count at once: what you refuse or know does not come again.',
  buttons: {
    open: '{{number}}. Open',
    up: '👍 {{number}}',
    down: '👎 {{number}}',
    known: 'Know it already {{number}}',
    answers: 'Read the answers',
    stop: 'No more of these mails',
  },
  reports: {
    title: 'Reports',
    about:
      'What I tell you about the community, in private. The weekly ones come on Mondays from 9:00 in your time zone.',
    on: 'on',
    off: 'off',
    weekly: 'Weekly report: how the week was',
    forecast: 'Weekly forecast: what comes next',
    alerts: 'Alerts: when an hour or a day is far from usual',
    saved: 'Saved',
    unlisted: 'I do not know yet that you want to be told things',
    unlisted_hint:
      'You are in charge here by the platform alone. Say `/alarms` first: that is how I know for how long I may tell you.',
    button_weekly_on: 'Weekly report on',
    button_weekly_off: 'Weekly report off',
    button_forecast_on: 'Forecast on',
    button_forecast_off: 'Forecast off',
    button_alerts_on: 'Alerts on',
    button_alerts_off: 'Alerts off',
    button_alarms: 'Tell me things',
  },
  sent: {
    title: 'Digests of week {{week}}',
    none: 'No digest was planned yet. They go out from Thursday to Sunday, to members who used me and want them.',
    head: {
      week: 'Week',
      due: 'Members',
      sent: 'DM',
      inbox: 'Inbox',
      empty: 'Nothing to say',
      coming: 'To come',
      received: '👍 / 👎 / known',
      taken: 'Begun',
    },
    member: {
      name: 'Member',
      when: 'When',
      fate: 'What became of it',
      received: '👍 / 👎 / known / begun',
    },
    counts: '{{up}} / {{down}} / {{known}}',
    counts_taken: '{{up}} / {{down}} / {{known}} / {{taken}}',
    fates: {
      sent: 'arrived',
      inbox: 'in the inbox',
      refused: 'refused, in the inbox',
      empty: 'nothing to say',
      dropped: 'not wanted, or too late',
      coming: 'to come',
    },
    page: 'Page {{page}} of {{pages}}',
    button_who: 'Who got it',
    button_weeks: 'All weeks',
  },
};

export const digestsErrors = {
  week_unknown: 'There were no digests in the week “{{week}}”. Weeks are written like `2026-W47`.',
};

export const digestsCommands = {
  reports: {
    name: 'reports',
    summary: 'Weekly report, forecast and alerts about the community, for yourself',
    options: {
      weekly: { name: 'weekly', summary: 'The weekly report on Mondays?' },
      forecast: { name: 'forecast', summary: 'The weekly forecast on Mondays?' },
      alerts: { name: 'alerts', summary: 'Tell me when something is far from usual?' },
    },
  },
  digests: {
    name: 'digests',
    summary: 'Who got the weekly digest, and how it was received',
    options: {
      week: { name: 'week', summary: 'Which week? For example 2026-W47' },
      page: { name: 'page', summary: 'Which page?' },
    },
  },
};
