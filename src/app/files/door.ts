import type { FileDoor, FileFound } from '#adapters/http';
import type { Asset, BlobStore, Course, Courses } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import type { FileWords, Links } from './links.js';

export interface FileDoorDeps {
  links: Links;
  courses: Pick<Courses, 'asset' | 'course' | 'way'>;
  blobs: BlobStore;
}

type Standing = 'open' | 'closed' | 'gone';

/** What a link to a file opens now: it is asked each time, since courses are taken back and access ends. */
export function createFileDoor({ links, courses, blobs }: FileDoorDeps): FileDoor {
  /** In posts, everybody sees the pictures of courses that are published; nothing else. */
  const forPlace = ({ kind }: Asset, { state }: Course): Standing =>
    kind === 'image' && state === 'published' ? 'open' : 'gone';

  async function forMember(communityId: string, memberId: string, course: Course): Promise<Standing> {
    const way = await courses.way(communityId, memberId, course).catch(unlessUnknown);
    if (!way) return 'closed';
    if (course.state === 'published') return way.open ? 'open' : 'closed';
    return way.open && way.by === 'maker' ? 'open' : 'gone';
  }

  return {
    read(words) {
      const said = links.readFile(words);
      if (!said) return { kind: 'unknown' };
      if (said.expired) return { kind: 'over' };
      return { kind: 'valid', holder: said.memberId && `member ${said.communityId} ${said.memberId}` };
    },
    async open(words) {
      const said: FileWords | null = links.readFile(words);
      if (!said) return { kind: 'unknown' };
      const { communityId, memberId, assetId } = said;
      const asset = await courses.asset(communityId, assetId);
      // A version that was replaced long ago is forgotten with its files.
      if (!asset) return { kind: 'gone' };
      const course = await courses.course(communityId, asset.courseId).catch(unlessUnknown);
      if (!course) return { kind: 'gone' };
      const standing =
        memberId === null ? forPlace(asset, course) : await forMember(communityId, memberId, course);
      if (standing !== 'open') return { kind: standing };
      if (asset.hash === null) return elsewhere(asset.url);
      return found(communityId, asset, asset.hash, memberId === null);
    },
  };

  function found(communityId: string, asset: Asset, hash: string, isPublic: boolean): FileFound {
    const { name, type, bytes } = asset;
    return {
      kind: 'file',
      name,
      type,
      bytes: bytes ?? 0,
      hash,
      isPublic,
      read: async (range) => (await blobs.read(communityId, hash, range))?.stream ?? null,
    };
  }
}

/** Unencrypted addresses are not passed on: what a member reads would be anybody's to see and change. */
function elsewhere(url: string | null) {
  return url !== null && URL.canParse(url) && new URL(url).protocol === 'https:'
    ? ({ kind: 'elsewhere', url: new URL(url).href } as const)
    : ({ kind: 'unknown' } as const);
}

function unlessUnknown(error: unknown): null {
  if (error instanceof UserFacingError) return null;
  throw error;
}
