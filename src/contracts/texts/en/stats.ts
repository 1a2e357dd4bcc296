/** Figures of any span: of the community, a place or a course. */
export const stats = {
  title: {
    whole: 'Figures of the community',
    place: 'Figures of {{place}}',
    course: 'Figures of {{course}}',
  },
  span_one: '{{span}}, {{count}} whole day.',
  span_other: '{{span}}, {{count}} whole days.',
  missing_one:
    '{{count}} day is missing, because I was not listening: it is a gap in the picture, and changes are compared by counted day.',
  missing_other:
    '{{count}} days are missing, because I was not listening: they are gaps in the picture, and changes are compared by counted day.',
  export: '`/export` gives you the numbers as a file.',
  number: '{{number}}',
  percent: '{{number}}%',
  change: { more: '+{{percent}}%', less: '−{{percent}}%', same: '±0%' },
  table: { what: 'What', now: 'This span', before: 'Before', change: 'Change' },
  rows: {
    messages: 'Messages',
    people: 'People',
    active: 'Active people a day',
    month: 'Active in the last 30 days',
    newcomers: 'Here for the first time',
    joined: 'Joined',
    left: 'Left',
    questions: 'Questions',
    replies: 'Replies',
    answered: 'Answered within a day',
    reactions: 'Reactions',
    voice: 'Minutes in voice',
    commands: 'Commands',
    lessons: 'Lessons finished',
    begun: 'Began the course',
    lesson_seen: 'Lessons opened',
    lesson_seen_people: '… by people',
    lesson_done: 'Lessons finished',
    lesson_done_people: '… by people',
    drop_seen: 'Posts followed',
    drop_seen_people: '… by people',
  },
  picture: {
    messages: 'Messages by day',
    now: 'This span',
    before: 'The span before',
    come_days: 'Who came and who left, by day',
    come_weeks: 'Who came and who left, by week',
    joined: 'Joined',
    left: 'Left',
    places: 'Messages by place',
    places_before: 'Messages by place (line: the span before)',
    week: 'Messages an hour, over the week',
    lessons: 'What was done with it',
    lesson_seen: 'Lessons opened',
    lesson_done: 'Lessons finished',
    drop_seen: 'Posts followed',
  },
  alt: '{{title}}, {{span}}: the numbers of the table, by day.',
  buttons: {
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    compare: 'Compare with before',
    file: 'As a file',
    pulse: 'The week',
  },
};

export const statsCommands = {
  stats: {
    name: 'stats',
    summary: 'Figures of any span: of the community, one place or one course',
    options: {
      range: { name: 'range', summary: 'How many days back?' },
      from: { name: 'from', summary: 'From which day on?' },
      to: { name: 'to', summary: 'Up to which day? Nothing: yesterday' },
      place: { name: 'place', summary: 'Only one channel or group' },
      course: { name: 'course', summary: 'Only one course' },
      compare: { name: 'compare', summary: 'Beside the span before?' },
      theme: {
        name: 'theme',
        summary: 'Light or dark picture?',
      },
    },
  },
};

export const statsErrors = {
  stats_one_of_both: 'Please choose a place or a course, not both at once.',
  stats_place_unknown:
    'Nothing was written in a place called “{{typed}}” in the last 90 days. Pick one from the list while you type.',
};
