/**
 * contracts: what a door looks like. Commands, jobs, replies, texts and what platforms report, as data.
 * Lives here: shapes, texts in both languages, and the pure functions that turn a phrase into runs.
 * Does not: anything that speaks to a platform, a queue or the database.
 */
export * from './asking.js';
export * from './chart.js';
export * from './command.js';
export * from './csv.js';
export * from './desk.js';
export * from './document/index.js';
export * from './drawn-notices.js';
export * from './faq-answers.js';
export * from './files.js';
export * from './finding.js';
export * from './forecast-notices.js';
export * from './formats.js';
export * from './inbound.js';
export * from './job.js';
export * from './notices.js';
export * from './numbers.js';
export * from './phrase.js';
export * from './pictures.js';
export * from './posts.js';
export { gatherWeek, type WeekFound } from './pulse/gather.js';
export { weekReply } from './pulse/report.js';
export { spanText } from './pulse/sheet.js';
export { messagesOf, type WeekFigures } from './pulse/week.js';
export { spanPhrase } from './pulse/words.js';
export * from './reply.js';
export * from './rich.js';
export { en, isTextKey, plain, zhCN, type TextKey, type Texts } from './texts/index.js';
