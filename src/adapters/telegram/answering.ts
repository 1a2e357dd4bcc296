/** Answers to our questions, typed or pressed. */
import type { Suggestion } from '#contracts';
import type { Message } from 'grammy/types';
import { choicesOf, drawAnswered, questionOf, type OpenQuestion, type Question } from './asks.js';
import { troubleOf } from './errors.js';
import { fileOf } from './files.js';
import { choiceOf, flagOf, readValue, type Given } from './options.js';
import { dropKeyboard, repost } from './post.js';
import { ask, show, speakerOf, whereIs, type Origin, type Talk } from './show.js';
import { readWords } from './typed.js';
import { wordsIn } from './words.js';

const cancelPrefix = 'x:';

/** The question's token under a message of ours, from its cancel button. */
export function tokenUnder(message: Pick<Message, 'reply_markup'>): string | undefined {
  for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
    if ('callback_data' in button && button.callback_data.startsWith(cancelPrefix))
      return button.callback_data.slice(cancelPrefix.length);
  }
  return undefined;
}

/** Somebody wrote an answer to the question with this token. */
export async function answerTyped(
  talk: Talk,
  origin: Origin,
  message: Message,
  token: string,
): Promise<void> {
  const question = await recall(talk, origin, token);
  if (!question) return;
  if (isSomebodyElses(question, origin.user.id, message.reply_to_message)) return;
  const value = typedValue(talk, question, message);
  if (value === undefined || (typeof value === 'object' && 'complaint' in value)) {
    await ask(talk, origin, whereIs(origin), question, value?.complaint ?? complaintFor(question));
    return;
  }
  talk.asks.close(token);
  talk.asks.leave(origin.chat.id, origin.user.id);
  const messageId = 'messageId' in question ? question.messageId : message.reply_to_message?.message_id;
  if (messageId !== undefined) await dropKeyboard(talk.api, origin.chat.id, messageId);
  await pass(talk, origin, question, value);
}

/** Somebody pressed one of the values under a question. */
export async function answerPressed(
  talk: Talk,
  origin: Origin,
  token: string,
  pick: { value: string } | { index: number },
): Promise<void> {
  if (talk.asks.isClosed(token)) {
    await origin.toast?.show(wordsIn(talk.asks.byToken(token)?.locale ?? 'en').alreadyAnswered);
    return;
  }
  const question = await recall(talk, origin, token);
  if (!question) return;
  if (isSomebodyElses(question, origin.user.id, origin.pressed?.reply_to_message)) {
    await origin.toast?.show(wordsIn(question.locale).notYours);
    return;
  }
  const choices = choicesOf(question);
  const choice =
    'value' in pick
      ? (choices.find(({ value }) => value === pick.value) ?? { value: pick.value, label: pick.value })
      : choiceAt(question, choices, pick.index, origin.pressed);
  if (!choice) {
    await ask(talk, origin, whereIs(origin), question);
    return;
  }
  talk.asks.close(token);
  talk.asks.leave(origin.chat.id, origin.user.id);
  await settle(talk, origin, question, choice.label);
  const value = question.spec.type === 'flag' ? choice.value === 'true' : choice.value;
  await pass(talk, origin, question, question.spec.type === 'integer' ? Number(value) : value);
}

/** By place, or after a restart (when the order may be another) by what the pressed button says. */
function choiceAt(
  question: OpenQuestion | Question,
  choices: Suggestion[],
  index: number,
  pressed: Message | undefined,
): Suggestion | undefined {
  if ('userId' in question) return choices[index];
  const buttons = pressed?.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find(
    (button) => 'callback_data' in button && button.callback_data === `i:${question.token}:${index}`,
  )?.text;
  return choices.find((choice) => choice.label === label);
}

/** Somebody pressed Cancel. */
export async function cancel(talk: Talk, origin: Origin, token: string): Promise<void> {
  const question = talk.asks.byToken(token);
  const locale = question?.locale ?? 'en';
  if (isSomebodyElses(question, origin.user.id, origin.pressed?.reply_to_message)) {
    await origin.toast?.show(wordsIn(locale).notYours);
    return;
  }
  talk.asks.close(token);
  talk.asks.leave(origin.chat.id, origin.user.id);
  await origin.toast?.show();
  const text = wordsIn(locale).cancelled;
  if (!origin.pressed) return;
  await repost(talk.api, origin.pressed, whereIs(origin), {
    letters: [{ kind: 'text', inked: { text, entities: [] } }],
    keyboard: [],
  });
}

async function pass(talk: Talk, origin: Origin, question: Question, value: Given[string]): Promise<void> {
  const given: Given = { [question.option]: value };
  await show(talk, origin, await talk.dispatch.answerAsk(question.token, speakerOf(origin), given));
}

/**
 * The question behind a token. After a restart the dispatcher is asked what is still missing; when it has
 * something else to say (the token is too old), that is shown and undefined comes back.
 */
async function recall(
  talk: Talk,
  origin: Origin,
  token: string,
): Promise<OpenQuestion | Question | undefined> {
  const known = talk.asks.byToken(token);
  if (known) return known;
  const result = await talk.dispatch.answerAsk(token, speakerOf(origin), {});
  const question = result.kind === 'ask' ? questionOf(result) : undefined;
  if (!question) await show(talk, origin, result);
  return question;
}

function isSomebodyElses(
  question: OpenQuestion | Question | undefined,
  userId: number,
  asked: Pick<Message, 'from'> | undefined,
): boolean {
  const author = asked?.from?.is_bot === false ? asked.from.id : undefined;
  const whom = question && 'userId' in question ? question.userId : author;
  // Without a trace of whom it was put to, the dispatcher decides.
  return whom !== undefined && whom !== userId;
}

type Complaint = { complaint: string };

function typedValue(talk: Talk, question: Question, message: Message): Given[string] | Complaint | undefined {
  const { spec } = question;
  if (spec.type === 'file') return fileOf(message, talk.files);
  const text = (message.text ?? message.caption ?? '').trim();
  if (text === '') return undefined;
  if (spec.type === 'flag') return flagOf(text);
  if (spec.type === 'choice') return choiceOf(spec.choices, text);
  if (spec.type === 'member') {
    const entities = message.entities ?? message.caption_entities ?? [];
    const words = readWords(message.text ?? message.caption ?? '', 0, entities, () => false);
    const [only] = words;
    const word = words.length === 1 && only ? only : { value: text };
    return readValue(spec, word, talk.people);
  }
  const suggested = question.suggestions.find(({ label }) => label === text);
  if (suggested) return suggested.value;
  const value = readValue(spec, { value: text }, talk.people);
  return spec.type === 'integer' ? (checked(value, spec, question) ?? value) : value;
}

function checked(
  value: Given[string],
  spec: { min?: number; max?: number },
  { locale }: Question,
): Complaint | undefined {
  const words = wordsIn(locale);
  if (typeof value !== 'number') return { complaint: words.notNumber };
  if (spec.min !== undefined && value < spec.min)
    return { complaint: words.numberFrom.replace('{{min}}', String(spec.min)) };
  if (spec.max !== undefined && value > spec.max)
    return { complaint: words.numberTo.replace('{{max}}', String(spec.max)) };
  return undefined;
}

function complaintFor({ spec, locale }: Question): string {
  return spec.type === 'file' ? wordsIn(locale).sendFile : wordsIn(locale).chooseOne;
}

/** The question stays in the chat with its answer, without buttons that could be pressed again. */
async function settle(talk: Talk, origin: Origin, question: Question, label: string): Promise<void> {
  if (!origin.pressed) return;
  try {
    await repost(talk.api, origin.pressed, whereIs(origin), drawAnswered(question, talk.vocabulary, label));
  } catch (error) {
    // Only looks: the answer itself is on its way.
    talk.log.debug({ trouble: troubleOf(error).kind }, 'an answered question could not be redrawn');
  }
}
