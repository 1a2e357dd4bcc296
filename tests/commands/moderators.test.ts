import { describe, expect, test } from 'vitest';
import type { DryRun } from '#domain/access';
import {
  ada,
  contextOf,
  entitled,
  gift,
  gold,
  ledger,
  lounge,
  now,
  paid,
  payment,
  pressable,
  read,
  report,
  role,
  said,
  seat,
  words,
} from './people.js';

const moderator = contextOf('moderator');
const nobody = async () => [];

describe('/grant and /revoke', () => {
  const base = { members: { member: async () => ada }, billing: { plans: async () => [gold] } };

  test('an end in the past and an empty reason are refused', async () => {
    const give = (more: object) =>
      said('grant', { member: ada.id, plan: 'Gold', reason: 'quiz', ...more }, moderator, base);
    await expect(give({ until: new Date('2026-11-21T00:00:00Z') })).rejects.toMatchObject({
      key: 'date_past',
    });
    await expect(give({ reason: '  ' })).rejects.toMatchObject({ key: 'reason_missing' });
  });

  test('a gift is given with its reason, at once', async () => {
    const { wrote, note } = ledger();
    const access = { grant: note('grant', gift), converge: note('converge', report({ waiting: 1 })) };
    const reply = await said('grant', { member: ada.id, plan: 'gold', reason: 'won the quiz' }, moderator, {
      ...base,
      access,
    });
    expect(wrote).toEqual([
      ['grant', { memberId: ada.id, planId: gold.id, reason: 'won the quiz', endsAt: null, byId: ada.id }],
      ['converge', ada.id, 'event'],
    ]);
    expect(words(reply).slice(0, 3)).toEqual([
      'Ada has Gold now',
      'No end date. The reason: won the quiz',
      'They still have to press “Join”; I am sending them the button.',
    ]);
  });

  test('of several gifts one is chosen, and another source keeps the access', async () => {
    const { wrote, note } = ledger();
    const access = {
      grants: async () => [gift, { ...gift, id: 'grant2', endsAt: new Date('2026-12-31T23:59:59Z') }],
      revoke: note('revoke', gift),
      converge: async () => report(),
      entitlements: async () => [entitled],
    };
    const rooms = { ...base, access };
    const asked = await said('revoke', { member: ada.id, reason: 'mistake' }, moderator, rooms);
    expect(pressable(asked)).toEqual(
      ['grant1', 'grant2'].map(
        (grant) => `revoke ${JSON.stringify({ member: ada.id, grant, reason: 'mistake' })}`,
      ),
    );
    expect(wrote).toEqual([]);
    const options = { member: ada.id, reason: 'mistake', grant: 'grant2' };
    const reply = await said('revoke', options, moderator, rooms);
    expect(wrote).toEqual([['revoke', { grantId: 'grant2', reason: 'mistake', byId: ada.id }]]);
    expect(words(reply)[1]).toMatch(/^They keep the access/);
    await expect(said('revoke', { ...options, grant: 'Gold' }, moderator, rooms)).rejects.toMatchObject({
      key: 'grant_unknown',
    });
  });
});

describe('/member', () => {
  test('tells what was seen, when and how, beside what should be', async () => {
    const held = seat(role, { wanted: 'out', observedBy: 'sweep', problem: 'held' });
    const reply = await said('member', { member: ada.id }, moderator, {
      members: { member: async () => ada },
      billing: {
        subscriptions: async () => [paid],
        customers: async () => [{ stripeId: 'cus_1', memberId: ada.id, fetchedAt: now, failedAt: null }],
        plans: async () => [gold],
        orders: nobody,
        payments: async () => [{ ...payment, refunded: 500 }],
        gifts: nobody,
      },
      access: {
        entitlements: async () => [entitled],
        grants: async () => [gift],
        seats: async () => [seat(lounge), held, seat(lounge, { observedAt: null, observed: 'unknown' })],
      },
    });
    expect(reply.list?.map(({ mark, text }) => `${mark} ${read(text)}`)).toEqual([
      'good Lounge (group): in, read back on Nov 22, 2026, 12:00 PM',
      'wait @Member in Lyceum Demo: in, seen on the round on Nov 22, 2026, 12:00 PM. Should be out. ' +
        'The reason: a moderator has to look at it first, with /sync.',
      'wait Lounge (group): not looked at yet. Should be in',
    ]);
    expect(words(reply)).toContain('sub_1 active. Next payment: $19.00 on Dec 20, 2026');
    expect(words(reply)).toContain('Nov 20, 2026 · $19.00 · Gold, subscription · $5.00 refunded · Receipt');
    expect(pressable(reply)).toEqual([
      'why {"member":"m-ada"}',
      'verify {"member":"m-ada"}',
      'grant {"member":"m-ada"}',
      'revoke {"member":"m-ada","grant":"grant1"}',
    ]);
  });
});

describe('/sync', () => {
  const dry: DryRun = {
    gain: [{ memberId: 'm1', name: 'Ada', place: 'Member' }],
    lose: [{ memberId: 'm2', name: 'Bo', place: 'Member' }],
    unknown: 1,
  };
  const hold = { id: 'h1', place: role, removals: 40, of: 100, at: now };
  const rooms = (found: DryRun, more: object = {}) => ({
    access: { dryRun: async () => found, holds: nobody, ...more },
    members: { audit: async () => undefined },
  });

  test('shows first and changes nothing', async () => {
    const reply = await said('sync', {}, moderator, rooms(dry, { holds: async () => [hold] }));
    expect(reply.table?.rows.map((row) => row.map((cell) => read(cell)))).toEqual([
      ['loses', 'Bo', 'Member'],
      ['gains', 'Ada', 'Member'],
    ]);
    expect(words(reply)).toContain('Nothing has been changed yet.');
    expect(pressable(reply).slice(1)).toEqual([
      'sync {"hold":"h1","decision":"keep"}',
      'sync {"hold":"h1","decision":"approve"}',
    ]);
  });

  test('applies the list that was looked at, and shows a new one when it has changed', async () => {
    const { wrote, note } = ledger();
    const shown = await said('sync', {}, moderator, rooms(dry));
    const press = shown.buttons?.[0]?.[0];
    if (!press || 'url' in press) throw new Error('no button');
    const converge = note('converge', report({ granted: 1 }));
    const other = await said(
      'sync',
      press.options ?? {},
      moderator,
      rooms({ ...dry, lose: [] }, { converge }),
    );
    expect(words(other)[0]).toBe('The list has changed meanwhile. This is the new one');
    expect(wrote).toEqual([]);
    const done = await said('sync', press.options ?? {}, moderator, rooms(dry, { converge }));
    expect(wrote).toEqual([
      ['converge', 'm1', 'event'],
      ['converge', 'm2', 'event'],
    ]);
    expect(words(done)).toEqual(['Done', '2 seats opened']);
  });

  test('many removals go by the brake, and what needs a moment is said', async () => {
    const { wrote, note } = ledger();
    const wave = Array.from({ length: 6 }, (_, at) => ({ memberId: `m${at}`, name: 'x', place: 'Member' }));
    const converge = note('converge', report({ retryInMs: 10_000 }));
    const reply = await said(
      'sync',
      { apply: true },
      moderator,
      rooms({ ...dry, gain: [], lose: wave }, { converge }),
    );
    expect(new Set(wrote.map(([, , origin]) => origin))).toEqual(new Set(['sweep']));
    expect(words(reply)[0]).toBe('Begun, not finished yet');
    expect(pressable(reply)).toEqual(['sync {"apply":true}']);
  });

  test('a long list goes on where it stopped, so that one refusal does not block the rest', async () => {
    const { wrote, note } = ledger();
    const gain = Array.from({ length: 120 }, (_, at) => ({
      memberId: `m${String(at).padStart(3, '0')}`,
      name: 'x',
      place: 'Member',
    }));
    const converge = note('converge', report({ failed: 1 }));
    let options = {};
    for (let presses = 0; presses < 3; presses += 1) {
      const found = rooms({ ...dry, gain, lose: [] }, { converge });
      const reply = await said('sync', { apply: true, ...options }, moderator, found);
      const next = reply.buttons?.[0]?.[0];
      options = next && !('url' in next) ? (next.options ?? {}) : {};
    }
    expect(wrote.map(([, memberId]) => memberId)).toEqual(gain.map(({ memberId }) => memberId));
    expect(options).toEqual({});
  });

  test('a stopped removal is decided once', async () => {
    const { wrote, note } = ledger();
    const access = { holds: async () => [hold], decideHold: note('decideHold', undefined) };
    const kept = await said('sync', { hold: 'h1', decision: 'keep' }, moderator, { access });
    await said('sync', { hold: 'h1', decision: 'approve' }, moderator, { access });
    expect(wrote).toEqual([
      ['decideHold', 'h1', false, ada.id],
      ['decideHold', 'h1', true, ada.id],
    ]);
    expect(words(kept)[0]).toBe('Everybody stays in @Member in Lyceum Demo');
    await expect(said('sync', { hold: 'h2', decision: 'keep' }, moderator, { access })).rejects.toMatchObject(
      {
        key: 'hold_unknown',
      },
    );
  });
});
