import type { SandboxContext } from '../kit.js';
import { prune, runDue } from './due.js';
import type { Ledger } from './ledger.js';
import type { StripeState } from './state.js';

/** Makes what is due happen, in its order and at its own time. */
export interface Clockwork {
  /** Seconds: the time of whatever is being done, else the sandbox's now. */
  now: () => number;
  /** Does at once whatever the sandbox's clock has passed. */
  catchUp(): void;
  /**
   * Does everything due until `ms`; at each moment `reached` is told the time (milliseconds), and then it waits
   * until `settled` resolves.
   */
  advanceTo(ms: number, settled: () => Promise<void>, reached?: (ms: number) => void): Promise<void>;
}

/** `state` and `ledger` are asked for each time, because both can be replaced. */
export function createClockwork(deps: {
  context: SandboxContext;
  state(): StripeState;
  ledger(): Ledger;
}): Clockwork {
  /** Milliseconds. */
  let doing: number | undefined;
  let queue = Promise.resolve();

  const clock = () => Math.max(deps.state().time, deps.context.clock.now());

  /** Does all that is due at the next moment up to `limit`; `false` when there is nothing. */
  function step(limit: number): boolean {
    const { agenda } = deps.state();
    const first = agenda[0];
    if (!first || first.at * 1000 > limit) return false;
    doing = Math.max(first.at * 1000, deps.state().time);
    deps.state().time = doing;
    while (agenda[0] && agenda[0].at <= first.at) {
      const due = agenda.shift();
      if (due) runDue(deps.ledger(), due);
    }
    return true;
  }

  function finish(limit: number): void {
    const state = deps.state();
    state.time = Math.max(state.time, limit);
    doing = undefined;
    prune(deps.ledger());
    deps.context.changed();
  }

  async function advance(
    ledger: Ledger,
    ms: number,
    settled: () => Promise<void>,
    reached: (ms: number) => void,
  ): Promise<void> {
    try {
      await settled();
      // A state that was loaded meanwhile has its own time: the advance of the old one ends there.
      while (deps.ledger() === ledger && step(ms)) {
        reached(deps.state().time);
        await settled();
      }
      if (deps.ledger() === ledger) finish(ms);
    } finally {
      doing = undefined;
    }
  }

  return {
    now: () => Math.floor((doing ?? clock()) / 1000),
    catchUp() {
      if (doing !== undefined) return;
      const limit = clock();
      try {
        let did = false;
        while (step(limit)) did = true;
        if (did) finish(limit);
      } finally {
        doing = undefined;
      }
    },
    advanceTo(ms, settled, reached = () => undefined) {
      const ledger = deps.ledger();
      const turn = queue.then(() => advance(ledger, ms, settled, reached));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
