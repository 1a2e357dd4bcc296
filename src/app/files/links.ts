import type { Files } from '#contracts';
import { days, hours, later, type Clock } from '#kernel/clock';
import { readSigned, sign } from '#kernel/signed';

/** Sign addresses: one secret for each purpose and key, the current key's first. */
export interface LinkSecrets {
  files: readonly [string, ...string[]];
  uploads: readonly [string, ...string[]];
}

export interface LinksDeps {
  clock: Clock;
  secrets: LinkSecrets;
  /** Where the world reaches our server; asked each time, since a server learns its port late. */
  publicUrl: () => string;
}

/** Whose file an address opens; `memberId` null: for a place. */
export interface FileWords {
  communityId: string;
  memberId: string | null;
  assetId: string;
}

export interface UploadWords {
  communityId: string;
  memberId: string;
  slug: string | null;
}

export interface Links extends Files {
  /** What an address says; null: we did not write it. */
  readFile(words: string): (FileWords & { expired: boolean }) | null;
  readUpload(words: string): (UploadWords & { expired: boolean }) | null;
}

const FOR_A_MEMBER = hours(6);
const FOR_A_PLACE = days(365);
const FOR_AN_UPLOAD = hours(1);

/** Ends are the same for all that is asked within such a span, so that the address of a thing stays the same. */
const MEMBER_STEP = hours(1);
const PLACE_STEP = days(90);

/** Writes the addresses of files, and reads them again. */
export function createLinks({ clock, secrets, publicUrl }: LinksDeps): Links {
  const isOver = (until: Date) => until <= clock.now();
  const endOf = (life: number, step: number) =>
    new Date(Math.ceil((clock.now().getTime() + life) / step) * step);

  return {
    link({ communityId, memberId, assetId }) {
      const until = memberId === null ? endOf(FOR_A_PLACE, PLACE_STEP) : endOf(FOR_A_MEMBER, MEMBER_STEP);
      const words = sign([communityId, assetId, memberId ?? ''], until, secrets.files[0]);
      return `${publicUrl()}/files/${words}`;
    },
    uploadLink({ communityId, memberId, slug }) {
      const until = later(clock.now(), FOR_AN_UPLOAD);
      const words = sign([communityId, memberId, slug ?? ''], until, secrets.uploads[0]);
      return `${publicUrl()}/upload/${words}`;
    },
    certificateLink: (token) => `${publicUrl()}/certificates/${encodeURIComponent(token)}`,

    readFile(words) {
      const read = readSigned(words, secrets.files);
      const [communityId, assetId, memberId] = read?.parts ?? [];
      if (!read || !communityId || !assetId || memberId === undefined) return null;
      return { communityId, assetId, memberId: memberId || null, expired: isOver(read.until) };
    },
    readUpload(words) {
      const read = readSigned(words, secrets.uploads);
      const [communityId, memberId, slug] = read?.parts ?? [];
      if (!read || !communityId || !memberId || slug === undefined) return null;
      return { communityId, memberId, slug: slug || null, expired: isOver(read.until) };
    },
  };
}
