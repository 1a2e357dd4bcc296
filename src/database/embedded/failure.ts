import { readFile } from 'node:fs/promises';

/** Why the embedded server could not run; `remedy` texts are in the message itself. */
export type EmbeddedPostgresReason =
  'unsupported' | 'permission' | 'disk-full' | 'port-in-use' | 'other-version' | 'damaged' | 'failed';

/** One sentence for the operator; the details are in the server's own log. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
  readonly reason: EmbeddedPostgresReason;
  constructor(reason: EmbeddedPostgresReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The server's first fatal line: what follows it is a consequence. */
function firstComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const fatal = lines.find((line) => /\b(FATAL|PANIC|error):/i.test(line)) ?? lines.at(-1) ?? 'no output';
  return fatal.replace(/^.*?\b(FATAL|PANIC|error):\s*/i, '').trim();
}

/**
 * Turns what initdb or postgres printed into one sentence.
 * @param where the folder that holds the data
 */
export function explain(output: string, where: string): EmbeddedPostgresError {
  const said = firstComplaint(output);
  if (/No space left on device|Disk quota exceeded|Check free disk space|wrote only \d+ of/i.test(output)) {
    return new EmbeddedPostgresError('disk-full', `The disk that holds ${where} is full (${said}).`);
  }
  if (/could not bind|Address already in use/i.test(output)) {
    return new EmbeddedPostgresError('port-in-use', `The port for the embedded Postgres is taken (${said}).`);
  }
  if (/Permission denied|Operation not permitted|has wrong ownership|invalid permissions/i.test(output)) {
    return new EmbeddedPostgresError(
      'permission',
      `No permission to use ${where} for the database (${said}).`,
    );
  }
  if (/incompatible with server|was initialized by PostgreSQL/i.test(output)) {
    return new EmbeddedPostgresError(
      'other-version',
      `The data in ${where} belongs to another version of Postgres (${said}).`,
    );
  }
  if (/could not locate a valid checkpoint|invalid checkpoint|not a database cluster/i.test(output)) {
    return new EmbeddedPostgresError(
      'damaged',
      `The data in ${where} is damaged (${said}): restore a backup.`,
    );
  }
  return new EmbeddedPostgresError('failed', `The embedded Postgres did not start (${said}).`);
}

/** The same for an error of the file system or of starting a program. */
export function explainSystem(error: unknown, where: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new EmbeddedPostgresError('disk-full', `The disk that holds ${where} is full.`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new EmbeddedPostgresError('permission', `No permission to use ${where} (${code}).`, {
      cause: error,
    });
  }
  return new EmbeddedPostgresError('failed', `The embedded Postgres did not start (${message}).`, {
    cause: error,
  });
}

/** The part of the server's log written since `offset` bytes. */
export async function logSince(path: string, offset: number): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  return bytes.subarray(offset).toString('utf8');
}
