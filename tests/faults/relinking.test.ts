import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import { heardOnTelegram, holders, joinLink, memberOf, payOnDiscord, startCalm } from './scene.js';

let product: Product;
beforeAll(async () => {
  product = await startCalm();
});
afterAll(() => product.close());

const { chatId } = demo.telegram;
const CODE = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/;
const discord = (key: string) => onDiscord(product, key);
const telegram = (key: string) => onTelegram(product, key);
const codeIn = (text: string) => CODE.exec(text)?.[0] ?? '';

/** The group's members who are there by what they paid. */
const inGroup = () =>
  Object.entries(product.sandbox.telegram.state().chats[chatId]?.members ?? {})
    .filter(([, record]) => record.status === 'member')
    .map(([id]) => Number(id));

describe('an account that is exchanged for another', () => {
  it('on Discord: the old one loses the role, the new one has it', async () => {
    const old = await payOnDiscord(product, 'ada');
    await product.settle();
    await telegram('ada').act('start', {});
    await telegram('ada').say(`/link ${codeIn((await old.say('link')).text)}`);
    await product.settle();
    await telegram('ada').act('requestToJoin', { link: joinLink(telegram('ada')) });
    await product.until('ada is in the group', () => inGroup().includes(person('ada').telegramId));
    await heardOnTelegram(product);

    // From now on Ada is called Ben on Discord.
    const code = codeIn((await telegram('ada').say('/link')).text);
    await discord('ben').say('link', { code });
    await product.settle();
    await product.passUntil('the old account is out', () => !discord('ada').roles().includes('Member'));
    expect(discord('ben').roles()).toContain('Member');
    expect(inGroup()).toEqual([person('ada').telegramId]);
    await product.pass({ hours: 1 });
    await product.sweep();
    expect([...holders(product)]).toEqual([person('ben').discordId]);
  });

  it('on Telegram: the old one is out of the group, the new one comes in by asking', async () => {
    await telegram('lin').act('start', {});
    await telegram('lin').say(`/link ${codeIn((await discord('ben').say('link')).text)}`);
    await product.settle();
    await product.passUntil('the old account is out', () => !inGroup().includes(person('ada').telegramId));
    await telegram('lin').act('requestToJoin', { link: joinLink(telegram('lin')) });
    await product.until('the new account is in', () => inGroup().includes(person('lin').telegramId));
    // And the old one stays out, link or no link.
    await telegram('ada').act('requestToJoin', { link: joinLink(telegram('lin')) });
    await heardOnTelegram(product);
    expect(inGroup()).toEqual([person('lin').telegramId]);
  });
});

describe('any trace of linking and relinking', () => {
  it('seats at most one account per platform and membership', async () => {
    const { members, access } = product.app.rooms;
    const communityId = product.community.id;
    const keys = ['ada', 'ben', 'lin', 'wei', 'cleo'] as const;
    const step = fc.record({ from: fc.nat(9), to: fc.nat(9) });
    const account = (n: number) => {
      const who = person(keys[n % 5] ?? 'ada');
      return n < 5
        ? { platform: 'discord' as const, externalId: who.discordId, name: who.name }
        : { platform: 'telegram' as const, externalId: String(who.telegramId), name: who.name };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        for (const { from, to } of steps) {
          const [asks, says] = [account(from), account(to)];
          const { member } = await members.arrive(communityId, asks);
          const code = await members.startLink(communityId, member.id, asks.platform);
          const speaker = await members.arrive(communityId, says);
          await members.finishLink(communityId, speaker.account, code).catch((error: Error) => {
            expect(['link_same_platform', 'link_same_account']).toContain(error.message);
          });
        }
        await product.settle();
        await product.pass({ minutes: 1 });
        // One membership was paid for: one person on each platform at most, whoever that is by now.
        expect(holders(product).size).toBeLessThanOrEqual(1);
        expect(inGroup().length).toBeLessThanOrEqual(1);
        const paying = await memberWhoPays();
        const seats = await access.seats(communityId, paying.id);
        for (const seat of seats) {
          if (seat.place.kind === 'role')
            expect(seat.observed === 'in').toBe(holders(product).has(seat.accountExternalId));
        }
        const own = paying.accounts.find((one) => one.platform === 'discord');
        expect([...holders(product)]).toEqual(own ? [own.externalId] : []);
      }),
      // Shrinking would take longer than anybody waits.
      { numRuns: 8, endOnFailure: true },
    );
  });

  async function memberWhoPays() {
    const { billing } = product.app.rooms;
    for (const key of ['ada', 'ben', 'lin', 'wei', 'cleo']) {
      for (const [platform, id] of [
        ['discord', person(key).discordId],
        ['telegram', String(person(key).telegramId)],
      ] as const) {
        const member = await memberOf(product, platform, id).catch(() => null);
        if (member && (await billing.customers(product.community.id, member.id)).length > 0) return member;
      }
    }
    throw new Error('nobody pays any more');
  }
});
