import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Rooms } from '#contracts';
import type { UploadFile } from '#domain/courses';
import { people } from '#sandbox';
import { homeFolder } from './home.js';

/** The demo's courses lie as Markdown in the repository, also beside the built program. */
const SHELF = join('src', 'sandbox', 'courses');

/**
 * The courses of the demo community, uploaded and published as its creator would have done it. Does nothing when
 * there are courses already.
 */
export async function seedCourses({ members, courses }: Rooms): Promise<void> {
  const [community] = await members.communities();
  const creator = people.find((one) => one.rank === 'creator');
  if (!community || !creator) return;
  const { id } = community;
  if ((await courses.courses(id, { limit: 1, offset: 0 })).total > 0) return;
  const { member } = await members.arrive(id, {
    platform: 'discord',
    externalId: creator.discordId,
    name: creator.name,
    locale: creator.locale,
  });
  const shelf = join(homeFolder(), SHELF);
  for (const folder of (await readdir(shelf)).sort()) {
    const files = await filesIn(join(shelf, folder));
    const { slug } = await courses.upload(id, { files, byId: member.id });
    await courses.publish(id, { slug, byId: member.id });
  }
}

async function filesIn(folder: string): Promise<UploadFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(
    paths.sort().map(async (path) => ({
      name: relative(folder, path).split(sep).join('/'),
      size: (await stat(path)).size,
      open: () => Promise.resolve(createReadStream(path) as AsyncIterable<Uint8Array>),
    })),
  );
}
