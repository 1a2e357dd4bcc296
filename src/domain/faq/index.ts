/**
 * FAQ: what the community answers by itself, and when it is silent.
 * Not here: what a person answers (handoff), and questions about a course's contents (learning).
 * Tables: FaqEntry, FaqText, FaqPhrasing, FaqPlace, FaqSettings, FaqModel, FaqAsk, FaqSilence.
 * Holds: nothing is learned without a moderator; the text of whoever did not ask is never stored; what was asked
 * is sealed and forgotten after a while; a model that is being trained leaves the old one in service.
 */
export type * from './model.js';
export type * from './ports.js';
export { fitPrior, loadMatcher, trainMatcher, type PriorCommunity } from './matcher/index.js';
export type { Encoder, LabelledText, Match, Matcher, RiskPoint, TrainingInput } from './matcher/index.js';
export { factsIn, languageOf, questionness, type Facts } from './questions/index.js';
export { createFaq, type FaqDeps } from './service.js';
