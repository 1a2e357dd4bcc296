/**
 * adapters/http: the web server, the only door that strangers can knock at.
 * Lives here: webhooks in, how the program fares, the three pages that Checkout leads back to, files of
 * courses, pages to upload them, and proofs of having finished one for whoever holds a link to them.
 * Does not: what a webhook means (domain), and the sandbox's page, which comes as a plugin.
 *
 * Holds always: a webhook gets its 2xx after it is stored, a 4xx when it is not what it claims, a 5xx when
 * it should come again; no answer repeats an error's own words.
 */
export { createHttpServer, type HttpServer, type Patience } from './server.js';
export { ownPagesOnly } from './own-pages.js';
export { examinePublicUrl, type PublicUrlExamined } from './examine.js';
export type { CertificateServing, Proof } from './certificates.js';
export type { FileDoor, FileFound, FileLimits, FileOpened, FileServing } from './files.js';
export type { UploadDoor, UploadOpened, UploadServing } from './uploads.js';
