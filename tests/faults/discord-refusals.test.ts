import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { demo, person, type Product } from '../_support/product.js';
import {
  cancelAll,
  grantTo,
  holders,
  memberOf,
  newcomers,
  payOnDiscord,
  startCalm,
  wireNow,
  wireSince,
} from './scene.js';

const { memberRoleId, botRoleId } = demo.discord;

let product: Product;
let act: ReturnType<typeof onDiscord>['act'];
beforeAll(async () => {
  product = await startCalm();
  ({ act } = onDiscord(product, 'olivia'));
});
afterAll(() => product.close());
beforeEach(() => product.pass({ minutes: 6 }));

const botPermissions = () =>
  product.sandbox.discord.state().guilds[demo.discord.guildId]?.roles[botRoleId]?.permissions ?? '';

/** What moderators were told of places that refuse us, newest last. */
async function alarms(): Promise<string[]> {
  const olivia = await memberOf(product, 'discord', person('olivia').discordId);
  const notices = await product.app.rooms.delivery.inbox(product.community.id, olivia.id, 100);
  return notices
    .filter((notice) => notice.kind === 'place_blocked')
    .map((notice) => String(notice.values['problem']))
    .reverse();
}

const seatOf = async (key: string) => {
  const member = await memberOf(product, 'discord', person(key).discordId);
  const seats = await product.app.rooms.access.seats(product.community.id, member.id);
  return seats.find((seat) => seat.place.externalId === memberRoleId);
};

describe('a role above the bot’s own (50013)', () => {
  it('is told to the moderators before anybody pays in vain, and mends itself', async () => {
    await act('moveRole', { roleId: memberRoleId, position: 4 });
    await product.settle();
    await product.until('the alarm', () => onDiscord(product, 'olivia').mail().length > 0);
    expect(await alarms()).toEqual(['role_above_bot']);
    await product.until('the alarm in Chinese', () =>
      onDiscord(product, 'moyan').mail()[0]?.text.includes('身份组'),
    );

    const before = wireNow(product);
    const ada = await payOnDiscord(product, 'ada');
    await product.settle();
    expect(ada.roles()).not.toContain('Member');
    expect(await seatOf('ada')).toMatchObject({ wanted: 'in', problem: 'role_above_bot' });
    expect(wireSince(product, 'discord', before).filter((call) => call.status === 403)).toEqual([]);
    expect((await ada.say('why')).text).toContain('above');
    expect(await alarms()).toEqual(['role_above_bot']);

    await act('moveRole', { roleId: memberRoleId, position: 1 });
    await product.until('the role is there', () => ada.roles().includes('Member'));
    await product.settle();
    expect(await seatOf('ada')).toMatchObject({ observed: 'in', problem: null });
  });

  it('is asked about once an hour, however many wait for it', async () => {
    const people = await newcomers(product, 12);
    // Nobody tells the bot: it finds out by being refused.
    const guild = product.sandbox.discord.state().guilds[demo.discord.guildId];
    const role = guild?.roles[memberRoleId];
    if (!role) throw new Error('no role');
    const invalid = product.sandbox.discord.invalidRequests();
    role.position = 99;
    await grantTo(product, people);
    await product.settle();
    const spent = () => product.sandbox.discord.invalidRequests() - invalid;
    // The first ones go at the same time, and nobody within the hour.
    const first = spent();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(5);
    for (let half = 0; half < 4; half += 1) await product.pass({ minutes: 25 });
    expect(spent()).toBeLessThanOrEqual(2 * 5);
    expect(people.filter((id) => holders(product).has(id))).toEqual([]);

    role.position = 1;
    await product.pass({ hours: 1 });
    await product.sweep();
    expect(people.filter((id) => holders(product).has(id))).toEqual(people);
  });
});

describe('a missing permission (50013)', () => {
  it('is told at once by its name, and nobody who should leave is forgotten', async () => {
    const had = botPermissions();
    const manageRoles = 1n << 28n;
    await act('setPermissions', { roleId: botRoleId, permissions: String(BigInt(had) & ~manageRoles) });
    await product.settle();
    const told = async () => (await alarms()).filter((one) => one === 'missing_permission_manage_roles');
    await product.until('the alarm', () =>
      onDiscord(product, 'olivia')
        .mail()
        .some((mail) => mail.text.includes('Manage Roles')),
    );
    const first = await told();
    expect(first.length).toBeGreaterThan(0);

    await cancelAll(product, 'ada');
    await product.settle();
    const ada = onDiscord(product, 'ada');
    expect(ada.roles()).toContain('Member');
    expect(await seatOf('ada')).toMatchObject({ wanted: 'out', observed: 'in' });

    await act('setPermissions', { roleId: botRoleId, permissions: had });
    await product.passUntil('the role is gone', () => !ada.roles().includes('Member'));
    expect(await seatOf('ada')).toMatchObject({ wanted: 'out', observed: 'out', problem: null });
    expect(await told()).toEqual(first);
  });
});

describe('closed private chats (50007)', () => {
  it('are tried once, and the message waits in /inbox', async () => {
    const ben = onDiscord(product, 'ben');
    await act('setDmOpen', { as: ben.id, open: false });
    const before = wireNow(product);
    await payOnDiscord(product, 'ben');
    await product.settle();
    for (let minute = 0; minute < 5; minute += 1) await product.pass({ minutes: 1 });
    const sends = wireSince(product, 'discord', before).filter(
      (call) => call.method === 'POST' && /\/channels\/\d+\/messages/.test(call.path) && call.status === 403,
    );
    expect(sends).toHaveLength(1);
    expect(ben.roles()).toContain('Member');
    expect(ben.mail()).toEqual([]);
    expect((await ben.say('inbox')).text).toContain('Membership');
  });
});

describe('somebody or something gone', () => {
  it('between looking and giving (10007), the seat waits and no moderator is bothered', async () => {
    const before = await alarms();
    const path = `/members/${person('lin').discordId}/roles/`;
    await act('fault', { match: { method: 'PUT', path }, kind: 'code', code: 10007, times: 6 });
    const lin = await payOnDiscord(product, 'lin');
    await product.settle();
    // A look says that Lin is there after all: nobody waits for her to come.
    await product.passUntil('the role is there', () => lin.roles().includes('Member'));
    expect(await alarms()).toEqual(before);
  });

  it('a deleted role (10011) is told at once; what it was for ends without it', async () => {
    const lin = onDiscord(product, 'lin');
    const roleId = demo.discord.proRoleId;
    await payOnDiscord(product, 'cleo', 'Pro', /49/);
    // @Pro comes with the first payment, after the trial.
    await product.pass({ days: 8 });
    expect(onDiscord(product, 'cleo').roles()).toContain('Pro');
    await act('deleteRole', { roleId });
    await product.settle();
    await product.passUntil('the alarm', () =>
      onDiscord(product, 'olivia')
        .mail()
        .some((mail) => mail.text.includes('no longer exists')),
    );
    expect(lin.roles()).toContain('Member');
    await cancelAll(product, 'cleo');
    await product.settle();
    expect(onDiscord(product, 'cleo').roles()).not.toContain('Member');
    await product.pass({ minutes: 2 });
    expect(onDiscord(product, 'cleo').mail().at(-1)?.text).toContain('Pro');
  });
});

describe('a bot that Discord takes for a spammer (20026)', () => {
  it('leaves private messages alone for an hour, loses none, and gives roles all the same', async () => {
    await act('quarantine', { on: true });
    const [id = ''] = await newcomers(product, 1);
    const [other = ''] = await newcomers(product, 1);
    const opened = (n: number) =>
      wireSince(product, 'discord', n).filter(
        (call) => call.method === 'POST' && call.path.includes('/users/@me/channels'),
      );
    const before = wireNow(product);
    await grantTo(product, [id]);
    await product.settle();
    expect(opened(before)).toHaveLength(1);
    await grantTo(product, [other]);
    await product.settle();
    for (let minute = 0; minute < 20; minute += 1) await product.pass({ minutes: 2 });
    // The breaker is of the whole platform: the second was not even tried.
    expect(opened(before)).toHaveLength(1);
    expect([...holders(product)]).toEqual(expect.arrayContaining([id, other]));
    const { delivery } = product.app.rooms;
    for (const externalId of [id, other]) {
      const { id: memberId } = await memberOf(product, 'discord', externalId);
      expect((await delivery.inbox(product.community.id, memberId, 5)).map((one) => one.kind)).toEqual([
        'grant_given',
      ]);
    }

    await act('quarantine', { on: false });
    await product.pass({ hours: 1 });
    const [third = ''] = await newcomers(product, 1);
    await grantTo(product, [third]);
    await product.settle();
    expect(opened(before)).toHaveLength(2);
    expect(product.sandbox.discord.state().users[third]?.dmChannelId).toBeDefined();
  });

  it('writes on Telegram to whoever has both', async () => {
    await act('quarantine', { on: true });
    const wei = onDiscord(product, 'wei');
    const telegram = onTelegram(product, 'wei');
    await telegram.act('start', {});
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec((await telegram.say('/link')).text)?.[0] ?? '';
    await wei.say('link', { code });
    await product.settle();
    const before = telegram.mail().length;
    await payOnDiscord(product, 'wei');
    await product.settle();
    await product.passUntil('a welcome on Telegram', () =>
      telegram
        .mail()
        .slice(before)
        .some((mail) => mail.text.includes('欢迎')),
    );
    await act('quarantine', { on: false });
  });
});
