import { InvalidArgumentError, type Command } from 'commander';
import type { Locale } from '#domain/members';
import type { ImportWish } from '../import/run.js';
import { languageOption } from './language.js';

export interface ImportOptions {
  apply?: boolean;
  community?: string;
  codes: string;
  validDays: number;
  reissue?: boolean;
  joinAccounts?: boolean;
  discordKey: string[];
  telegramKey: string[];
  lang?: Locale;
}

/** `lyceum import …`: takes over people who paid before, without anybody subscribing again. */
export function addImportCommands(program: Command): void {
  const imports = program
    .command('import')
    .description('take over people who paid before; a dry run unless --apply is given');
  const stripe = shared(
    imports
      .command('stripe')
      .description(
        'running subscriptions at prices of our plans: by an id in metadata, else by a one-time code',
      ),
  )
    .option('--discord-key <name>', 'metadata that holds the Discord id; may be given again', named, [])
    .option('--telegram-key <name>', 'metadata that holds the Telegram id; may be given again', named, []);
  stripe.action((options: ImportOptions) => act('stripe', options));
  const csv = shared(
    imports
      .command('csv')
      .argument('<file>', 'columns: discord_id, telegram_id, stripe_customer, plan, ends_at, name, email')
      .description(
        'the rows of a file of another product: subscriptions of Stripe, or plans until their end',
      ),
  ).option('--join-accounts', 'two ids in one row are one person’s: the other product saw proof of both');
  csv.action((file: string, options: ImportOptions) => act({ csv: file }, options));
}

function shared(command: Command): Command {
  const today = new Date().toISOString().slice(0, 10);
  return command
    .option('--apply', 'do it; without this, nothing is written')
    .option('--community <name>', 'which one, where there are several')
    .option('--codes <file>', 'where one-time codes are written', `claim-codes-${today}.csv`)
    .option('--valid-days <days>', 'how long codes are good for', dayCount, 90)
    .option('--reissue', 'new codes for those who did not use theirs; the old ones end')
    .addOption(languageOption());
}

async function act(from: ImportWish['from'], options: ImportOptions): Promise<void> {
  await (await import('./import-run.js')).takeOver(from, options);
}

function named(name: string, before: string[]): string[] {
  return [...before, name];
}

function dayCount(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 730) throw new InvalidArgumentError('1 to 730 days');
  return days;
}
