import { InvalidArgumentError, type Command } from 'commander';
import type { Database } from '#database';
import { newKeyLine } from '../keys.js';
import { withDatabase } from './with-database.js';

/** A pass may meet values that the running product writes at the same moment; another one finds them. */
const PASSES = 5;

/** `lyceum keys …`: what names, notices, buttons and the audit log are sealed with. */
export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description('the keys that seal what is kept about people');
  keys
    .command('new')
    .description('print a fresh key for ENCRYPTION_KEYS; nothing is changed')
    .argument('[id]', 'what it is called, e.g. k2', keyId, `k${today()}`)
    .action((id: string) => {
      console.log(newKeyLine(id));
      console.error(
        [
          '',
          'Put it FIRST in ENCRYPTION_KEYS, before those that are there, separated by a comma, for every process.',
          'Restart them all, run `lyceum keys rotate`, and then remove the older ones.',
        ].join('\n'),
      );
    });
  keys
    .command('list')
    .description('which key sealed how much')
    .action(() => withDatabase(list));
  keys
    .command('rotate')
    .description(
      'seal everything anew with the first key, while the product runs; may be stopped and run again',
    )
    .action(() => withDatabase(rotate));
  keys
    .command('give-up')
    .description(
      'for a key that is lost for good: lets go of all that it sealed, so that Lyceum starts again',
    )
    .argument('<id>', 'the key that is named when Lyceum does not start', keyId)
    .requiredOption('--for-good', 'names, notices, notes and the details of the audit log are lost')
    .action((id: string) => withDatabase((database) => giveUp(database, id)));
}

function keyId(text: string): string {
  if (/^[\w-]{1,40}$/.test(text)) return text;
  throw new InvalidArgumentError('an id is letters, digits, - and _, at most 40');
}

const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');

async function giveUp(database: Database, id: string): Promise<void> {
  if (database.sealer.keys.includes(id)) {
    console.log(`The key ${id} is among the keys: nothing has to be given up.`);
    return;
  }
  const lost = await database.seals.giveUp(id);
  console.log(`${lost} values were given up. Names come back when their owners say something.`);
}

async function list(database: Database): Promise<void> {
  for (const { column, values } of await database.seals.inUse()) {
    const parts = [...values].map(([key, count]) => `${count} ${key === '' ? 'not sealed' : `with ${key}`}`);
    console.log(`${column.padEnd(20)} ${parts.length > 0 ? parts.join(', ') : 'nothing'}`);
  }
  const [current, ...others] = database.sealer.keys;
  console.log(
    `Sealing with ${current}${others.length > 0 ? `; opening also with ${others.join(', ')}` : ''}.`,
  );
}

async function rotate(database: Database): Promise<void> {
  const { seals, sealer } = database;
  let total = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const renewed = await seals.renew({
      onProgress: ({ column, done, of }) => console.log(`${column}: ${done} of ${of}`),
    });
    total += renewed;
    if (renewed === 0) break;
  }
  const left = (await seals.inUse()).flatMap(({ values }) => [...values.keys()]);
  const others = [...new Set(left)].filter((key) => key !== sealer.currentKey);
  console.log(`${total} values sealed with ${sealer.currentKey}.`);
  if (others.length === 0) return console.log('Nothing is sealed with an older key any more.');
  console.log(
    `Something is still sealed with ${others.join(', ')}: does a process still run with the older settings? Restart it, then run this again.`,
  );
  process.exitCode = 1;
}
