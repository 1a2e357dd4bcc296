import type { Api } from 'grammy';
import type { ChatMember } from 'grammy/types';
import type { Look, SeatAddress, SeatPort } from '#domain/access';
import { RetryAfter } from '#kernel/errors';
import type { Log } from '#kernel/log';
import type { Outcome } from '#kernel/outcome';
import { loggable, outcomeOf, troubleOf, type Trouble } from './errors.js';
import {
  isAdministrator,
  isBasicGroupId,
  keepsNoBans,
  lacking,
  presenceOf,
  problemOf,
  says,
} from './presence.js';

export interface SeatDeps {
  api: Api;
  /** The bot's own user id. */
  botId: number;
  log: Log;
  /** Called when Telegram says that a group has another id now. */
  onMigrated: (from: string, to: string) => Promise<void>;
}

/** Shown to the group's administrators beside the link. At most 32 characters. */
export const joinLinkName = 'Lyceum';

interface Seen {
  presence: 'in' | 'out' | 'banned';
  status: ChatMember['status'];
}

type Tried<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

const nobody: Tried<Seen> = { ok: true, value: { presence: 'out', status: 'left' } };

/**
 * Telegram's seats: being in a group. A person comes in by an approved join request bound to their id,
 * never by a link that can be passed on; they leave by a ban that is lifted at once.
 */
export function createSeats({ api, botId, log, onMigrated }: SeatDeps): SeatPort {
  async function attempt<T>(spaceId: string, call: (chatId: number) => Promise<T>): Promise<Tried<T>> {
    try {
      return { ok: true, value: await call(Number(spaceId)) };
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'moved') await tellMigrated(spaceId, String(trouble.to));
      return { ok: false, trouble };
    }
  }

  async function tellMigrated(from: string, to: string): Promise<void> {
    try {
      await onMigrated(from, to);
    } catch (error) {
      log.error({ space: from, ...loggable(error) }, 'the new id of a group could not be stored');
    }
  }

  const fetchMember = (spaceId: string, personId: number): Promise<Tried<ChatMember>> =>
    attempt(spaceId, (chatId) => api.getChatMember(chatId, personId));

  /** Ourselves. A group that became a supergroup looks as if everybody had left; only a deed tells the new id. */
  async function fetchOwn(spaceId: string): Promise<Tried<ChatMember>> {
    const own = await fetchMember(spaceId, botId);
    if (!own.ok || presenceOf(own.value) === 'in') return own;
    const deed = await attempt(spaceId, (chatId) => api.sendChatAction(chatId, 'typing'));
    return deed.ok ? own : deed;
  }

  async function see({ spaceId, personId }: Pick<SeatAddress, 'spaceId' | 'personId'>): Promise<Tried<Seen>> {
    const found = await fetchMember(spaceId, Number(personId));
    if (found.ok) {
      const { status } = found.value;
      const presence = presenceOf(found.value);
      if (presence === 'out' && isBasicGroupId(spaceId)) {
        const own = await fetchOwn(spaceId);
        if (!own.ok) return own;
      }
      return { ok: true, value: { presence, status } };
    }
    if (says(found.trouble, /user not found|member not found|user_id_invalid/i)) return nobody;
    if (!says(found.trouble, /participant_id_invalid/i)) return found;
    // Said of strangers, but also of anybody at all where members are hidden from plain members like us.
    const own = await fetchOwn(spaceId);
    if (!own.ok) return own;
    return isAdministrator(own.value.status)
      ? nobody
      : { ok: false, trouble: { kind: 'refused', status: 400, description: 'CHAT_ADMIN_REQUIRED' } };
  }

  const unban = async (seat: SeatAddress): Promise<Outcome> => {
    const lifted = await attempt(seat.spaceId, (chatId) =>
      api.unbanChatMember(chatId, Number(seat.personId), { only_if_banned: true }),
    );
    if (lifted.ok || keepsNoBans(lifted.trouble)) return { kind: 'done' };
    return outcomeOf(lifted.trouble, 'bot_no_restrict');
  };

  async function approve(seat: SeatAddress): Promise<Outcome> {
    const approved = await attempt(seat.spaceId, (chatId) =>
      api.approveChatJoinRequest(chatId, Number(seat.personId)),
    );
    if (approved.ok) return { kind: 'done' };
    if (says(approved.trouble, /user_already_participant/i)) return { kind: 'already' };
    if (
      says(
        approved.trouble,
        /hide_requester_missing|user_channels_too_much|user not found|participant_id_invalid/i,
      )
    )
      return { kind: 'absent' };
    return outcomeOf(approved.trouble, 'bot_no_invite');
  }

  async function bringIn(seat: SeatAddress, lifting: boolean): Promise<Outcome> {
    const seen = await see(seat);
    if (!seen.ok) return outcomeOf(seen.trouble, 'bot_not_admin');
    const { presence } = seen.value;
    if (presence === 'in') return { kind: 'already' };
    if (presence === 'banned') {
      if (!lifting) return { kind: 'forbidden', code: 'banned_there' };
      const lifted = await unban(seat);
      if (lifted.kind !== 'done') return lifted;
    }
    return approve(seat);
  }

  async function takeOut(
    seat: SeatAddress,
    lifting: boolean,
    beforeBan: () => Promise<void>,
  ): Promise<Outcome> {
    const seen = await see(seat);
    if (!seen.ok) return outcomeOf(seen.trouble, 'bot_not_admin');
    const { presence, status } = seen.value;
    if (presence === 'banned') return lifting ? unban(seat) : { kind: 'already' };
    if (presence === 'out') {
      const lifted = lifting ? await unban(seat) : undefined;
      return lifted === undefined || lifted.kind === 'done' ? { kind: 'already' } : lifted;
    }
    if (isAdministrator(status)) return { kind: 'forbidden', code: 'is_admin_there' };

    await beforeBan();
    const banned = await attempt(seat.spaceId, (chatId) => api.banChatMember(chatId, Number(seat.personId)));
    if (!banned.ok) {
      if (says(banned.trouble, /user_not_participant/i)) return unban(seat);
      return outcomeOf(banned.trouble, 'bot_no_restrict');
    }
    return unban(seat);
  }

  return {
    async look(seat): Promise<Look> {
      const seen = await see(seat);
      if (seen.ok) {
        const { presence } = seen.value;
        return { kind: 'seen', observed: presence, present: presence === 'in' };
      }
      return unseen(seen.trouble);
    },

    ensure: (seat, wanted, { lifting, beforeBan }) =>
      wanted === 'in' ? bringIn(seat, lifting) : takeOut(seat, lifting, beforeBan),

    async candidates(spaceId, spaceTitle) {
      const own = await fetchOwn(spaceId);
      if (!own.ok) refuseToGuess(own.trouble);
      return [
        {
          platform: 'telegram',
          spaceExternalId: spaceId,
          spaceTitle,
          kind: 'room',
          externalId: '',
          title: spaceTitle,
          problem: own.ok ? lacking(own.value) : problemOf(own.trouble, 'bot_not_admin'),
        },
      ];
    },

    async joinLink(spaceId) {
      const made = await attempt(spaceId, (chatId) =>
        api.createChatInviteLink(chatId, { name: joinLinkName, creates_join_request: true }),
      );
      if (made.ok) return made.value.invite_link;
      refuseToGuess(made.trouble);
      log.warn({ space: spaceId, problem: problemOf(made.trouble, 'bot_no_invite') }, 'no join link');
      return null;
    },

    async standing(spaceId, personId) {
      const seen = await see({ spaceId, personId });
      if (!seen.ok) {
        refuseToGuess(seen.trouble);
        return 'stranger';
      }
      if (seen.value.status === 'creator') return 'owner';
      if (seen.value.status === 'administrator') return 'moderator';
      return seen.value.presence === 'in' ? 'member' : 'stranger';
    },
  };
}

/** Throws RetryAfter when Telegram gave no answer, so that nobody takes silence for a no. */
function refuseToGuess(trouble: Trouble): void {
  if (trouble.kind === 'refused') return;
  throw new RetryAfter(trouble.kind === 'retry' ? trouble.afterMs : 5_000, `telegram: ${trouble.kind}`);
}

function unseen(trouble: Trouble): Look {
  if (trouble.kind === 'refused') return { kind: 'forbidden', code: problemOf(trouble, 'bot_not_admin') };
  if (trouble.kind === 'retry') return trouble;
  if (trouble.kind === 'moved') return { kind: 'retry', afterMs: 1_000 };
  return { kind: 'unknown', reason: trouble.kind === 'token' ? 'bot_token' : trouble.reason };
}
