import { Readable } from 'node:stream';
import type { UploadFile } from '#domain/courses';
import { person, type Product } from '../_support/product.js';

/** A picture of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A file as somebody uploads it. */
export function file(name: string, content: string | Uint8Array): UploadFile {
  const data = Buffer.from(content);
  return { name, size: data.length, open: async () => Promise.resolve(Readable.from([data])) };
}

export interface Shelved {
  slug: string;
  title: string;
  lessons: Record<string, string>;
  /** Names of plans; none: free. */
  plans?: string[];
  more?: string;
  files?: UploadFile[];
}

/** Uploads a course and publishes it. @returns its id */
export async function shelve(product: Product, given: Shelved, by = 'olivia'): Promise<string> {
  const { rooms } = product.app;
  const communityId = product.community.id;
  const { discordId, name } = person(by);
  const arrived = await rooms.members.arrive(communityId, {
    platform: 'discord',
    externalId: discordId,
    name,
  });
  const byId = arrived.member.id;
  const { slug, title, lessons, plans = [], more = '', files = [] } = given;
  const about = [
    `title: ${JSON.stringify(title)}`,
    `slug: ${slug}`,
    plans.length > 0 ? `plans: ${JSON.stringify(plans)}` : 'free: true',
    more,
  ];
  const report = await rooms.courses.upload(communityId, {
    byId,
    files: [
      file('course.md', `---\n${about.filter(Boolean).join('\n')}\n---\n${title}, from the beginning.\n`),
      ...Object.entries(lessons).map(([key, body], index) =>
        file(`${key}.md`, `---\norder: ${index + 1}\n---\n${body}\n`),
      ),
      file('dot.png', DOT),
      ...files,
    ],
  });
  await rooms.courses.publish(communityId, { slug: report.slug, byId });
  return report.courseId;
}
