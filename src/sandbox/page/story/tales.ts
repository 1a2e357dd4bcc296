/** The stories that the page tells, and what the buttons of their steps do. */
import { COURSE_STEPS } from '../state/course-standing.js';
import { STEPS } from '../state/standing.js';
import type { Store } from '../state/store.js';
import { advice, numbers } from './later.js';
import { question } from './question.js';
import { samples } from './samples.js';
import type { Deed, Tale } from './tale.js';

const HOUR = 3_600_000;

/** Stripe makes the invoice when the period ends and charges it an hour later. */
async function failRenewal(store: Store): Promise<void> {
  const { subscription } = store.standing;
  if (!subscription) return;
  const done = await store.act('stripe', 'failCard', { customerId: subscription.customer });
  if (done === undefined) return;
  const wait = store.view.stripe.settings.draftMinutes * 60_000;
  const to = Math.max(subscription.periodEnd + wait + 60_000, store.now() + 1_000);
  await store.advance({ to: new Date(to).toISOString() });
}

const membership: Tale = {
  words: ({ story }) => story,
  steps: STEPS,
  progress: ({ progress }) => progress,
  isBlocked: ({ standing }, step) => step === 3 && !standing.subscription,
  deeds: [
    [
      (store) => store.wish({ do: 'compose', on: 'discord', text: '/subscribe' }),
      (store) => store.wish({ do: 'compose', on: 'telegram', text: '/subscribe' }),
    ],
    [(store) => store.wish({ do: 'show', on: 'stripe', what: 'checkout' })],
    [
      (store) => store.wish({ do: 'show', on: 'discord', what: 'members' }),
      (store) => store.wish({ do: 'show', on: 'telegram', what: 'bot' }),
    ],
    [failRenewal],
    [(store) => store.advance({ ms: 24 * HOUR })],
    [(store) => store.wish({ do: 'show', on: 'stripe', what: 'invoice' })],
  ],
};

/** Who makes the course, and who learns: people who read the language of the page. */
const CAST = { en: { maker: 'cleo', learner: 'ada' }, 'zh-CN': { maker: 'moyan', learner: 'wei' } } as const;

/** The creator says a command in #general. */
const made =
  (
    name: string,
    options: (slug: string) => object,
    attachments: (store: Store) => object[] = () => [],
  ): Deed =>
  async (store) => {
    await store.become(CAST[store.language].maker);
    const { generalChannelId: channelId } = store.about.demo.discord;
    store.wish({ do: 'show', on: 'discord', what: channelId });
    await store.act('discord', 'runCommand', {
      as: store.person.discordId,
      channelId,
      name,
      options: options(samples[store.language].slug),
      attachments: attachments(store),
    });
  };

/** Options of `/course upload`. */
const FILES = ['file', 'file_two', 'file_three', 'file_four'];

function sampleFiles({ language }: Store): object[] {
  return samples[language].files.map(({ name, text }, index) => ({
    option: FILES[index] ?? 'file',
    filename: name,
    contentType: 'text/markdown',
    base64: base64Of(text),
  }));
}

function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

const showPosts: Deed = ({ wish, about }) =>
  wish({ do: 'show', on: 'discord', what: about.demo.discord.coursesChannelId });
const showLobby: Deed = ({ wish, about }) =>
  wish({ do: 'show', on: 'telegram', what: String(about.demo.telegram.lobbyId) });

const course: Tale = {
  words: ({ courseStory }) => courseStory,
  steps: COURSE_STEPS,
  progress: ({ courseProgress }) => courseProgress,
  isBlocked: ({ courseProgress }, step) => step > 0 && step < 3 && courseProgress === 0,
  deeds: [
    [made('course upload', () => ({}), sampleFiles)],
    [made('course preview', (slug) => ({ course: slug }))],
    [
      made('course schedule', (slug) => ({ course: slug, rule: 'now', sure: true })),
      made('course publish', (slug) => ({ course: slug })),
    ],
    [showPosts, showLobby],
    [
      async (store) => {
        await store.become(CAST[store.language].learner);
        await showPosts(store);
        await showLobby(store);
      },
    ],
    [
      async (store) => {
        await store.become(CAST[store.language].learner);
        store.wish({ do: 'compose', on: 'discord', text: '/certificate' });
      },
    ],
  ],
};

export const tales = { membership, course, question, numbers, advice };
