import { z } from 'zod';
import type { NoticeValues } from '#domain/delivery';
import type { DigestContent, DigestPick } from '#domain/digests';
import { say, type Phrase, type Value } from './phrase.js';
import type { Reply, ReplyButton } from './reply.js';

const text = z.string();
/** All that there are: one that is missing here does not compile. */
const reasons: Record<DigestPick['reason'], true> = {
  because: true,
  because_taken: true,
  next_lesson: true,
  new_from: true,
  plan_popular: true,
  like: true,
  taken_next: true,
  popular: true,
  fresh: true,
  untried: true,
};
const content: z.ZodType<DigestContent> = z.object({
  opened: z.array(z.object({ course: text, slug: text, lesson: text, lessonKey: text, more: z.number() })),
  published: z.array(z.object({ course: text, slug: text })),
  recommended: z.array(
    z.object({
      id: text,
      courseId: text,
      course: text,
      slug: text,
      lesson: text.nullable(),
      lessonKey: text.nullable(),
      reason: z.enum(Object.keys(reasons) as DigestPick['reason'][]),
      names: z.array(text),
      lockedBy: text.nullable(),
    }),
  ),
  answers: z.array(z.object({ course: text, slug: text, question: text })),
  tickets: z.array(z.object({ number: z.number(), question: text })),
});

/** The weekly digest of a member; `content`: a DigestContent as JSON. */
export function digestNotice(values: NoticeValues): Reply {
  const { opened, published, recommended, answers, tickets } = content.parse(
    JSON.parse(String(values['content'])),
  );
  const fresh = [
    ...opened.map(({ lesson, course, more }) =>
      more > 0
        ? say('digests.opened_more', { lesson, course, count: more })
        : say('digests.opened', { lesson, course }),
    ),
    ...published.map(({ course }) => say('digests.published', { course })),
  ];
  const waiting = [
    ...answers.map(({ course, question }) => say('digests.answer', { course, question })),
    ...tickets.map(({ number, question }) => say('digests.ticket', { number, question })),
  ];
  return {
    title: say('digests.title'),
    body: [
      ...section('digests.new', fresh),
      ...section('digests.waiting', waiting),
      ...section('digests.recommended', recommended.map(pickPhrase)),
      ...(recommended.length > 0 ? [say('digests.hint')] : []),
    ],
    buttons: [
      ...recommended.map(pickButtons),
      [...firstButton(opened, published), ...waitingButtons(answers, tickets), stop],
    ],
  };
}

function section(
  heading: 'digests.new' | 'digests.waiting' | 'digests.recommended',
  lines: Phrase[],
): Phrase[] {
  if (lines.length === 0) return [];
  return [lines.reduce((so, line) => say('common.lines', { first: so, second: line }), say(heading))];
}

function pickPhrase(pick: DigestPick, index: number): Phrase {
  const { course, lesson, lockedBy } = pick;
  const values = { number: index + 1, course, reason: reasonPhrase(pick) };
  const said =
    lesson === null ? say('digests.pick', values) : say('digests.pick_lesson', { ...values, lesson });
  return lockedBy === null ? said : say('digests.pick_locked', { pick: said, plan: lockedBy });
}

/** A reason that has lost its names is not given. */
function reasonPhrase({ reason, names }: DigestPick): Phrase {
  const [first, ...others] = names;
  switch (reason) {
    case 'next_lesson':
    case 'popular':
    case 'fresh':
    case 'untried':
      return say(`digests.reasons.${reason}`);
    default:
      break;
  }
  if (first === undefined) return say('digests.reasons.untried');
  switch (reason) {
    case 'because':
    case 'because_taken': {
      const last = others.pop();
      const head = others.reduce<Value>(
        (so, name) => say('common.comma', { first: so, second: name }),
        first,
      );
      const courses = last === undefined ? first : say('common.and', { first: head, second: last });
      return say(`digests.reasons.${reason}`, { courses });
    }
    case 'new_from':
      return say('digests.reasons.new_from', { creator: { person: first } });
    case 'plan_popular':
      return say('digests.reasons.plan_popular', { plan: first });
    case 'like':
    case 'taken_next':
      return say(`digests.reasons.${reason}`, { course: first });
  }
}

function pickButtons(pick: DigestPick, index: number): ReplyButton[] {
  const { id, slug, lessonKey, lockedBy } = pick;
  const number = index + 1;
  const open: ReplyButton = {
    label: say('digests.buttons.open', { number }),
    style: 'primary',
    ...(lessonKey === null || lockedBy !== null
      ? { command: 'courses', options: { course: slug } }
      : { command: 'learn', options: { course: slug, lesson: lessonKey } }),
  };
  const verdict = (what: 'up' | 'down' | 'known'): ReplyButton => ({
    label: say(`digests.buttons.${what}`, { number }),
    command: 'recommend',
    options: { item: id, verdict: what },
  });
  return [open, verdict('up'), verdict('down'), verdict('known')];
}

function firstButton(opened: DigestContent['opened'], published: DigestContent['published']): ReplyButton[] {
  const [lesson] = opened;
  const [course] = published;
  const label = say('drops.buttons.learn');
  if (lesson) {
    const options = { course: lesson.slug, lesson: lesson.lessonKey };
    return [{ label, command: 'learn', options, style: 'primary' }];
  }
  return course
    ? [{ label: say('files.solo.courses'), command: 'courses', options: { course: course.slug } }]
    : [];
}

function waitingButtons(answers: DigestContent['answers'], tickets: DigestContent['tickets']): ReplyButton[] {
  if (answers.length > 0) return [{ label: say('digests.buttons.answers'), command: 'inbox' }];
  const [ticket] = tickets;
  return ticket
    ? [
        {
          label: say('digests.buttons.answers'),
          command: 'ticket show',
          options: { ticket: String(ticket.number) },
        },
      ]
    : [];
}

const stop: ReplyButton = {
  label: say('digests.buttons.stop'),
  command: 'settings',
  options: { digest: false },
};
