/**
 * Courses: what creators teach. Uploads become versions, versions go live, plans open them.
 * Lives here: taking files in and checking them (ingest/: nothing they say about themselves is believed), writing
 * versions (versions.ts), storing their content (files.ts), publishing, who may read what (ways.ts).
 * Not here: who has learnt what (learning), when something is posted (drops), how it looks (contracts/document).
 * Tables: Course, CoursePlan, CourseVersion, Lesson, Asset, Blob.
 * Holds: a version never changes; members read the live one only; content is stored once per community; an upload
 * that fails leaves nothing.
 */
export type * from './model.js';
export type * from './ports.js';
export { LIMITS as uploadLimits } from './ingest/limits.js';
export { createCourses, type CoursesDeps } from './service.js';
