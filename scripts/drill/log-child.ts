import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openNotedCount } from '#app/noted-count';
import { createDatabase } from '#database';
import { createEngagement } from '#domain/engagement';
import { createMembers } from '#domain/members';
import { systemClock } from '#kernel/clock';
import { silentLog, type Log } from '#kernel/log';

/**
 * Takes note of events until it is killed. What it noted and when goes into a file of the drill's own, and what it
 * logs to whoever started it.
 */
async function noteUntilKilled(url: string, home: string, communityId: string, round: string): Promise<void> {
  const log: Log = { ...silentLog, warn: (_data, message) => console.log(message) };
  const database = createDatabase({ url, log });
  const members = createMembers({
    database,
    clock: systemClock,
    wake: { async member() {} },
    belongings: [],
  });
  const engagement = createEngagement({
    database,
    members,
    secrets: ['nothing here outlives the drill'],
    count: openNotedCount(home, 'drill', log),
    clock: systemClock,
    log,
  });
  await engagement.begin();
  const times = openSync(join(home, `times-${round}`), 'a');
  console.log('ready');
  const time = Buffer.alloc(8);
  for (let turn = 0; ; turn += 1) {
    for (let n = 0; n < 10; n += 1) {
      const at = systemClock.now();
      time.writeDoubleLE(at.getTime());
      writeSync(times, time);
      engagement.note({
        communityId,
        kind: 'message',
        at,
        person: { platform: 'discord', externalId: `person-${(turn * 7 + n) % 300}` },
        place: { externalId: `place-${turn % 5}`, title: 'Drill' },
        messageId: `${round}-${turn}-${n}`,
        subject: `round:${round}`,
      });
    }
    await pause(4);
  }
}

const [url = '', home = '', communityId = '', round = ''] = process.argv.slice(2);
await noteUntilKilled(url, home, communityId, round);
