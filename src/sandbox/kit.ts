/**
 * What the three sandbox servers share: a clock, a wire log, and the shape of the things a person can do.
 * A server keeps its whole state in one JSON-serialisable object, so that it can be stored and restored.
 */
import type { z } from 'zod';

/** The sandbox's idea of now, in milliseconds since the epoch. It can be moved forward, never back. */
export interface SandboxClock {
  now(): number;
}

export type PlatformName = 'discord' | 'telegram' | 'stripe';

/** One exchange as it went over the wire, for the page's log. Bodies are already parsed. */
export interface WireEntry {
  at: number;
  platform: PlatformName;
  /** `in`: the bot called the platform; `out`: the platform called or notified the bot. */
  direction: 'in' | 'out';
  method: string;
  path: string;
  status?: number;
  ms?: number;
  body?: unknown;
  response?: unknown;
}

/** What a platform server is given by its host. */
export interface SandboxContext {
  clock: SandboxClock;
  /** Appends to the wire log. */
  wire(entry: WireEntry): void;
  /** Tells the host that state changed: it is stored soon, and pages are refreshed. */
  changed(): void;
}

/** Something a person, or the control API on their behalf, can do on a platform. */
export interface Action<Input extends z.ZodType = z.ZodType> {
  summary: string;
  input: Input;
  run(input: z.output<Input>): unknown;
}

/** Infers the input type of an action from its schema. */
export function action<Input extends z.ZodType>(value: Action<Input>): Action<Input> {
  return value;
}

export interface PlatformServer<State> {
  /** Base address, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly actions: Record<string, Action>;
  /** The live state object; the host serialises it. */
  state(): State;
  /** Replaces all state (reset, restore) and drops live connections. */
  load(state: State): void;
  close(): Promise<void>;
}

/** A failed action: the message is shown to the person at the page, the status answers the control API. */
export class ActionError extends Error {
  override name = 'ActionError';
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
