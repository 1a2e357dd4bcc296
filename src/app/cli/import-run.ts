import { createStripeSource } from '#adapters/stripe';
import { systemClock } from '#kernel/clock';
import type { Config } from '../config.js';
import { runImport, type ImportWish } from '../import/run.js';
import { keyRing, keysFor } from '../keys.js';
import { createLog } from '../log.js';
import type { ImportOptions } from './import.js';
import { systemLocale, systemZone } from './language.js';
import { withDatabase } from './with-database.js';

/** Names that other products give to these ids in Stripe's metadata. */
const usual = {
  discord: ['discord_id', 'discord_user_id', 'discordId', 'discordUserId', 'discord'],
  telegram: ['telegram_id', 'telegram_user_id', 'telegramId', 'telegramUserId', 'telegram'],
};

/** Takes over, or says what would be taken over. Exit code 1 when something has to be put right first. */
export async function takeOver(from: ImportWish['from'], options: ImportOptions): Promise<void> {
  await withDatabase(async (database, config) => {
    const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
    const { apply, community, codes, validDays, reissue, joinAccounts, discordKey, telegramKey } = options;
    const done = await runImport(
      {
        database,
        clock: systemClock,
        log,
        source: sourceOf(config, log),
        secrets: keysFor('import rows', keyRing(config.dataDir, config.encryptionKeys)),
        reader: { locale: options.lang ?? systemLocale(), timeZone: systemZone() },
        print: (line) => console.log(line),
      },
      {
        from,
        ...(community === undefined ? {} : { community }),
        apply: apply === true,
        keys: {
          discord: discordKey?.length > 0 ? discordKey : usual.discord,
          telegram: telegramKey?.length > 0 ? telegramKey : usual.telegram,
        },
        joinAccounts: joinAccounts === true,
        reissue: reissue === true,
        validDays,
        codes,
      },
    );
    if (!done) process.exitCode = 1;
  });
}

function sourceOf({ target }: Config, log: ReturnType<typeof createLog>) {
  return target.kind === 'real' ? createStripeSource({ ...target.stripe, log }) : null;
}
