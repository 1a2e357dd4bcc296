import { DateTime } from 'luxon';
import { plain, say, type ChartPanel, type CommandContext, type Rooms } from '#contracts';
import type { ActivityKind, SubjectCount, SubjectFigures } from '#domain/engagement';
import { dayAt, plusDays } from '#kernel/calendar';
import { courseOf } from '../pieces/courses.js';
import type { Range } from '../pieces/range.js';
import { clipped } from '../pieces/typed.js';
import type { Row, View } from './view.js';

/** Bars in the picture, at most. */
const MOST_BARS = 13;

/** What was done about one course. */
export async function courseView(
  typed: string,
  context: CommandContext,
  rooms: Rooms,
  range: Range,
  earlier: Range | null,
): Promise<View> {
  const { community, actor } = context;
  const course = await courseOf(typed, context, rooms);
  const subject = `course:${course.id}`;
  const about = async ({ from, to }: Pick<Range, 'from' | 'to'>) =>
    (await rooms.engagement.subjects(community.id, from, to)).filter((one) => one.subject === subject);
  const now = await about(range);
  const before = earlier ? await about(earlier) : null;
  const begun = (await rooms.learning.enrolmentsOf(community.id, { courseId: course.id })).map(
    ({ startedAt }) => dayAt(startedAt, community.timeZone),
  );
  const within = ({ from, to }: Range) => begun.filter((day) => day >= from && day <= to).length;
  const rows: Row[] = [
    { name: say('stats.rows.begun'), value: within(range), before: earlier ? within(earlier) : null },
    ...(['lesson_seen', 'lesson_done', 'drop_seen'] as const).flatMap((kind): Row[] => [
      { name: say(`stats.rows.${kind}`), value: countOf(now, kind), before: before && countOf(before, kind) },
      {
        name: say(`stats.rows.${kind}_people`),
        value: peopleOf(now, kind),
        before: before && peopleOf(before, kind),
      },
    ]),
  ];
  return {
    title: say('stats.title.course', { course: clipped(course.title, 60) }),
    rows,
    known: null,
    panels: barsOf(
      range,
      await rooms.engagement.subjectDays(community.id, subject, range.from, range.to),
      actor.locale,
    ),
  };
}

const countOf = (rows: readonly SubjectFigures[], kind: ActivityKind): number =>
  rows.find((row) => row.kind === kind)?.count ?? 0;
const peopleOf = (rows: readonly SubjectFigures[], kind: ActivityKind): number =>
  rows.find((row) => row.kind === kind)?.people ?? 0;

/** The span in equal parts, the first of them shorter where it does not come out even. */
function barsOf(
  range: Range,
  days: readonly SubjectCount[],
  locale: CommandContext['actor']['locale'],
): ChartPanel[] {
  const each = Math.ceil(range.days / MOST_BARS);
  const count = Math.ceil(range.days / each);
  const parts = Array.from({ length: count }, (_, index) => {
    const from = plusDays(range.to, 1 - (count - index) * each);
    const to = plusDays(range.to, -(count - index - 1) * each);
    return { from: from < range.from ? range.from : from, to };
  });
  const labels = parts.map(({ from }) =>
    DateTime.fromISO(from, { zone: 'UTC' })
      .setLocale(locale)
      .toLocaleString({ month: 'short', day: 'numeric' }),
  );
  return [
    {
      kind: 'bars',
      title: plain(locale, 'stats.picture.lessons'),
      axis: { labels },
      series: (['lesson_seen', 'lesson_done', 'drop_seen'] as const).map((kind) => ({
        name: plain(locale, `stats.picture.${kind}`),
        values: parts.map(({ from, to }) =>
          days.reduce(
            (sum, one) => sum + (one.kind === kind && one.day >= from && one.day <= to ? one.count : 0),
            0,
          ),
        ),
      })),
    },
  ];
}
