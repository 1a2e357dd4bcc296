import type { PostContent } from '#domain/drops';
import type { DocumentOptions } from './document/index.js';
import { documentOf, withPictures, type Document } from './document/index.js';
import type { ReplyButton } from './reply.js';
import { say } from './phrase.js';

/** What an announced lesson says, cleared of what is not to be shown; its pictures are at addresses. */
export function postDocument({ body, pictures }: PostContent): Document {
  const at = (name: string): string | null =>
    Object.hasOwn(pictures, name) ? (pictures[name] ?? null) : null;
  const options: DocumentOptions = { resolve: at };
  return withPictures(documentOf(body, options), (asset) => {
    const url = at(asset);
    return url === null ? null : { url };
  });
}

/** Beside the options of a command: the button stands below a post about that course. No command has such an option. */
export const POSTED = 'posted';

/** What can be done with an announced lesson. Anyone may press it; whether they may read it is asked then. */
export function postButtons({ slug, lessonKey, courseId }: PostContent): ReplyButton[][] {
  const options = { course: slug, lesson: lessonKey, [POSTED]: courseId };
  return [[{ label: say('posts.read'), command: 'learn', options, style: 'primary' }]];
}
