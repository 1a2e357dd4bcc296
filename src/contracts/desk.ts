import type { DeskCard, DeskLine } from '#domain/handoff';
import { say, type Phrase } from './phrase.js';
import type { Reply } from './reply.js';
import { staffButtons } from './ticket-notices.js';

/** A ticket as moderators see it at their desk. Who may press its buttons is asked at each press. */
export function deskCard(card: DeskCard): Reply {
  const { number, memberName: name, place, question, guesses, state, claimedBy, openedAt } = card;
  const at = { at: openedAt, as: 'datetime' } as const;
  const isClosed = state === 'closed';
  return {
    tone: isClosed ? 'plain' : state === 'open' ? 'warning' : 'good',
    title: say('tickets.desk.title', { number, name }),
    body: [
      say('tickets.quoted', { text: question }),
      place === null ? say('tickets.desk.asked', { at }) : say('tickets.desk.asked_in', { at, place }),
      standing(card),
      ...(isClosed ? [] : [say('tickets.desk.hint')]),
    ],
    ...(guesses.length > 0
      ? {
          list: guesses.slice(0, 3).map(({ title, probability }) => ({
            text: say('tickets.desk.guess', { title, percent: Math.round(probability * 100) }),
          })),
        }
      : {}),
    buttons: isClosed
      ? [
          [
            {
              label: say('tickets.buttons.show'),
              command: 'tickets show',
              options: { ticket: String(number) },
            },
            {
              label: say('tickets.buttons.reopen'),
              command: 'tickets reopen',
              options: { ticket: String(number) },
            },
          ],
        ]
      : [
          ...staffButtons(number),
          [
            ...(claimedBy === null
              ? []
              : [
                  {
                    label: say('tickets.buttons.release'),
                    command: 'tickets release',
                    options: { ticket: String(number) },
                  },
                ]),
            {
              label: say('tickets.buttons.close'),
              command: 'tickets close',
              options: { ticket: String(number) },
            },
          ],
        ],
  };
}

function standing({ state, claimedBy }: DeskCard): Phrase {
  if (state === 'closed') return say('tickets.states.closed');
  if (claimedBy === null) return say('tickets.states.open');
  return say('tickets.states.claimed', { by: claimedBy });
}

/** Something said in a ticket, or that happened to it. */
export function deskLine({ number, voice, by, text }: DeskLine): Reply {
  if (voice === 'event') {
    const isKnown = text === 'escalated' || text === 'undelivered';
    return { tone: 'warning', body: [say(`tickets.desk.${isKnown ? text : 'changed'}`, { number })] };
  }
  const who = by === null ? say('tickets.somebody') : say('common.literal', { text: by });
  return {
    tone: voice === 'member' ? 'plain' : 'good',
    title: say(voice === 'member' ? 'tickets.desk.member' : 'tickets.desk.moderator', { number, who }),
    body: [say('common.literal', { text })],
  };
}

/** What a ticket's thread is called. */
export function deskThreadName({ number, memberName, question }: DeskCard): string {
  return `${number} · ${memberName} · ${question.replaceAll(/\s+/g, ' ')}`;
}
