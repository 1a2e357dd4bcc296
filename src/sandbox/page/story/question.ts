/** The story of a question: it finds its answer, or a person. */
import { QUESTION_STEPS } from '../state/question-standing.js';
import type { Store } from '../state/store.js';
import type { Deed, Tale } from './tale.js';

/** Who asks and who answers, and their words, in the language of the page. */
const CAST = {
  en: {
    asker: 'ada',
    other: 'ben',
    moderator: 'olivia',
    known: 'how do I cancel my membership?',
    hard: 'there are two fees of 19 dollars on my card',
    chatter: 'what a lovely evening it was yesterday, thank you all!',
    overheard: 'when are the live sessions?',
  },
  'zh-CN': {
    asker: 'wei',
    other: 'lin',
    moderator: 'moyan',
    known: '我想取消订阅',
    hard: '银行发了两条扣费短信是怎么回事',
    chatter: '昨晚的聚会真开心，谢谢大家！',
    overheard: '直播课是什么时间？',
  },
} as const;

const castOf = ({ language }: Store) => CAST[language];

/** Somebody writes to the bot in their private chat on Telegram. */
const asks =
  (what: 'known' | 'hard', who: 'asker' | 'other' = 'asker'): Deed =>
  async (store) => {
    const { [who]: person, [what]: text } = castOf(store);
    await store.become(person);
    store.wish({ do: 'show', on: 'telegram', what: 'bot' });
    const as = store.person.telegramId;
    const own = store.view.telegram.chats.find(({ type }) => type === 'private');
    if (own?.myStatus !== 'started') await store.act('telegram', 'start', { as });
    await store.act('telegram', 'sendMessage', { as, chatId: as, text });
  };

/** The asker says something to everybody in #questions on Discord. */
const says =
  (what: 'chatter' | 'overheard'): Deed =>
  async (store) => {
    const { asker, [what]: content } = castOf(store);
    await store.become(asker);
    const { questionsChannelId: channelId } = store.about.demo.discord;
    store.wish({ do: 'show', on: 'discord', what: channelId });
    await store.act('discord', 'sendMessage', { as: store.person.discordId, channelId, content });
  };

const showChat: Deed = async (store) => {
  await store.become(castOf(store).asker);
  store.wish({ do: 'show', on: 'telegram', what: 'bot' });
};

const showDesk: Deed = async (store) => {
  await store.become(castOf(store).moderator);
  store.wish({ do: 'show', on: 'discord', what: store.about.demo.discord.staffChannelId });
};

/** The moderator says a command at the desk. */
const toFaq: Deed = async (store) => {
  await showDesk(store);
  await store.act('discord', 'runCommand', {
    as: store.person.discordId,
    channelId: store.about.demo.discord.staffChannelId,
    name: 'tickets to-faq',
    options: { ticket: '1' },
  });
};

export const question: Tale = {
  words: ({ questionStory }) => questionStory,
  steps: QUESTION_STEPS,
  progress: ({ questionProgress }) => questionProgress,
  isBlocked: ({ questionProgress }, step) => step === 5 && questionProgress < 4,
  deeds: [
    [asks('known')],
    [asks('hard')],
    [says('chatter'), says('overheard')],
    [showChat],
    [showDesk, showChat],
    [toFaq, asks('hard', 'other')],
  ],
};
