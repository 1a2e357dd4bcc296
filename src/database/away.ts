import { Prisma } from './generated/client.js';

/** Prisma's codes for a server that cannot be reached, is busy, or dropped us. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);

/**
 * Postgres' own: connections that fail (08), no disk, memory or connections left (53), shut down or starting
 * (57P), files that cannot be written (58), and a standby that may not be written to (25006).
 */
const POSTGRES = /^(08...|53...|57P0[1-5]|58...|25006)$/;

const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** How the driver calls the same in Prisma's words. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'TooManyConnections', 'SocketTimeout']);

/** What the driver says without a code. */
const WORDS = /connection terminated|not queryable|timeout exceeded when trying to connect/i;

/**
 * Whether `error` says that the database cannot be asked or written to just now: it is away, starts, or its disk
 * is full. The same work may be tried again later; nothing was committed, unless the answer to a commit was lost.
 */
export function isDatabaseAway(error: unknown): boolean {
  for (const each of chain(error)) {
    const { code } = each as { code?: unknown };
    if (typeof code === 'string' && (PRISMA.has(code) || POSTGRES.test(code) || SOCKET.has(code)))
      return true;
    if (each instanceof Error && WORDS.test(each.message)) return true;
  }
  return false;
}

interface DriverCause {
  originalCode?: string;
  kind?: string;
}

/** The error and what is behind it; Prisma keeps the driver's error in its `meta`. */
function* chain(error: unknown): Generator<object> {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 6; depth += 1) {
    yield at;
    if (at instanceof Prisma.PrismaClientKnownRequestError) {
      const driver = at.meta?.['driverAdapterError'] as { cause?: DriverCause } | undefined;
      const { originalCode, kind = '' } = driver?.cause ?? {};
      yield { code: KINDS.has(kind) ? 'P1001' : originalCode };
    }
    at = (at as { cause?: unknown }).cause;
  }
}
