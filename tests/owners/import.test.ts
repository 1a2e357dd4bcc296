import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stripe } from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStripeSource } from '#adapters/stripe';
import { unhurried } from '#app/dispatch/pace';
import { runImport, type ImportWish } from '../../src/app/import/run.js';
import { readCsv } from '#contracts';
import { silentLog } from '#kernel/log';
import { onDiscord } from '../_support/chat.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { as } from './said.js';

let product: Product;
let stripe: Stripe;
let folder: string;
let communityId: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, allowances: unhurried });
  communityId = product.community.id;
  const url = new URL(product.sandbox.stripe.url);
  stripe = new Stripe(demo.stripe.secretKey, {
    protocol: 'http',
    host: url.hostname,
    port: url.port,
    telemetry: false,
  });
});
afterAll(() => product.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lyceum-import-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Somebody who pays already, by another product's checkout. */
async function payer(
  metadata: Record<string, string> = {},
  more: { on?: Record<string, string>; price?: string } = {},
) {
  const customer = await stripe.customers.create({
    email: `payer${Math.random().toString(36).slice(2)}@example.com`,
    name: 'A Payer',
    metadata,
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: more.price ?? demo.stripe.monthlyPriceId }],
    ...(more.on ? { metadata: more.on } : {}),
  });
  return { customer, subscription };
}

async function run(from: ImportWish['from'], more: Partial<ImportWish> = {}) {
  const lines: string[] = [];
  const done = await runImport(
    {
      database: product.data.database,
      clock: product.sandbox.clock,
      log: silentLog,
      source: createStripeSource({
        secretKey: demo.stripe.secretKey,
        webhookSecret: demo.stripe.webhookSecret,
        apiUrl: product.sandbox.stripe.url,
        log: silentLog,
      }),
      secrets: ['a secret of the test'],
      reader: { locale: 'en', timeZone: 'UTC' },
      print: (line) => lines.push(line),
    },
    {
      from,
      apply: false,
      keys: { discord: ['discord_id'], telegram: ['telegram_id'] },
      joinAccounts: false,
      reissue: false,
      validDays: 90,
      codes: join(folder, 'codes.csv'),
      ...more,
    },
  );
  return { done, lines, text: lines.join('\n') };
}

async function file(...rows: string[]): Promise<{ csv: string }> {
  const csv = join(folder, 'members.csv');
  await writeFile(csv, rows.join('\r\n'));
  return { csv };
}

async function codes(name = 'codes.csv'): Promise<string[][]> {
  const text = await readFile(join(folder, name), 'utf8');
  const rows: string[][] = [];
  const chunks = async function* () {
    yield text;
  };
  for await (const record of readCsv(chunks())) if ('cells' in record) rows.push(record.cells);
  return rows.slice(1);
}

const everything = async () =>
  JSON.stringify(
    await Promise.all(
      (['customer', 'claimCode', 'grant', 'member', 'account', 'audit', 'entitlement'] as const).map(
        (table) =>
          product.data.database.pool.query(
            `SELECT * FROM public."${table[0]?.toUpperCase()}${table.slice(1)}" ORDER BY 1`,
          ),
      ),
    ).then((all) => all.map(({ rows }) => rows)),
  );
const hasRole = (key: string) => onDiscord(product, key).roles().includes('Member');

describe('lyceum import stripe', () => {
  it('a dry run tells, and writes nothing', async () => {
    await payer({ discord_id: person('ada').discordId });
    await payer();
    await payer(
      {},
      {
        price: (
          await stripe.prices.create({
            currency: 'usd',
            unit_amount: 500,
            recurring: { interval: 'month' },
            product: 'prod_demo_workshop',
          })
        ).id,
      },
    );
    const before = await everything();
    const since = product.sandbox.wire.after(0).at(-1)?.n ?? 0;
    const { done, text } = await run('stripe');
    expect(done).toBe(true);
    expect(text).toContain('A dry run: nothing is written.');
    expect(text).toContain('2 looked at.');
    expect(text).toContain('known by an id, subscription taken over: 1');
    expect(text).toContain('a one-time code is needed: 1');
    expect(text).toContain('To do it, say the same with --apply.');
    expect(await everything()).toBe(before);
    await expect(stat(join(folder, 'codes.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
    // It only reads at Stripe.
    const writes = product.sandbox.wire
      .after(since)
      .filter(
        ({ platform, method, direction }) => platform === 'stripe' && direction === 'in' && method !== 'GET',
      );
    expect(writes).toEqual([]);
  });

  it('takes over whoever metadata names, and gives the others a code; nobody subscribes again', async () => {
    const { text } = await run('stripe', { apply: true });
    expect(text).toContain('known by an id, subscription taken over: 1');
    expect(text).toContain('a one-time code is needed: 1');
    // Written as by a process of its own: the product finds by its minute's sweep what is owed.
    expect(hasRole('ada')).toBe(false);
    await product.pass({ minutes: 1 });
    await product.settle();
    expect(hasRole('ada')).toBe(true);
    const ada = await as(product, 'ada').member();
    const [entitlement] = await product.app.rooms.access.entitlements(communityId, ada.id);
    expect(entitlement).toMatchObject({ granting: true, state: 'active' });
    expect(await product.app.rooms.billing.subscriptions(communityId, ada.id)).toHaveLength(1);

    const [row, ...others] = await codes();
    expect(others).toEqual([]);
    expect(row?.[0]).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(row?.[1]).toMatch(/^payer\w+@example\.com$/);
    expect(row?.[3]).toBe('Membership');
    expect((await stat(join(folder, 'codes.csv'))).mode & 0o777).toBe(0o600);
    // Neither code nor address is kept.
    const kept = await everything();
    expect(kept).not.toContain(row?.[0]);
    expect(kept).not.toContain('@example.com');
  });

  it('done again, changes nothing and gives nobody a second code', async () => {
    const before = await product.data.database.prisma.claimCode.findMany({ where: { communityId } });
    const { text } = await run('stripe', { apply: true });
    expect(text).toContain('taken over before: 1');
    expect(text).toContain('have a code that nobody said yet: 1');
    expect(await product.data.database.prisma.claimCode.findMany({ where: { communityId } })).toEqual(before);
    const again = await run('stripe', { apply: true, reissue: true, codes: join(folder, 'new.csv') });
    expect(again.text).toContain('a one-time code is needed: 1');
    const after = await product.data.database.prisma.claimCode.findMany({ where: { communityId } });
    expect(after).toHaveLength(1);
    expect(after[0]?.codeHash).not.toBe(before[0]?.codeHash);
  });

  it('a code ties its customer to whoever says it, once', async () => {
    await run('stripe', { apply: true, reissue: true });
    const [[code = ''] = []] = await codes();
    const ben = as(product, 'ben');
    expect((await ben.say('claim', { code: 'AAAA-BBBB-CCCC' })).lines[0]).toMatch(/wrong, used or too old/);
    const claimed = await ben.say('claim', { code: code.toLowerCase() });
    expect(claimed.title).toBe('Welcome back, this is yours again');
    expect(hasRole('ben')).toBe(true);
    expect((await as(product, 'lin').say('claim', { code })).lines[0]).toMatch(/wrong, used or too old/);
    const { rows } = await product.app.rooms.members.auditRows(communityId, { action: 'claim' }, 10);
    expect(rows.map(({ action }) => action).sort()).toEqual(['claim.refused', 'claim.refused', 'claim.used']);
    const told = await run('stripe');
    expect(told.text).toContain('taken over before: 2');
  });

  it('of many tries at once with one code, one works', async () => {
    const { customer } = await payer();
    await run('stripe', { apply: true });
    const row = (await codes()).find((cells) => cells[4] === customer.id);
    const { imports, billing } = product.app.rooms;
    const people = await Promise.all(['lin', 'cleo', 'wei'].map((key) => as(product, key).member()));
    const outcomes = await Promise.allSettled(
      people.map((member) => imports.claim(communityId, member, row?.[0] ?? '')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = people[outcomes.findIndex(({ status }) => status === 'fulfilled')];
    expect(await billing.tiedTo(customer.id)).toEqual({ communityId, memberId: winner?.id });
  });

  it('a customer who was tied meanwhile is nobody else’s, and the code says so', async () => {
    const { customer } = await payer();
    await run('stripe', { apply: true });
    const row = (await codes()).find((cells) => cells[4] === customer.id);
    const cleo = await as(product, 'cleo').member();
    await product.data.database.transaction((tx) =>
      product.app.rooms.billing.tie(tx, communityId, cleo.id, customer.id),
    );
    const said = await as(product, 'wei').say('claim', { code: row?.[0] ?? '' });
    expect(said.lines[0]).toMatch(/belongs to another member already/);
    expect((await product.app.rooms.billing.tiedTo(customer.id))?.memberId).toBe(cleo.id);
  });

  it('listens to the metadata of the subscription too, and to names of its own', async () => {
    await payer({}, { on: { member_of_club: String(person('wei').telegramId) } });
    const { text } = await run('stripe', { keys: { discord: [], telegram: ['member_of_club'] } });
    expect(text).toContain('known by an id, subscription taken over: 1');
    // An id that cannot be one is none.
    await payer({ discord_id: 'ada#1234' });
    expect((await run('stripe')).text).toMatch(/a one-time code is needed: 2/);
  });

  it('stops with a sentence when Stripe is away, and goes on where it was', async () => {
    const faults = product.sandbox.stripe.actions;
    const set = async (name: string, input: object) => {
      const action = faults[name];
      return action?.run(action.input.parse(input));
    };
    await set('fault', { match: { path: '/v1/subscriptions' }, times: 50, kind: '500' });
    const { done, text } = await run('stripe', { apply: true });
    expect(done).toBe(false);
    expect(text).toContain('Stripe does not answer right now');
    await set('clearFaults', {});
    expect((await run('stripe', { apply: true })).done).toBe(true);
  });
});

describe('lyceum import csv', () => {
  const head = 'discord_id,telegram_id,stripe_customer,plan,ends_at,name,email';

  it('gives plans until their end, tells each bad row by its line, and the good ones go on', async () => {
    const lin = person('lin');
    const rows = await file(
      head,
      `${lin.discordId},,,Pro,2027-01-31,林晓,lin@example.com`,
      'not-an-id,,,Pro,2027-01-31,,',
      ',abc,,Pro,,,',
      `${lin.discordId},,,Platinum,,,`,
      `${lin.discordId},,,,,,`,
      `${lin.discordId},,,Pro,yesterday,,`,
      `${lin.discordId},,,Pro,2020-01-01,,`,
      ',,,Pro,,Nobody,',
      ',,cus_nobodyknows,,,,',
      ',,customer1,,,,',
      '"x"y,,,Pro,,,',
      `${lin.discordId},,,Pro,2027-01-31,林晓,,one,too,many`,
      `1100000000000000999,,,pro,,Somebody New,`,
    );
    const dry = await run(rows);
    expect(dry.done).toBe(false);
    expect(dry.lines.filter((line) => line.startsWith('  line '))).toEqual([
      '  line 3: discord_id has to be the number of an account, 17 to 20 digits',
      '  line 4: telegram_id has to be the number of an account, not a name',
      '  line 5: there is no plan of this name',
      '  line 6: it names no plan',
      '  line 7: ends_at has to be a day such as 2026-12-31',
      '  line 8: it is over already',
      '  line 9: it names nobody: no id, no customer, no e-mail',
      '  line 10 (cus_nobodyknows): Stripe does not know this customer, or they were deleted',
      '  line 11: stripe_customer has to begin with cus_',
      '  line 12: a quotation mark is in the wrong place',
      '  line 13: it has more cells than the first line names',
    ]);
    expect(dry.text).toContain('known by an id, plan given until its end: 2');
    const applied = await run(rows, { apply: true });
    expect(applied.text).toContain('known by an id, plan given until its end: 2');
    await product.pass({ minutes: 1 });
    await product.settle();
    const member = await as(product, 'lin').member();
    const grants = await product.app.rooms.access.grants(communityId, member.id);
    expect(grants.filter(({ reason }) => reason === 'import')).toMatchObject([
      { reason: 'import', endsAt: new Date('2027-01-31T23:59:59.999Z'), grantedById: null },
    ]);
    expect(onDiscord(product, 'lin').roles()).toContain('Pro');

    const again = await run(rows, { apply: true });
    expect(again.text).toContain('taken over before: 2');
    expect(await product.app.rooms.access.grants(communityId, member.id)).toEqual(grants);
  });

  it('writes to nobody who never used the bot', async () => {
    const { members, delivery } = product.app.rooms;
    const stranger = await members.byAccount(communityId, 'discord', '1100000000000000999');
    expect(stranger?.accounts[0]).toMatchObject({ name: 'Somebody New', lastSeenAt: new Date(0) });
    const mail = await delivery.inbox(communityId, stranger?.id ?? '', 10);
    for (const notice of mail) expect(notice.state).toBe('inbox');
    const ben = await members.enlist(communityId, [
      { platform: 'discord', externalId: person('ada').discordId, name: 'not Ada' },
    ]);
    expect(ben === 'two_people' ? '' : ben.accounts[0]?.name).toBe('Ada Brook');
  });

  it('takes over customers, by id or by code', async () => {
    const first = await payer();
    const second = await payer();
    const rows = await file(
      head,
      `,${person('wei').telegramId},${first.customer.id},,,,`,
      `,,${second.customer.id},,,,`,
      `${person('cleo').discordId},,${first.customer.id},,,,`,
    );
    const { text, lines } = await run(rows, { apply: true });
    expect(text).toContain('known by an id, subscription taken over: 1');
    expect(text).toContain('a one-time code is needed: 1');
    expect(lines).toContain(
      `  line 4 (${first.customer.id}): this customer belongs to another member already`,
    );
    const wei = await product.app.rooms.members.byAccount(
      communityId,
      'telegram',
      String(person('wei').telegramId),
    );
    expect(await product.app.rooms.billing.tiedTo(first.customer.id)).toMatchObject({ memberId: wei?.id });
    expect((await codes())[0]?.[4]).toBe(second.customer.id);
  });

  it('an address alone gets a code: once for each row, whatever else the file holds', async () => {
    const row = ',,,Membership,2027-06-30,王小明,Wang@Example.com';
    const first = await run(await file(head, row), { apply: true });
    expect(first.text).toContain('a one-time code is needed: 1');
    const [[code = '', email, name] = []] = await codes();
    expect([email, name]).toEqual(['Wang@Example.com', '王小明']);
    const second = await run(await file(head, row.toLowerCase(), ',,,Membership,,,=cmd@example.com'), {
      apply: true,
      codes: join(folder, 'second.csv'),
    });
    expect(second.text).toContain('have a code that nobody said yet: 1');
    expect(second.text).toContain('a one-time code is needed: 1');
    expect((await codes('second.csv'))[0]?.[1]).toBe("'=cmd@example.com");
    expect(await everything()).not.toMatch(/example\.com/i);

    const cleo = as(product, 'cleo');
    const claimed = await cleo.say('claim', { code });
    expect(claimed.lines.join('\n')).toContain('You have Membership, until Jun 30, 2027.');
    const [grant] = await product.app.rooms.access.grants(communityId, (await cleo.member()).id);
    expect(grant).toMatchObject({ reason: 'import' });
    expect(
      (await run(await file(head, row), { apply: true, codes: join(folder, 'third.csv') })).text,
    ).toContain('taken over before: 1');
  });

  it('two ids in a row are one person only when the owner says so', async () => {
    const { members } = product.app.rooms;
    const [discord, telegram] = ['1100000000000000888', '790000888'];
    const rows = await file(head, `${discord},${telegram},,Membership,2027-01-31,Two Ids,`);
    const apart = await run(rows);
    expect(apart.text).toContain('1 row has two ids: the second account was left alone.');
    const joined = await run(rows, { apply: true, joinAccounts: true });
    expect(joined.text).toContain('known by an id, plan given until its end: 1');
    const member = await members.byAccount(communityId, 'telegram', telegram);
    expect(member?.accounts.map(({ platform }) => platform).sort()).toEqual(['discord', 'telegram']);
    // Who is known as two people stays two: only they can join their accounts.
    await members.arrive(communityId, { platform: 'discord', externalId: '1100000000000000777', name: 'A' });
    await members.arrive(communityId, { platform: 'telegram', externalId: '790000777', name: 'B' });
    const two = await run(await file(head, '1100000000000000777,790000777,,Membership,,,'), {
      joinAccounts: true,
    });
    expect(two.text).toContain('its two ids belong to two members');
  });

  it('reads what spreadsheets write, refuses what is no such file, and never writes over codes', async () => {
    const rows = [`Discord ID;Plan;Ends at`, `'${person('ben').discordId};Membership;2027-03-01`];
    const csv = join(folder, 'excel.csv');
    await writeFile(csv, Buffer.from(`\uFEFF${rows.join('\r\n')}`, 'utf16le'));
    expect((await run({ csv })).text).toContain('known by an id, plan given until its end: 1');
    await writeFile(csv, Buffer.from([0x64, 0x69, 0xb0, 0xa1, 0x2c, 0x0a]));
    expect((await run({ csv })).text).toContain('This file is not written in UTF-8.');
    expect((await run(await file('name,plan', 'x,y'))).text).toContain(
      'The first line must name the columns',
    );
    expect((await run(await file(''))).text).toContain('The first line must name the columns');
    expect((await run({ csv: join(folder, 'missing.csv') })).text).toMatch(/^It stopped: ENOENT/m);

    await writeFile(join(folder, 'codes.csv'), 'somebody’s');
    const taken = await run(await file(head, ',,,Membership,,,new@example.com'), { apply: true });
    expect(taken.done).toBe(false);
    expect(taken.text).toMatch(/It stopped: EEXIST/);
    expect(await readFile(join(folder, 'codes.csv'), 'utf8')).toBe('somebody’s');
  });

  it('a big file is read to its end, and what is wrong with it is counted', async () => {
    const csv = join(folder, 'big.csv');
    const rows = [head];
    for (let row = 0; row < 20_000; row += 1) rows.push(`not-an-id,,,Membership,,Name ${row},`);
    await writeFile(csv, rows.join('\n'));
    const { lines, text } = await run({ csv });
    expect(text).toContain('20000 looked at.');
    expect(text).toContain('and 19800 more');
    expect(lines.length).toBeLessThan(220);
  });
});
