import { noticeReply, type Answer, type Reply, type RenderedButton } from '#contracts';
import type { ButtonCall, Delivery, DirectMessage } from '#domain/delivery';
import type { Locale } from '#domain/members';

export interface Addressee {
  communityId: string;
  /** null: the buttons are for anybody. */
  memberId: string | null;
  locale: Locale;
  timeZone: string;
}

/** Makes an answer of a reply: its buttons get tokens, and whose eyes it is for is added. */
export async function drawReply(
  delivery: Delivery,
  reply: Reply,
  to: Addressee,
  visibility: 'private' | 'public',
): Promise<Answer> {
  const rows = reply.buttons ?? [];
  const calls: ButtonCall[] = rows.flat().flatMap((button) => {
    if ('url' in button) return [];
    const { communityId, memberId } = to;
    return [{ communityId, memberId, command: button.command, options: button.options ?? {} }];
  });
  const tokens = await delivery.mintButtons(calls);
  let next = 0;
  const buttons = rows.map((row) =>
    row.map((button): RenderedButton => {
      if ('url' in button) return button;
      const token = tokens[next++] ?? '';
      return { label: button.label, token, style: button.style ?? 'plain' };
    }),
  );
  const { locale, timeZone } = to;
  return { kind: 'reply', reply: { ...reply, buttons }, locale, timeZone, visibility };
}

/** How a notice of the outbox looks; for the senders of both platforms. */
export function createDraw(delivery: Delivery): (message: DirectMessage) => Promise<Answer> {
  return (message) => drawReply(delivery, noticeReply(message.kind, message.values), message, 'private');
}
