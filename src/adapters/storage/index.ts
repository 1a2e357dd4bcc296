/**
 * storage: where uploaded content lies.
 * Lives here: content on a local disk, or in a bucket of anything that speaks S3.
 * Does not: what content is allowed and who may read it (courses), how it reaches a browser (adapters/http).
 * Holds: content is addressed by community and SHA-256; what is there is whole; a write that fails leaves nothing.
 */
export { createLocalStore, type LocalStoreOptions } from './local.js';
export { createS3Store, type S3StoreOptions } from './s3.js';
export { examineStorage } from './examine.js';
