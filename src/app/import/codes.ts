import { open, type FileHandle } from 'node:fs/promises';
import { csvLine, csvMark } from '#contracts';
import type { IssuedCode } from '#domain/imports';

export interface CodesFile {
  /** Writes a code down, and returns only when it is on the disk: it is kept nowhere else. */
  write(code: IssuedCode): Promise<void>;
  /** How many were written. */
  count(): number;
  close(): Promise<void>;
}

const HEAD = ['code', 'email', 'name', 'plan', 'stripe_customer', 'say', 'good_until'];

/**
 * A file for whoever sends the codes out, readable by them alone. It is made with the first code, and never
 * written over another file.
 */
export function createCodesFile(path: string): CodesFile {
  let file: FileHandle | undefined;
  let written = 0;
  return {
    async write({ code, email, name, plan, stripeCustomer, expiresAt }) {
      if (!file) {
        file = await open(path, 'wx', 0o600);
        await file.write(csvMark + csvLine(HEAD));
      }
      const until = expiresAt.toISOString().slice(0, 10);
      await file.write(csvLine([code, email, name, plan, stripeCustomer, `/claim ${code}`, until]));
      await file.datasync();
      written += 1;
    },
    count: () => written,
    close: async () => file?.close(),
  };
}
