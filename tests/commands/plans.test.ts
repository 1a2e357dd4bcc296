import { describe, expect, test } from 'vitest';
import type { PlaceCandidate } from '#domain/access';
import {
  contextOf,
  forGood,
  gold,
  ledger,
  leaf,
  monthly,
  opened,
  pass,
  pressable,
  read,
  role,
  roomsWith,
  said,
  words,
} from './people.js';

const moderator = contextOf('moderator');
const nobody = async () => [];

const free: PlaceCandidate = {
  platform: 'discord',
  spaceExternalId: '900',
  spaceTitle: 'Lyceum Demo',
  kind: 'role',
  externalId: '902',
  title: 'VIP',
  problem: null,
};
const high: PlaceCandidate = { ...free, externalId: '903', title: 'Admins', problem: 'role_above_bot' };

describe('/plan', () => {
  test('open: places are offered by name, with what stands in the way', async () => {
    const option = leaf('plan open').options['place'];
    if (option?.type !== 'text' || !option.suggest) throw new Error('no suggestions');
    const rooms = roomsWith({ access: { candidates: async () => [high, free] } });
    const offered = await option.suggest('', moderator, rooms);
    expect(offered.map(({ label }) => label)).toEqual([
      '@VIP in Lyceum Demo',
      expect.stringMatching(/^@Admins in Lyceum Demo: this role is above mine/),
    ]);
    for (const { value, label } of offered) {
      expect(value.length).toBeLessThanOrEqual(100);
      expect(label.length).toBeLessThanOrEqual(100);
    }
  });

  test('open: links what can be handed out, and says why the rest cannot', async () => {
    const { wrote, note } = ledger();
    const rooms = {
      billing: { plans: async () => [gold] },
      access: {
        candidates: async () => [high, free],
        linkPlace: note('linkPlace', { ...role, id: 'new' }),
        placesOfPlan: async () => [opened(role)],
      },
      members: { audit: note('audit', undefined) },
    };
    const blocked = await said('plan open', { plan: 'Gold', place: '@admins' }, moderator, rooms);
    expect(words(blocked)[0]).toBe('I cannot hand out @Admins in Lyceum Demo yet');
    expect(wrote).toEqual([]);
    await said('plan open', { plan: gold.id, place: 'discord:900:role:902' }, moderator, rooms);
    expect(wrote.map(([name]) => name)).toEqual(['linkPlace', 'audit']);
    expect(wrote[0]).toEqual(['linkPlace', gold.id, free, 'always']);
    await expect(said('plan open', { plan: 'Gold', place: 'x' }, moderator, rooms)).rejects.toMatchObject({
      key: 'place_unknown',
    });
  });

  test('what takes something from people asks first', async () => {
    const { wrote, note } = ledger();
    const rooms = {
      billing: { plans: async () => [gold], removePrice: note('removePrice', { ...gold, prices: [] }) },
      access: { placesOfPlan: async () => [opened(role)], unlinkPlace: note('unlinkPlace', undefined) },
      members: { audit: note('audit', undefined) },
    };
    for (const [path, options] of [
      ['plan close', { plan: gold.id, place: role.id }],
      ['plan price-remove', { plan: gold.id, price: 'price_month' }],
    ] as const) {
      wrote.length = 0;
      const asked = await said(path, options, moderator, rooms);
      expect(asked.tone).toBe('warning');
      expect(wrote).toEqual([]);
      expect(pressable(asked)[0]).toBe(`${path} ${JSON.stringify({ ...options, sure: true })}`);
      await said(path, { ...options, sure: true }, moderator, rooms);
      expect(wrote.map(([name]) => name).at(-1)).toBe('audit');
      expect(wrote.length).toBe(2);
    }
  });

  test('create: days until removal only with the policy that uses them', async () => {
    const options = { name: 'Gold', price: 'price_1', kick_after: 5 };
    const { wrote, note } = ledger();
    const rooms = {
      billing: { createPlan: note('createPlan', gold) },
      members: { audit: note('audit', undefined) },
    };
    await expect(said('plan create', options, moderator, rooms)).rejects.toMatchObject({
      key: 'kick_after_unused',
    });
    await expect(said('plan create', { ...options, name: ' \n ' }, moderator, rooms)).rejects.toMatchObject({
      key: 'plan_name_bad',
    });
    expect(wrote).toEqual([]);
    const reply = await said('plan create', { ...options, removal: 'role_then_kick' }, moderator, rooms);
    expect(wrote[0]).toEqual([
      'createPlan',
      { name: 'Gold', priceId: 'price_1', removal: 'role_then_kick', kickAfterDays: 5 },
    ]);
    expect(read(reply.fields?.[0]?.value)).toBe(
      '$19.00 a month\nOpens nothing yet: /plan open\n' +
        'Grace: 3 days. At the end: take it back, and remove them from the server after 7 days',
    );
  });

  test('open: a place for the trial alone, or for after it', async () => {
    const { wrote, note } = ledger();
    const rooms = (trialDays: number) => ({
      billing: { plans: async () => [{ ...gold, trialDays }] },
      access: {
        candidates: async () => [free],
        linkPlace: note('linkPlace', { ...role, title: 'VIP' }),
        placesOfPlan: async () => [opened({ ...role, title: 'VIP' }, 'trial')],
      },
      members: { audit: note('audit', undefined) },
    });
    const options = { plan: 'Gold', place: '@VIP', during: 'trial' };
    const reply = await said('plan open', options, moderator, rooms(7));
    expect(wrote[0]).toEqual(['linkPlace', gold.id, free, 'trial']);
    expect(words(reply)[0]).toBe('Gold now opens @VIP in Lyceum Demo (during the trial)');
    expect(read(reply.fields?.[0]?.value)).toContain('Trial: 7 days, once per member');
    const without = await said('plan open', options, moderator, rooms(0));
    expect(words(without)[1]).toMatch(/^There is no trial yet/);
  });

  test('create and price-add: how long something paid once lasts', async () => {
    const { wrote, note } = ledger();
    const sold = { ...gold, prices: [monthly, pass, forGood], byInvoice: true, trialDays: 7 };
    const rooms = {
      billing: {
        plans: async () => [gold],
        createPlan: note('createPlan', sold),
        addPrice: note('addPrice', sold),
      },
      access: { placesOfPlan: nobody },
      members: { audit: note('audit', undefined) },
    };
    const create = { name: 'Gold', price: 'price_pass', days: 30, trial_days: 7, by_invoice: true };
    const reply = await said('plan create', { ...create, days_until_due: 10 }, moderator, rooms);
    expect(wrote[0]).toEqual([
      'createPlan',
      { name: 'Gold', priceId: 'price_pass', days: 30, trialDays: 7, byInvoice: true, daysUntilDue: 10 },
    ]);
    expect(read(reply.fields?.[0]?.value)?.split('\n')).toEqual([
      '· $19.00 a month',
      '· $24.00 once, 30 days',
      '· $390.00 once, for good',
      'Opens nothing yet: /plan open',
      'Trial: 7 days, once per member',
      'Also by invoice, to be paid within 7 days',
      'Grace: 3 days. At the end: take it back, and remove them from the server after 7 days',
    ]);
    await said('plan price-add', { plan: 'Gold', price: 'price_ever' }, moderator, rooms);
    expect(wrote[2]).toEqual(['addPrice', gold.id, 'price_ever', undefined]);
  });

  test('prices that are free are offered as Stripe has them, those paid once too', async () => {
    const option = leaf('plan create').options['price'];
    if (option?.type !== 'text' || !option.suggest) throw new Error('no suggestions');
    const prices = [pass, monthly].map((price) => ({ ...price, days: null, product: 'School' }));
    const rooms = roomsWith({ billing: { freePrices: async () => prices } });
    expect((await option.suggest('', moderator, rooms)).map(({ label }) => label)).toEqual([
      'School: $24.00 once',
      'School: $19.00 a month',
    ]);
  });

  test('days to pay an invoice only where there are invoices', async () => {
    const { wrote, note } = ledger();
    const rooms = {
      billing: { plans: async () => [gold], editPlan: note('editPlan', { ...gold, byInvoice: true }) },
      access: { placesOfPlan: nobody },
      members: { audit: note('audit', undefined) },
    };
    const edit = (options: Record<string, number | boolean>) =>
      said('plan edit', { plan: 'Gold', ...options }, moderator, rooms);
    await expect(edit({ days_until_due: 5 })).rejects.toMatchObject({ key: 'due_unused' });
    await edit({ days_until_due: 5, by_invoice: true, trial_days: 0 });
    expect(wrote[0]).toEqual(['editPlan', gold.id, { trialDays: 0, byInvoice: true, daysUntilDue: 5 }]);
  });

  test('edit: says when there is nothing to change', async () => {
    const rooms = { billing: { plans: async () => [gold] } };
    await expect(said('plan edit', { plan: 'Gold' }, moderator, rooms)).rejects.toMatchObject({
      key: 'nothing_to_change',
    });
  });
});
