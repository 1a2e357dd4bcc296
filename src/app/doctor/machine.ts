import { randomUUID } from 'node:crypto';
import { access, constants, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { finding, type Finding } from '#contracts';

export interface MachineExamined {
  dataDir: string;
  /** Whether the data is on a server of its own, and whether the keys are in the settings. */
  ownServer: boolean;
  hasKeys: boolean;
  /** Bytes left on the disk of a folder, and bytes in all. */
  disk(folder: string): Promise<{ left: number; all: number }>;
}

const MB = 1_048_576;
/** Below this Postgres may stop in the middle of anything. */
const TOO_LITTLE = 256 * MB;
const LITTLE = 1024 * MB;
/** Of a large disk, a twentieth is little as well, up to this. */
const LITTLE_AT_MOST = 10 * LITTLE;

/** Whether this machine can keep what has to be kept. */
export async function examineMachine(asked: MachineExamined): Promise<Finding[]> {
  const findings: Finding[] = [];
  const folder = resolve(asked.dataDir);
  const reason = await whyNotWritable(folder);
  if (reason) findings.push(finding('machine.data_not_writable', 'broken', { folder, reason }));
  else {
    const { left, all } = await asked.disk(await nearest(folder));
    if (left < Math.max(LITTLE, Math.min(all / 20, LITTLE_AT_MOST))) {
      const free = Math.floor(left / MB);
      const severity = left < TOO_LITTLE ? 'broken' : 'risky';
      findings.push(finding('machine.disk_nearly_full', severity, { folder, free }));
    }
  }
  if (findings.length === 0) findings.push(finding('machine.works', 'fine'));
  if (asked.ownServer && !asked.hasKeys) findings.push(finding('machine.keys_missing', 'risky'));
  return findings;
}

/** Tries it, because rights alone do not tell of full disks and quotas. */
async function whyNotWritable(folder: string): Promise<string | null> {
  try {
    const there = await nearest(folder);
    if (!(await stat(there)).isDirectory()) return 'ENOTDIR';
    // A folder that is not there yet will be made at the first start; looking does not make it.
    if (there !== folder) await access(there, constants.W_OK);
    else {
      const trial = join(folder, `.doctor-${randomUUID()}`);
      await writeFile(trial, 'Lyceum looked whether it can write here.\n', { flag: 'wx' });
      await rm(trial);
    }
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

/** The folder itself, or the nearest one above that exists. */
async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const there = await stat(at).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
    );
    if (there || at === dirname(at)) return at;
  }
}
