import type pg from 'pg';
import { sealedPrefix, type SealedPlace, type Sealer } from '#kernel/sealed';
import { sealedColumns, type SealedColumn } from './sealed-columns.js';

/** How many values of a column each key sealed; the key `''`: plain text from before there was sealing. */
export interface SealsInUse {
  /** `Account.name` */
  column: string;
  values: ReadonlyMap<string, number>;
}

export interface Renewal {
  column: string;
  /** Values sealed anew so far in this column, and how many there were to do at the beginning. */
  done: number;
  of: number;
}

/** Everything that is kept sealed, as a whole. */
export interface Seals {
  inUse(): Promise<SealsInUse[]>;
  /**
   * Seals anew, with the current key, whatever another one sealed or nobody did. In batches, beside a running
   * product: a value that changes meanwhile is left to the next pass. Stopped halfway, the next call goes on.
   * @param plainOnly leaves alone what any key sealed
   * @returns how many values were sealed. Throws CannotOpen for a value whose key is not at hand
   */
  renew(options?: { plainOnly?: boolean; onProgress?: (renewal: Renewal) => void }): Promise<number>;
  /**
   * Lets go of everything that a lost key sealed, for good: what can do without is emptied, the rest says `?`.
   * @returns how many values were lost
   */
  giveUp(keyId: string): Promise<number>;
}

/** Values in one batch, and in one statement. */
const BATCH = 500;

interface Row {
  id: string;
  communityId: string;
  value: string;
}

/** @param pool its `search_path` is the schema of the tables */
export function createSeals(pool: pg.Pool, sealer: Sealer): Seals {
  async function counts(one: SealedColumn): Promise<Map<string, number>> {
    const { rows } = await pool.query<{ key: string; count: number }>(
      `SELECT coalesce(substring(value FROM '^sealed:1:([A-Za-z0-9_-]+):'), '') AS key, count(*)::int AS count
       FROM (SELECT ${textOf(one)} AS value FROM "${one.table}") AS kept WHERE value IS NOT NULL GROUP BY 1`,
    );
    return new Map(rows.map(({ key, count }) => [key, count]));
  }

  /** @param which what the values begin with, or may not begin with */
  async function batch(one: SealedColumn, which: { with: string } | { without: string }, after: string) {
    const { rows } = await pool.query<Row>(
      `SELECT "${one.id}" AS id, "communityId", ${textOf(one)} AS value FROM "${one.table}"
       WHERE "${one.id}" > $1 AND starts_with(${textOf(one)}, $2) = $3 ORDER BY 1 LIMIT ${BATCH}`,
      'with' in which ? [after, which.with, true] : [after, which.without, false],
    );
    return rows;
  }

  /** @param say what is to stand there; null: nothing */
  async function write(
    one: SealedColumn,
    rows: readonly Row[],
    say: (place: SealedPlace, value: string) => string | null,
  ): Promise<number> {
    const column = `${one.table}.${one.column}`;
    const sealed = rows.map(({ id, communityId, value }) => {
      const place = { column, id, communityId };
      const text = say(place, value);
      return text === null ? null : sealer.seal(place, text);
    });
    const fresh = one.json ? `coalesce(to_jsonb(fresh.sealed), 'null')` : 'fresh.sealed';
    const { rowCount } = await pool.query(
      `UPDATE "${one.table}" AS kept SET "${one.column}" = ${fresh}
       FROM unnest($1::text[], $2::text[], $3::text[]) AS fresh(id, seen, sealed)
       WHERE kept."${one.id}" = fresh.id AND ${textOf(one, 'kept.')} = fresh.seen`,
      [rows.map(({ id }) => id), rows.map(({ value }) => value), sealed],
    );
    return rowCount ?? 0;
  }

  return {
    async inUse() {
      const all = [];
      for (const one of sealedColumns) {
        all.push({ column: `${one.table}.${one.column}`, values: await counts(one) });
      }
      return all;
    },
    async renew({ plainOnly = false, onProgress } = {}) {
      // Every sealed value begins like this, whatever its key.
      const which = { without: plainOnly ? 'sealed:1:' : sealedPrefix(sealer.currentKey) };
      let total = 0;
      for (const one of sealedColumns) {
        const column = `${one.table}.${one.column}`;
        const of = [...(await counts(one))]
          .filter(([key]) => (plainOnly ? key === '' : key !== sealer.currentKey))
          .reduce((sum, [, count]) => sum + count, 0);
        let done = 0;
        let rows = of > 0 ? await batch(one, which, '') : [];
        while (rows.length > 0) {
          done += await write(one, rows, (place, value) => sealer.open(place, value));
          onProgress?.({ column, done, of });
          rows = await batch(one, which, rows.at(-1)?.id ?? '');
        }
        total += done;
      }
      return total;
    },
    async giveUp(keyId) {
      const which = { with: sealedPrefix(keyId) };
      let total = 0;
      for (const one of sealedColumns) {
        for (let rows = await batch(one, which, ''); rows.length > 0;) {
          total += await write(one, rows, () => one.lost);
          rows = await batch(one, which, rows.at(-1)?.id ?? '');
        }
      }
      return total;
    },
  };
}

/** What is kept, as text: JSON columns hold it as a JSON string; null there is SQL's null. Names are ours alone. */
function textOf({ column, json }: SealedColumn, of = ''): string {
  return json ? `(${of}"${column}" #>> '{}')` : `${of}"${column}"`;
}
