import type { Database } from '#database';
import { sealedNames } from './names.js';

/** Names looked at in one go: bounds the memory of a search, whatever the size of the community. */
const PAGE = 5_000;

interface NameRow {
  id: string;
  memberId: string;
  communityId: string;
  name: string;
  createdAt: Date;
}

/** Looking for people by name. The database cannot read names, so they are opened and compared here. */
export function createNameStore(database: Database) {
  const names = sealedNames(database);

  async function page(communityId: string, after: NameRow | undefined): Promise<NameRow[]> {
    const [createdAt, id] = [after?.createdAt ?? new Date(0), after?.id ?? ''];
    return database.prisma.$queryRaw<NameRow[]>`
      SELECT a."id", a."memberId", a."communityId", a."name", m."createdAt"
      FROM "Account" a JOIN "Member" m ON m."id" = a."memberId"
      WHERE a."communityId" = ${communityId} AND (m."createdAt", a."id") > (${createdAt}, ${id})
      ORDER BY m."createdAt", a."id" LIMIT ${PAGE}`;
  }

  return {
    /** Ids of members one of whose names contains `text`, whatever its case; who came first is first. */
    async membersNamed(communityId: string, text: string, limit: number): Promise<string[]> {
      const wanted = folded(text);
      const found = new Set<string>();
      for (let rows = await page(communityId, undefined); ; rows = await page(communityId, rows.at(-1))) {
        for (const row of rows) {
          if (found.size < limit && folded(names.open(row)).includes(wanted)) found.add(row.memberId);
        }
        if (found.size >= limit || rows.length < PAGE) return [...found];
      }
    },
  };
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
