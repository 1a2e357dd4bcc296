import type { Trainer } from '#domain/faq';
import type { RecommendTrainer, TrainingTasks } from '#domain/recommend';
import { createThread } from '../threads/asked.js';

type Kind = keyof TrainingTasks;

/** What the thread is asked. */
export type TrainingAsk =
  | { about: 'faq'; input: Parameters<Trainer['train']>[0]; well: boolean }
  | { about: 'recommend'; kind: Kind; input: TrainingTasks[Kind]['input'] };

/**
 * Trains in a thread of its own. A thread that dies fails what it was asked, and the next order has a new one.
 * @param encodes with the sentence encoder, where an order wants it
 */
export function createTrainer({ encodes = false }: { encodes?: boolean } = {}): Trainer & RecommendTrainer {
  const thread = createThread<TrainingAsk, unknown>(new URL('./thread.ts', import.meta.url), 'training');
  return {
    encodes,
    // What comes back is what the thread made of the same order.
    train: (input, well = false) =>
      thread.ask({ about: 'faq', input, well: well && encodes }) as ReturnType<Trainer['train']>,
    compute: (<Task extends Kind>(kind: Task, input: TrainingTasks[Task]['input']) =>
      thread.ask({ about: 'recommend', kind, input }) as Promise<
        TrainingTasks[Task]['output']
      >) satisfies RecommendTrainer['compute'],
    close: () => thread.close(),
  };
}
