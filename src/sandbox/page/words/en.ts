import { laterEn } from './later-en.js';
import { platformsEn } from './platforms-en.js';

const few = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const en = {
  ...platformsEn,
  ...laterEn,
  bar: {
    tagline: 'The whole product, tried here. No account, no money, no internet.',
    sandbox: 'Sandbox',
    people: 'Who are you?',
    speaks: { en: 'English', 'zh-CN': 'Chinese' },
    rank: { owner: 'Owner', moderator: 'Moderator', creator: 'Creator', member: 'Member' },
    language: 'Language of this page',
    reset: 'Reset',
    offline: 'The sandbox does not answer. Is it still running?',
    reconnecting: 'Lost the connection. Trying again…',
    loading: 'Opening the sandbox…',
    notStarted: 'The sandbox does not answer.',
    retry: 'Try again',
  },
  clock: {
    title: 'Sandbox clock',
    hour: '+1 hour',
    day: '+1 day',
    week: '+1 week',
    month: '+1 month',
    pick: 'Jump to a date',
    past: 'Time only moves forward.',
    moving: 'Time is passing…',
  },
  reset: {
    title: 'Start over?',
    text: 'All messages, payments and memberships of the sandbox go back to the first day. Only the clock stays where it is.',
    yes: 'Start over',
    no: 'Keep everything',
    done: 'A fresh start: nobody has said or paid anything.',
  },
  panes: { discord: 'Discord', telegram: 'Telegram', stripe: 'Stripe', wire: 'Log', chats: 'Chats' },
  story: {
    title: 'The five-minute story',
    short: 'Membership',
    progress: (done: number, all: number) => `${done} of ${all}`,
    done: 'done',
    finished:
      'That is the main job, start to end. Be somebody else, or start over and break things with the faults under Stripe.',
    steps: [
      {
        title: 'Say /subscribe',
        hint: 'Ask the bot for a membership, on Discord or on Telegram. It answers in the language of the person.',
        actions: ['On Discord', 'On Telegram'],
      },
      {
        title: 'Pay',
        hint: 'Pick a plan and a price. The bot gives a link; pay on that page, or with a test card under Stripe.',
        actions: ['Show the checkout'],
      },
      {
        title: 'Role and seat arrive',
        hint: 'The role appears by itself; on Telegram press Join, and the bot lets you in. For both at once, say /link.',
        actions: ['Look at Discord', 'Look at Telegram'],
      },
      {
        title: 'A renewal fails',
        hint: 'Let the saved card fail and jump to the next renewal.',
        actions: ['Card fails, go to the renewal'],
      },
      {
        title: 'Grace, reminder, removal',
        hint: 'Nothing is lost at once: days of grace, a reminder, and only then the role and the seat go.',
        actions: ['+1 day'],
      },
      {
        title: 'Pay and be back',
        hint: 'Pay the open invoice with a new card. The role comes back by itself; Telegram sends a new invitation.',
        actions: ['Show the invoice'],
      },
    ],
  },
  courseStory: {
    title: 'The story of a course',
    short: 'Course',
    progress: (done: number, all: number) => `${done} of ${all}`,
    done: 'done',
    finished:
      'From a few lines of Markdown to a certificate, in both chats. Change a lesson and publish again: the posts change with it.',
    steps: [
      {
        title: 'Upload',
        hint: 'Cleo, a creator, sends three Markdown files to the bot. They become a draft that nobody else sees.',
        actions: ['As Cleo: /course upload'],
      },
      {
        title: 'Preview',
        hint: 'She looks at the draft as members will see it.',
        actions: ['/course preview'],
      },
      {
        title: 'Publish',
        hint: 'She says when lessons are announced (here at once), and publishes.',
        actions: ['/course schedule', '/course publish'],
      },
      {
        title: 'It lands',
        hint: 'Every lesson arrives once in #courses on Discord and once in the Lobby on Telegram.',
        actions: ['Look at Discord', 'Look at Telegram'],
      },
      {
        title: 'Learn',
        hint: 'Be Ada and press Read below a lesson, on either platform. Tick both lessons off with Done.',
        actions: ['Be Ada'],
      },
      {
        title: 'Certificate',
        hint: 'With every lesson done, /certificate draws one, with a link that proves it.',
        actions: ['Ask for /certificate'],
      },
    ],
  },
  questionStory: {
    title: 'The story of a question',
    short: 'Question',
    progress: (done: number, all: number) => `${done} of ${all}`,
    done: 'done',
    finished:
      'A question found its answer, another one a person, and the bot knows it from now on. Ask it anything, in either language.',
    steps: [
      {
        title: 'Ask',
        hint: 'Ada asks the bot in private on Telegram, in her own words. It answers from the FAQ: say what you think with 👍.',
        actions: ['As Ada: ask'],
      },
      {
        title: 'Not sure',
        hint: 'When it is not sure it does not guess: it shows the titles that come close, and the way to a person.',
        actions: ['Ask something harder'],
      },
      {
        title: 'Right, or silent',
        hint: 'In #questions on Discord it listens. Chatter passes in silence; a real question is answered without being called.',
        actions: ['Chat', 'Ask a question'],
      },
      {
        title: 'A person, please',
        hint: 'On Telegram press “None of these: talk to a person”. The team is told at once, and Ada sees that it was.',
        actions: ['Look at Telegram'],
      },
      {
        title: 'The desk',
        hint: 'Olivia finds the ticket in #staff. Take it, and write in its thread: Ada reads the answer on Telegram.',
        actions: ['Be Olivia', 'Be Ada'],
      },
      {
        title: 'It learns',
        hint: 'Press “Same as: …”: the question is tried out first, and becomes one more way of asking. Whoever asks next is answered.',
        actions: ['/tickets to-faq', 'As Ben: ask the same'],
      },
    ],
  },
  moments: {
    role: {
      came: (name: string, what: string) => `${name} now has the role ${what}`,
      went: (name: string, what: string) => `${name} lost the role ${what}`,
    },
    seat: {
      came: (name: string, what: string) => `${name} is now in ${what}`,
      went: (name: string, what: string) => `${name} is no longer in ${what}`,
    },
    subscription: (name: string, status: string) => `${name}: subscription is ${status}`,
  },
  common: {
    close: 'Close',
    cancel: 'Cancel',
    send: 'Send',
    copied: 'Copied',
    unread: (n: number) => few(n, 'unread message', 'unread messages'),
    members: (n: number) => few(n, 'member', 'members'),
  },
  wire: {
    title: 'On the wire',
    empty: 'Nothing has gone over the wire yet.',
    none: 'No exchange matches.',
    filter: 'Filter by path, method or content',
    all: 'All',
    in: 'the product calls the platform',
    out: 'the platform calls the product',
    open: 'Show the log',
    close: 'Hide the log',
    request: 'Request',
    response: 'Response',
    nothing: 'empty',
    count: (n: number) => few(n, 'exchange', 'exchanges'),
    quiet: 'Hide waiting calls',
  },
};
