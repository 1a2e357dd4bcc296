import { createEngagement, type Engagement, type EngagementDeps, type Happened } from '#domain/engagement';
import { createMembers, laterRoom, type Community, type Members } from '#domain/members';
import { movableClock, type MovableClock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { testDatabase, type TestDatabase } from '../_support/database.js';

/** Sunday, in the middle of the day. */
export const NOW = new Date('2026-03-01T12:00:00Z');

export interface Stage {
  data: TestDatabase;
  members: Members;
  engagement: Engagement;
  clock: MovableClock;
  /** What was logged, in sentences. */
  said: string[];
  /** One more of these rooms, as another process has it. */
  room(deps?: Partial<EngagementDeps>): Engagement;
  /** A new community with a guild. */
  community(timeZone?: string): Promise<Community>;
  close(): Promise<void>;
}

/** The log on a database of its own, with members and nothing else. */
export async function setStage(): Promise<Stage> {
  const data = await testDatabase();
  const clock = movableClock(NOW, false);
  const said: string[] = [];
  const say = (_data: object, message: string) => void said.push(message);
  const log: Log = { debug() {}, info: say, warn: say, error: say };
  let engagement: Engagement;
  const members = createMembers({
    database: data.database,
    clock,
    wake: { async member() {} },
    belongings: [laterRoom(() => engagement)],
  });
  const room: Stage['room'] = (deps = {}) =>
    createEngagement({
      database: data.database,
      members,
      secrets: ['only for tests, but long enough to sign with'],
      clock,
      log,
      ...deps,
    });
  engagement = room();
  let guilds = 0;
  return {
    data,
    members,
    engagement,
    clock,
    said,
    room,
    async community(timeZone = 'UTC') {
      const made = await members.createCommunity({ name: 'Pulse', locale: 'en', timeZone });
      guilds += 1;
      await members.attachSpace(made.id, {
        platform: 'discord',
        externalId: `guild-${guilds}`,
        title: 'Guild',
      });
      return made;
    },
    close: () => data.close(),
  };
}

let messages = 0;

/** A message in #general, unless something else is said. */
export function said(
  communityId: string,
  person: string,
  at: Date | string,
  more: Partial<Happened> = {},
): Happened {
  messages += 1;
  return {
    communityId,
    kind: 'message',
    at: new Date(at),
    person: { platform: 'discord', externalId: person },
    place: { externalId: 'general', title: '#general' },
    messageId: `m${messages}`,
    ...more,
  };
}
