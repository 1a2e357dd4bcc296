import { join } from 'node:path';
import { demo, startSandbox, type Sandbox } from '#sandbox';
import { movableClock, systemClock, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Config, Target } from './config.js';
import { followClock } from './follow-clock.js';

export type RealTarget = Extract<Target, { kind: 'real' }>;

/** What the product runs against, and by which clock. */
export interface Surroundings {
  target: RealTarget;
  clock: Clock;
  sandbox?: Sandbox;
  /** Called when time was moved forward: what that makes due should not wait for the next sweep. */
  onJump?(listener: () => void): () => void;
  /** Where our clock follows another: catches up with it. */
  beOnTime?(): Promise<void>;
  close(): Promise<void>;
}

/** Ports the sandbox likes to have, so that addresses it once gave out still work after a restart. */
const SANDBOX_PORTS = { discord: 7701, telegram: 7702, stripe: 7703 };

/** Opens the sandbox when no chat token is set; else points to the real platforms. */
export async function surroundings(config: Config, log: Log): Promise<Surroundings> {
  if (config.target.kind === 'real') {
    if (!config.clockUrl) return { target: config.target, clock: systemClock, close: async () => {} };
    const clock = movableClock(new Date(), true);
    const { look, stop } = await followClock(config.clockUrl, clock, log);
    return { target: config.target, clock, onJump: clock.onJump, beOnTime: look, close: async () => stop() };
  }
  const sandbox = await startSandbox({
    log,
    ports: SANDBOX_PORTS,
    flexible: true,
    stateFile: join(config.dataDir, 'sandbox.json'),
  });
  const { clock } = sandbox;
  return {
    target: sandboxTarget(sandbox),
    clock,
    sandbox,
    onJump: clock.onJump,
    close: () => sandbox.close(),
  };
}

/** The sandbox, addressed as if it were the real thing. */
export function sandboxTarget(sandbox: Pick<Sandbox, 'discord' | 'telegram' | 'stripe'>): RealTarget {
  return {
    kind: 'real',
    discord: { token: demo.discord.token, apiUrl: `${sandbox.discord.url}/api` },
    telegram: { token: demo.telegram.token, apiUrl: sandbox.telegram.url, webhook: false },
    stripe: {
      secretKey: demo.stripe.secretKey,
      webhookSecret: demo.stripe.webhookSecret,
      apiUrl: sandbox.stripe.url,
    },
  };
}
