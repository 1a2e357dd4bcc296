/**
 * Digests: what is sent once a week. The members' digest, and the report and forecast of moderators who asked.
 * Not here: what is recommended (recommend), what is counted (engagement), how a message travels (delivery).
 * Tables: Digest, ReportReader.
 * Holds: one digest per member and week whatever crashes or repeats; nothing is sent that says nothing; none is due
 * in anybody's quiet hours.
 */
export * from './model.js';
export { createDigests, type DigestsDeps } from './service.js';
