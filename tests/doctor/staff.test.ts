import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../_support/product.js';
import { openPatient, troubles, type Patient } from './patient.js';

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

describe('whether somebody is told', () => {
  it('is asked of every community, and is graver where something is sold', async () => {
    const { members, billing } = patient.product.app.rooms;
    const { id } = patient.product.community;
    const findings = async () => troubles(await patient.examine()).filter((one) => /community\./.test(one));
    const [olivia, ...others] = await members.ranked(id);
    if (!olivia) throw new Error('the demo has an owner');
    for (const one of others) await members.setRank(id, one.id, 'member', olivia.id);
    expect(await findings()).toEqual([]);

    const [account] = olivia.accounts;
    await members.setReachable(id, account?.id ?? '', false);
    expect(await findings()).toEqual(['risky community.nobody_reached']);
    await members.setReachable(id, account?.id ?? '', true);
    await members.updateSettings(id, olivia.id, { dms: false });
    expect(await findings()).toEqual(['risky community.nobody_reached']);
    await members.updateSettings(id, olivia.id, { dms: true });
    expect(await findings()).toEqual([]);

    // A community in which everybody in charge is so by the platform alone.
    await patient.sql(`UPDATE "Member" SET "rank" = 'member'`);
    expect(await findings()).toEqual(['broken community.nobody_told']);
    for (const plan of await billing.plans(id)) await billing.archivePlan(id, plan.id, true);
    expect(await findings()).toEqual(['risky community.nobody_told']);

    const { discordId, name } = person('moyan');
    const moyan = await members.arrive(id, { platform: 'discord', externalId: discordId, name });
    await members.setAlarms(id, moyan.member.id, true, moyan.member.id);
    expect(await findings()).toEqual([]);
  });
});
