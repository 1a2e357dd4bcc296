import { command, say, type CommandContext, type FileValue, type Reply, type Rooms } from '#contracts';
import type { UploadFile } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { courseOption, madeCourse } from './which.js';
import { uploaded } from './report.js';

const MB = 1_048_576;
/** Files that come through a chat are held in memory; larger ones go through the page. */
const MOST = 25 * MB;

const file = { type: 'file', maxBytes: MOST } as const;

export const upload = command({
  name: 'upload',
  for: 'creator',
  visibility: 'private',
  pace: 'dear',
  options: {
    file: { ...file, summary: 'commands.course.options.file.summary' },
    course: courseOption,
    file_two: { ...file, summary: 'commands.course.options.file_two.summary' },
    file_three: { ...file, summary: 'commands.course.options.file_three.summary' },
    file_four: { ...file, summary: 'commands.course.options.file_four.summary' },
    here: { type: 'flag', summary: 'commands.course.options.here.summary' },
  },
  async run(context, rooms) {
    const { community, actor, options } = context;
    const { course: named, here } = options;
    const files = [options.file, options.file_two, options.file_three, options.file_four].flatMap(
      (one) => one ?? [],
    );
    if (files.length === 0) {
      if (here) throw new UserFacingError('file_needed');
      return howTo(context, named, rooms);
    }
    const slug = named === undefined ? undefined : await slugNamed(named, context, rooms);
    const report = await rooms.courses.upload(community.id, {
      files: files.map(asUpload),
      byId: actor.member.id,
      ...(slug === undefined ? {} : { slug }),
    });
    return uploaded(await rooms.courses.course(community.id, report.courseId), report);
  },
});

/** A course that is there by its title; any other name is that of a new one. */
async function slugNamed(named: string, context: CommandContext, rooms: Rooms): Promise<string> {
  try {
    return (await madeCourse(named, context, rooms)).slug;
  } catch (error) {
    if (error instanceof UserFacingError && error.key === 'course_unknown') return named;
    throw error;
  }
}

export function asUpload({ name, size, read }: FileValue): UploadFile {
  return {
    name,
    size,
    async open() {
      const bytes = await read();
      return (async function* whole() {
        await Promise.resolve();
        yield bytes;
      })();
    },
  };
}

function howTo({ community, actor }: CommandContext, named: string | undefined, rooms: Rooms): Reply {
  const to = named === undefined ? {} : { slug: named };
  const page = rooms.files.uploadLink({ communityId: community.id, memberId: actor.member.id, ...to });
  return {
    title: say('teaching.upload.how'),
    body: [
      say('teaching.upload.files'),
      say('teaching.upload.course'),
      say('teaching.upload.merge'),
      say('teaching.upload.big', { max: MOST / MB }),
    ],
    buttons: [
      [
        {
          label: say('teaching.buttons.here'),
          command: 'course upload',
          options: { here: true, ...(named === undefined ? {} : { course: named }) },
          style: 'primary',
        },
        { label: say('teaching.buttons.upload'), url: page },
      ],
    ],
  };
}
