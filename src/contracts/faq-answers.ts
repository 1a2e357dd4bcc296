import type { FaqAnswer, FaqEntry, FaqGuess, FaqText } from '#domain/faq';
import type { Locale } from '#domain/members';
import { documentOf } from './document/index.js';
import { say, type Phrase } from './phrase.js';
import type { Reply, ReplyButton } from './reply.js';

/** How an answer stands where it is read. */
export interface FaqShown {
  /** Where everybody reads it, in words; absent: only whoever asked does. */
  place?: string | undefined;
  /** Of the answer, from 0. */
  page?: number | undefined;
  /** What whoever asked thought of it just now. */
  thumb?: 'up' | 'down' | undefined;
}

const literal = (text: string): Phrase => say('common.literal', { text });

/** What the bot says to a question, in the language of the question, always with a way to a person. */
export function faqReply(answer: FaqAnswer, shown: FaqShown = {}): Reply {
  const { askId, locale, guesses } = answer;
  if (answer.kind === 'answer') return answerReply({ ...answer, askId }, shown);
  if (answer.kind === 'choose') {
    const [first, second] = guesses;
    return {
      locale,
      title: say('asking.choose.title'),
      body: [
        say('asking.choose.body', {
          first: literal(first?.title ?? ''),
          second: literal(second?.title ?? ''),
        }),
      ],
      buttons: [...picks(answer, shown), [personButton(askId, shown, 'neither')]],
    };
  }
  if (guesses.length > 0) {
    return {
      locale,
      title: say('asking.unsure.title'),
      body: [say('asking.unsure.body')],
      buttons: [...picks(answer, shown), [personButton(askId, shown, 'none')]],
    };
  }
  return {
    locale,
    title: say('asking.unknown.title'),
    body: [say('asking.unknown.body')],
    buttons: [[personButton(askId, shown, 'person')]],
  };
}

type Answered = { askId: string | null; locale: Locale; entry: FaqEntry; text: FaqText };

function answerReply({ askId, locale, entry, text }: Answered, shown: FaqShown): Reply {
  const title = literal(text.title);
  const about = { about: askId ?? '', entry: entry.id };
  // What is for holders of a plan is not read out to everybody.
  if (shown.place !== undefined && entry.planIds.length > 0) {
    const read: ReplyButton = { label: say('asking.buttons.read'), command: 'answer read', options: about };
    return {
      locale,
      title,
      body: [say('asking.limited')],
      buttons: [[{ ...read, style: 'primary' }, personButton(askId, shown, 'person')]],
    };
  }
  const { page = 0, thumb, place } = shown;
  const here = place === undefined ? {} : { place };
  const rate = (helped: boolean): ReplyButton => ({
    label: say(helped ? 'asking.buttons.up' : 'asking.buttons.down'),
    command: 'answer rate',
    options: { about: about.about, helped, page, ...here },
  });
  return {
    locale,
    title,
    ...(thumb && { body: [say(`asking.thanks.${thumb}`)] }),
    document: {
      of: documentOf(text.answer),
      page,
      turn: { command: 'answer show', options: { ...about, ...here } },
    },
    buttons: [
      [
        ...(thumb ? [] : [rate(true), rate(false)]),
        { ...personButton(askId, shown, 'person'), ...(thumb === 'down' && { style: 'primary' as const }) },
      ],
    ],
  };
}

/** A button for each guess, one below the other: titles are long. */
function picks({ askId, guesses }: FaqAnswer, { place }: FaqShown): ReplyButton[][] {
  const here = place === undefined ? {} : { place };
  return guesses.map(({ entryId, title }: FaqGuess): ReplyButton[] => [
    {
      label: literal(title),
      command: 'answer show',
      options: { about: askId ?? '', entry: entryId, ...here },
    },
  ]);
}

/** Leads to a person; the ticket says where it was asked. */
function personButton(
  askId: string | null,
  { place }: FaqShown,
  label: 'person' | 'neither' | 'none',
): Extract<ReplyButton, { command: string }> {
  return {
    label: say(`asking.buttons.${label}`),
    command: 'answer person',
    options: { ...(askId !== null && { about: askId }), ...(place !== undefined && { place }) },
  };
}
