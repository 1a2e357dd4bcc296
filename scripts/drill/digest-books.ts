import pg from 'pg';

/** How the week of digests stands in the product's database. */
export interface Standing {
  planned: number;
  composed: number;
  /** Digests that are due and not composed, and messages that are due or under way. */
  dueNow: number;
  /** When the so-many-th of those to come is due; null: none is to come. */
  next: Date | null;
}

/** What the product wrote down about digests, read beside it. */
export interface DigestBooks {
  standing(now: Date, atOnce: number): Promise<Standing>;
  /** What became of each digest's message, by the platform's id of the person. */
  outcomes(): Promise<Map<string, string>>;
  close(): Promise<void>;
}

/** The week that is drilled. */
const WEEK = '2026-W48';

export function openDigestBooks(url: string): DigestBooks {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // The server may be killed under us; the next question opens another connection.
  pool.on('error', () => {});
  return {
    async standing(now, atOnce) {
      const { rows } = await pool.query<Standing>(
        `SELECT (SELECT count(*)::int FROM "Digest" WHERE week = $1) AS planned,
                (SELECT count(*)::int FROM "Digest" WHERE week = $1 AND "composedAt" IS NOT NULL) AS composed,
                (SELECT count(*)::int FROM "Digest" WHERE "composedAt" IS NULL AND "dueAt" <= $2)
                  + (SELECT count(*)::int FROM "Message" WHERE state = 'sending'
                     OR (state = 'pending' AND "notBefore" <= $2)) AS "dueNow",
                (SELECT LEAST(
                  (SELECT max(at) FROM (SELECT "dueAt" AS at FROM "Digest" WHERE week = $1 AND "composedAt" IS NULL
                    ORDER BY "dueAt" LIMIT $3) AS coming),
                  (SELECT min("notBefore") FROM "Message" WHERE state = 'pending'))) AS next`,
        [WEEK, now, atOnce],
      );
      const [row] = rows;
      if (!row) throw new Error('no answer');
      return row;
    },
    async outcomes() {
      const { rows } = await pool.query<{ personId: string; state: string }>(
        `SELECT a."externalId" AS "personId", m.state FROM "Message" m
           JOIN "Account" a ON a."memberId" = m."memberId" WHERE m.kind = 'digest'`,
      );
      return new Map(rows.map(({ personId, state }) => [personId, state]));
    },
    close: () => pool.end(),
  };
}
