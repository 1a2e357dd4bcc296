import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadFile, UploadReport } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { person, startProduct, type Product } from '../_support/product.js';

/** A product whose courses are tried through the room's door. */
export async function openSchool() {
  const product = await startProduct({ bots: false, workers: false });
  const { rooms } = product.app;
  const communityId = product.community.id;
  const arrive = async (key: string) => {
    const { discordId, name } = person(key);
    const given = { platform: 'discord' as const, externalId: discordId, name };
    return (await rooms.members.arrive(communityId, given)).member.id;
  };
  const byId = await arrive('olivia');
  return {
    product,
    rooms,
    courses: rooms.courses,
    communityId,
    byId,
    arrive,
    upload: (files: UploadFile[], slug?: string): Promise<UploadReport> =>
      rooms.courses.upload(communityId, { files, byId, ...(slug === undefined ? {} : { slug }) }),
    /** The key of what a person is told, and about which file. */
    async refusal(files: UploadFile[], slug?: string): Promise<string> {
      try {
        await this.upload(files, slug);
      } catch (error) {
        if (!(error instanceof UserFacingError)) throw error;
        const { file } = error.params;
        return file === undefined ? error.key : `${error.key} ${file}`;
      }
      return 'nothing was refused';
    },
    /** Everything that an upload could leave, by how much of it there is. */
    left: () => leftIn(product),
  };
}

export type School = Awaited<ReturnType<typeof openSchool>>;

async function leftIn({ data, dataDir }: Product) {
  const { unscoped } = data.database;
  const files = async (folder: string) =>
    (await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((one) => one.isFile())
      .map((one) => one.name);
  return {
    courses: await unscoped.course.count(),
    versions: await unscoped.courseVersion.count(),
    lessons: await unscoped.lesson.count(),
    assets: await unscoped.asset.count(),
    blobs: await unscoped.blob.count(),
    stored: (await files('files')).length,
    scratch: (await readdir(join(dataDir, 'scratch')).catch(() => [])).length,
  };
}
