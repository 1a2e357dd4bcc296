import { command, faqReply } from '#contracts';

/** A question to the bot, for whoever asks alone: longer ones are read by their beginning. */
export const ask = command({
  name: 'ask',
  for: 'member',
  visibility: 'private',
  options: {
    question: {
      type: 'text',
      required: true,
      maxLength: 1_000,
      summary: 'commands.ask.options.question.summary',
    },
  },
  async run({ actor, community, options }, rooms) {
    const { platform, locale, member } = actor;
    const asked = { memberId: member.id, platform, way: 'ask', text: options.question, locale } as const;
    return faqReply(await rooms.faq.ask(community.id, asked));
  },
});
