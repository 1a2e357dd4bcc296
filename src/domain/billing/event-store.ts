import type { Database } from '#database';
import type { ProviderEvent } from './ports.js';

interface TakenEvent {
  event: ProviderEvent;
  at: Date;
}

/** The inbox of webhooks, and how far the provider's own list was read. Not of any one community. */
export function createEventStore({ unscoped }: Database) {
  return {
    /**
     * Whose event it is is kept for customers of ours only: somebody else's, or those of a person who was
     * forgotten, are nobody's business here. @returns for each whether it is new; of two alike, the first
     */
    async takeEvents(taken: readonly TakenEvent[]): Promise<boolean[]> {
      const ids = taken.map(({ event }) => event.id);
      const types = taken.map(({ event }) => event.type);
      const customers = taken.map(({ event }) => event.customerId);
      const times = taken.map(({ at }) => at);
      const made = await unscoped.$queryRaw<{ id: string }[]>`
        INSERT INTO "StripeEvent" ("id", "type", "stripeCustomerId", "receivedAt")
        SELECT given.id, given.type,
          (SELECT "stripeId" FROM "Customer" WHERE "stripeId" = given.customer FOR KEY SHARE), given.at
        FROM unnest(${ids}::text[], ${types}::text[], ${customers}::text[], ${times}::timestamptz[])
          AS given(id, type, customer, at)
        ON CONFLICT ("id") DO NOTHING
        RETURNING "id"`;
      const fresh = new Set(made.map(({ id }) => id));
      return ids.map((id) => fresh.delete(id));
    },
    async unhandled(before: Date): Promise<string[]> {
      const rows = await unscoped.stripeEvent.findMany({
        where: { handledAt: null, receivedAt: { lt: before }, stripeCustomerId: { not: null } },
        distinct: ['stripeCustomerId'],
        orderBy: { receivedAt: 'asc' },
        select: { stripeCustomerId: true },
        take: 500,
      });
      return rows.map((row) => row.stripeCustomerId).filter((id) => id !== null);
    },
    async markHandled(stripeCustomerId: string, upTo: Date, now: Date): Promise<void> {
      await unscoped.stripeEvent.updateMany({
        where: { stripeCustomerId, handledAt: null, receivedAt: { lte: upTo } },
        data: { handledAt: now },
      });
    },
    async dropEvents(handledBefore: Date): Promise<void> {
      await unscoped.stripeEvent.deleteMany({ where: { handledAt: { lt: handledBefore } } });
      // Events about nobody (a product, a price) are never handled; they only keep their id from being taken twice.
      await unscoped.stripeEvent.deleteMany({
        where: { stripeCustomerId: null, receivedAt: { lt: handledBefore } },
      });
    },
    async cursor(name: string): Promise<string | null> {
      return (await unscoped.cursor.findUnique({ where: { name } }))?.value ?? null;
    },
    async putCursor(name: string, value: string, now: Date): Promise<void> {
      const data = { value, at: now };
      await unscoped.cursor.upsert({ where: { name }, create: { name, ...data }, update: data });
    },
  };
}
