/**
 * Whether somebody asks, in which language, and what a question is about besides its words. Pure; no table.
 * A statement can be a good question ("I was charged twice"): what is told here moves a threshold, it never decides.
 */
export { factsIn } from './facts.js';
export { languageOf } from './language.js';
export { questionness } from './questionness.js';
export type { Facts, TextLanguage } from './model.js';
