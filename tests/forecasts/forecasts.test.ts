import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { forecasted, type ForecastSheet } from '#domain/forecast';
import { forecastActivity, watchActivity } from '#jobs';
import { days, hours, later } from '#kernel/clock';
import { as, type Said } from '../owners/said.js';
import { startProduct, type Product } from '../_support/product.js';
import { counted, hourOfWeek, seeded, share, writeHours, type Hour } from './history.js';

/** What is forecast of a community, asked for by command; what makes it runs as a job, each time twice. */
describe('forecasts of a community', () => {
  let product: Product;
  let communityId: string;
  let olivia: ReturnType<typeof as>;
  let now: Date;
  beforeAll(async () => {
    product = await startProduct({ bots: false, allowances: unhurried });
    await product.settle();
    communityId = product.community.id;
    olivia = as(product, 'olivia');
    now = product.sandbox.clock.now();
  });
  afterAll(() => product.close());

  const all = ({ lines }: Said) => lines.join('\n');
  const room = () => product.app.rooms.forecasts;
  /** Messages and people by the hour as in life; newcomers come at the same hours each week, to the last one. */
  const usual = (from: Date, count: number, seed = 1): Hour[] => {
    const random = seeded(seed);
    return Array.from({ length: count }, (_, at) => {
      const place = hourOfWeek(later(from, hours(at)));
      const messages = counted(random, 12 * share(place), 0.15);
      return {
        messages,
        active: Math.min(messages, counted(random, 5 * share(place), 0.05)),
        joins: (place * 7919) % 11 === 0 ? 3 : 0,
      };
    });
  };
  const twice = async (job: typeof forecastActivity | typeof watchActivity) => {
    for (let turn = 0; turn < 2; turn += 1) {
      if (job === watchActivity) await product.app.queues.next(watchActivity, {});
      else await product.app.queues.next(forecastActivity, { communityId });
      await product.settle();
    }
  };
  const sheet = async (measure: ForecastSheet['measure'], step: ForecastSheet['step']) => {
    const found = await room().sheet(communityId, measure, step);
    if (!found) throw new Error('no sheet');
    return found;
  };

  it('says that nothing is known yet, and how long it takes', async () => {
    await product.data.database.prisma.forecastRun.deleteMany({ where: { communityId } });
    expect(all(await olivia.say('forecast'))).toContain('There is no forecast yet');
    expect(all(await olivia.say('besttime'))).toContain('There is no forecast yet');

    const from = later(now, -days(10));
    await writeHours(product, from, usual(from, 240));
    await twice(forecastActivity);
    expect(await room().isDue(communityId)).toBe(false);
    for (const step of ['hour', 'day'] as const) {
      expect(await sheet('messages', step)).toMatchObject({ basis: 'learning', mean: [], backtest: null });
    }
    const said = all(await olivia.say('forecast'));
    expect(said).toMatch(/I have (10|11) days of history so far, and forecast this from 14 on/);
    expect(all(await olivia.say('forecast', { step: 'day' }))).toContain('from 28 on');
    expect(all(await olivia.say('besttime'))).toContain('from 14 on I can tell');
    expect(all(await as(product, 'ben').say('forecast'))).not.toContain('history');
  });

  it('forecasts from ten weeks, with how sure it is, and how good it was', async () => {
    const from = later(now, -days(70));
    const history = usual(from, 70 * 24);
    for (let at = 900; at < 930; at += 1) history[at] = null;
    await writeHours(product, from, history);
    await twice(forecastActivity);
    for (const measure of forecasted) {
      for (const step of ['hour', 'day'] as const) {
        const { mean, lo95, lo80, hi80, hi95, before } = await sheet(measure, step);
        expect(mean).toHaveLength(step === 'hour' ? 168 : 28);
        expect(before.length).toBeGreaterThan(27);
        mean.forEach((value, at) => {
          const edges = [lo95[at], lo80[at], value, hi80[at], hi95[at]] as number[];
          expect(edges).toEqual(edges.toSorted((a, b) => a - b));
          expect(edges[0]).toBeGreaterThanOrEqual(0);
        });
      }
    }
    const messages = await sheet('messages', 'hour');
    expect(messages.basis).toBe('models');
    expect(messages.backtest?.skill).toBeGreaterThan(0.1);
    expect(messages.backtest?.coverage95).toBeGreaterThan(0.9);
    // As many as come in such a week, near enough.
    const week = Array.from({ length: 168 }, (_, at) => 12 * share(at)).reduce((a, b) => a + b);
    const total = messages.mean.reduce((a, b) => a + b);
    expect(Math.abs(total / week - 1)).toBeLessThan(0.1);
    expect(messages.total?.low).toBeLessThan(total);
    expect(messages.total?.high).toBeGreaterThan(total);
    expect(await room().isDue(communityId)).toBe(false);
  });

  it('is told in a picture and three sentences, in both languages', async () => {
    const english = await olivia.say('forecast');
    expect(english.title).toBe('Messages: the next 7 days');
    expect(all(english)).toMatch(/In the next 7 days I expect about [\d,]+ messages, most likely [\d,]+ to/);
    expect(all(english)).toMatch(/than in the last 7 days|the same as in the last 7 days/);
    expect(all(english)).toMatch(/own past \(4 weeks\): my forecasts were \d+% nearer than “the same hour/);
    const busiest = await olivia.press(english, 'Active members');
    expect(all(busiest)).toMatch(/The busiest hour is likely .*about \d+ active members, most likely/);
    expect(all(await olivia.say('forecast', { measure: 'active', step: 'day' }))).toMatch(/average day/);

    const chinese = as(product, 'olivia', 'discord', { locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
    await olivia.say('settings', { language: 'zh-CN' });
    expect(all(await chinese.say('forecast'))).toMatch(/未来 7 天预计约有[\d,]+ 条消息/);
    expect(all(await chinese.say('besttime'))).toMatch(/星期.*位活跃成员/);
    await olivia.say('settings', { language: 'en' });

    const drawn = await product.app.dispatcher.say({ ...olivia.speaker, command: 'forecast', options: {} });
    if (drawn.kind !== 'reply') throw new Error('asked back');
    expect(
      Buffer.from(drawn.reply.picture?.data ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('says so where it is no better than the same hour last week, and shows just that', async () => {
    const joins = await sheet('joins', 'hour');
    expect(joins.basis).toBe('same_week');
    expect(joins.mean).toEqual(usual(later(now, -days(7)), 168).map((hour) => hour?.joins));
    expect(all(await olivia.say('forecast', { measure: 'joins' }))).toContain(
      'no better than “the same hour',
    );
  });

  it('names the best hours of the week, two apart at least', async () => {
    const { best, sure, week } = await room().bestTimes(communityId, 5);
    expect(best).toHaveLength(5);
    expect(week).toHaveLength(168);
    const places = best.map((slot) => slot.hourOfWeek);
    for (const place of places) {
      expect(place).toBeLessThan(120);
      expect(Math.abs((place % 24) - 19)).toBeLessThanOrEqual(2);
      for (const other of places) if (other !== place) expect(Math.abs(other - place)).toBeGreaterThan(1);
    }
    expect(['sure', 'likely']).toContain(sure);
    const said = await olivia.say('besttime');
    expect(said.lines.filter((line) => line.startsWith('dot '))).toHaveLength(5);
    expect(all(said)).toMatch(/(Mon|Tues|Wednes|Thurs|Fri)day \d\d:00: \d+ active members \(\d+ to \d+\)/);
  });

  describe('what is far out of the ordinary', () => {
    /** Lets hours pass in which this happened. */
    const pass = async (given: readonly Hour[]) => {
      const from = product.sandbox.clock.now();
      await product.pass({ hours: given.length });
      await writeHours(product, from, given);
      await twice(watchActivity);
    };
    const odd = () =>
      room().oddities(communityId, later(now, -days(1)), later(product.sandbox.clock.now(), 1));
    const mail = async () => {
      const { memberId } = { memberId: (await olivia.member()).id };
      const inbox = await product.app.rooms.delivery.inbox(communityId, memberId, 50);
      return inbox.filter(({ kind }) => kind === 'odd_activity');
    };
    beforeAll(async () => {
      await product.app.rooms.digests.setReader(communityId, (await olivia.member()).id, { alerts: true });
    });

    it('is not found in hours like any other, nor in those that nobody listened to', async () => {
      const from = product.sandbox.clock.now();
      await pass(usual(from, 6, 2));
      await pass([null, null, null]);
      expect(await odd()).toEqual([]);
    });

    it('is found once, told once with its likely cause, and shown in the inbox', async () => {
      const from = product.sandbox.clock.now();
      await pass([...usual(from, 1, 3), { messages: 600, active: 60, joins: 80 }]);
      const found = await odd();
      const told = found.filter(({ toldAt }) => toldAt !== null);
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({ direction: 'high', cause: 'raid', hours: 1 });
      expect(found.map(({ measure }) => measure).toSorted()).toEqual(['active', 'joins', 'messages']);
      expect(await mail()).toHaveLength(1);
      expect(all(await olivia.say('inbox'))).toContain('Far more than usual');
    });

    it('is found but not told a second time in a week', async () => {
      await pass(usual(product.sandbox.clock.now(), 26, 4));
      await pass([{ messages: 500, active: 50, joins: 0 }]);
      const last = (await odd()).filter(({ measure }) => measure === 'messages').at(-1);
      expect(last).toMatchObject({ direction: 'high', toldAt: null, cause: null });
      expect(await mail()).toHaveLength(1);
    });
  });
});
