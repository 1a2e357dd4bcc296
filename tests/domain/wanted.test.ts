import { describe, expect, it } from 'vitest';
import { seatsWanted, type SeatFacts } from '#domain/access';
import { day, NOW } from './facts.js';

type Place = SeatFacts['places'][number];
type Standing = SeatFacts['plans'][number];

const role: Place = { id: 'role', platform: 'discord', spaceId: 'guild', kind: 'role', planIds: ['plan'] };
const guild: Place = { id: 'guild', platform: 'discord', spaceId: 'guild', kind: 'room', planIds: [] };
const group: Place = { id: 'group', platform: 'telegram', spaceId: 'chat', kind: 'room', planIds: ['plan'] };

const plan = (given: Partial<Standing> = {}): Standing => ({
  planId: 'plan',
  granting: false,
  trial: false,
  endedAt: null,
  removal: 'role',
  kickAfterDays: 7,
  ...given,
});

type Known = Record<string, ['in' | 'out' | 'free', Date?]>;

/** What is wanted, as `place: wanted`, for somebody with an account on each platform. */
function wanted(plans: Standing[], known: Known = {}, given: Partial<SeatFacts> = {}) {
  const { wishes, nextAt } = seatsWanted({
    now: NOW,
    accounts: [
      { id: 'd', platform: 'discord' },
      { id: 't', platform: 'telegram' },
    ],
    places: [role, guild, group],
    plans,
    known: new Map(
      Object.entries(known).map(([id, [wanted, wantedAt = day(-30)]]) => [
        `${id === 'group' ? 't' : 'd'}:${id}`,
        { wanted, wantedAt },
      ]),
    ),
    ...given,
  });
  return { seats: Object.fromEntries(wishes.map((wish) => [wish.placeId, wish.wanted])), nextAt };
}

describe('what a plan opens', () => {
  it('is wanted on each platform where the member has an account', () => {
    expect(wanted([plan({ granting: true })])).toEqual({ seats: { role: 'in', group: 'in' }, nextAt: null });
    const accounts = [{ id: 't', platform: 'telegram' as const }];
    expect(wanted([plan({ granting: true })], {}, { accounts }).seats).toEqual({ group: 'in' });
  });

  it('is taken only where it was given: whoever a person let in stays', () => {
    expect(wanted([plan({ endedAt: day(-1) })]).seats).toEqual({});
    expect(wanted([plan({ endedAt: day(-1) })], { role: ['in'] }).seats).toEqual({ role: 'out' });
  });

  it('stays while another plan opens the same place', () => {
    const shared = { ...role, planIds: ['plan', 'other'] };
    const plans = [plan({ endedAt: day(-1) }), plan({ planId: 'other', granting: true })];
    const known: Known = { role: ['in'] };
    expect(wanted(plans, known, { places: [shared, guild] }).seats).toEqual({ role: 'in' });
  });

  it('is left by itself once no plan opens it any more', () => {
    const closed = { ...role, planIds: [] };
    expect(wanted([plan({ granting: true })], { role: ['in'] }, { places: [closed] }).seats).toEqual({
      role: 'out',
    });
  });
});

describe('a place for a phase of the plan', () => {
  const phased = (id: string, during?: 'trial' | 'paid'): Place => ({
    ...role,
    id,
    ...(during ? { phases: new Map([['plan', during]]) } : {}),
  });
  const places = [phased('tasting', 'trial'), phased('full', 'paid'), phased('any')];
  const held: Known = { tasting: ['in'], full: ['in'], any: ['in'] };

  it('is open in a trial, or once something was paid, or always', () => {
    const trying = [plan({ granting: true, trial: true })];
    expect(wanted(trying, {}, { places }).seats).toEqual({ tasting: 'in', any: 'in' });
    const paying = [plan({ granting: true })];
    expect(wanted(paying, {}, { places }).seats).toEqual({ full: 'in', any: 'in' });
  });

  it('is changed when the trial becomes paid, and all of them end together', () => {
    const paying = [plan({ granting: true })];
    expect(wanted(paying, held, { places }).seats).toEqual({ tasting: 'out', full: 'in', any: 'in' });
    expect(wanted([plan({ endedAt: NOW })], held, { places }).seats).toEqual({
      tasting: 'out',
      full: 'out',
      any: 'out',
    });
  });

  it('is judged by each plan by itself', () => {
    const both = [{ ...phased('full', 'paid'), planIds: ['plan', 'other'] }];
    const trying = plan({ granting: true, trial: true });
    const given = { places: both };
    // `other` opens it in any phase.
    expect(wanted([trying, plan({ planId: 'other', granting: true })], {}, given).seats).toEqual({
      full: 'in',
    });
    expect(wanted([trying, plan({ planId: 'other' })], {}, given).seats).toEqual({});
  });

  it('is the same on both platforms', () => {
    const lounge: Place = { ...group, id: 'group', phases: new Map([['plan', 'paid' as const]]) };
    const trial = plan({ granting: true, trial: true });
    expect(wanted([trial], {}, { places: [phased('full', 'paid'), lounge] }).seats).toEqual({});
    expect(
      wanted([plan({ granting: true })], {}, { places: [phased('full', 'paid'), lounge] }).seats,
    ).toEqual({
      full: 'in',
      group: 'in',
    });
  });
});

describe('removal from a guild', () => {
  const ended = (given: Partial<Standing>) => plan({ endedAt: day(-1), ...given });
  const held: Known = { role: ['in'] };

  it('never happens under `role`', () => {
    expect(wanted([ended({})], held)).toEqual({ seats: { role: 'out' }, nextAt: null });
  });

  it('happens at once under `kick`', () => {
    expect(wanted([ended({ removal: 'kick' })], held).seats).toEqual({ role: 'out', guild: 'out' });
  });

  it('happens after its days under `role_then_kick`, to the millisecond, and says when', () => {
    const plans = [ended({ removal: 'role_then_kick', endedAt: day(-7, 1) })];
    expect(wanted(plans, held)).toEqual({ seats: { role: 'out' }, nextAt: day(0, 1) });
    expect(wanted(plans, held, { now: day(0, 1) })).toEqual({
      seats: { role: 'out', guild: 'out' },
      nextAt: null,
    });
  });

  it('waits while any plan opens anything in the guild', () => {
    const second = { ...role, id: 'second', planIds: ['other'] };
    const plans = [ended({ removal: 'kick' }), plan({ planId: 'other', granting: true })];
    const { seats } = wanted(plans, held, { places: [role, second, guild] });
    expect(seats).toEqual({ role: 'out', second: 'in' });
  });

  it('is given up again when the member comes back in time', () => {
    const plans = [plan({ granting: true, endedAt: day(-9), removal: 'kick' })];
    expect(wanted(plans, { role: ['out'], guild: ['out'] }).seats).toMatchObject({ guild: 'free' });
  });

  it('happens once: whoever returns as a guest is let be', () => {
    const plans = [ended({ removal: 'kick' })];
    for (const removedAt of [day(-1), day(-1, 1), NOW]) {
      const known: Known = { role: ['out'], guild: ['free', removedAt] };
      expect(wanted(plans, known).seats).toEqual({ role: 'out', guild: 'free' });
    }
  });

  it('happens once per ending: a later end counts anew', () => {
    const plans = [ended({ removal: 'kick', endedAt: day(-1) })];
    const known: Known = { role: ['out', day(-1)], guild: ['free', day(-2)] };
    expect(wanted(plans, known).seats).toMatchObject({ guild: 'out' });
  });

  it('happens once for what was taken, though two plans that gave it ask for different days', () => {
    const both = { places: [{ ...role, planIds: ['plan', 'other'] }, guild] };
    const at = day(-9);
    const strict = ended({ removal: 'kick', endedAt: at });
    const slow = plan({ planId: 'other', removal: 'role_then_kick', kickAfterDays: 2, endedAt: at });
    const known: Known = { role: ['out', at], guild: ['free', at] };
    expect(wanted([strict, slow], known, both).seats).toEqual({ role: 'out', guild: 'free' });
    // The first plan was had again, opened nothing here, and ended: the other one's days are long over.
    const again = { ...strict, endedAt: day(-1) };
    expect(wanted([again, slow], known, both).seats).toEqual({ role: 'out', guild: 'free' });
  });

  it('is not for an end that took nothing: a trial that opened nothing here, an account that came later', () => {
    const plans = [ended({ removal: 'kick', endedAt: day(-1) })];
    const guest: Known = { role: ['out', day(-9)], guild: ['free', day(-9)] };
    expect(wanted(plans, guest).seats).toMatchObject({ guild: 'free' });
    expect(wanted(plans, {}).seats).toEqual({});
  });

  it('follows the plan that ended last', () => {
    const both = { ...role, planIds: ['plan', 'other'] };
    const strict = ended({ removal: 'kick', endedAt: day(-5) });
    const mild = plan({ planId: 'other', endedAt: day(-1) });
    expect(wanted([strict, mild], held, { places: [both, guild] }).seats).toEqual({ role: 'out' });
    expect(
      wanted(
        [
          { ...strict, endedAt: day(-1) },
          { ...mild, endedAt: day(-5) },
        ],
        held,
        {
          places: [both, guild],
        },
      ).seats,
    ).toEqual({ role: 'out', guild: 'out' });
  });

  it('is not for those who never had anything there', () => {
    expect(wanted([plan({ removal: 'kick' })])).toEqual({ seats: {}, nextAt: null });
  });

  it('does not reach into another guild', () => {
    const elsewhere = { ...guild, id: 'elsewhere', spaceId: 'elsewhere' };
    const { seats } = wanted([ended({ removal: 'kick' })], held, { places: [role, guild, elsewhere] });
    expect(seats).toEqual({ role: 'out', guild: 'out' });
  });
});
