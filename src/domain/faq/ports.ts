import type { Encoder, TrainingInput } from './matcher/model.js';

/** Trains away from the event loop: the old model keeps answering meanwhile. */
export interface Trainer {
  /** Whether it has an encoder, so that `well` makes a difference. */
  readonly encodes?: boolean;
  /**
   * @param well with the encoder, which takes some hundredths of a second for each phrasing it has not seen lately
   * @returns the model as `save` writes it
   */
  train(input: Omit<TrainingInput, 'encoder'>, well?: boolean): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Wakes whoever trains; losing a call costs a minute. */
export interface FaqWake {
  train(communityId: string): Promise<void>;
}

export type { Encoder };
