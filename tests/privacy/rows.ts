import pg from 'pg';
import { openJson, sealedColumns, type Database } from '#database';

const own = `SELECT table_schema AS schema, table_name AS "table" FROM information_schema.tables
  WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1, 2`;

/** Every row of every table of every schema, all columns, sealed ones opened; one text each. */
export async function everyRow(url: string, database: Database): Promise<{ table: string; text: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const all: { table: string; text: string }[] = [];
    const tables = await client.query<{ schema: string; table: string }>(own);
    for (const { schema, table } of tables.rows) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(entry) AS row FROM "${schema}"."${table}" AS entry`,
      );
      for (const { row } of rows) {
        all.push({ table: `${schema}.${table}`, text: JSON.stringify(opened(table, row, database)) });
      }
    }
    return all;
  } finally {
    await client.end();
  }
}

/** What somebody with the keys would read. Throws when a value does not belong where it is. */
function opened(table: string, row: Record<string, unknown>, { sealer }: Database): Record<string, unknown> {
  const shown = { ...row };
  for (const { column, id, json } of sealedColumns.filter((one) => one.table === table)) {
    const value = row[column];
    if (typeof value !== 'string') continue;
    const place = {
      column: `${table}.${column}`,
      id: String(row[id]),
      communityId: String(row['communityId']),
    };
    shown[column] = json ? openJson(sealer, place, value) : sealer.open(place, value);
  }
  return shown;
}

/** Where one of these words turns up. */
export function mentionsOf(
  words: readonly string[],
  rows: readonly { table: string; text: string }[],
): string[] {
  return rows.flatMap(({ table, text }) =>
    words.filter((word) => text.includes(word)).map((word) => `${table}: ${word} in ${text.slice(0, 300)}`),
  );
}
