import { DateTime } from 'luxon';
import type { Rooms } from '#contracts';
import type { Database } from '#database';
import { demo, people, type Sandbox } from '#sandbox';
import { openDoors } from './doors.js';
import type { DrillOptions } from './options.js';

/** A member of the drill, and what they are to get. */
export interface DrillReader {
  platform: 'discord' | 'telegram';
  externalId: string;
  zone: string;
  wants: boolean;
  /** Off: it belongs into the inbox. */
  dms: boolean;
  /** Digests from the bot, by when they arrived. */
  arrivals(sandbox: Sandbox): Date[];
  /** Whether an instant is in their quiet hours. */
  sleeps(at: Date): boolean;
}

/** From 14 hours ahead to 11 behind, halves and quarters among them. */
const ZONES = [
  'Pacific/Kiritimati',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Europe/Moscow',
  'Africa/Cairo',
  'Europe/Berlin',
  'Europe/London',
  'Atlantic/Azores',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Denver',
  'America/Los_Angeles',
  'Pacific/Marquesas',
  'Pacific/Honolulu',
  'Pacific/Pago_Pago',
];
/** Minutes after midnight; the last two leave only a few hours of the day. */
const QUIET: readonly (readonly [number, number] | null)[] = [
  null,
  [22 * 60, 8 * 60],
  [60, 6 * 60 + 30],
  [13 * 60, 23 * 60],
  [19 * 60 + 15, 16 * 60 + 45],
];
/** Arrived at this moment, a message was sent before the clock was moved on. */
const ON_THE_LINE_MS = 2_000;

/** A course that everybody takes, one that is new to them, and members all over the world. */
export async function prepareReaders(
  options: DrillOptions,
  rooms: Rooms,
  sandbox: Sandbox,
  { prisma }: Database,
): Promise<DrillReader[]> {
  const [community] = await rooms.members.communities();
  if (!community) throw new Error('the demo community is missing');
  const communityId = community.id;
  const [taken] = await publishCourses(rooms, communityId);
  const doors = openDoors(sandbox);
  const half = Math.ceil(options.digests / 2);
  const ids = [
    ...(await doors.newDiscordPeople(half)).map((id) => ['discord', id] as const),
    ...(await telegramPeople(doors, options.digests - half)).map((id) => ['telegram', String(id)] as const),
  ];
  const readers: DrillReader[] = [];
  const groups = new Map<string, string[]>();
  const now = sandbox.clock.now();
  const memberIds: string[] = [];
  await inTurns(ids, 16, async ([platform, externalId], index) => {
    const someone = { platform, externalId, name: `Drill ${index}`, locale: index % 3 === 0 ? 'zh' : 'en' };
    const { member } = await rooms.members.arrive(communityId, someone);
    const zone = ZONES[index % ZONES.length] ?? 'UTC';
    const quiet = QUIET[Math.floor(index / ZONES.length) % QUIET.length] ?? null;
    const wants = index % 19 !== 7;
    const dms = index % 23 !== 5;
    memberIds.push(member.id);
    const group = JSON.stringify({ zone, quiet, wants, dms });
    groups.set(group, [...(groups.get(group) ?? []), member.id]);
    readers.push(readerOf({ platform, externalId, zone, wants, dms }, quiet));
  });
  for (const [group, members] of groups) {
    const { zone, quiet, wants, dms } = JSON.parse(group) as {
      zone: string;
      quiet: [number, number] | null;
      wants: boolean;
      dms: boolean;
    };
    await prisma.member.updateMany({
      where: { communityId, id: { in: members } },
      data: {
        timeZone: zone,
        quietFrom: quiet?.[0] ?? null,
        quietTo: quiet?.[1] ?? null,
        digest: wants,
        dms,
      },
    });
  }
  for (let from = 0; from < memberIds.length; from += 1_000) {
    await prisma.enrolment.createMany({
      data: memberIds.slice(from, from + 1_000).map((memberId) => ({
        communityId,
        memberId,
        courseId: taken ?? '',
        startedAt: now,
        countsFrom: now,
        lastAt: now,
      })),
    });
  }
  return readers;
}

type Known = Omit<DrillReader, 'arrivals' | 'sleeps'>;

function readerOf(known: Known, quiet: readonly [number, number] | null): DrillReader {
  const { platform, externalId, zone } = known;
  return {
    ...known,
    arrivals(sandbox) {
      return platform === 'discord'
        ? discordArrivals(sandbox, externalId)
        : telegramArrivals(sandbox, Number(externalId));
    },
    sleeps(at) {
      if (!quiet) return false;
      const [from, to] = quiet;
      const isIn = (when: Date) => {
        const local = DateTime.fromJSDate(when, { zone });
        const minute = local.hour * 60 + local.minute;
        return from > to ? minute >= from || minute < to : minute >= from && minute < to;
      };
      return isIn(at) && isIn(new Date(at.getTime() - ON_THE_LINE_MS));
    },
  };
}

const IS_DIGEST = /Your week|本周速递/;

function discordArrivals({ discord }: Sandbox, personId: string): Date[] {
  const state = discord.state();
  const channelId = state.users[personId]?.dmChannelId ?? '';
  return (state.messages[channelId] ?? [])
    .filter(({ authorId }) => authorId === demo.discord.botId)
    .filter((message) => IS_DIGEST.test(JSON.stringify(message)))
    .map(({ createdAt }) => new Date(createdAt));
}

function telegramArrivals({ telegram }: Sandbox, personId: number): Date[] {
  return Object.values(telegram.state().chats[personId]?.messages ?? {})
    .filter(({ fromId, text }) => fromId === demo.telegram.botId && IS_DIGEST.test(text ?? ''))
    .map(({ date }) => new Date(date * 1_000));
}

async function telegramPeople(doors: ReturnType<typeof openDoors>, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < count; n += 1) found.push(await doors.newTelegramPerson(`Drill ${n}`));
  return found;
}

/** Two free courses. @returns their ids */
async function publishCourses({ courses, members }: Rooms, communityId: string): Promise<string[]> {
  const maker = people.find(({ rank }) => rank === 'creator');
  const member = await members.byAccount(communityId, 'discord', maker?.discordId ?? '');
  const byId = member?.id ?? '';
  const ids: string[] = [];
  for (const slug of ['known', 'new']) {
    const file = (name: string, text: string) => ({
      name,
      size: text.length,
      open: async () => chunks(text),
    });
    const { courseId } = await courses.upload(communityId, {
      files: [
        file('course.md', `---\ntitle: Drill ${slug}\nslug: ${slug}\nsummary: A drill\nfree: true\n---\n`),
        file('1.md', '# One\n\nA lesson.\n'),
      ],
      byId,
    });
    await courses.publish(communityId, { slug, byId });
    ids.push(courseId);
  }
  return ids;
}

async function* chunks(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** So many at a time. */
async function inTurns<T>(
  all: readonly T[],
  atOnce: number,
  run: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const work = async () => {
    for (let index = next++; index < all.length; index = next++) {
      const one = all[index];
      if (one !== undefined) await run(one, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
