import type { UploadDoor } from '#adapters/http';
import type { Rooms } from '#contracts';
import type { Member } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { atLeast, type RankOf } from '../dispatch/standing.js';
import type { Links, UploadWords } from './links.js';

export interface UploadDoorDeps {
  links: Links;
  rooms: Pick<Rooms, 'members' | 'courses'>;
  rankOf: RankOf;
}

/** Who may upload with a link, asked each time: a rank can be lost within the hour. */
export function createUploadDoor({ links, rooms, rankOf }: UploadDoorDeps): UploadDoor {
  async function creator({ communityId, memberId }: UploadWords): Promise<Member | null> {
    const member = await rooms.members.member(communityId, memberId).catch((error: unknown) => {
      if (error instanceof UserFacingError) return null;
      throw error;
    });
    return member && atLeast(await rankOf(member, true), 'creator') ? member : null;
  }

  return {
    async open(words) {
      const said = links.readUpload(words);
      if (!said) return { kind: 'unknown' };
      if (said.expired) return { kind: 'over' };
      const member = await creator(said);
      if (!member) return { kind: 'closed' };
      const holder = `${said.communityId} ${said.memberId}`;
      return { kind: 'open', holder, locale: member.locale, slug: said.slug };
    },
    async upload(words, files, onProgress) {
      const said = links.readUpload(words);
      if (!said || !(await creator(said))) throw new UserFacingError('not_allowed');
      const { communityId, memberId: byId, slug } = said;
      return rooms.courses.upload(communityId, {
        files,
        byId,
        onProgress,
        ...(slug === null ? {} : { slug }),
      });
    },
  };
}
