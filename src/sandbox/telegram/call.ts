import type { Params } from './params.js';
import type { World } from './world.js';

export interface Call {
  world: World;
  params: Params;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
}

/** A Bot API method: returns the `result`, or a Described one, or throws an ApiFailure. */
export type Method = (call: Call) => unknown;

/** A result that comes with words, as setWebhook's does. */
export class Described {
  readonly result: unknown;
  readonly description: string;
  constructor(result: unknown, description: string) {
    this.result = result;
    this.description = description;
  }
}
