/** What to take next, and why. */
export const recommend = {
  title: 'What you could take next',
  item: '**{{number}}. {{course}}**\n{{reason}}\n{{size}}',
  item_lesson: '**{{number}}. {{course}}: {{lesson}}**\n{{reason}}',
  item_locked: '{{item}}\nOpens with {{plan}}.',
  hint: 'Say what you think of them: it counts at once.',
  reasons: {
    because: 'Because you finished {{courses}}.',
    because_taken: 'Because you took {{courses}}.',
    next_lesson: 'You have begun it: this is your next lesson.',
    new_from: 'New from {{creator}}, of whom you follow or took a course.',
    plan_popular: 'Popular with people on {{plan}}.',
    like: 'Its contents are like those of {{course}}, which you took.',
    taken_next: 'Many went on to it right after {{course}}, which you took.',
    popular: 'Popular with members here.',
    fresh: 'It came out within the last month.',
    untried: 'You have not begun it yet.',
  },
  buttons: {
    open: '{{number}}. Look at it',
    go_on: '{{number}}. Go on',
    up: '👍 {{number}}',
    down: '👎 {{number}}',
    known: 'Know it {{number}}',
    more: 'Recommendations',
    switch_on: 'Recommend courses to me',
    path: 'How to get there',
  },
  thanks: {
    up: 'Noted: “{{course}}” stays at the top of your recommendations.',
    down: 'Noted: “{{course}}” is not recommended to you for three months.',
    known: 'Noted: you know “{{course}}” already. It is not recommended to you any more.',
  },
  off: 'Recommendations are off for you, so nothing is kept about what you might like.',
  nothing_published:
    'There is no course here yet. As soon as one is published, it can be recommended to you.',
  nothing_left:
    'There is nothing left to recommend: what is here you have finished or refused, or it is not open to you.',
  path: {
    title: 'The way to {{course}}',
    done: 'You have finished {{course}} already.',
    straight: 'Nothing has to come first: you can begin right away.',
    body: '{{done}} of {{of}} steps are done.',
    steps: {
      prerequisite: '{{number}}. {{course}} (needed first)',
      taken_before: '{{number}}. {{course}} (others took it right before)',
      goal: '{{number}}. {{course}} (your goal)',
    },
    locked: '{{step}}: opens with {{plan}}',
    closed: '{{step}}: not on sale at the moment',
    next: 'Next: {{course}}',
  },
  report: {
    title: 'How recommendations do',
    none: 'Nothing is learned yet: no member has begun a course. Until then everybody is shown what is new.',
    served: 'Served now: {{model}}.',
    why: {
      won: 'It found members’ last courses better than popularity does, and by more than chance.',
      lost: 'No other model beat popularity on this community’s own data by more than chance, so popularity by plan is served.',
      few: 'Members whose last course could be hidden: {{count}}, which is too few to tell models apart. Popularity by plan is served.',
      left: 'The model is being made anew, because somebody left or two accounts became one. Until then popularity by plan is served.',
    },
    data: 'What was learned from',
    data_value: 'Members: {{members}}; courses: {{courses}}; begun: {{interactions}} times; {{at}}',
    gain: 'Best model against popularity',
    gain_value: 'NDCG@10 {{mean}} (95 %: {{low}} to {{high}})',
    head: { model: 'Model', ndcg: 'NDCG@10', hit: 'Found in 10', coverage: 'Courses shown' },
    models: {
      ease: 'Courses taken together (EASE)',
      next: 'What came next (ridge)',
      markov: 'What came next (Markov)',
      als: 'Factors (ALS)',
      popularity: 'Popularity',
      content: 'Texts',
      random: 'Chance',
      before: '{{model}}, as served before',
    },
    cold: 'Newcomers: found in 10, model and popularity',
    cold_line: 'courses taken: {{count}}; {{model}} and {{popularity}}',
    new_courses: 'New courses known by their text alone',
    new_courses_value: '{{times}} times as good as texts alone',
    online: 'Shown in the last {{days}} days',
    served_group:
      'As served (members: {{members}}): {{taken}} of {{shown}} begun; 👍 {{up}} 👎 {{down}}, known: {{known}}',
    held_out:
      'Popularity alone (members: {{members}}): {{taken}} of {{shown}} begun; 👍 {{up}} 👎 {{down}}, known: {{known}}',
    lift: 'Members who began something: {{mean}} points more (95 %: {{low}} to {{high}})',
    lift_few: 'Too few members on one of the sides to compare them.',
    lift_none: 'Below 50 members nobody is held out, so there is nothing to compare with.',
  },
};

export const recommendCommands = {
  recommend: {
    name: 'recommend',
    summary: 'What you could take next, and why',
    options: {
      item: { name: 'item', summary: 'Which recommendation; filled in by the button' },
      verdict: { name: 'verdict', summary: 'What you think of it; filled in by the button' },
      again: { name: 'again', summary: 'Show the list anew; filled in by the button' },
    },
    choices: { verdict: { up: 'I like it', down: 'Not for me', known: 'I know it already' } },
  },
  path: {
    name: 'path',
    summary: 'Which courses lead to a goal, in which order',
    options: { goal: { name: 'goal', summary: 'Which course would you like to be able to take?' } },
  },
  recommendations: {
    name: 'recommendations',
    summary: 'How well recommendations do here',
    parts: {
      report: { name: 'report', summary: 'Which model is served and why, and what came of it' },
    },
    options: { days: { name: 'days', summary: 'Over how many days?' } },
  },
};

export const recommendErrors = {
  recommendation_gone: 'That recommendation is no longer there. Say `/recommend` for new ones.',
};
