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
  type Rooms,
  type Speaker,
} from '#contracts';
import type { Clock } from '#kernel/clock';
import { ProviderUnavailable, RetryAfter, UserFacingError } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { SeatPorts } from '#domain/access';
import { spokenLocale, type Community } from '#domain/members';
import { createBook } from './book.js';
import { communityFor, connectOwn } from './community.js';
import { drawReply } from './draw.js';
import { askFor } from './ask.js';
import { checkOptions } from './options.js';
import { atLeast, createStanding } from './standing.js';

export interface DispatcherDeps {
  commands: readonly Command[];
  rooms: Rooms;
  ports: SeatPorts;
  clock: Clock;
  log: Log;
}

/**
 * The one way in from a platform: finds the community and the speaker, checks rank and options, runs the
 * command. The one catch for commands is here: whatever goes wrong becomes an answer a person can read.
 */
export function createDispatcher({ commands, rooms, ports, clock, log }: DispatcherDeps): Dispatcher {
  const book = createBook(commands);
  const rankOf = createStanding(rooms.members, ports);

  async function contextFor(community: Community, speaker: Speaker, leaf: LeafCommand) {
    const { member, account } = await rooms.members.arrive(community.id, speaker.person);
    // Who writes to us in private can be written to.
    if (!speaker.space && account.reachable === false)
      await rooms.members.setReachable(community.id, account.id, true);
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
    const context = await contextFor(community, speaker, leaf);
    const { actor, now } = context;
    if (!atLeast(actor.rank, leaf.for)) throw new UserFacingError('not_allowed');
    const { platform } = speaker.person;
    const reader = {
      members: rooms.members,
      communityId: community.id,
      platform,
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
    if (missing.length > 0) return askFor({ rooms, leaf, path, context, checked, missing, among, to });
    const options = checked as OptionValues<LeafCommand['options']>;
    const reply = await leaf.run({ ...context, options }, rooms);
    // Read again: the command may have changed the language, or joined the account to another member.
    const { externalId } = speaker.person;
    const reading = (await rooms.members.byAccount(community.id, platform, externalId)) ?? actor.member;
    const { id: memberId, locale, timeZone } = reading;
    return drawReply(rooms.delivery, reply, { ...to, memberId, locale, timeZone }, leaf.visibility);
  }

  /** Setting up comes before there is a community: the code is what proves the right to it. */
  async function claimed(invocation: Invocation): Promise<Community | null> {
    const { person, space } = invocation;
    if (invocation.command !== 'setup') return null;
    const code = invocation.options['code'];
    if (typeof code !== 'string' || code === '')
      return space ? connectOwn(rooms.members, ports, invocation) : null;
    if (!space) throw new UserFacingError('setup_in_space');
    const { platform } = person;
    return rooms.members.claim(code, { platform, externalId: space.externalId, title: space.title }, person);
  }

  async function guarded(speaker: Speaker, run: () => Promise<Answer | Ask>): Promise<Answer | Ask> {
    try {
      return await run();
    } catch (error) {
      return failure(speaker, error);
    }
  }

  async function failure(speaker: Speaker, error: unknown): Promise<Answer> {
    const locale = await localeOf(speaker);
    const answer = (body: ReturnType<typeof say>): Answer => ({
      kind: 'reply',
      reply: { tone: 'bad', body: [body], buttons: [] },
      locale,
      timeZone: 'UTC',
      visibility: 'private',
    });
    if (error instanceof UserFacingError) {
      const key = `errors.${error.key}`;
      if (isTextKey(key)) return answer(say(key, error.params));
    }
    if (error instanceof ProviderUnavailable) {
      log.warn({ error: String(error) }, 'a command could not be finished now');
      return answer(say('errors.provider_unavailable'));
    }
    if (error instanceof RetryAfter) return answer(say('errors.too_fast'));
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
      // The database itself may be what went wrong.
      return reported ?? 'en';
    }
  }

  /** A button stays in its community, and with whom it was made for. */
  async function called(token: string, speaker: Speaker) {
    const call = await rooms.delivery.pressed(token);
    if (!call) throw new UserFacingError('button_expired');
    const { person, space } = speaker;
    const here = space ? await rooms.members.communityOfSpace(person.platform, space.externalId) : null;
    if (here && here.id !== call.communityId) throw new UserFacingError('button_expired');
    const community = await rooms.members.community(call.communityId);
    const { member } = await rooms.members.arrive(community.id, person);
    if (call.memberId !== null && call.memberId !== member.id) throw new UserFacingError('button_not_yours');
    return { call, community };
  }

  return {
    say: (invocation) =>
      guarded(invocation, async () => {
        const community = (await claimed(invocation)) ?? (await communityFor(rooms.members, invocation));
        return perform(community, invocation, invocation.command, invocation.options);
      }),
    press: (token, speaker) =>
      guarded(speaker, async () => {
        const { call, community } = await called(token, speaker);
        return perform(community, speaker, call.command, call.options);
      }),
    answerAsk: (token, speaker, given) =>
      guarded(speaker, async () => {
        const { call, community } = await called(token, speaker);
        return perform(community, speaker, call.command, { ...call.options, ...given });
      }),
    async suggest(invocation, focused, typed) {
      try {
        const leaf = book.find(invocation.command);
        const spec = leaf?.options[focused];
        if (!leaf || spec?.type !== 'text' || !spec.suggest) return [];
        const community = await communityFor(rooms.members, invocation);
        const context = await contextFor(community, invocation, leaf);
        if (!atLeast(context.actor.rank, leaf.for)) return [];
        return (await spec.suggest(typed, context, rooms)).slice(0, 25);
      } catch (error) {
        log.warn({ error: String(error), command: invocation.command }, 'suggestions failed');
        return [];
      }
    },
  };
}
