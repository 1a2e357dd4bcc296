/**
 * Lessons in groups and channels. Telegram knows no nonces: a post whose fate is not known is `unknown`, and
 * never tried again here.
 */
import type { Api } from 'grammy';
import type { ChatFullInfo, ChatMember } from 'grammy/types';
import type { RenderedButton } from '#contracts';
import type { PostContent, Poster, PostResult } from '#domain/drops';
import { RetryAfter } from '#kernel/errors';
import { createExplain, takeBack } from './arrival.js';
import { troubleOf } from './errors.js';
import { keyboardOf, type Keyboard } from './keyboard.js';
import { lessonLetters } from './lesson.js';
import type { Letter } from './letters.js';
import { post } from './post.js';
import { rewrite } from './rewrite.js';
import { pressPayload } from './said.js';
import { wordsIn } from './words.js';

export interface PosterDeps {
  api: Api;
  botId: number;
  /** Below the last part of a lesson. */
  buttons(content: PostContent): Promise<RenderedButton[][]>;
  /** The group has another id now. */
  onMigrated(from: string, to: string): Promise<void>;
}

/** Our own name, or the buttons, could not be had: nothing was sent. */
const NOT_DRAWN: PostResult = { kind: 'retry', afterMs: 60_000 };

type Candidate = Awaited<ReturnType<Poster['candidates']>>[number];

export function createPoster({ api, botId, buttons, onMigrated }: PosterDeps): Poster {
  let username: Promise<string> | undefined;

  function ownName(): Promise<string> {
    username ??= api.getMe().then(
      (me) => me.username,
      (error: unknown) => {
        username = undefined;
        throw error;
      },
    );
    return username;
  }

  /**
   * A link into the private chat, because that works for everybody: a bot may answer nobody there who never
   * pressed Start, and in a channel nobody can be seen who presses.
   */
  async function keyboard(content: PostContent): Promise<Keyboard> {
    const name = await ownName();
    const rows = (await buttons(content)).map((row) =>
      row.map((button): RenderedButton => {
        if ('url' in button) return button;
        return { label: button.label, url: `https://t.me/${name}?start=${pressPayload(button.token)}` };
      }),
    );
    return keyboardOf(rows, content);
  }

  async function drawn(content: PostContent, part: number): Promise<{ letter: Letter; keyboard: Keyboard }> {
    const letters = lessonLetters(content);
    const at = Math.min(part, letters.length - 1);
    const letter = letters[at] ?? { kind: 'text', inked: { text: '📘', entities: [] } };
    return { letter, keyboard: at === letters.length - 1 ? await keyboard(content) : [] };
  }

  const explain = createExplain(onMigrated);

  async function own(chatId: number): Promise<ChatMember> {
    return api.getChatMember(chatId, botId);
  }

  async function candidate(chatId: number, known?: ChatFullInfo): Promise<Candidate> {
    const chat = known ?? (await api.getChat(chatId));
    return {
      externalId: String(chatId),
      title: ('title' in chat ? chat.title : undefined) ?? String(chatId),
      kind: 'chat',
      problem: postProblem(chat, await own(chatId)),
    };
  }

  return {
    dedupeMs: 0,
    parts: (content) => lessonLetters(content).length,

    async post(address, content, part) {
      const ready = await drawn(content, part).catch(() => null);
      if (ready === null) return NOT_DRAWN;
      const sent: number[] = [];
      try {
        const { letter, keyboard: under } = ready;
        await post(api, { chatId: Number(address.externalId) }, { letters: [letter], keyboard: under }, sent);
      } catch (error) {
        return explain(error, address.externalId);
      }
      return { kind: 'sent', messageId: String(sent.at(-1)), threadId: null };
    },

    async edit(address, messageId, content, part) {
      const at = { chatId: Number(address.externalId), messageId: Number(messageId) };
      try {
        const { letter, keyboard: below } = await drawn(content, part);
        if (letter.kind === 'text' || letter.kind === 'picture') {
          await rewrite(api, at, letter, below, wordsIn(content.locale).shortened);
        }
      } catch (error) {
        return explain(error, address.externalId);
      }
      return { kind: 'sent', messageId, threadId: null };
    },

    withdraw: (address, messageId) =>
      takeBack(api, explain, address.externalId, messageId, 'posts.withdrawn'),

    async candidates(spaceExternalId) {
      const chatId = Number(spaceExternalId);
      try {
        const chat = await api.getChat(chatId);
        const found = [await candidate(chatId, chat)];
        const linked = 'linked_chat_id' in chat ? chat.linked_chat_id : undefined;
        if (linked !== undefined) found.push(...(await channelIfOurs(linked)));
        return found;
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'refused') return [];
        const ms = trouble.kind === 'retry' ? trouble.afterMs : 5_000;
        throw new RetryAfter(ms, 'Telegram does not tell about a group');
      }
    },
  };

  /** The channel that a group discusses; nothing where we are not in it. */
  async function channelIfOurs(chatId: number): Promise<Candidate[]> {
    try {
      const found = await candidate(chatId);
      return found.problem === 'space_gone' ? [] : [found];
    } catch (error) {
      if (troubleOf(error).kind === 'refused') return [];
      throw error;
    }
  }
}

function postProblem(chat: ChatFullInfo, me: ChatMember): string | null {
  if (me.status === 'left' || me.status === 'kicked') return 'space_gone';
  if (me.status === 'creator') return null;
  if (chat.type === 'channel') {
    return me.status === 'administrator' && me.can_post_messages ? null : 'bot_no_post';
  }
  if (me.status === 'administrator') return null;
  if (me.status === 'restricted') return me.can_send_messages ? null : 'bot_no_post';
  return chat.permissions?.can_send_messages === false ? 'bot_no_post' : null;
}
