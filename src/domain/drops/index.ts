/**
 * Drops: when a lesson opens for a member, and when and where it is announced.
 * Not here: the lesson itself (courses), what members did with it (learning), how it looks (adapters).
 * Tables: Outlet, OutletPlan, Drop, Post.
 * Holds: one post per drop, place and part, whatever crashes; local times mean what a calendar on the wall says; a
 * pause never ends in a flood.
 */
export type * from './model.js';
export type * from './ports.js';
export { expand, refuseCircles, type ExpandOptions } from './expand.js';
export { parseRule, type PatternPart, type RulePattern } from './grammar.js';
export { dueAt, type Due, type Waits } from './rules.js';
export { createDrops, type DropsDeps } from './service.js';
