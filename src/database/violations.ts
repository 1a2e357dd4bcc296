import { Prisma } from './generated/client.js';

/** Whether `error` says that a row with the same unique key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // P2010 is a raw statement that failed; the database's own code is inside.
  return error.code === 'P2002' || (error.code === 'P2010' && /\b23505\b/.test(error.message));
}
