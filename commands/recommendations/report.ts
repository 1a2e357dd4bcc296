import { command, numberText, say, type Phrase, type Reply } from '#contracts';
import { HELD_OUT_FROM, type Lift, type RecommendReport } from '#domain/recommend';
import type { Locale } from '#domain/members';
import { days, later } from '#kernel/clock';
import { literal, sayCode, stacked } from '../pieces/words.js';

const USUAL_DAYS = 90;

export const report = command({
  name: 'report',
  for: 'creator',
  visibility: 'private',
  options: {
    days: {
      type: 'integer',
      min: 1,
      max: 365,
      summary: 'commands.recommendations.options.days.summary',
    },
  },
  async run({ actor, community, options, now }, { recommends }) {
    const span = options.days ?? USUAL_DAYS;
    const [found, lift] = await Promise.all([
      recommends.report(community.id),
      recommends.lift(community.id, later(now, -days(span)), later(now, 1)),
    ]);
    const online = { name: say('recommend.report.online', { days: span }), value: liftPhrase(lift) };
    const reply: Reply = { title: say('recommend.report.title') };
    if (!found) return { ...reply, body: [say('recommend.report.none')], fields: [online] };
    return {
      ...reply,
      body: [say('recommend.report.served', { model: modelPhrase(found.served) }), whyPhrase(found)],
      ...(found.judged > 0 ? { table: tableOf(found, actor.locale) } : {}),
      fields: [...fieldsOf(found, actor.locale), online],
    };
  },
});

function modelPhrase(model: string): Phrase {
  const [kind = '', before] = model.split(':');
  const named = sayCode('recommend.report.models', kind, literal(kind));
  return before === undefined ? named : say('recommend.report.models.before', { model: named });
}

/** Why this model is served. */
function whyPhrase({ served, gain, judged, table }: RecommendReport): Phrase {
  if (served !== 'popularity') return say('recommend.report.why.won');
  if (gain === null && table.length > 2) return say('recommend.report.why.few', { count: judged });
  // It had won: since then it was taken away.
  if (gain && gain.low > 0) return say('recommend.report.why.left');
  return gain === null
    ? say('recommend.report.why.few', { count: judged })
    : say('recommend.report.why.lost');
}

const digits = (value: number): string => value.toFixed(3);

function tableOf({ table }: RecommendReport, locale: Locale): NonNullable<Reply['table']> {
  return {
    head: (['model', 'ndcg', 'hit', 'coverage'] as const).map((column) =>
      say(`recommend.report.head.${column}`),
    ),
    rows: table.map(({ model, ndcg, hit, coverage }) => [
      modelPhrase(model),
      literal(digits(ndcg)),
      literal(numberText(hit, 'share', locale)),
      literal(numberText(coverage, 'share', locale)),
    ]),
  };
}

function fieldsOf(found: RecommendReport, locale: Locale): NonNullable<Reply['fields']> {
  const { members, courses, interactions, madeAt, gain, cold } = found;
  const at = { at: new Date(madeAt), as: 'datetime' } as const;
  const share = (value: number) => numberText(value, 'share', locale);
  return [
    {
      name: say('recommend.report.data'),
      value: say('recommend.report.data_value', { members, courses, interactions, at }),
    },
    ...(gain
      ? [
          {
            name: say('recommend.report.gain'),
            value: say('recommend.report.gain_value', {
              mean: signed(gain.mean, 3),
              low: signed(gain.low, 3),
              high: signed(gain.high, 3),
            }),
          },
        ]
      : []),
    ...(cold.members.length > 0
      ? [
          {
            name: say('recommend.report.cold'),
            value: stacked(
              cold.members.map(({ taken, recall, popularity }) =>
                say('recommend.report.cold_line', {
                  count: taken,
                  model: share(recall),
                  popularity: share(popularity),
                }),
              ),
            ),
          },
        ]
      : []),
    ...(cold.courses === null
      ? []
      : [
          {
            name: say('recommend.report.new_courses'),
            value: say('recommend.report.new_courses_value', { times: cold.courses.toFixed(1) }),
          },
        ]),
  ];
}

function liftPhrase({ served, heldOut, lift }: Lift): Phrase {
  const points = (share: number): string => signed(share * 100, 1);
  const compared =
    heldOut.members === 0 && served.members < HELD_OUT_FROM
      ? say('recommend.report.lift_none')
      : lift
        ? say('recommend.report.lift', {
            mean: points(lift.mean),
            low: points(lift.low),
            high: points(lift.high),
          })
        : say('recommend.report.lift_few');
  return stacked([
    say('recommend.report.served_group', { ...served }),
    ...(heldOut.members > 0 ? [say('recommend.report.held_out', { ...heldOut })] : []),
    compared,
  ]);
}

/** With a sign, and a minus that is one. */
function signed(value: number, places: number): string {
  const text = Math.abs(value).toFixed(places);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}
