import { statfs } from 'node:fs/promises';
import { examineRedis } from '#adapters/bullmq';
import { examineStorage } from '#adapters/storage';
import { finding, type ClockReading, type Finding } from '#contracts';
import type { Log } from '#kernel/log';
import type { Config } from '../config.js';
import { keysAtHand } from '../keys.js';
import { surroundings } from '../targets.js';
import { emptyBooks, readBooks } from './books.js';
import { judgeClocks, type Other } from './clocks.js';
import { examineMachine } from './machine.js';
import { examineOutside } from './outside.js';
import { examineSeals } from './seals.js';
import { examineStaff } from './staff.js';
import { openStore } from './store.js';

export interface DiagnoseDeps {
  log: Log;
  /** This machine's clock. */
  machineNow?: () => Date;
  /** The product's clock, when it is not this machine's. */
  clock?: { now(): Date };
  /** Bytes left on the disk of a folder, and bytes in all. */
  disk?: (folder: string) => Promise<{ left: number; all: number }>;
  /** Where this version's migrations are; its own by default. */
  migrations?: string;
}

/**
 * Looks at everything an installation stands on, and says what is broken, risky or fine. Changes nothing, and
 * works beside a running Lyceum as well as before its first start.
 */
export async function diagnose(config: Config, deps: DiagnoseDeps): Promise<Finding[]> {
  const { log, machineNow = () => new Date(), disk = diskOf, migrations } = deps;
  const machine = await examineMachine({
    dataDir: config.dataDir,
    ownServer: config.databaseUrl !== undefined,
    hasKeys: config.encryptionKeys !== undefined,
    disk,
  });
  const unwritable = machine.some(({ id }) => id === 'machine.data_not_writable');
  // The built-in Postgres could not start there either; that is said already.
  const closed = unwritable && !config.databaseUrl;
  const store = closed ? null : await openStore(config, { machineNow, log, migrations });
  const redis = config.redisUrl ? (await examineRedis(config.redisUrl)).findings : [];
  // Files in the data folder are on this machine's disk, which was looked at.
  const files =
    config.storage.kind === 'folder' ? [] : await examineStorage({ ...config.storage, pauseMs: 100 });
  const seen: Partial<Record<Other, readonly ClockReading[]>> = { postgres: store?.clock ?? [] };
  const findings = [...machine, ...(store?.findings ?? []), ...redis, ...files];
  if (store?.database) {
    const keys = keysAtHand(config.dataDir, config.encryptionKeys);
    findings.push(...(await examineStaff(store.database)), ...(await examineSeals(store.database, keys)));
  }
  try {
    if (config.target.kind === 'sandbox') findings.push(finding('settings.sandbox', 'fine'));
    else {
      const around = await surroundings(config, log);
      try {
        const outside = await examineOutside({
          target: config.target,
          publicUrl: config.http.publicUrl,
          books: store?.database ? await readBooks(store.database) : emptyBooks,
          clock: deps.clock ?? around.clock,
          machineNow,
          log,
        });
        for (const part of Object.values(outside)) findings.push(...part.findings);
        seen.discord = outside.discord?.clock ?? [];
        seen.stripe = outside.stripe?.clock ?? [];
      } finally {
        await around.close();
      }
    }
  } finally {
    await store?.close();
  }
  return [...findings, ...judgeClocks(seen)];
}

async function diskOf(folder: string): Promise<{ left: number; all: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { left: bavail * bsize, all: blocks * bsize };
}
