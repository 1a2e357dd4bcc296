import {
  ASKS,
  faqReply,
  say,
  type Answer,
  type Heard,
  type Phrase,
  type Reply,
  type Rooms,
} from '#contracts';
import { languageOf, questionness, type FaqAnswer, type FaqQuestion } from '#domain/faq';
import { spokenLocale, type Community, type Locale, type Member } from '#domain/members';
import { minutes, type Clock } from '#kernel/clock';
import { createLimiter, type Limit } from '#kernel/limiter';
import type { Log } from '#kernel/log';
import { communityFor } from './community.js';
import { drawReply } from './draw.js';
import type { PaceKeeper } from './pace.js';
import { atLeast, type RankOf } from './standing.js';
import type { Whereabouts } from './whereabouts.js';

export interface EarDeps {
  rooms: Rooms;
  rankOf: RankOf;
  pace: PaceKeeper;
  whereabouts: Whereabouts;
  clock: Clock;
  log: Log;
  /** What somebody reads when it went wrong. */
  failure(heard: Heard, error: unknown): Promise<Answer>;
}

/** Messages remembered, so that one that comes twice is answered once. */
const REMEMBERED = 5_000;
/** What is said again and again is no help. */
const HINTS: Limit = { max: 1, perMs: minutes(10) };

/**
 * What is said without a command: brought to the team where a ticket is about it, else to the FAQ. Where nobody
 * called us, nobody is registered, nothing is looked up, and nothing is said, unless a moderator chose the place and
 * the FAQ has an answer. No text is logged; what goes wrong there is nobody's business.
 */
export function createEar(deps: EarDeps): (heard: Heard) => Promise<Answer | null> {
  const { rooms, rankOf, pace, whereabouts, clock, log, failure } = deps;
  const { members, faq, handoff } = rooms;
  const hints = createLimiter(clock, REMEMBERED);
  const seen = new Set<string>();

  /** Whether a message comes for the first time. */
  function isNew({ person, placeExternalIds, messageId }: Heard): boolean {
    const key = `${person.platform} ${placeExternalIds[0] ?? person.externalId} ${messageId}`;
    if (seen.has(key)) return false;
    const [oldest] = seen;
    if (seen.size >= REMEMBERED && oldest !== undefined) seen.delete(oldest);
    seen.add(key);
    return true;
  }

  function draw(reply: Reply, community: Community, member: Member, { space }: Heard): Promise<Answer> {
    const { id: memberId, timeZone } = member;
    const to = { communityId: community.id, memberId, locale: reply.locale ?? member.locale, timeZone };
    return drawReply(rooms.delivery, reply, to, space ? 'public' : 'private');
  }

  const drawAnswer = (answer: FaqAnswer, community: Community, member: Member, heard: Heard) =>
    draw(faqReply(answer, { place: placeOf(heard) }), community, member, heard);

  /** At most now and then: said after every word, it is noise. */
  async function rarely(body: Phrase, key: string, community: Community, member: Member, heard: Heard) {
    const wait = hints.take({ key: `${key} ${member.id}`, limit: HINTS });
    return wait > 0 ? null : draw({ body: [body] }, community, member, heard);
  }

  /** @returns undefined: it has nothing to do with a ticket */
  async function aboutTicket(
    community: Community,
    member: Member,
    heard: Heard,
  ): Promise<Answer | null | undefined> {
    const { person, space, placeExternalIds, repliesTo, text, messageId } = heard;
    const found = await handoff.heard(community.id, {
      memberId: member.id,
      platform: person.platform,
      isStaff: space !== undefined && atLeast(await rankOf(member, false), 'moderator'),
      direct: !space,
      placeExternalIds,
      ...(repliesTo === undefined ? {} : { repliesTo }),
      text,
      origin: [person.platform, placeExternalIds[0] ?? person.externalId, messageId].join(' '),
    });
    if (!found) return undefined;
    // At the desk the ticket itself shows what became of a line.
    if (space || found.as !== 'member') return null;
    const number = String(found.ticket.number);
    return rarely(say('asking.passed_on', { number }), `ticket ${number}`, community, member, heard);
  }

  /** Somebody spoke to us. */
  async function called(heard: Heard): Promise<Answer | null> {
    const { person, space, text } = heard;
    if (!isNew(heard)) return null;
    const community = await communityFor(members, heard);
    const { member, account } = await members.arrive(community.id, person);
    // Who writes to us in private can be written to.
    if (!space && account.reachable === false) await members.setReachable(community.id, account.id, true);
    if (text !== '' && (!space || (await atDesk(community, heard)))) {
      const said = await aboutTicket(community, member, heard);
      if (said !== undefined) return said;
    }
    pace.asked({ communityId: community.id, memberId: member.id });
    const question = questionOf(heard, member.id, member.locale);
    const hint = () =>
      rarely(
        say(person.platform === 'telegram' && !space ? 'asking.hint_reply' : 'asking.hint', {
          community: community.name,
        }),
        'hint',
        community,
        member,
        heard,
      );
    if (text === '') return hint();
    if (questionness(text, languageOf(text) ?? member.locale) < ASKS) {
      const { kind, guesses } = await faq.judge(community.id, question);
      // “Thanks!” is nothing that a moderator has to find an answer for.
      if (kind === 'silent' || (kind === 'unsure' && (space || guesses.length === 0))) {
        return space ? null : hint();
      }
    }
    const answer = await faq.ask(community.id, question);
    return answer.kind === 'silent' ? null : drawAnswer(answer, community, member, heard);
  }

  /** Nobody spoke to us. */
  async function overhear(heard: Heard): Promise<Answer | null> {
    const { person, space, placeExternalIds, repliesTo, text } = heard;
    const { platform } = person;
    if (!space || text === '') return null;
    const community = await whereabouts.communityOf(platform, space.externalId);
    if (!community) return null;
    if (await atDesk(community, heard)) return line(community, heard);
    // Whoever answers something of ours may mean us, or go on with others: we join in only when we are sure.
    if (!repliesTo && !(await faq.listens(community.id, platform, placeExternalIds))) return null;
    if (pace.overheard(person, placeExternalIds[0] ?? space.externalId) > 0 || !isNew(heard)) return null;
    const known = await members.byAccount(community.id, platform, person.externalId);
    // Whoever asked to be forgotten is not listened to any more.
    if (known?.leavingAt) return null;
    const locale = known?.locale ?? spokenLocale(person.locale) ?? community.locale;
    const question = questionOf(heard, known?.id ?? '', locale);
    if (!known && (await faq.judge(community.id, question)).kind === 'silent') {
      // A question that was left alone is counted, whoever asked it; nothing else is noted of it.
      if (questionness(text, locale) >= ASKS) await faq.ask(community.id, question);
      return null;
    }
    const member = known ?? (await members.arrive(community.id, person)).member;
    const answer = await faq.ask(community.id, { ...question, memberId: member.id });
    return answer.kind === 'silent' ? null : drawAnswer(answer, community, member, heard);
  }

  const atDesk = ({ id }: Community, { person, placeExternalIds }: Heard) =>
    whereabouts.isDesk(id, person.platform, placeExternalIds);

  /** At the desk nothing may go wrong in silence: a moderator would believe that it was sent. */
  async function line(community: Community, heard: Heard): Promise<Answer | null> {
    if (!isNew(heard)) return null;
    try {
      const { member } = await members.arrive(community.id, heard.person);
      return (await aboutTicket(community, member, heard)) ?? null;
    } catch (error) {
      return failure(heard, error);
    }
  }

  return async (heard) => {
    const { way, person } = heard;
    try {
      if (way === 'overheard') return await overhear(heard);
      if (pace.heard(person) > 0) return null;
      return await called(heard);
    } catch (error) {
      if (way !== 'overheard') return failure(heard, error);
      const { name, code = 'unknown' } = error as { name?: string; code?: string };
      log.warn({ error: name ?? 'unknown', code }, 'what was overheard could not be judged');
      return null;
    }
  };
}

function questionOf({ person, way, text }: Heard, memberId: string, locale: Locale): FaqQuestion {
  return { memberId, platform: person.platform, way, text, locale };
}

/** Where everybody reads the answer, in words. */
function placeOf({ space, placeTitle }: Heard): string | undefined {
  if (!space) return undefined;
  return [...(placeTitle ?? space.title)].slice(0, 60).join('') || '#';
}
