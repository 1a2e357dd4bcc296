/** Runs in a thread of its own (trainer.ts starts it): learning takes seconds in which nobody else would be heard. */
import { createEncoder } from '#adapters/encoder';
import { trainMatcher } from '#domain/faq/matcher';
import { runTrainingTask } from '#domain/recommend';
import { answering } from '../threads/answering.js';
import type { TrainingAsk } from './trainer.js';

/** Opened when it is needed first; it remembers all phrasings of some large communities (25 MB). */
const encoder = createEncoder({ remembered: 12_000 });

answering<TrainingAsk, unknown>(async (ask) => {
  if (ask.about === 'recommend') return runTrainingTask(ask.kind, ask.input);
  const { input, well } = ask;
  return (await trainMatcher(well ? { ...input, encoder } : input)).save();
});
