import { command, noticeReply, say, type Phrase, type ReplyButton } from '#contracts';
import type { Notice } from '#domain/delivery';
import { membershipButton } from './pieces/buttons.js';
import { literal, rowsOf, stacked } from './pieces/words.js';

/** As many as fit into one message. */
const SHOWN = 10;

export const inbox = command({
  name: 'inbox',
  for: 'member',
  visibility: 'private',
  options: {},
  async run({ actor, community }, { delivery }) {
    const notices = await delivery.inbox(community.id, actor.member.id, SHOWN);
    if (notices.length === 0) {
      return { body: [say('member.inbox.empty')], buttons: [[membershipButton()]] };
    }
    await delivery.markRead(community.id, actor.member.id);
    const fresh = notices.filter(isNew);
    return {
      title:
        fresh.length > 0 ? say('member.inbox.title_new', { count: fresh.length }) : say('member.inbox.title'),
      fields: notices.map(fieldOf),
      buttons: rowsOf(buttonsOf(fresh.length > 0 ? fresh : notices.slice(0, 1)).slice(0, 9)),
    };
  },
});

/** What was read in a direct message is no news here. */
function isNew({ readAt, state }: Notice): boolean {
  return !readAt && state !== 'sent';
}

function fieldOf(notice: Notice): { name: Phrase; value: Phrase } {
  const { kind, values, createdAt } = notice;
  const { title, body } = noticeReply(kind, values);
  const at = { at: createdAt, as: 'datetime' } as const;
  const heading = isNew(notice) ? 'member.inbox.heading_new' : 'member.inbox.heading';
  return { name: say(heading, { title: title ?? literal(''), at }), value: stacked(body ?? []) };
}

/** What the notices offer, each once. */
function buttonsOf(notices: readonly Notice[]): ReplyButton[] {
  const seen = new Map<string, ReplyButton>();
  for (const { kind, values } of notices) {
    for (const button of noticeReply(kind, values).buttons?.flat() ?? []) {
      const key = 'url' in button ? button.url : JSON.stringify([button.command, button.options ?? {}]);
      if (!seen.has(key)) seen.set(key, button);
    }
  }
  return [...seen.values()];
}
