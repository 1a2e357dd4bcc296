import { noticeReply, plain } from '#contracts';
import { demo } from '#sandbox';
import type { Row } from './books.js';
import type { Doors } from './doors.js';
import type { Kind, Person } from './people.js';

/** What the platforms show in the end, for one of them. */
export interface Count {
  platform: Person['platform'];
  changes: number;
  /** Roles or seats that are wanted and not there. */
  missing: number;
  /** Roles or seats that are there and not wanted, and bans that were not lifted. */
  extra: number;
  notices: number;
  arrived: number;
  /** Neither arrived nor listed as uncertain. */
  lost: number;
  doubled: number;
  /** Listed as uncertain, and how many of those did not arrive. */
  uncertain: number;
  undelivered: number;
  /** Each in a sentence, for whoever has to find out why. */
  complaints: string[];
}

const kinds: readonly Kind[] = ['welcome', 'grant_given', 'join_link', 'access_ended'];

/** Counts on the platforms what became of everybody; the books only say what is listed as uncertain. */
export function count(
  platform: Person['platform'],
  crowd: readonly Person[],
  doors: Doors,
  rows: readonly Row[],
): Count {
  const people = crowd.filter((one) => one.platform === platform);
  const sum: Count = {
    platform,
    changes: people.reduce((n, one) => n + (one.leaves ? 2 : 1), 0),
    missing: 0,
    extra: 0,
    notices: 0,
    arrived: 0,
    lost: 0,
    doubled: 0,
    uncertain: 0,
    undelivered: 0,
    complaints: [],
  };
  for (const one of people) {
    countSeat(one, doors, sum);
    for (const kind of kinds) countNotice(one, kind, doors, rows, sum);
  }
  return sum;
}

function countSeat(one: Person, doors: Doors, sum: Count): void {
  if (one.platform === 'discord') {
    const has = doors.hasRole(one.id);
    if (has === one.wanted) return;
    sum[has ? 'extra' : 'missing'] += 1;
    sum.complaints.push(`${one.id} ${has ? 'has a role too many' : 'has not got the role'} (${one.way})`);
    return;
  }
  const standing = doors.standing(Number(one.id));
  if (standing === (one.wanted ? 'member' : 'left')) return;
  sum[one.wanted ? 'missing' : 'extra'] += 1;
  sum.complaints.push(`${one.id} should be ${one.wanted ? 'in' : 'out'} and is ${standing}`);
}

function countNotice(one: Person, kind: Kind, doors: Doors, rows: readonly Row[], sum: Count): void {
  const wanted = one.told.includes(kind) ? 1 : 0;
  const mail = one.platform === 'discord' ? doors.discordMail(one.id) : doors.telegramMail(Number(one.id));
  // Telegram puts a sign before the title.
  const arrived = mail.filter(({ text }) => text.split('\n')[0]?.endsWith(titles[kind])).length;
  const row = rows.find((it) => it.platform === one.platform && it.personId === one.id && it.kind === kind);
  const uncertain = row?.state === 'uncertain';
  sum.notices += wanted;
  sum.arrived += Math.min(arrived, wanted);
  if (uncertain) sum.uncertain += 1;
  if (arrived > wanted) {
    sum.doubled += arrived - wanted;
    sum.complaints.push(`${one.id} was told ${kind} ${arrived} times (${row?.state ?? 'no row'})`);
  }
  if (arrived >= wanted) return;
  if (uncertain) sum.undelivered += 1;
  else {
    sum.lost += 1;
    sum.complaints.push(`${one.id} was never told ${kind} (${row?.state ?? 'no row'})`);
  }
}

/** The first line of each notice, as the product's own texts have it. */
const titles = Object.fromEntries(kinds.map((kind) => [kind, titleOf(kind)])) as Record<Kind, string>;

function titleOf(kind: Kind): string {
  const { title } = noticeReply(kind, { plan: 'Membership', place: demo.telegram.chatTitle, url: '' });
  if (!title) throw new Error(`the notice ${kind} has no title`);
  return plain('en', title.key, title.values as Record<string, string>);
}
