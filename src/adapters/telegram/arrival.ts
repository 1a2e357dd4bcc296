/** What became of something that was sent into a group, and how it is taken back. */
import type { Api } from 'grammy';
import { plain } from '#contracts';
import type { PostResult } from '#domain/drops';
import type { DeskResult } from '#domain/handoff';
import { groupProblem, troubleOf } from './errors.js';
import { rewrite } from './rewrite.js';

/** What an error means for a lesson or a ticket; the group may have another id since. */
type Explain = (error: unknown, groupId: string) => Promise<PostResult & DeskResult>;

export function createExplain(onMigrated: (from: string, to: string) => Promise<void>): Explain {
  return async (error, groupId) => {
    const trouble = troubleOf(error);
    switch (trouble.kind) {
      case 'retry':
      case 'unknown':
        return trouble;
      case 'moved':
        await onMigrated(groupId, String(trouble.to));
        return { kind: 'retry', afterMs: 1_000 };
      case 'token':
        return { kind: 'retry', afterMs: 600_000 };
      case 'refused':
        return refusal(trouble.description);
    }
  };
}

function refusal(description: string): PostResult & DeskResult {
  if (/message (to (edit|delete) )?not found|MESSAGE_ID_INVALID/i.test(description)) return { kind: 'gone' };
  const lacksRights = /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|need administrator rights/i.test(
    description,
  );
  return { kind: 'refused', code: lacksRights ? 'bot_no_post' : groupProblem(description, 'bot_no_post') };
}

/** Deletes a message, or where that is refused leaves only words instead that say so. */
export async function takeBack(
  api: Api,
  explain: Explain,
  groupId: string,
  messageId: string,
  instead: 'posts.withdrawn' | 'tickets.desk.removed',
): Promise<PostResult & DeskResult> {
  const at = { chatId: Number(groupId), messageId: Number(messageId) };
  try {
    await api.deleteMessage(at.chatId, at.messageId);
    return { kind: 'gone' };
  } catch (error) {
    const result = await explain(error, groupId);
    if (result.kind !== 'refused') return result;
  }
  // Who is no administrator may delete for two days, and change what is said for good.
  try {
    const text = `${plain('en', instead)}\n${plain('zh-CN', instead)}`;
    await rewrite(api, at, { kind: 'text', inked: { text, entities: [] } }, [], '');
    return { kind: 'gone' };
  } catch (error) {
    return explain(error, groupId);
  }
}
