import type { Database } from '#database';
import type { SpaceInUse } from '#contracts';

/** What plans rely on, as the database tells it. */
export interface Books {
  guilds: SpaceInUse[];
  groups: SpaceInUse[];
  /** Prices of plans that are on offer. */
  prices: { priceId: string; plan: string }[];
  /** Of some Stripe event ids, those that arrived here. */
  arrived(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Before anything is set up, or where nothing can be read. */
export const emptyBooks: Books = {
  guilds: [],
  groups: [],
  prices: [],
  arrived: async (ids) => new Set(ids),
};

/**
 * Reads what plans rely on: of one community, or of the whole installation. Spaces that were lost are among
 * them, which is what the rooms' own doors leave out.
 */
export async function readBooks(database: Database, communityId?: string): Promise<Books> {
  const mine = communityId === undefined ? {} : { communityId };
  const { unscoped } = database;
  const spaces = await unscoped.space.findMany({
    where: mine,
    orderBy: { createdAt: 'asc' },
    include: {
      places: { include: { plans: { where: { plan: { archivedAt: null } }, include: { plan: true } } } },
    },
  });
  const listened = await unscoped.faqPlace.findMany({ where: mine, orderBy: { createdAt: 'asc' } });
  const desks = await unscoped.ticketDesk.findMany({ where: mine });
  const inUse = (platform: 'discord' | 'telegram') =>
    spaces
      .filter((space) => space.platform === platform)
      .map(({ id, externalId, title, places }): SpaceInUse => {
        const opened = places.filter((place) => place.plans.length > 0);
        const desk = desks.find(({ spaceId }) => spaceId === id);
        return {
          externalId,
          title,
          opened: opened.length > 0,
          removes: opened.some(
            (place) => place.kind === 'room' || place.plans.some(({ plan }) => plan.removal !== 'role'),
          ),
          roles: opened.filter((place) => place.kind === 'role'),
          ...(desk && { desk: desk.title }),
          listens: listened.filter(({ spaceId }) => spaceId === id).map((place) => place.title),
        };
      });
  const prices = await unscoped.planPrice.findMany({
    where: { ...mine, plan: { archivedAt: null } },
    orderBy: { stripeId: 'asc' },
    include: { plan: { select: { name: true } } },
  });
  return {
    guilds: inUse('discord'),
    groups: inUse('telegram'),
    prices: prices.map(({ stripeId, plan }) => ({ priceId: stripeId, plan: plan.name })),
    async arrived(ids) {
      const known = { id: { in: [...ids] } };
      const rows = await unscoped.stripeEvent.findMany({ where: known, select: { id: true } });
      return new Set(rows.map(({ id }) => id));
    },
  };
}
