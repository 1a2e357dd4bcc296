import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '#sandbox';
import type { Books } from './books.js';

export interface SettleDeps {
  sandbox: Sandbox;
  books: Books;
  httpPort: string;
  /** When the product was started last, by the sandbox's clock. */
  startedAt: Date;
  stopped: AbortSignal;
}

const PATIENCE_MS = 120_000;

/**
 * Waits until the product has nothing left to do: no job waits or runs, no message is to be sent, no event is
 * unhandled. Time is moved forward whenever something only waits for time.
 */
export async function settle(deps: SettleDeps): Promise<void> {
  const { sandbox, books, stopped } = deps;
  const late = Date.now() + PATIENCE_MS;
  let quiet = 0;
  let report = '';
  for (let looks = 0; quiet < 4; looks += 1) {
    stopped.throwIfAborted();
    if (Date.now() > late) throw new Error(`the product does not come to rest: ${report}`);
    await pause(250);
    resendWebhooks(sandbox);
    const [jobs, unsent, unhandled] = await Promise.all([
      openJobs(deps.httpPort),
      books.unsent(),
      books.unhandled(),
    ]);
    report = `${jobs} jobs, ${unsent} unsent messages, ${unhandled} unhandled events`;
    quiet = jobs + unsent + unhandled === 0 ? quiet + 1 : 0;
    if (looks % 8 === 7) await moveOn(deps);
  }
}

/** A claim of this very process must not look old because we moved the clock: then the step waits. */
async function moveOn({ sandbox, books, startedAt }: SettleDeps): Promise<void> {
  const now = sandbox.clock.now();
  const fresh = (await books.sendingSince(now)) - (await books.sendingSince(startedAt));
  if (fresh === 0) await sandbox.advanceTo(new Date(now.getTime() + 65_000));
}

/** Stripe tries again after hours by then; whoever runs the shop presses "Resend". */
export function resendWebhooks(sandbox: Sandbox): void {
  const { deliveries, outbox } = sandbox.stripe.state();
  const stuck = deliveries.filter((one) => one.state === 'retrying' || one.state === 'failed');
  for (const { event, id } of stuck) {
    if (!outbox.includes(id)) void sandbox.stripe.actions['resendEvent']?.run({ eventId: event });
  }
}

/** How Stripe's deliveries stand, for a report. */
export function deliveriesOf(sandbox: Sandbox): string {
  const { deliveries, outbox, webhookFaults } = sandbox.stripe.state();
  const byState: Record<string, number> = {};
  for (const { state } of deliveries) byState[state] = (byState[state] ?? 0) + 1;
  return `Stripe's webhooks ${JSON.stringify(byState)}, ${outbox.length} on their way, held back: ${webhookFaults.delay}`;
}

/** Jobs that wait or run, from the product's own metrics; a busy product may not answer at once. */
async function openJobs(httpPort: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${httpPort}/metrics`, { signal: AbortSignal.timeout(5_000) });
  const lines = (await answer.text()).split('\n');
  return lines
    .filter((line) => /^lyceum_jobs\{.*state="(waiting|active)"/.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
