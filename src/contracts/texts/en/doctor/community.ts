/** What can be missing in a community itself. */
export const community = {
  nobody_told: {
    what: 'In {{community}} nobody would be told when a decision is needed: removals that stopped, a place that refuses, a disputed payment.',
    mend: 'Say `/staff add` and choose who is told. Whoever runs the server or the group can also say `/alarms`.',
  },
  nobody_reached: {
    what: 'In {{community}} none of those who are told can be written to.',
    mend: 'One of them should open the bot’s private chat and say `/settings` there, and allow direct messages.',
  },
};
