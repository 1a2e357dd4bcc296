import type { Store } from '../state/store.js';
import type { Words } from '../words/index.js';

export type Deed = (store: Store) => void | Promise<void>;

export interface Tale {
  words: (words: Words) => Words['story'];
  steps: number;
  progress: (store: Store) => number;
  /** Of each step, in the order of the labels of its buttons. */
  deeds: readonly (readonly Deed[])[];
  /** Whether a step cannot be taken yet. */
  isBlocked: (store: Store, step: number) => boolean;
}
