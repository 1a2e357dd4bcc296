import { join } from 'node:path';
import { createLocalStore, createS3Store } from '#adapters/storage';
import type { BlobStore } from '#domain/courses';
import type { StorageSettings } from './config.js';

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
    scratchDir: join(dataDir, 'scratch'),
  };
}

/** Where the settings say. Nothing is opened before it is used. */
export function openStorage(settings: StorageSettings, dataDir: string): Storage {
  const local = localStorage(dataDir);
  if (settings.kind === 'folder') return local;
  return { ...local, blobs: createS3Store({ ...settings, spoolFolder: join(dataDir, 'spool') }) };
}
