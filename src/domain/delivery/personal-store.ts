import { openJson, type Database, type Prisma, type Tx } from '#database';
import { mentions, readable, type Kept, type Traces } from '#domain/members';

/** Rows of others looked through at once. */
const PAGE = 1_000;

/** All that this room keeps about one person: read as a whole, or taken away as a whole. */
export function createPersonalStore({ prisma, sealer }: Database) {
  const said = (row: Prisma.MessageGetPayload<object>): unknown =>
    openJson(sealer, { column: 'Message.body', id: row.id, communityId: row.communityId }, row.body);
  const carried = (row: Prisma.ButtonGetPayload<object>): unknown =>
    openJson(sealer, { column: 'Button.options', id: row.token, communityId: row.communityId }, row.options);

  return {
    async kept(communityId: string, memberId: string): Promise<Kept> {
      const mine = { where: { communityId, memberId } };
      const messages = await prisma.message.findMany({ ...mine, orderBy: { createdAt: 'asc' } });
      const buttons = await prisma.button.findMany(mine);
      return {
        messages: messages.map((row) => ({ ...readable(row, ['claim']), body: said(row) })),
        buttons: buttons.map((row) => ({ ...readable(row, ['token']), options: carried(row) })),
      };
    },

    async trace(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
      const rows = await tx.message.findMany({ where: { communityId, memberId }, select: { id: true } });
      for (const { id } of rows) traces.add(id);
    },
    async erase(tx: Tx, communityId: string, memberId: string, traces: Traces): Promise<void> {
      const mine = { communityId, memberId };
      await tx.message.deleteMany({ where: mine });
      await tx.button.deleteMany({ where: mine });
      await dropMessages(tx, communityId, traces);
      await dropButtons(tx, communityId, traces);
    },
  };

  /** What others were told about this person: moderators, of a dispute for example. */
  async function dropMessages(tx: Tx, communityId: string, traces: Traces): Promise<void> {
    for (let after = ''; ;) {
      const where = { communityId, id: { gt: after } };
      const rows = await tx.message.findMany({ where, orderBy: { id: 'asc' }, take: PAGE });
      const about = rows.filter((row) => mentions(`${row.key} ${JSON.stringify(said(row))}`, traces));
      const id = { in: about.map((row) => row.id) };
      if (about.length > 0) await tx.message.deleteMany({ where: { communityId, id } });
      after = rows.at(-1)?.id ?? '';
      if (rows.length < PAGE) return;
    }
  }

  /** Buttons of others that say something about this person. */
  async function dropButtons(tx: Tx, communityId: string, traces: Traces): Promise<void> {
    for (let after = ''; ;) {
      const where = { communityId, token: { gt: after } };
      const rows = await tx.button.findMany({ where, orderBy: { token: 'asc' }, take: PAGE });
      const about = rows.filter((row) => mentions(JSON.stringify(carried(row)), traces));
      const token = { in: about.map((row) => row.token) };
      if (about.length > 0) await tx.button.deleteMany({ where: { communityId, token } });
      after = rows.at(-1)?.token ?? '';
      if (rows.length < PAGE) return;
    }
  }
}
