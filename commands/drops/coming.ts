import { command, say, type Phrase, type ReplyButton } from '#contracts';
import type { ComingDrop } from '#domain/drops';
import { courseOption, madeCourse } from '../course/which.js';
import { PER_PAGE, pageButtons } from '../pieces/pages.js';
import { listed, literal } from '../pieces/words.js';

export const coming = command({
  name: 'coming',
  for: 'creator',
  visibility: 'private',
  options: {
    course: { ...courseOption, summary: 'commands.drops.options.course.summary' },
    page: { type: 'integer', min: 1, max: 10_000, summary: 'commands.drops.options.page.summary' },
  },
  async run(context, rooms) {
    const { community, options } = context;
    const course = options.course ? await madeCourse(options.course, context, rooms) : null;
    const page = options.page ?? 1;
    const found = await rooms.drops.coming(community.id, {
      ...(course ? { courseId: course.id } : {}),
      limit: PER_PAGE,
      offset: (page - 1) * PER_PAGE,
    });
    const outlets = await rooms.drops.outlets(community.id);
    const troubled = await rooms.drops.troubles(community.id);
    const about = course ? { course: course.slug } : {};
    const others: ReplyButton[] = [
      ...(troubled.length > 0
        ? [{ label: say('drops.buttons.troubles'), command: 'drops troubles', style: 'primary' as const }]
        : []),
      { label: say('drops.buttons.places'), command: 'drops places' },
    ];
    return {
      title: say('drops.coming.title'),
      body: [
        ...(found.total === 0 ? [say('drops.coming.none')] : []),
        ...(found.total > 0 && outlets.length === 0 ? [say('drops.coming.places_missing')] : []),
        ...(found.total > 0 ? [say('drops.coming.zone', { zone: community.timeZone })] : []),
        say('drops.coming.personal'),
      ],
      list: found.drops.map((one) => ({ mark: 'wait' as const, text: line(one) })),
      buttons: [pageButtons('drops coming', about, page, found.total), others].filter(
        (row) => row.length > 0,
      ),
      replaces: options.page !== undefined,
    };
  },
});

function line({ drop, courseTitle, lessonTitle, outlets, followers }: ComingDrop): Phrase {
  const where = outlets.length > 0 ? listed(outlets.map(literal)) : say('drops.coming.nowhere');
  const at: Phrase | { at: Date; as: 'datetime' } = drop.postAt
    ? { at: drop.postAt, as: 'datetime' }
    : say('drops.schedule.each');
  const values = { at, lesson: lessonTitle, course: courseTitle, where };
  return followers > 0
    ? say('drops.coming.line_followed', { ...values, count: followers })
    : say('drops.coming.line', values);
}
