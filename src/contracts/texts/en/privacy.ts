/** What is kept about people, and what they may ask for; and help with payments. */
export const privacy = {
  buttons: {
    settings: 'Settings',
    mydata: 'All about me',
    forgetme: 'Forget me',
    sure: 'Forget me now',
  },
  about: {
    title: 'What is kept about you',
    who: '**{{community}}** is run by its own team, on their own machine. They answer for your data; I am only the program that looks after it.',
    kept: 'What',
    kept_what:
      'Your id and name on each platform, your settings, your plans and why you have them, what you paid and when, your seats, how far you are in courses, what you said and asked about them, what you asked the team, your certificates, what I told you, and what moderators did about you.',
    kept_counted:
      'Counted: that you wrote, answered, reacted, were in a voice room, said a command, read a lesson, came or went; when, where, and whom you answered. A number stands for you there, and never a word of what you wrote is kept.',
    kept_not: 'Not kept: what you write in channels, your card, your e-mail address.',
    long: 'How long',
    long_what:
      'As long as you are known here. Earlier go: one-time codes at most a month after they ran out, buttons after 30 days, what checks of the seats found after 90, tickets 90 days after they were closed, the words of my messages after 180.',
    long_counted:
      'Single events: {{days}} days. After that only totals by day, under your number. Without the row that ties the number to you (it goes with `/forgetme`, or when you are not counted any more) they are nobody’s.',
    seen: 'Who sees it',
    seen_what:
      'You do. Moderators can look up your plans, payments and seats, and read your tickets. Makers of courses read your questions and, without your name, your comments. Whoever has the address of your certificate sees the name on it.',
    seen_where:
      'Whoever runs the machine can look into the database. Names, messages and notes are encrypted there.',
    others: 'Who else takes part',
    others_stripe:
      'Stripe takes the payments: it has your card, your e-mail address and your invoices, and is told your name here and two ids of ours.',
    others_platforms: '{{platforms}}: messages, roles and groups, as far as you use them.',
    others_nobody:
      'Nobody else. Nothing is sold, and what you write trains nothing. Recommendations come from which courses people here took, worked out on this machine.',
    rights: 'What you can ask for',
    rights_what:
      '`/mydata` gives you everything in one file. `/forgetme` takes it all away. Not to be counted, or to get no recommendations and no weekly digest: `/settings`. For anything else, ask the team.',
  },
  mydata: {
    title: 'Everything that is kept about you',
    body: 'The file is for your eyes only. Please do not post it anywhere.',
    format: 'It is plain text (JSON): any editor opens it, and programs can read it.',
    what: 'Everything that is kept about you in {{community}}.',
    left_out:
      'Left out: who else was concerned where that is not yours to know, and the secrets of codes and buttons.',
  },
  kinds: {
    person: 'You, with your rank and settings. Times of day are minutes after midnight.',
    accounts: 'Your accounts on the platforms.',
    linkCodes: 'One-time codes you asked for to join two accounts; the codes themselves are not kept.',
    audit: 'What you did, and what was done about you.',
    messages:
      'What I told you, or tried to. After 180 days the words go, and only that it was said stays known.',
    buttons: 'Buttons that were made for you and still work.',
    customers: 'How Stripe knows you.',
    subscriptions:
      'Your subscriptions, as Stripe last told. Amounts are in the smallest unit of the currency.',
    orders: 'What you bought once.',
    payments: 'What you paid, and what went back.',
    giftsBought: 'Gifts you bought for others.',
    giftsRedeemed: 'Gifts you were given.',
    stripeEvents: 'Notes from Stripe that something about you had changed.',
    claims: 'Codes you said to take over what you had paid for elsewhere.',
    grants: 'What the team gave you by hand, and why.',
    entitlements: 'Which plans are open to you, since when, until when, and what for.',
    seats: 'Your roles and groups: what should be, and what was last seen.',
    drift: 'When a check found one of your seats other than it should be.',
    courses: 'Courses you have made.',
    courseVersions: 'Versions of courses that you have uploaded.',
    schedules: 'Lessons for which you have set when they open.',
    enrolments: 'Courses you have begun, where you stopped, and what you follow.',
    lessons: 'Lessons you have read or finished, and what you said about them.',
    questions: 'What you asked about courses, and what you were answered.',
    answers: 'What you answered others.',
    tickets: 'What you asked the team, and everything that was said about it.',
    ticketAnswers: 'What you answered members in their tickets.',
    ticketTellings: 'That you were told of tickets, or of what was said in them.',
    certificates: 'Your certificates.',
    activity: 'How often you did something here, by day. What you wrote is not kept.',
    recommendations: 'Courses that were recommended to you, why, and what you thought of it.',
    digests: 'In which weeks you were told what is new.',
    reports: 'Reports about the community that you asked for.',
  },
  forgetme: {
    title: 'Forget you? This cannot be undone',
    how: 'First your roles and seats are given back, then every row about you is deleted here. Others keep what they got from you.',
    stays:
      'Stripe keeps your invoices, because books have to be kept by law. The team can delete you as a customer there if you ask them. What I wrote to you stays in your chats.',
    lose: 'What you lose:',
    lose_plan: '{{plan}}, which is open to you now',
    lose_grants_one: '{{count}} gift of the team',
    lose_grants_other: '{{count}} gifts of the team',
    lose_orders_one: '{{count}} thing you bought once. It cannot be brought back',
    lose_orders_other: '{{count}} things you bought once. They cannot be brought back',
    lose_gifts_one:
      '{{count}} gift code that nobody used yet. It still works, but nobody can show it to you again',
    lose_gifts_other:
      '{{count}} gift codes that nobody used yet. They still work, but nobody can show them to you again',
    lose_link: 'the link between your accounts on {{platforms}}',
    lose_rank: 'your rank here',
    lose_rest:
      'your progress in courses, your certificates, your settings, your inbox and the list of your payments',
    running: 'Not yet: a subscription is running',
    running_why: 'As long as it runs you are charged for it, and somebody has to know whom it is for.',
    running_then: 'Cancel it first. Once it has ended, say `/forgetme` again.',
    done: 'You are forgotten',
    done_what:
      'Your seats are given back, and every row about you is gone. The files of the database are cleaned within a day. Backups of the team may know you until newer ones replace them.',
    done_stripe: 'Stripe keeps your invoices as the law asks. To be deleted there too, ask the team.',
    done_again: 'If you say something to me again, we get to know each other from the beginning.',
    under_way: 'Begun, but not finished',
    under_way_what:
      'Nothing is yours here any more, but I could not give back every seat yet. I go on trying by myself. In 30 days at the latest I forget you all the same.',
    under_way_seat: '{{place}}: {{problem}}',
  },
  paysupport: {
    title: 'Help with a payment',
    who: 'Payments go through Stripe to the team of **{{community}}**. Most things you can do yourself.',
    yourself: 'Yourself',
    receipts: 'Receipts, invoices, a new card, cancelling: the buttons below.',
    missing: 'Paid, and something is missing? “Check and repair” asks Stripe now and puts it right.',
    none: 'From this account nothing was paid yet. Paid from another one? `/link` joins the two.',
    refund: 'Getting money back',
    refund_what:
      'Only the team can give it back. After a full refund what you paid for ends at once; after a part of it, it stays.',
    dispute: 'If your bank takes the money back instead, access is paused until that is settled.',
    team: 'Whom to ask',
    team_who: 'Write to {{names}}.',
    team_here: 'Write to the moderators where you meet this community.',
    person: '{{person}} ({{platform}})',
    not_telegram: 'The support of Telegram or Discord cannot help with payments made here.',
  },
};
