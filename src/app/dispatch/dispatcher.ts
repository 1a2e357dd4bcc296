import { randomUUID } from 'node:crypto';
import {
  isTextKey,
  say,
  type Actor,
  type Answer,
  type Ask,
  type Command,
  type CommandContext,
  type Dispatcher,
  type Invocation,
  type LeafCommand,
  type OptionValues,
  type Phrase,
  type Rooms,
  type Speaker,
} from '#contracts';
import { isDatabaseAway } from '#database';
import type { Clock } from '#kernel/clock';
import { ProviderUnavailable, RetryAfter, StorageUnavailable, UserFacingError } from '#kernel/errors';
import { legible, legibleName } from '#kernel/legible';
import type { Log } from '#kernel/log';
import type { SeatPorts } from '#domain/access';
import { spokenLocale, type Community, type Locale, type Member } from '#domain/members';
import { elsewhere, offeringAlarms } from './asides.js';
import { createBook } from './book.js';
import { communityFor, connectOwn } from './community.js';
import { drawReply } from './draw.js';
import { createEar } from './hear.js';
import { askFor } from './ask.js';
import { noteCommand } from './noting.js';
import { neededOption } from './needed.js';
import { checkOptions } from './options.js';
import { asInLife, createPace, waitPhrase, type Allowances, type Spender } from './pace.js';
import { atLeast, createStanding } from './standing.js';
import { createWhereabouts } from './whereabouts.js';

export interface DispatcherDeps {
  commands: readonly Command[];
  rooms: Rooms;
  ports: SeatPorts;
  clock: Clock;
  log: Log;
  /** How often people may have their way; absent: as in life. */
  allowances?: Allowances;
}

/** Its code is tried before there is a community, and counted there. */
const SETUP = 'setup';

/** As `newToken` makes them. */
const TOKEN = /^[\w-]{22}$/;

/** Languages remembered for answers that must not cost a look into the database. */
const TONGUES = 10_000;

/**
 * The one way in from a platform: finds the community and the speaker, checks rank and options, runs the
 * command. The one catch for commands is here: whatever goes wrong becomes an answer a person can read.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { commands, rooms, ports, clock, log } = deps;
  const book = createBook(commands);
  const rankOf = createStanding(rooms.members, ports);
  const pace = createPace(clock, deps.allowances ?? asInLife);
  const tongues = new Map<string, Locale>();
  const whereabouts = createWhereabouts(rooms);
  const hear = createEar({ rooms, rankOf, pace, whereabouts, clock, log, failure });

  /** @param path what is said; absent while somebody still types */
  async function contextFor(community: Community, speaker: Speaker, leaf: LeafCommand, path?: string) {
    const { member, account } = await rooms.members.arrive(community.id, speaker.person);
    // Who writes to us in private can be written to.
    if (!speaker.space && account.reachable === false)
      await rooms.members.setReachable(community.id, account.id, true);
    // Before the platforms are asked who this is: being refused is free, and must be cheap for us too.
    if (path !== undefined) pace.said(path, leaf, spender(community, member, speaker));
    const rank = await rankOf(member, leaf.for !== 'member');
    const { locale, timeZone } = member;
    const { platform } = speaker.person;
    const actor: Actor = { member, accountId: account.id, platform, rank, locale, timeZone };
    const context: CommandContext = { actor, community, now: clock.now() };
    return context;
  }

  async function perform(
    community: Community,
    speaker: Speaker,
    path: string,
    given: Invocation['options'],
  ): Promise<Answer | Ask> {
    const leaf = book.find(path);
    if (!leaf) throw new UserFacingError('unknown_command', { command: path });
    const context = await contextFor(community, speaker, leaf, path);
    const { actor, now } = context;
    if (!atLeast(actor.rank, leaf.for)) throw new UserFacingError('not_allowed');
    if (path !== SETUP && triesCode(leaf, given)) pace.guessed(speaker.person, community.id);
    const { platform } = speaker.person;
    const reader = {
      members: rooms.members,
      communityId: community.id,
      platform,
      speaker: actor.member,
      mayName: atLeast(actor.rank, 'moderator'),
      locale: actor.locale,
      timeZone: actor.timeZone,
      now,
    };
    const { checked, missing, among } = await checkOptions(leaf.options, given, reader);
    const to = {
      communityId: community.id,
      memberId: actor.member.id,
      locale: actor.locale,
      timeZone: actor.timeZone,
    };
    const ask = (names: readonly string[]) =>
      askFor({ rooms, leaf, path, context, checked, missing: names, among, to });
    if (missing.length > 0) return ask(missing);
    const options = checked as OptionValues<LeafCommand['options']>;
    noteCommand(rooms, context, speaker.person, path, given);
    const counted = pace.counting(rooms, spender(community, actor.member, speaker));
    const run = async () =>
      (await elsewhere(leaf, actor, community, rooms)) ?? (await leaf.run({ ...context, options }, counted));
    const reply = await run().catch((error: unknown) => {
      const needed = neededOption(error, leaf, checked);
      if (needed === null) throw error;
      return ask([needed]);
    });
    if (leaf.for !== 'member') whereabouts.forget();
    if ('kind' in reply) return reply;
    const shown = path === 'alarms' ? reply : offeringAlarms(reply, leaf, actor);
    // Read again: the command may have changed the language, or joined the account to another member.
    const { externalId } = speaker.person;
    const reading = (await rooms.members.byAccount(community.id, platform, externalId)) ?? actor.member;
    const { id: memberId, timeZone } = reading;
    const { locale = reading.locale } = shown;
    return drawReply(rooms.delivery, shown, { ...to, memberId, locale, timeZone }, leaf.visibility);
  }

  /** Setting up comes before there is a community: the code is what proves the right to it. */
  async function claimed(invocation: Invocation): Promise<Community | null> {
    const { person, space } = invocation;
    if (invocation.command !== SETUP) return null;
    const code = invocation.options['code'];
    if (typeof code !== 'string' || code === '')
      return space ? connectOwn(rooms.members, ports, invocation) : null;
    if (!space) throw new UserFacingError('setup_in_space');
    const { platform } = person;
    pace.guessed(person, `${platform} ${space.externalId}`);
    return rooms.members.claim(code, { platform, externalId: space.externalId, title: space.title }, person);
  }

  async function guarded(given: Speaker, run: (speaker: Speaker) => Promise<Answer | Ask>) {
    const speaker = legibleSpeaker(given);
    const { platform, externalId, locale: reported } = speaker.person;
    const account = `${platform} ${externalId}`;
    const wait = pace.heard(speaker.person);
    if (wait > 0) {
      const locale = tongues.get(account) ?? spokenLocale(reported) ?? 'en';
      return refusal(say('errors.too_fast', { when: waitPhrase(wait) }), locale);
    }
    const answer = await run(speaker).catch((error: unknown) => failure(speaker, error));
    if (tongues.size >= TONGUES) tongues.clear();
    tongues.set(account, answer.locale);
    return answer;
  }

  async function failure(speaker: Speaker, error: unknown): Promise<Answer> {
    const answer = async (body: Phrase) => refusal(body, await localeOf(speaker));
    if (error instanceof UserFacingError) {
      const key = `errors.${error.key}`;
      if (isTextKey(key)) return answer(say(key, error.params));
    }
    if (error instanceof ProviderUnavailable) {
      log.warn({ error: String(error) }, 'a command could not be finished now');
      return answer(
        say(error instanceof StorageUnavailable ? 'errors.storage_away' : 'errors.provider_unavailable'),
      );
    }
    if (error instanceof RetryAfter) return answer(say('errors.too_fast', { when: waitPhrase(error.ms) }));
    if (isDatabaseAway(error)) {
      const { code = 'unknown' } = error as { code?: string };
      log.warn({ code }, 'a command could not be finished: the database cannot be used');
      return answer(say('errors.database_away'));
    }
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, err: error instanceof Error ? error : String(error) }, 'a command failed');
    return answer(say('errors.unexpected', { reference }));
  }

  /** The language of somebody whose words we could not even place. */
  async function localeOf({ person, space }: Speaker) {
    const reported = spokenLocale(person.locale);
    try {
      const community = space
        ? await rooms.members.communityOfSpace(person.platform, space.externalId)
        : (await rooms.members.communitiesOfPerson(person.platform, person.externalId))[0];
      const member = community
        ? await rooms.members.byAccount(community.id, person.platform, person.externalId)
        : null;
      return member?.locale ?? reported ?? community?.locale ?? 'en';
    } catch {
      // The database itself may be what went wrong: what they were last answered in is still known.
      return tongues.get(`${person.platform} ${person.externalId}`) ?? reported ?? 'en';
    }
  }

  /** A button stays in its community, and with whom it was made for. */
  async function called(token: string, { person, space }: Speaker) {
    // Anybody can send us anything for a token; the database is asked about what could be one.
    const call = TOKEN.test(token) ? await rooms.delivery.pressed(token) : null;
    if (!call) throw new UserFacingError('button_expired');
    const here = space ? await rooms.members.communityOfSpace(person.platform, space.externalId) : null;
    if (space && here?.id !== call.communityId) throw new UserFacingError('button_expired');
    const community = await rooms.members.community(call.communityId);
    if (call.memberId !== null) {
      // Looked up, not registered: whoever presses what is not theirs is nobody of this community's.
      const presser = await rooms.members.byAccount(community.id, person.platform, person.externalId);
      if (presser?.id !== call.memberId) throw new UserFacingError('button_not_yours');
    }
    return { call, community };
  }

  return {
    say: (invocation) =>
      guarded(invocation, async (speaker) => {
        const { command, options } = invocation;
        const said = { ...speaker, command, options };
        const community = (await claimed(said)) ?? (await communityFor(rooms.members, said));
        return perform(community, speaker, command, options);
      }),
    press: (token, presser) =>
      guarded(presser, async (speaker) => {
        const { call, community } = await called(token, speaker);
        return perform(community, speaker, call.command, call.options);
      }),
    answerAsk: (token, asked, given) =>
      guarded(asked, async (speaker) => {
        const { call, community } = await called(token, speaker);
        return perform(community, speaker, call.command, { ...call.options, ...given });
      }),
    async suggest(invocation, focused, typed) {
      try {
        const leaf = book.find(invocation.command);
        const spec = leaf?.options[focused];
        if (!leaf || spec?.type !== 'text' || !spec.suggest) return [];
        const speaker = legibleSpeaker(invocation);
        if (pace.typing(speaker.person) > 0) return [];
        const community = await communityFor(rooms.members, speaker);
        const context = await contextFor(community, speaker, leaf);
        if (!atLeast(context.actor.rank, leaf.for)) return [];
        return (await spec.suggest(legible(typed), context, rooms)).slice(0, 25);
      } catch (error) {
        log.warn({ error: String(error), command: invocation.command }, 'suggestions failed');
        return [];
      }
    },
    hear: (heard) => hear({ ...heard, ...legibleSpeaker(heard), text: legible(heard.text).trim() }),
  };
}

function spender(community: Community, member: Member, { person }: Speaker): Spender {
  return { communityId: community.id, memberId: member.id, person };
}

/** Whether a one-time code was given, which may be a guess. */
function triesCode(leaf: LeafCommand, given: Invocation['options']): boolean {
  return Object.entries(leaf.options).some(
    ([name, spec]) =>
      spec.type === 'text' && spec.guessable && Object.hasOwn(given, name) && given[name] !== '',
  );
}

/** Names as a database takes them, whatever a platform lets people call themselves. */
function legibleSpeaker({ person, space }: Speaker): Speaker {
  return {
    person: { ...person, name: legibleName(person.name) },
    ...(space ? { space: { ...space, title: legibleName(space.title) } } : {}),
  };
}

function refusal(body: Phrase, locale: Locale): Answer {
  return {
    kind: 'reply',
    reply: { tone: 'bad', body: [body], buttons: [] },
    locale,
    timeZone: 'UTC',
    visibility: 'private',
  };
}
