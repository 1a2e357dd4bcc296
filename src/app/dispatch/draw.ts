import {
  deskCard,
  deskLine,
  drawnNotices,
  noticeReply,
  postButtons,
  type Answer,
  type Reply,
  type Rooms,
  type RenderedButton,
  type ReplyButton,
} from '#contracts';
import type { ButtonCall, Delivery, DirectMessage } from '#domain/delivery';
import type { PostContent } from '#domain/drops';
import type { DeskCard, DeskLine } from '#domain/handoff';
import type { Locale } from '#domain/members';
import { days, type Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export interface Addressee {
  communityId: string;
  /** null: the buttons are for anybody. */
  memberId: string | null;
  locale: Locale;
  timeZone: string;
}

/** What an announcement in a channel says is read for years. */
const POSTS_LAST = days(5 * 365);

/** Makes an answer of a reply: its buttons get tokens, and whose eyes it is for is added. */
export async function drawReply(
  delivery: Delivery,
  reply: Reply,
  to: Addressee,
  visibility: 'private' | 'public',
  ttlMs?: number,
): Promise<Answer> {
  const { document, buttons: rows = [], ...rest } = reply;
  const turn = document?.turn ? [callOf(document.turn, to)] : [];
  const calls = [...turn, ...callsOf(rows, to)];
  const tokens = await delivery.mintButtons(calls, ttlMs);
  const [turning] = tokens.splice(0, turn.length);
  const { locale, timeZone } = to;
  const shown: Answer['reply'] = { ...rest, buttons: rendered(rows, tokens) };
  if (document) {
    const { turn: _turn, ...text } = document;
    shown.document = { ...text, ...(turning !== undefined && { turn: turning }) };
  }
  return { kind: 'reply', reply: shown, locale, timeZone, visibility };
}

/** What the adapters ask for while they draw what nobody said a command for. */
export interface Draw {
  /** A notice of the outbox. */
  notice(message: DirectMessage): Promise<Answer>;
  /** The buttons below a lesson in a channel. */
  post(content: PostContent): Promise<RenderedButton[][]>;
  /** A ticket at the moderators' desk. */
  card(card: DeskCard): Promise<Answer>;
  /** Something said in a ticket. */
  line(line: DeskLine): Answer;
}

export function createDraw(rooms: () => Rooms, clock: Clock, log: Log): Draw {
  const delivery = () => rooms().delivery;

  /** What is drawn anew at each sending; without its picture it is still worth having. */
  async function replyOf(message: DirectMessage): Promise<Reply> {
    const drawn = drawnNotices[message.kind];
    if (drawn) {
      try {
        return await drawn(rooms(), { ...message, now: clock.now() });
      } catch (error) {
        log.error({ kind: message.kind, error: String(error) }, 'a notice is sent without its picture');
      }
    }
    return noticeReply(message.kind, message.values);
  }

  return {
    notice: async (message) => drawReply(delivery(), await replyOf(message), message, 'private'),
    async post(content) {
      const rows = postButtons(content);
      const calls = callsOf(rows, { ...content, memberId: null });
      return rendered(rows, await delivery().mintButtons(calls, POSTS_LAST));
    },
    card: (card) => drawReply(delivery(), deskCard(card), { ...card, memberId: null }, 'public', POSTS_LAST),
    line(line) {
      const { buttons: _none, document: _nothing, ...reply } = deskLine(line);
      return {
        kind: 'reply',
        reply: { ...reply, buttons: [] },
        locale: line.locale,
        timeZone: 'UTC',
        visibility: 'public',
      };
    },
  };
}

function callsOf(rows: readonly ReplyButton[][], to: Addressee): ButtonCall[] {
  return rows.flat().flatMap((button) => ('url' in button ? [] : [callOf(button, to)]));
}

function callOf(
  { command, options = {} }: Pick<ButtonCall, 'command'> & Partial<Pick<ButtonCall, 'options'>>,
  { communityId, memberId }: Addressee,
): ButtonCall {
  return { communityId, memberId, command, options };
}

function rendered(rows: readonly ReplyButton[][], tokens: readonly string[]): RenderedButton[][] {
  let next = 0;
  return rows.map((row) =>
    row.map((button): RenderedButton => {
      if ('url' in button) return button;
      const token = tokens[next++] ?? '';
      return { label: button.label, token, style: button.style ?? 'plain' };
    }),
  );
}
