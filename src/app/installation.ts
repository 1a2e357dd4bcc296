import type { Database } from '#database';
import { demo } from '#sandbox';
import { ConfigError, type Config } from './config.js';

/** What a database is filled from. The three know different people, customers and prices. */
type Origin = 'sandbox' | 'test' | 'live';

const MARK = 'installation.origin';

const WORDS: Record<Origin, string> = {
  sandbox: 'the sandbox (no chat token is set)',
  test: 'a Stripe key of test mode',
  live: 'a live Stripe key',
};

function originOf({ target }: Config): Origin {
  if (target.kind === 'sandbox') return 'sandbox';
  return target.stripe.secretKey.includes('_live_') ? 'live' : 'test';
}

/**
 * Refuses to work on a database that was filled from elsewhere: the sandbox's reset would empty it, and
 * customers of another mode would all be found to have ended. Marks one that nobody marked yet.
 * Throws ConfigError.
 */
export async function refuseForeignDatabase(database: Database, config: Config, now: Date): Promise<void> {
  const { unscoped } = database;
  const origin = originOf(config);
  const refuse = (was: string) => {
    throw new ConfigError([
      `This database was filled with ${was}, and now the settings say ${WORDS[origin]}. Put the settings back, or choose another DATA_DIR or DATABASE_URL: nothing was touched`,
    ]);
  };
  const marked = await unscoped.cursor.findUnique({ where: { name: MARK } });
  if (!marked && origin === 'sandbox' && (await isSomebodys(database))) refuse('real communities');
  // Two processes may start at once: the first one's word counts.
  await unscoped.cursor.createMany({ data: [{ name: MARK, value: origin, at: now }], skipDuplicates: true });
  const { value } = await unscoped.cursor.findUniqueOrThrow({ where: { name: MARK } });
  if (value !== origin) refuse(WORDS[value as Origin] ?? value);
}

/** Whether there are communities that the sandbox did not make. */
async function isSomebodys({ unscoped }: Database): Promise<boolean> {
  if ((await unscoped.community.count()) === 0) return false;
  const space = { platform: 'discord', externalId: demo.discord.guildId } as const;
  return (await unscoped.space.count({ where: space })) === 0;
}
