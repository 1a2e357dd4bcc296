import { causePhrase } from '../forecast/told.js';
import { say, type Phrase } from '../phrase.js';
import { ENOUGH_WEEKS } from './usual.js';
import type { Notable, WeekFigures } from './week.js';
import { dayValue } from './announced.js';
import { moneySentence } from './money.js';
import { percentOf, spanPhrase, timesPhrase, weekdayPhrase, withThan } from './words.js';

/** The week in five sentences: activity, newcomers, questions, courses and money, and what stood out. */
export function weekSentences(week: WeekFigures): Phrase[] {
  return [activity(week), newcomers(week), questions(week), courses(week), standsOut(week)];
}

/** What was not counted; null: everything was. */
export function missingSentence({ missing, since }: WeekFigures): Phrase | null {
  const all = missing.reduce((sum, { minutes }) => sum + minutes, 0);
  const [worst] = missing.toSorted((a, b) => b.minutes - a.minutes);
  if (since !== null) return say('pulse.missing.since', { since: dayValue(since) });
  if (!worst) return null;
  const values = { span: spanPhrase(all * 60), day: weekdayPhrase(worst.day) };
  return say(missing.length === 1 ? 'pulse.missing.one' : 'pulse.missing.several', values);
}

function activity({ messages, active, basis }: WeekFigures): Phrase {
  const written =
    messages.value === 0
      ? say('pulse.counted.no_messages')
      : say('pulse.counted.messages', { count: messages.value, number: messages.value });
  const people =
    active.value === 0
      ? say('pulse.counted.no_active')
      : say('pulse.counted.active', { count: active.value, number: active.value });
  return say('pulse.activity', {
    messages: withThan(written, messages, basis),
    active: withThan(people, active, basis),
  });
}

function newcomers({ newcomers: came, stayed, basis }: WeekFigures): Phrase {
  const what =
    came.value === 0
      ? say('pulse.counted.no_newcomers')
      : say('pulse.counted.newcomers', { count: came.value });
  const first = withThan(what, came, basis);
  const second = stayed ? stayedPhrase(stayed) : null;
  return second
    ? say('pulse.newcomers_stayed', { newcomers: first, stayed: second })
    : say('pulse.stop', { what: first });
}

function stayedPhrase({ week, people, back, usual }: NonNullable<WeekFigures['stayed']>): Phrase {
  const values = { week: dayValue(week), people, back };
  if (people === 1) return say(back === 1 ? 'pulse.stayed.one_back' : 'pulse.stayed.one_gone', values);
  const percent = percentOf(back / people);
  if (usual !== null) return say('pulse.stayed.usual', { ...values, percent, usual: percentOf(usual) });
  return say('pulse.stayed.some', { ...values, percent });
}

function questions({ questions: asked, answered, response, basis }: WeekFigures): Phrase {
  if (asked.value === 0) {
    return say('pulse.stop', { what: withThan(say('pulse.counted.no_questions'), asked, basis) });
  }
  const what = withThan(say('pulse.counted.questions', { count: asked.value }), asked, basis);
  if (answered.count === 0)
    return say('pulse.questions', { questions: what, answers: say('pulse.answers.none') });
  const percent = percentOf(answered.share ?? 0);
  const usual = basis === 'usual' ? answered.usualShare : null;
  const got =
    usual === null
      ? say('pulse.answers.some', { count: answered.count, percent })
      : say('pulse.answers.usual', { count: answered.count, percent, usual: percentOf(usual) });
  if (response.seconds === null) return say('pulse.questions', { questions: what, answers: got });
  const wait = spanPhrase(response.seconds);
  const typically =
    basis !== 'usual' || response.usual === null
      ? say('pulse.typically.some', { wait })
      : say('pulse.typically.usual', { wait, usual: spanPhrase(response.usual) });
  return say('pulse.questions', {
    questions: what,
    answers: say('pulse.comma', { first: got, second: typically }),
  });
}

function courses(week: WeekFigures): Phrase {
  const { lessonsSeen, lessonsDone, dropsSeen, basis } = week;
  const lessons =
    lessonsSeen.value + lessonsDone.value === 0
      ? null
      : say('pulse.courses.lessons', {
          seen: withThan(timesPhrase(lessonsSeen.value), lessonsSeen, basis),
          done: withThan(timesPhrase(lessonsDone.value), lessonsDone, basis),
        });
  const drops =
    dropsSeen.value === 0
      ? null
      : say(lessons ? 'pulse.courses.drops_too' : 'pulse.courses.drops', {
          drops: withThan(timesPhrase(dropsSeen.value), dropsSeen, basis),
        });
  const taught =
    lessons && drops ? say('pulse.semicolon', { first: lessons, second: drops }) : (lessons ?? drops);
  const money = moneySentence(week.revenue);
  if (!taught) return money ?? say('pulse.courses.none');
  const sentence = say('pulse.stop', { what: taught });
  return money ? say('pulse.chain', { first: sentence, second: money }) : sentence;
}

function standsOut({ notable, basis, weeksKnown }: WeekFigures): Phrase {
  if (basis !== 'usual') return say('pulse.early', { known: weeksKnown, needed: ENOUGH_WEEKS });
  if (!notable) return say('pulse.notable.none');
  const sentence = say('pulse.notable.day', {
    day: weekdayPhrase(notable.day),
    seen: amountOf(notable),
    usual: Math.round(notable.usual),
  });
  return notable.why ? say('pulse.chain', { first: sentence, second: causePhrase(notable.why) }) : sentence;
}

function amountOf({ measure, seen }: Notable): Phrase {
  return say(`pulse.amounts.${measure}`, { count: seen });
}
