/** People who paid elsewhere before: the product's own command line takes them over, and nobody pays twice. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pay, role, type Stage } from './stage.js';

const CODE = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9-]{4,}/;

export async function takingOver(stage: Stage): Promise<void> {
  const { script, actors, lyceum } = stage;
  if (!lyceum) return;
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-story-'));
  const [cleo, lin, olivia] = [actors.person('cleo'), actors.person('lin'), actors.person('olivia')];
  const runs = async (args: string[], expected: RegExp) => {
    script.note(`lyceum ${args.join(' ').replaceAll(folder, '…')}`);
    const told = await lyceum(args);
    for (const line of told.trim().split('\n')) script.note(`  ${line}`);
    script.check(`the import says ${String(expected)}`, expected.test(told), told);
  };
  const codeIn = async (file: string) => CODE.exec(await readFile(join(folder, file), 'utf8'))?.[0] ?? '';

  script.chapter('Somebody pays by a link, before anybody knows of Lyceum');
  const priceId = stage.demo.stripe['monthlyPriceId'];
  const { url } = await stage.act<{ url: string }>('stripe', 'createPaymentLink', { priceId });
  await fetch(url);
  const { stripe } = await olivia.look();
  const payer = { email: 'old.friend@example.com', name: cleo.name };
  script.check('it is paid', await pay(stage, stripe.sessions.at(-1)?.url, 'ok', payer));

  script.chapter('lyceum import');
  const subscribers = ['import', 'stripe', '--lang', 'en', '--codes', join(folder, 'stripe.csv')];
  await runs(subscribers, /A dry run[^]*a one-time code is needed: 1/);
  await runs([...subscribers, '--apply'], /Taking over[^]*a one-time code is needed: 1/);
  await runs([...subscribers, '--apply'], /have a code that nobody said yet: 1/);
  const rows = join(folder, 'rows.csv');
  const ends = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const lines = ['discord_id,plan,ends_at,email', `${cleo.discordId},Membership,${ends},`];
  await writeFile(rows, [...lines, `,Pro,${ends},lin@example.com`, 'nobody,Pro,,'].join('\n'));
  const csv = ['import', 'csv', rows, '--lang', 'en', '--codes', join(folder, 'csv.csv'), '--apply'];
  await runs(csv, /line 4: discord_id has to be[^]*until its end: 1[^]*a one-time code is needed: 1/);
  await stage.pass(0.05);
  await role(stage, cleo, 'Member', true);

  script.chapter('They say their codes');
  await cleo.discord.say('claim', { code: 'ABCD-EFGH-JKMN-PQRS' }, /wrong, used or too old/);
  const code = await codeIn('stripe.csv');
  await cleo.discord.say('claim', { code }, /There is nothing to pay again/);
  await cleo.discord.say('claim', { code }, /wrong, used or too old|is yours again/);
  await cleo.discord.say('membership', {}, /Next payment: \$19\.00/);
  await lin.telegram.start(/能为你做的事/);
  await lin.telegram.say(`/认领 ${await codeIn('csv.csv')}`, /你有 Pro/);

  script.chapter('And it ends, as everything does');
  const { stripe: books } = await olivia.look();
  const old = books.customers.find((one) => one.name === payer.name);
  const running = books.subscriptions.find((one) => one.customer === old?.id);
  await stage.act('stripe', 'cancel', { subscriptionId: running?.id, atPeriodEnd: false });
  await olivia.discord.say('revoke', { member: cleo.discordId, reason: 'over' }, /no longer has Membership/);
  await role(stage, cleo, 'Member', false);
  await olivia.telegram.say('/revoke @linxiao over', /no longer has Pro/);
  await rm(folder, { recursive: true });
  await actors.catchUp();
}
