/** Questions that the bot answers, asks back about, or hands to a person. */
export const asking = {
  thanks: {
    up: 'Thank you! I am glad that it helped.',
    down: 'Thank you for telling me: the team sees it, and I will be more careful. A person can help you.',
  },
  choose: { title: 'Which one do you mean?', body: '**{{first}}**, or **{{second}}**?' },
  unsure: {
    title: 'I am not sure what you mean',
    body: 'Is it one of these? If not, a person of the team can answer you.',
  },
  unknown: {
    title: 'I do not know that',
    body: 'I have no answer to this question, and I do not want to guess. A person of the team can answer you.',
  },
  limited: 'This answer is only for members with the right plan, so I show it to you alone.',
  hint: 'Ask me what you would like to know about {{community}}, in a sentence or two. `/help` lists what else I can do.',
  hint_reply:
    'Ask me what you would like to know about {{community}}, in a sentence or two. `/help` lists what else I can do. To answer an older question of mine, reply to that message.',
  passed_on: 'Passed on to the team: ticket **{{number}}**.',
  handed: {
    title: 'Your question is with the team: ticket {{number}}',
    told_one: '{{count}} moderator has been told.',
    told_other: '{{count}} moderators have been told.',
    telling_one: '{{count}} moderator is being told right now.',
    telling_other: '{{count}} moderators are being told right now.',
    desk: 'It is on its way to the place where the team looks after questions.',
    nobody: 'I have not reached anybody of the team yet. Your question is kept, and I go on trying.',
    where: 'The answer comes to you here, in our private chat.',
    where_space: 'The answer comes to you in our private chat on {{platform}}.',
  },
  buttons: {
    up: '👍',
    down: '👎',
    person: 'Talk to a person',
    neither: 'Neither: talk to a person',
    none: 'None of these: talk to a person',
    read: 'Show me the answer',
    ticket: 'See the ticket',
  },
};

export const askingCommands = {
  ask: {
    name: 'ask',
    summary: 'Ask a question about this community, or about anything here',
    options: { question: { name: 'question', summary: 'What would you like to know?' } },
  },
  answer: {
    name: 'answer',
    summary: 'What the buttons below an answer do',
    options: {
      about: { name: 'about', summary: 'Which of your questions; filled in by the button' },
      entry: { name: 'entry', summary: 'Which answer; filled in by the button' },
      helped: { name: 'helped', summary: 'Did the answer help you?' },
      question: { name: 'question', summary: 'What would you like a person to answer?' },
      place: { name: 'place', summary: 'Where it was asked; filled in by the button' },
      page: { name: 'page', summary: 'Which page? Filled in by the button' },
    },
    parts: {
      show: { name: 'show', summary: 'Show this answer to your question' },
      read: { name: 'read', summary: 'Show this answer to you alone' },
      rate: { name: 'rate', summary: 'Say whether an answer helped you' },
      person: { name: 'person', summary: 'Talk to a person of the team' },
    },
  },
};

export const askingErrors = {
  question_needed: 'Say what you would like to know, with `question`.',
};
