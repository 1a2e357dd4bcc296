/** Lessons as they are announced, for the tests of both posters. */
import { say, type RenderedButton } from '#contracts';
import type { PostContent } from '#domain/drops';

export function lesson(content: Partial<PostContent> = {}): PostContent {
  return {
    communityId: 'community',
    communityName: 'Demo',
    locale: 'en',
    timeZone: 'Europe/London',
    courseId: 'course',
    courseTitle: 'Quiet photography',
    slug: 'quiet-photography',
    lessonKey: 'light',
    lessonTitle: 'Finding the light',
    body: '## Where it comes from\n\nStand still and **look**.',
    whole: false,
    minutes: 8,
    pictures: {},
    ...content,
  };
}

/** Long enough for several messages on both platforms. */
export const longBody = Array.from(
  { length: 60 },
  (_, at) => `## Part ${at + 1}\n\n${'A sentence that says little but is here. '.repeat(6)}`,
).join('\n\n');

export const readButton = 'R'.repeat(22);

export async function postButtons(): Promise<RenderedButton[][]> {
  return [[{ label: say('posts.read'), token: readButton, style: 'primary' }]];
}
