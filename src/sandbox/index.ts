/**
 * sandbox: Discord, Telegram and Stripe in miniature, on loopback, and a page over them.
 * Lives here: three stateful servers that the unmodified clients talk to, one clock, a wire log, the control
 * API and the page. Does not: anything of the product; it knows no room and no command.
 * Invariants: what it answers, the official schemas accept; all its state is one JSON value; a seed is the same
 * everywhere.
 */
export { sandboxPlugin, type ControlOptions } from './control/plugin.js';
export { startSandbox, type Sandbox, type SandboxOptions } from './host.js';
export { demo, people, type Person } from './people.js';
