import { join } from 'node:path';
import { createLocalStore, createS3Store } from '#adapters/storage';
import type { BlobStore } from '#domain/courses';
import type { StorageSettings } from '../config.js';

/** Where uploaded files lie, as the settings say. Nothing is opened before it is used. */
export function openStorage(settings: StorageSettings, dataDir: string): BlobStore {
  if (settings.kind === 'folder') return createLocalStore({ folder: settings.folder });
  return createS3Store({ ...settings, spoolFolder: join(dataDir, 'spool') });
}
