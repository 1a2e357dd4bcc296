/** The stories of what was counted and of what is recommended. */
export const laterEn = {
  numbersStory: {
    title: 'The story of ninety days',
    short: 'Numbers',
    progress: (done: number, all: number) => `${done} of ${all}`,
    done: 'done',
    finished:
      'Ninety days of made-up history, counted and forecast as if it were real. Talk in the channels: it is counted too.',
    steps: [
      {
        title: 'How was the week?',
        hint: 'Olivia says /pulse: one picture and five sentences, against what is usual here. The past of this demo is made up.',
        actions: ['As Olivia: /pulse', '/stats'],
      },
      {
        title: 'What comes next?',
        hint: '/forecast draws the next seven days with how sure it is, and says how well it would have done before.',
        actions: ['/forecast'],
      },
      {
        title: 'When to post?',
        hint: '/besttime names the hours of the week at which most people will be there.',
        actions: ['/besttime'],
      },
    ],
  },
  adviceStory: {
    title: 'The story of advice',
    short: 'Advice',
    progress: (done: number, all: number) => `${done} of ${all}`,
    done: 'done',
    finished:
      'Each got one message, at an hour of their own, with reasons that are true for them. Refuse something, and it does not come again.',
    steps: [
      {
        title: 'What to take next',
        hint: 'Ben has finished two courses. /recommend names three more, each with a reason that is true for him.',
        actions: ['As Ben: /recommend'],
      },
      {
        title: 'Begin one',
        hint: 'On Telegram nobody knows Ben yet. He begins a course there.',
        actions: ['/learn on Telegram'],
      },
      {
        title: 'A week passes',
        hint: 'The weekly digest comes as a direct message on both platforms: what is new, what he might like, and why.',
        actions: ['+8 days', 'Look at the messages'],
      },
      {
        title: 'Who got what',
        hint: 'Olivia sees what became of every digest, and whether recommendations help.',
        actions: ['As Olivia: /digests', '/recommendations report'],
      },
    ],
  },
};
