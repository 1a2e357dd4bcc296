import { command, say, type CommandContext, type Reply, type Rooms } from '#contracts';
import { PER_PAGE, pageButtons } from '../pieces/pages.js';
import { clipped } from '../pieces/typed.js';
import { literal, rowsOf } from '../pieces/words.js';
import { makersCard, statePhrase } from './card.js';
import { courseOption, madeCourse } from './which.js';

export const show = command({
  name: 'show',
  for: 'creator',
  visibility: 'private',
  options: {
    course: courseOption,
    page: { type: 'integer', min: 1, max: 1_000, summary: 'commands.course.options.page.summary' },
  },
  async run(context, rooms) {
    const { course: named, page = 1 } = context.options;
    if (named === undefined) return list(context, page, rooms);
    return makersCard(context, await madeCourse(named, context, rooms), rooms);
  },
});

async function list({ community }: CommandContext, page: number, rooms: Rooms): Promise<Reply> {
  const { courses, total } = await rooms.courses.courses(community.id, {
    limit: PER_PAGE,
    offset: (page - 1) * PER_PAGE,
  });
  const uploadButton = { label: say('teaching.buttons.upload'), command: 'course upload' };
  if (total === 0) return { body: [say('teaching.show.none')], buttons: [[uploadButton]] };
  return {
    title: say('teaching.show.title', { count: total }),
    list: courses.map((course) => ({
      text: say('teaching.show.line', { title: course.title, slug: course.slug, state: statePhrase(course) }),
    })),
    buttons: [
      ...rowsOf(
        courses.map(({ title, slug }) => ({
          label: literal(clipped(title, 30)),
          command: 'course show',
          options: { course: slug },
        })),
      ).slice(0, 4),
      pageButtons('course show', {}, page, total),
    ].filter((row) => row.length > 0),
  };
}
