import { command, say, type Phrase } from '#contracts';
import type { FaqReport } from '#domain/faq';
import { days, later } from '#kernel/clock';
import { clipped } from '../pieces/typed.js';
import { stacked } from '../pieces/words.js';

const USUAL_DAYS = 30;

export const report = command({
  name: 'report',
  for: 'moderator',
  visibility: 'private',
  options: {
    days: { type: 'integer', min: 1, max: 365, summary: 'commands.faq.options.days.summary' },
  },
  async run({ actor, community, options, now }, { faq, pictures }) {
    const span = options.days ?? USUAL_DAYS;
    const found = await faq.report(community.id, later(now, -days(span - 1)), now);
    const isEmpty = found.asked + found.silent === 0;
    return {
      title: say('faq.report.title', { count: span }),
      body: isEmpty ? [say('faq.report.none')] : [say('faq.report.hint')],
      ...(isEmpty
        ? {}
        : {
            fields: fieldsOf(found),
            picture: {
              name: 'faq.png',
              data: await pictures.faqReport({
                locale: actor.locale,
                title: community.name,
                ...numbersOf(found),
                days: found.days,
              }),
              alt: altOf(found),
            },
          }),
      buttons: [
        [7, 30, 90]
          .filter((other) => other !== span)
          .map((other) => ({
            label: say('faq.report.days', { count: other }),
            command: 'faq report',
            options: { days: other },
          })),
        [
          { label: say('faq.buttons.unanswered'), command: 'faq unanswered' },
          { label: say('faq.buttons.promise'), command: 'faq promise' },
        ],
      ],
      replaces: options.days !== undefined,
    };
  },
});

const numbersOf = ({ asked, answered, askedBack, unsure, silent, handedOver, up, down }: FaqReport) => ({
  asked,
  answered,
  askedBack,
  unsure,
  silent,
  handedOver,
  up,
  down,
});

function fieldsOf(found: FaqReport): { name: Phrase; value: Phrase }[] {
  const { top } = found;
  return [
    {
      name: say('faq.report.asked', { count: found.asked }),
      value: stacked([
        say('faq.report.lines.answered', { count: found.answered }),
        say('faq.report.lines.asked_back', { count: found.askedBack }),
        say('faq.report.lines.unsure', { count: found.unsure }),
        say('faq.report.lines.handed_over', { count: found.handedOver }),
        say('faq.report.lines.silent', { count: found.silent }),
        say('faq.report.lines.thumbs', { up: found.up, down: found.down }),
      ]),
    },
    ...(top.length > 0
      ? [
          {
            name: say('faq.report.top'),
            value: stacked(
              top.map(({ title, answered, up, down }) =>
                say('faq.report.top_line', { title: clipped(title, 90), answered, up, down }),
              ),
            ),
          },
        ]
      : []),
  ];
}

function altOf({ asked, answered, askedBack, unsure, silent, handedOver, up, down }: FaqReport): Phrase {
  return say('faq.report.alt', { asked, answered, askedBack, unsure, silent, handedOver, up, down });
}
