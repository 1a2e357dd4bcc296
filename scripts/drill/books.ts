import pg from 'pg';

/** A notice as the product's outbox has it. */
export interface Row {
  platform: string;
  personId: string;
  kind: string;
  state: string;
}

/**
 * What the product wrote down, read beside it. The drill waits by it and compares with it; whether something
 * happened is asked of the platforms alone.
 */
export interface Books {
  notices(): Promise<Row[]>;
  /** Grants of a person that are not revoked. */
  grants(personId: string): Promise<number>;
  /** Messages and posts that some process is sending since `before` or longer. */
  sendingSince(before: Date): Promise<number>;
  /** Messages and posts that are still to be sent. */
  unsent(): Promise<number>;
  /** Posts of which nobody knows whether they arrived: the place's id on the platform, and the lesson's key. */
  uncertainPosts(): Promise<{ place: string; lesson: string }[]>;
  /** Stripe's events that nobody has handled. */
  unhandled(): Promise<number>;
  /** Removals that stopped because they were many at once, and wait for a moderator. */
  openHolds(): Promise<string[]>;
  /** All about one person, for a report. */
  about(personId: string): Promise<string>;
  close(): Promise<void>;
}

export function openBooks(url: string): Books {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // The server may be killed under us; the next question opens another connection.
  pool.on('error', () => {});
  const count = async (sql: string, values: unknown[] = []) => {
    const { rows } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, values);
    return rows[0]?.n ?? 0;
  };
  return {
    async notices() {
      const { rows } = await pool.query<Row>(
        `SELECT a.platform, a."externalId" AS "personId", m.kind, m.state
           FROM "Message" m JOIN "Account" a ON a."memberId" = m."memberId"`,
      );
      return rows;
    },
    grants: (personId) =>
      count(
        `"Grant" g JOIN "Account" a ON a."memberId" = g."memberId"
          WHERE a."externalId" = $1 AND g."revokedAt" IS NULL`,
        [personId],
      ),
    sendingSince: async (before) =>
      (await count(`"Message" WHERE state = 'sending' AND "claimedAt" <= $1`, [before])) +
      (await count(`"Post" WHERE state = 'sending' AND "claimedAt" <= $1`, [before])),
    unsent: async () =>
      (await count(`"Message" WHERE state IN ('pending', 'sending')`)) +
      (await count(
        `"Post" WHERE state IN ('pending', 'sending', 'refused') OR (state = 'sent' AND digest <> "sentDigest")`,
      )) +
      (await count(`"Drop" WHERE "postAt" IS NOT NULL AND "postedAt" IS NULL`)),
    async uncertainPosts() {
      const { rows } = await pool.query<{ place: string; lesson: string }>(
        `SELECT o."externalId" AS place, d."lessonKey" AS lesson FROM "Post" p
           JOIN "Outlet" o ON o.id = p."outletId" JOIN "Drop" d ON d.id = p."dropId"
          WHERE p.state = 'uncertain'`,
      );
      return rows;
    },
    unhandled: () => count(`"StripeEvent" WHERE "handledAt" IS NULL AND "stripeCustomerId" IS NOT NULL`),
    async openHolds() {
      const { rows } = await pool.query<{ id: string }>('SELECT id FROM "Hold" WHERE "decidedAt" IS NULL');
      return rows.map((row) => row.id);
    },
    async about(personId) {
      const of = (table: string, columns: string, on: string) =>
        pool
          .query<object>(
            `SELECT ${columns} FROM ${table} t JOIN "Account" a ON ${on} WHERE a."externalId" = $1`,
            [personId],
          )
          .then(({ rows }) => `${table} ${JSON.stringify(rows)}`);
      const facts = await Promise.all([
        of(
          '"Seat"',
          't.wanted, t."wantedAt", t.observed, t."observedAt", t.problem, t."retryAt"',
          't."accountId" = a.id',
        ),
        of('"Entitlement"', 't.state, t."computedAt", t."recheckAt"', 't."memberId" = a."memberId"'),
        of('"Subscription"', 't.status, t."fetchedAt", t."endedAt"', 't."memberId" = a."memberId"'),
        of('"Grant"', 't."createdAt", t."revokedAt"', 't."memberId" = a."memberId"'),
        of('"Message"', 't.kind, t.state, t.attempts, t."claimedAt"', 't."memberId" = a."memberId"'),
      ]);
      return facts.join('\n');
    },
    close: () => pool.end(),
  };
}
