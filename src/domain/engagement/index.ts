/**
 * Engagement: what happens in a community, counted. The log of what happened (never of what was said), pseudonyms,
 * missing hours, and the roll-ups by hour, day, week, place, subject and person.
 * Not here: money (revenue), what comes next (forecast), how it is shown (commands).
 * Tables: Pseudonym, ActivityPlace, ActivityEvent, ActivityWriter, ListenedHour, ActivityRolled, ActivityHour,
 * ActivityDay, SubjectDay, MemberDay, CommunityDay, CohortWeek.
 * Holds: a roll-up counts anew and never adds; an hour that was not listened to is missing, not zero; who does not
 * want to be counted is not; without their row in Pseudonym, counts are nobody's.
 */
export * from './model.js';
export type * from './ports.js';
export { createEngagement, type EngagementDeps } from './service.js';
