import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBooks } from '#app/doctor/books';
import { demo } from '../_support/product.js';
import { openPatient, type Patient } from './patient.js';

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

describe('what plans rely on', () => {
  const books = (communityId?: string) => readBooks(patient.product.data.database, communityId);
  const members = () => patient.product.app.rooms.members;
  const billing = () => patient.product.app.rooms.billing;

  it('is read of the whole installation, or of one community alone', async () => {
    const { id } = patient.product.community;
    const other = await members().createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    const guild = { platform: 'discord', externalId: '1200000000000000777', title: 'Other' } as const;
    await members().attachSpace(other.id, guild);
    const titles = (of: Awaited<ReturnType<typeof books>>) => of.guilds.map(({ title }) => title);
    expect(titles(await books())).toEqual([demo.discord.guildName, 'Other']);
    expect(titles(await books(id))).toEqual([demo.discord.guildName]);
    expect(titles(await books(other.id))).toEqual(['Other']);
    expect((await books(other.id)).prices).toEqual([]);
    const sold = (await billing().plans(id)).flatMap((plan) => plan.prices.map((price) => price.priceId));
    expect((await books(id)).prices.map((one) => one.priceId)).toEqual(sold.toSorted());
  });

  it('names what is opened where, lost spaces too, and nothing of plans that were put away', async () => {
    const { id } = patient.product.community;
    const before = await books(id);
    expect(before.guilds[0]).toMatchObject({ opened: true, removes: false });
    expect(before.guilds[0]?.roles.map(({ title }) => title).sort()).toEqual(['Member', 'Pro']);
    expect(before.groups.map(({ title, opened, removes }) => [title, opened, removes])).toEqual([
      [demo.telegram.chatTitle, true, true],
      [demo.telegram.lobbyTitle, false, false],
    ]);
    const group = { platform: 'telegram', externalId: String(demo.telegram.chatId) } as const;
    await members().changeSpace(id, group, { lostAt: new Date() });
    expect((await books(id)).groups).toEqual(before.groups);
    const pro = (await billing().plans(id)).find(({ name }) => name === 'Pro');
    await billing().archivePlan(id, pro?.id ?? '', true);
    const after = await books(id);
    expect(after.guilds[0]?.roles.map(({ title }) => title)).toEqual(['Member']);
    expect(new Set(after.prices.map(({ plan }) => plan))).toEqual(new Set(['Membership']));
  });
});
