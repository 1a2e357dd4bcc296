import type { Encoder, TrainingInput } from './matcher/model.js';

/** Trains away from the event loop: the old model keeps answering meanwhile. */
export interface Trainer {
  /** @returns the model as `save` writes it */
  train(input: Omit<TrainingInput, 'encoder'>): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Wakes whoever trains; losing a call costs a minute. */
export interface FaqWake {
  train(communityId: string): Promise<void>;
}

export type { Encoder };
