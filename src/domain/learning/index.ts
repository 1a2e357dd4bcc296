/**
 * Learning: what members have begun, read, finished, asked and rated, and what they can prove of it.
 * Not here: the contents (courses), and when a lesson opens (drops decides, this room remembers).
 * Tables: Enrolment, Study, Question, Certificate.
 * Holds: a lesson that opened stays open; a certificate is issued once and says what was true that day; what
 * people wrote is sealed.
 */
export type * from './model.js';
export { createLearning, type LearningDeps } from './service.js';
