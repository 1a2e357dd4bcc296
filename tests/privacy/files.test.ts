import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '#app/config';
import { createLog } from '#app/log';
import { run, type Running } from '#app/run';
import { tidyUp } from '#jobs';
import { person } from '../_support/product.js';

/** Everything that the product writes, on a disk of its own: tables, indexes, the log of changes, logs, keys. */
let folder: string;
let running: Running | undefined;
const lines: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lyceum-files-'));
  const config = parseConfig({ DATA_DIR: folder, HTTP_PORT: '0' });
  const log = createLog('debug', (line) => lines.push(line));
  running = await run(config, { bot: true, worker: true, past: false }, log);
});
afterAll(async () => {
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** In which files one of these words stands. The sandbox's own state is the outside world. */
async function filesWith(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.startsWith('sandbox.json')) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    for (const word of words) if (bytes.includes(word)) found.push(`${path.slice(folder.length)}: ${word}`);
  }
  return found;
}

it('takes a person out of the very files, once the day is tidied up', async () => {
  const { rooms, queues } = running?.app ?? {};
  if (!rooms || !queues) throw new Error('the product does not run');
  const [community] = await rooms.members.communities();
  const communityId = community?.id ?? '';
  const { discordId, telegramId, name, locale } = person('ada');
  const arrival = { platform: 'discord' as const, externalId: discordId, name, locale };
  const { member, account } = await rooms.members.arrive(communityId, arrival);
  const other = { platform: 'telegram' as const, externalId: String(telegramId), name, locale };
  const second = (await rooms.members.arrive(communityId, other)).account;
  const code = await rooms.members.startLink(communityId, member.id, 'discord');
  await rooms.members.finishLink(communityId, second, code);

  const [plan] = await rooms.billing.plans(communityId);
  const [by = ''] = await rooms.members.staff(communityId);
  const wish = { memberId: member.id, planId: plan?.id ?? '', reason: `for ${name}`, endsAt: null, byId: by };
  await rooms.access.grant(communityId, wish);
  await rooms.access.converge(communityId, member.id, 'event');
  await rooms.billing.checkout(communityId, member, plan?.prices[0]?.priceId ?? '');
  await queues.idle();
  const customers = await rooms.billing.customers(communityId, member.id);
  const words = [
    ...[name, discordId, String(telegramId), member.id, account.id, second.id],
    ...customers.map((one) => one.stripeId),
  ];
  expect(words).toHaveLength(7);
  const before = (await filesWith(words)).map((line) => line.split(': ').at(-1));
  // Names are sealed, so that they stand in no file even now; the ids do.
  expect(new Set(before)).toEqual(new Set(words.filter((word) => word !== name)));

  expect(await rooms.privacy.forget(communityId, member.id)).toEqual({ kind: 'forgotten' });
  await queues.idle();
  await queues.next(tidyUp, {});
  await queues.idle();
  await running?.stop();

  expect(await filesWith(words)).toEqual([]);
  expect(lines.filter((line) => words.some((word) => line.includes(word)))).toEqual([]);
});
