import { command, say, type Phrase, type Reply } from '#contracts';
import type { FaqPromise } from '#domain/faq';
import { percent } from './which.js';

/** Promises that buttons offer. */
const OFFERED = [5, 10, 20, 50, 100];

export const promise = command({
  name: 'promise',
  for: 'moderator',
  visibility: 'private',
  options: {
    one_in: { type: 'integer', min: 2, max: 200, summary: 'commands.faq.options.one_in.summary' },
  },
  async run({ actor, community, options }, { faq }) {
    const { one_in: oneIn } = options;
    if (oneIn === undefined) return shown(await faq.promise(community.id));
    const set = await faq.setPromise(community.id, oneIn, actor.member.id);
    return { ...shown(set), tone: 'good', replaces: true };
  },
});

function shown(promised: FaqPromise): Reply {
  const { oneIn, threshold, wrong, coverage, choices, seen, entries, trainedAt } = promised;
  const measured: Phrase =
    wrong === null || coverage === null
      ? say('faq.promise.unmeasured')
      : say('faq.promise.measured', { wrong: percent(wrong), coverage: percent(coverage) });
  return {
    title: say('faq.promise.title', { count: oneIn }),
    body: [
      say('faq.promise.threshold', { threshold: percent(threshold) }),
      measured,
      trainedAt
        ? say('faq.promise.trained', { count: entries, at: { at: trainedAt, as: 'relative' } })
        : say('faq.promise.untrained'),
      ...(seen.answers > 0
        ? [say('faq.promise.seen', { answers: seen.answers, up: seen.up, down: seen.down })]
        : []),
    ],
    ...(choices.length > 0
      ? {
          table: {
            head: [
              say('faq.promise.columns.promise'),
              say('faq.promise.columns.threshold'),
              say('faq.promise.columns.coverage'),
            ],
            rows: choices.map((choice) => [
              say(choice.oneIn === oneIn ? 'faq.promise.one_in_now' : 'faq.promise.one_in', {
                count: choice.oneIn,
              }),
              percent(choice.threshold),
              percent(choice.coverage),
            ]),
          },
        }
      : {}),
    buttons: [
      OFFERED.filter((other) => other !== oneIn)
        .slice(0, 5)
        .map((other) => ({
          label: say('faq.promise.one_in', { count: other }),
          command: 'faq promise',
          options: { one_in: other },
        })),
    ],
  };
}
