import { command, type Suggest } from '#contracts';
import { courseCard } from './courses/card.js';
import { courseList } from './courses/list.js';
import { courseOf, languageName, suggestCourses } from './pieces/courses.js';
import { clipped, matches, same } from './pieces/typed.js';

/** Courses looked through for their tags and languages. */
const LOOKED_AT = 200;

const suggestTags: Suggest = async (typed, { community }, { courses }) => {
  const found = await courses.courses(community.id, { state: 'published', limit: LOOKED_AT, offset: 0 });
  const tags = [...new Set(found.courses.flatMap((course) => course.tags))].sort();
  return tags
    .filter((tag) => matches(tag, typed))
    .slice(0, 25)
    .map((tag) => ({ value: tag, label: clipped(tag) }));
};

const suggestLanguages: Suggest = async (typed, { community, actor }, { courses }) => {
  const found = await courses.courses(community.id, { state: 'published', limit: LOOKED_AT, offset: 0 });
  const tags = [...new Set(found.courses.map((course) => course.language))].sort();
  return tags
    .map((tag) => ({ value: tag, label: clipped(languageName(tag, actor.locale)) }))
    .filter(({ value, label }) => matches(label, typed) || same(value, typed))
    .slice(0, 25);
};

export const courses = command({
  name: 'courses',
  for: 'member',
  visibility: 'private',
  options: {
    course: {
      type: 'text',
      maxLength: 200,
      summary: 'commands.courses.options.course.summary',
      suggest: suggestCourses,
    },
    search: { type: 'text', maxLength: 100, summary: 'commands.courses.options.search.summary' },
    tag: {
      type: 'text',
      maxLength: 60,
      summary: 'commands.courses.options.tag.summary',
      suggest: suggestTags,
    },
    level: {
      type: 'choice',
      summary: 'commands.courses.options.level.summary',
      choices: [
        { value: 'beginner', label: 'learning.levels.beginner' },
        { value: 'intermediate', label: 'learning.levels.intermediate' },
        { value: 'advanced', label: 'learning.levels.advanced' },
      ],
    },
    language: {
      type: 'text',
      maxLength: 40,
      summary: 'commands.courses.options.language.summary',
      suggest: suggestLanguages,
    },
    page: { type: 'integer', min: 1, max: 10_000, summary: 'commands.courses.options.page.summary' },
    follow: { type: 'flag', summary: 'commands.courses.options.follow.summary' },
  },
  async run(context, rooms) {
    const { course: named, follow, ...wanted } = context.options;
    if (named === undefined) return courseList(context, wanted, rooms);
    const course = await courseOf(named, context, rooms);
    return courseCard(context, course, follow, rooms);
  },
});
