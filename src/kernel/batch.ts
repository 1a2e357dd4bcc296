export interface BatchOptions<Item, Result> {
  /** Does them all together. @returns a result for each, in their order */
  together(items: readonly Item[]): Promise<readonly Result[]>;
  /** At most so many at once. */
  most: number;
}

/**
 * Joins what comes while the last batch is under way into the next one: alone, an item goes at once; in a rush, many
 * share one round trip and one commit. A batch that fails is done again one by one, so that nobody's item
 * fails for another's sake; `together` must therefore be safe to repeat.
 */
export function createBatch<Item, Result>({
  together,
  most,
}: BatchOptions<Item, Result>): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve(result: Result): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let working = false;

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await together(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('a batch did not answer for each of its items');
      for (const [at, { resolve }] of batch.entries()) resolve(results[at] as Result);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) return only?.reject(error);
      for (const one of batch) await settle([one]);
    }
  }

  async function work(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(batch);
    }
    working = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!working) void work();
    });
}
