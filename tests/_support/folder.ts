import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUpAfterUs } from './clean-up.js';

/** A folder that the account of an embedded server may enter, and that goes whatever happens to us. */
export async function freshFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'lyceum-test-'));
  await chmod(path, 0o755);
  const callOff = cleanUpAfterUs(path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      callOff();
    },
  };
}
