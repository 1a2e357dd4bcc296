import type { NoticeValues } from '#domain/delivery';
import { say, type Phrase } from './phrase.js';
import type { Reply, ReplyButton } from './reply.js';

/** What each notice about tickets is told with. `name`, `by`, `claimedBy`: null for somebody who is gone. */
export interface TicketNotices {
  /** For moderators. `place`: where it was asked; null: in private. */
  ticket_opened: {
    ticketId: string;
    number: number;
    name: string | null;
    question: string;
    place: string | null;
  };
  /** For moderators: nobody came in time. `others`: how many more wait. */
  ticket_waits: {
    ticketId: string;
    number: number;
    name: string | null;
    question: string;
    since: string;
    claimedBy: string | null;
    others: number;
  };
  /** For whoever has the ticket. */
  ticket_said: { ticketId: string; number: number; name: string | null; text: string };
  /** For the member. */
  ticket_reply: { ticketId: string; number: number; by: string | null; question: string; answer: string };
  /** For whoever answered: it did not get through. */
  ticket_undelivered: { ticketId: string; number: number; name: string | null; answer: string };
  /** For the member. */
  ticket_closed: { ticketId: string; number: number; how: 'closed' | 'returned' };
  /** For moderators; `problem`: a key of `problems.` texts. */
  desk_blocked: { place: string; problem: string };
}

/** Notices about questions that wait for a person. */
export function ticketNotice(
  kind: keyof TicketNotices,
  values: NoticeValues,
  problemPhrase: (code: string) => Phrase,
): Reply {
  const text = (name: string) => String(values[name] ?? '');
  const number = Number(values['number'] ?? 0);
  const somebody = (name: string) =>
    text(name) === '' ? say('tickets.somebody') : say('common.literal', { text: text(name) });
  const name = somebody('name');
  const question = say('tickets.quoted', { text: text('question') });
  switch (kind) {
    case 'ticket_opened':
      return {
        title: say('tickets.notices.opened.title', { number, name }),
        body: [
          question,
          ...(text('place') === '' ? [] : [say('tickets.notices.opened.place', { place: text('place') })]),
        ],
        buttons: staffButtons(number),
      };
    case 'ticket_waits': {
      const since = { at: new Date(text('since')), as: 'datetime' } as const;
      const others = Number(values['others'] ?? 0);
      return {
        tone: 'warning',
        title: say('tickets.notices.waits.title', { number }),
        body: [
          text('claimedBy') === ''
            ? say('tickets.notices.waits.nobody', { name, since })
            : say('tickets.notices.waits.claimed', { name, since, by: text('claimedBy') }),
          question,
          ...(others > 0 ? [say('tickets.notices.waits.others', { count: others })] : []),
        ],
        buttons: staffButtons(number),
      };
    }
    case 'ticket_said':
      return {
        title: say('tickets.notices.said.title', { number, name }),
        body: [say('tickets.quoted', { text: text('text') })],
        buttons: [
          [
            answerButton(number),
            showButton(number),
            {
              label: say('tickets.buttons.close'),
              command: 'tickets close',
              options: { ticket: String(number) },
            },
          ],
        ],
      };
    case 'ticket_reply':
      return {
        tone: 'good',
        title: say('tickets.notices.reply.title', {
          by: text('by') === '' ? say('tickets.team') : text('by'),
        }),
        body: [
          say('common.literal', { text: text('answer') }),
          say('tickets.notices.reply.question', { text: text('question') }),
        ],
        buttons: [
          [
            {
              label: say('tickets.buttons.reply'),
              command: 'ticket reply',
              options: { ticket: String(number) },
              style: 'primary',
            },
            {
              label: say('tickets.buttons.settled'),
              command: 'ticket close',
              options: { ticket: String(number) },
            },
          ],
        ],
      };
    case 'ticket_undelivered':
      return {
        tone: 'warning',
        title: say('tickets.notices.undelivered.title', { number }),
        body: [
          say('tickets.notices.undelivered.body', { name }),
          say('tickets.quoted', { text: text('answer') }),
        ],
        buttons: [[showButton(number)]],
      };
    case 'ticket_closed':
      return {
        title: say('tickets.notices.closed.title', { number }),
        body: [
          say(
            text('how') === 'returned' ? 'tickets.notices.closed.returned' : 'tickets.notices.closed.closed',
          ),
          say('tickets.notices.closed.hint'),
        ],
        buttons: [
          [
            {
              label: say('tickets.buttons.reply'),
              command: 'ticket reply',
              options: { ticket: String(number) },
            },
          ],
        ],
      };
    case 'desk_blocked':
      return {
        tone: 'bad',
        title: say('tickets.notices.desk_blocked.title', { place: text('place') }),
        body: [
          say('tickets.notices.desk_blocked.body', { problem: problemPhrase(text('problem')) }),
          say('tickets.notices.desk_blocked.hint'),
        ],
        buttons: [[{ label: say('tickets.buttons.desk'), command: 'tickets desk' }]],
      };
  }
}

const answerButton = (number: number): ReplyButton => ({
  label: say('tickets.buttons.answer'),
  command: 'tickets answer',
  options: { ticket: String(number) },
  style: 'primary',
});

const showButton = (number: number): ReplyButton => ({
  label: say('tickets.buttons.show'),
  command: 'tickets show',
  options: { ticket: String(number) },
});

/** What a moderator may do about a ticket that waits. */
export function staffButtons(number: number): ReplyButton[][] {
  return [
    [
      answerButton(number),
      { label: say('tickets.buttons.claim'), command: 'tickets claim', options: { ticket: String(number) } },
      showButton(number),
    ],
  ];
}
