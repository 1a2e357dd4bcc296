/**
 * privacy: what a person may ask of us: to read everything that is kept, and to be forgotten.
 * Lives here: in which order somebody is forgotten, what stands in the way of it, and going on when it stopped.
 * Does not: the rows themselves (each room reads and erases its own), the keys they are sealed with (database).
 * Tables: none; of those who are leaving, members knows.
 * Invariants: nobody is forgotten whose subscription runs, or of whom that cannot be told; seats go first, and
 * are seen to be gone; all rows go in one transaction; afterwards nothing leads back, and what others have stands.
 */
export type * from './model.js';
export type * from './ports.js';
export { createPrivacy, type PrivacyDeps } from './service.js';
