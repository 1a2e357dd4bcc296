import { command, say, type Phrase } from '#contracts';
import type { FaqVerdict } from '#domain/faq';
import { clipped } from '../pieces/typed.js';
import { guessesField } from './guesses.js';
import { percent } from './which.js';

/** What would happen if somebody asked this; nothing is noted. */
export const test = command({
  name: 'test',
  for: 'moderator',
  visibility: 'private',
  options: {
    question: {
      type: 'text',
      required: true,
      maxLength: 1_000,
      summary: 'commands.faq.options.question.summary',
    },
    member: { type: 'member', summary: 'commands.faq.options.member.summary' },
  },
  async run({ actor, community, options }, { faq, members }) {
    const asker = options.member ? await members.member(community.id, options.member) : actor.member;
    const { platform } = actor;
    const question = { memberId: asker.id, platform, text: options.question, locale: asker.locale };
    const asked = await faq.judge(community.id, { ...question, way: 'ask' });
    const overheard = await faq.judge(community.id, { ...question, way: 'overheard' });
    const { threshold, oneIn, entries } = await faq.promise(community.id);
    const isStale = await faq.isStale(community.id);
    const { guesses } = asked;
    return {
      title: say('faq.test.title'),
      body: [
        say('faq.unanswered.question', { text: clipped(options.question, 400) }),
        ...(entries === 0 ? [say('faq.test.untrained')] : []),
        ...(isStale ? [say('faq.test.stale')] : []),
      ],
      fields: [
        { name: say('faq.test.asked'), value: outcome(asked) },
        { name: say('faq.test.overheard'), value: outcome(overheard) },
        ...guessesField(guesses),
        {
          name: say('faq.test.bar'),
          value: say('faq.test.bar_value', { threshold: percent(threshold), count: oneIn }),
        },
      ],
      buttons: [
        [
          ...guesses.slice(0, 1).map(({ entryId }) => ({
            label: say('faq.buttons.show'),
            command: 'faq show',
            options: { entry: entryId },
          })),
          { label: say('faq.buttons.test_again'), command: 'faq test' },
          { label: say('faq.buttons.promise'), command: 'faq promise' },
        ],
      ],
    };
  },
});

function outcome(verdict: FaqVerdict): Phrase {
  const language = say(`common.languages.${verdict.locale}`);
  switch (verdict.kind) {
    case 'answer':
      return say('faq.test.answer', { title: verdict.text.title, language });
    case 'choose': {
      const [first, second] = verdict.guesses;
      return say('faq.test.asks_back', { first: first?.title ?? '', second: second?.title ?? '' });
    }
    case 'unsure':
      return say(verdict.guesses.length > 0 ? 'faq.test.unsure' : 'faq.test.unknown');
    case 'silent':
      return say('faq.test.silent');
  }
}
