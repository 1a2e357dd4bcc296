/** The stories of what was counted, and of what is recommended. */
import { ADVICE_STEPS, NUMBERS_STEPS } from '../state/later-standing.js';
import type { Store } from '../state/store.js';
import type { Deed, Tale } from './tale.js';

/** Who looks after the community, and who learns in it: people who read the language of the page. */
const CAST = {
  en: { moderator: 'olivia', learner: 'ben', course: 'useful-feedback' },
  'zh-CN': { moderator: 'moyan', learner: 'lin', course: 'short-meetings' },
} as const;

const DAY = 86_400_000;

/** Until those who plan have seen the people who came last. */
const PLANNED_MS = 3_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Somebody says a command on Discord: moderators among themselves, everybody else in #general. */
const says =
  (who: 'moderator' | 'learner', name: string): Deed =>
  async (store) => {
    await store.become(CAST[store.language][who]);
    const { staffChannelId, generalChannelId } = store.about.demo.discord;
    const channelId = who === 'moderator' ? staffChannelId : generalChannelId;
    store.wish({ do: 'show', on: 'discord', what: channelId });
    await store.act('discord', 'runCommand', { as: store.person.discordId, channelId, name, options: {} });
  };

/** The same person begins a course on Telegram, where the bot does not know yet that it is the same. */
const begins: Deed = async (store) => {
  const { learner, course } = CAST[store.language];
  await store.become(learner);
  store.wish({ do: 'show', on: 'telegram', what: 'bot' });
  const as = store.person.telegramId;
  const own = store.view.telegram.chats.find(({ type }) => type === 'private');
  if (own?.myStatus !== 'started') await store.act('telegram', 'start', { as });
  await store.act('telegram', 'sendMessage', { as, chatId: as, text: `/learn ${course}` });
};

const weekPasses: Deed = async (store) => {
  await store.become(CAST[store.language].learner);
  const mail = () => store.view.discord.dms.flatMap(({ messages }) => messages).length;
  const before = mail();
  for (const ms of [60_000, 4 * DAY]) {
    await store.advance({ ms });
    await pause(PLANNED_MS);
  }
  await store.advance({ ms: 4 * DAY });
  // It is composed and sent by then, or soon after.
  for (let tries = 0; tries < 40; tries += 1) {
    if (mail() > before) break;
    await pause(500);
  }
  await showMail(store);
};

const showMail: Deed = async (store: Store) => {
  await store.become(CAST[store.language].learner);
  const [own] = store.view.discord.dms;
  if (own) store.wish({ do: 'show', on: 'discord', what: own.channelId });
  store.wish({ do: 'show', on: 'telegram', what: 'bot' });
};

export const numbers: Tale = {
  words: ({ numbersStory }) => numbersStory,
  steps: NUMBERS_STEPS,
  progress: ({ laterProgress }) => laterProgress.numbers,
  isBlocked: () => false,
  deeds: [
    [says('moderator', 'pulse'), says('moderator', 'stats')],
    [says('moderator', 'forecast')],
    [says('moderator', 'besttime')],
  ],
};

export const advice: Tale = {
  words: ({ adviceStory }) => adviceStory,
  steps: ADVICE_STEPS,
  progress: ({ laterProgress }) => laterProgress.advice,
  isBlocked: () => false,
  deeds: [
    [says('learner', 'recommend')],
    [begins],
    [weekPasses, showMail],
    [says('moderator', 'digests'), says('moderator', 'recommendations report')],
  ],
};
