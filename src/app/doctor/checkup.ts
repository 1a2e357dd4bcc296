import type { Checkup, CheckupReport } from '#contracts';
import type { Database } from '#database';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { RealTarget } from '../targets.js';
import { readBooks } from './books.js';
import { examineOutside } from './outside.js';
import { examineStaff } from './staff.js';

export interface CheckupDeps {
  database: Database;
  target: RealTarget;
  /** Asked for at each look: in the sandbox it is known only once the server listens. */
  publicUrl(): string;
  clock: Clock;
  log: Log;
}

/** The doctor for chats: one community's side of what `lyceum doctor` looks at, asked by the running product. */
export function createCheckup({ database, target, publicUrl, clock, log }: CheckupDeps): Checkup {
  const underWay = new Map<string, Promise<CheckupReport>>();

  async function look(communityId: string): Promise<CheckupReport> {
    const outside = await examineOutside({
      target,
      publicUrl: publicUrl(),
      books: await readBooks(database, communityId),
      clock,
      machineNow: () => new Date(),
      connected: true,
      log,
    });
    const bought = await Promise.all([
      database.prisma.subscription.count({ where: { communityId } }),
      database.prisma.order.count({ where: { communityId } }),
    ]);
    return {
      findings: [
        ...Object.values(outside).flatMap(({ findings }) => findings),
        ...(await examineStaff(database, communityId)),
      ],
      sold: bought.some((count) => count > 0),
    };
  }

  return {
    examine(communityId) {
      // Two who ask at once get the same answer, and the platforms are asked once.
      const known = underWay.get(communityId);
      if (known) return known;
      const looking = look(communityId).finally(() => underWay.delete(communityId));
      underWay.set(communityId, looking);
      return looking;
    },
  };
}
