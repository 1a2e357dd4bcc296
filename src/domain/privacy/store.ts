import type { Database } from '#database';

const OWED = 'privacy.scour';

/** Whether the files still hold rows of somebody who was forgotten. Not of any one community. */
export function createScourStore({ unscoped }: Database) {
  return {
    async owe(now: Date): Promise<void> {
      const data = { value: 'owed', at: now };
      await unscoped.cursor.upsert({ where: { name: OWED }, create: { name: OWED, ...data }, update: data });
    },
    /** Since when; null: nothing is owed. */
    async owed(): Promise<Date | null> {
      return (await unscoped.cursor.findUnique({ where: { name: OWED } }))?.at ?? null;
    },
    /** Somebody who was forgotten meanwhile is owed it still. */
    async paid(since: Date): Promise<void> {
      await unscoped.cursor.deleteMany({ where: { name: OWED, at: since } });
    },
  };
}
