import type { CertificateServing, FileServing, UploadServing } from '#adapters/http';
import type { Rooms } from '#contracts';
import type { SeatPorts } from '#domain/access';
import { uploadLimits } from '#domain/courses';
import type { Clock } from '#kernel/clock';
import { createStanding } from '../dispatch/standing.js';
import type { Storage } from '../storage.js';
import { createFileDoor } from './door.js';
import type { Links } from './links.js';
import { createUploadDoor } from './upload-door.js';

export interface PagesDeps {
  rooms: Rooms;
  links: Links;
  storage: Storage;
  /** Who is what on the platforms. */
  ports: SeatPorts;
  clock: Clock;
}

export interface Pages {
  files: FileServing;
  uploads: UploadServing;
  certificates: CertificateServing;
}

/** Everything that is reached by a link of ours, as the http room is given it. */
export function createPages({ rooms, links, storage, ports, clock }: PagesDeps): Pages {
  return {
    files: { door: createFileDoor({ links, courses: rooms.courses, blobs: storage.blobs }), clock },
    uploads: {
      door: createUploadDoor({ links, rooms, rankOf: createStanding(rooms.members, ports) }),
      folder: storage.scratchDir,
      limits: { bytes: uploadLimits.totalBytes, files: uploadLimits.files },
    },
    certificates: { proof: (token) => rooms.learning.proof(token) },
  };
}
