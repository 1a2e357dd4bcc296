import { days, hours, later, minutes } from '#kernel/clock';
import type { Happened } from '#domain/engagement';
import { demo } from '#sandbox';
import { demoCrowd, often, pick, shareOf, type Chance, type DemoPerson } from './seed-activity-people.js';

export interface DemoDays {
  communityId: string;
  /** The last moment of the history. */
  until: Date;
  /** Its length in days. */
  days: number;
  chance: Chance;
  /** Courses that lessons are read in, by id. */
  courseIds: readonly string[];
}

/** Days ago on which lessons opened: everybody talks about them for some hours. */
const SURGES = [74, 46, 18];
/** When nobody listened: what happened then is missing, not nothing. */
const OUTAGES = [
  { from: 38.4, to: 38 },
  { from: 11.9, to: 11.75 },
];

const { discord, telegram } = demo;
const PLACES = {
  discord: [
    { externalId: discord.generalChannelId, title: '#general' },
    { externalId: discord.questionsChannelId, title: '#questions' },
    { externalId: discord.membersChannelId, title: '#members' },
  ],
  telegram: [
    { externalId: String(telegram.lobbyId), title: telegram.lobbyTitle },
    { externalId: String(telegram.chatId), title: telegram.chatTitle },
  ],
} as const;
const VOICE = { externalId: discord.voiceChannelId, title: 'Voice' };

/** Whether the bot listened in an hour. */
export function wasListening(at: Date, until: Date): boolean {
  const ago = (until.getTime() - at.getTime()) / days(1);
  return !OUTAGES.some(({ from, to }) => ago <= from && ago > to);
}

/** Everything that happened, the earliest first; the same for the same chance and moment. */
export function demoDays(given: DemoDays): Happened[] {
  const { communityId, until, chance, courseIds } = given;
  const crowd = demoCrowd(chance, given.days, SURGES);
  const found: Happened[] = [];
  let message = 0;
  const start = Math.floor(later(until, -days(given.days)).getTime() / hours(1)) * hours(1);

  for (let hour = start; hour + hours(1) <= until.getTime(); hour += hours(1)) {
    const from = new Date(hour);
    if (!wasListening(from, until)) continue;
    const ago = (until.getTime() - hour) / days(1);
    const surge = SURGES.find((one) => ago <= one && ago > one - 0.3) === undefined ? 1 : 2.4;
    for (const person of crowd) {
      if (ago > person.came || ago <= person.left) continue;
      if (ago > person.came - 1 / 24 && person.came <= given.days) {
        found.push({ ...by(person), kind: 'join', at: within(from) });
      }
      if (person.left >= 0 && ago <= person.left + 1 / 24 && chance() < 0.5) {
        found.push({ ...by(person), kind: 'leave', at: within(from) });
      }
      const isWeekend = [0, 6].includes(from.getUTCDay());
      // Newcomers say hello, and the first days are the liveliest.
      const fresh = person.came - ago < 2 && person.came <= given.days ? 3 : 1;
      const mean = person.daily * shareOf(from.getUTCHours(), person.evening, isWeekend) * surge * fresh;
      for (let left = often(mean, chance); left > 0; left -= 1) one(person, within(from));
    }
    if (from.getUTCDay() === 4 && from.getUTCHours() === 18) liveSession(from, ago);
  }
  return found.sort((a, b) => a.at.getTime() - b.at.getTime());

  function within(from: Date): Date {
    return later(from, Math.floor(chance() * hours(1)));
  }

  function by({ platform, externalId }: DemoPerson) {
    return { communityId, platform, person: { platform, externalId } } as const;
  }

  function one(person: DemoPerson, at: Date): void {
    const what = chance();
    const [general, questions, third] = PLACES[person.platform];
    message += 1;
    const said = { ...by(person), at, messageId: `demo-${message}` };
    if (what < 0.46) {
      const place = chance() < 0.6 ? general : (third ?? questions);
      found.push({ ...said, kind: 'message', place });
    } else if (what < 0.53 && !person.helps) {
      ask(person, at, questions);
    } else if (what < 0.68) {
      found.push({ ...said, kind: 'reply', place: general, ...answered() });
    } else if (what < 0.88) {
      found.push({ ...by(person), at, kind: 'reaction', place: general });
    } else if (what < 0.95) {
      const [course] = [pick(courseIds, chance)];
      const kind = chance() < 0.6 ? 'lesson_seen' : 'lesson_done';
      if (course) found.push({ ...by(person), at, kind, subject: `course:${course}` });
    } else {
      const name = pick(['learn', 'courses', 'ask', 'membership', 'recommend'], chance) ?? 'help';
      found.push({ ...by(person), at, kind: 'command', subject: `command:${name}` });
    }
  }

  /** A reply to somebody who is there. */
  function answered(): Pick<Happened, 'to'> {
    const other = pick(crowd, chance);
    return other ? { to: { externalId: other.externalId } } : {};
  }

  /** A question, and mostly somebody who answers it, sooner in the evening than at night. */
  function ask(person: DemoPerson, at: Date, place: { externalId: string; title: string }): void {
    const messageId = `demo-${(message += 1)}`;
    found.push({ ...by(person), at, kind: 'question', place, messageId });
    if (chance() > 0.83) return;
    const helper = pick(
      crowd.filter(({ platform, helps }) => helps && platform === person.platform),
      chance,
    );
    const answeredAt = later(at, minutes(3) - Math.log(1 - chance()) * minutes(70));
    if (!helper || answeredAt > until || !wasListening(answeredAt, until)) return;
    found.push({
      ...by(helper),
      at: answeredAt,
      kind: 'reply',
      place,
      messageId: `demo-${(message += 1)}`,
      repliesTo: messageId,
      to: { externalId: person.externalId },
    });
  }

  /** Thursdays at six in the evening, in the voice room. */
  function liveSession(from: Date, ago: number): void {
    for (const person of crowd) {
      const isThere = person.platform === 'discord' && ago < person.came && ago > person.left;
      if (!isThere || chance() > 0.16 + person.daily / 12) continue;
      const count = 12 + Math.floor(46 * chance());
      found.push({ ...by(person), at: later(from, minutes(60)), kind: 'voice', place: VOICE, count });
    }
  }
}
