import type { CertificateServing, FileServing } from '#adapters/http';
import type { Rooms } from '#contracts';
import type { Clock } from '#kernel/clock';
import type { Storage } from '../storage.js';
import { createFileDoor } from './door.js';
import type { Links } from './links.js';

export interface PagesDeps {
  rooms: Rooms;
  links: Links;
  storage: Storage;
  clock: Clock;
}

export interface Pages {
  files: FileServing;
  certificates: CertificateServing;
}

/** Everything that is reached by a link of ours, as the http room is given it. */
export function createPages({ rooms, links, storage, clock }: PagesDeps): Pages {
  return {
    files: { door: createFileDoor({ links, courses: rooms.courses, blobs: storage.blobs }), clock },
    certificates: { proof: (token) => rooms.learning.proof(token) },
  };
}
