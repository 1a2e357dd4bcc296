/** Rows of one kind, oldest first, found by id. The array belongs to the state; the index is only ours. */
export interface Table<Row extends { id: string }> {
  get(id: string): Row | undefined;
  add(row: Row): Row;
  remove(id: string): void;
  /** Oldest first; not to be changed. */
  all(): readonly Row[];
}

/** Wraps an array of the state. */
export function createTable<Row extends { id: string }>(rows: Row[]): Table<Row> {
  const index = new Map(rows.map((row) => [row.id, row]));
  return {
    get: (id) => index.get(id),
    all: () => rows,
    add(row) {
      if (index.has(row.id)) throw new Error(`${row.id} exists already`);
      rows.push(row);
      index.set(row.id, row);
      return row;
    },
    remove(id) {
      if (!index.delete(id)) return;
      rows.splice(
        rows.findIndex((row) => row.id === id),
        1,
      );
    },
  };
}
