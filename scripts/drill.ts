import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drillChanges } from './drill/changes.js';
import { readOptions, usage, type DrillOptions } from './drill/options.js';
import { drillDigests } from './drill/digests.js';
import { drillLog } from './drill/log.js';
import { drillDrops } from './drill/drops.js';
import type { Closers } from './drill/stage.js';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(usage);
  const home = await mkdtemp(join(tmpdir(), 'lyceum-drill-'));
  const closers: Closers = [];
  let held = false;
  try {
    const scenario = scenarioOf(options)(options, home, closers, stopping.signal);
    held = await Promise.race([scenario, untilStopped()]);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  } finally {
    stopping.abort(new Error('over'));
    for (const close of closers.reverse()) {
      await close().catch((error: unknown) => console.error(`could not be closed: ${String(error)}`));
    }
    if (held && !options.keep) await rm(home, { recursive: true, force: true });
    else console.log(`The product's log is in ${home}`);
  }
  process.exit(held ? 0 : 1);
}

function scenarioOf(options: DrillOptions): typeof drillDrops {
  if (options.log) return drillLog;
  if (options.digests > 0) return drillDigests;
  return options.drops > 0 ? drillDrops : drillChanges;
}

function untilStopped(): Promise<never> {
  return new Promise((_resolve, reject) => {
    stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason as Error));
  });
}

await main();
