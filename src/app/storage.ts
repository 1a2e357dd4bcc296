import { join } from 'node:path';
import { createLocalStore } from '#adapters/storage';
import type { BlobStore } from '#domain/courses';

/** Where uploaded content lies, and where it is looked at before that. */
export interface Storage {
  blobs: BlobStore;
  /** A folder on this machine; what is left in it when nobody uploads is litter. */
  scratchDir: string;
}

/** Content in the data folder. */
export function localStorage(dataDir: string): Storage {
  return {
    blobs: createLocalStore({ folder: join(dataDir, 'files') }),
    scratchDir: join(dataDir, 'incoming'),
  };
}
