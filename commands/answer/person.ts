import { command, say, type Actor, type Phrase, type Reply, type Rooms } from '#contracts';
import type { FaqAsked } from '#domain/faq';
import type { Ticket } from '#domain/handoff';
import { UserFacingError } from '#kernel/errors';
import { about, place } from './options.js';

/** To a person: a ticket with what was asked. What was only overheard is not kept, so it has to be said again. */
export const person = command({
  name: 'person',
  for: 'member',
  visibility: 'private',
  options: {
    question: { type: 'text', maxLength: 1_000, summary: 'commands.answer.options.question.summary' },
    about: { ...about, required: false },
    place,
  },
  async run({ actor, community, options }, rooms) {
    const asked = options.about === undefined ? null : await rooms.faq.asked(community.id, options.about);
    if (asked && asked.memberId !== actor.member.id) throw new UserFacingError('faq_ask_unknown');
    // A second press leads to the ticket there is.
    const before = asked?.ticketId ?? null;
    const ticket =
      before === null
        ? await open(rooms, community.id, actor, asked, options)
        : await rooms.handoff.ticket(community.id, before);
    return handed(ticket, actor, asked, await tellings(rooms, community.id, ticket));
  },
});

async function open(
  { handoff }: Rooms,
  communityId: string,
  { member, platform, locale }: Actor,
  asked: FaqAsked | null,
  options: { question?: string | undefined; place?: string | undefined },
): Promise<Ticket> {
  const question = options.question ?? asked?.text ?? null;
  if (question === null) throw new UserFacingError('question_needed');
  return handoff.open(communityId, {
    memberId: member.id,
    platform,
    locale: asked?.locale ?? locale,
    place: options.place ?? null,
    question,
    guesses: asked?.guesses ?? [],
    ...(asked && { askId: asked.id }),
  });
}

/** Whom it reached, as it is known now: nobody is promised what did not happen. */
async function tellings({ handoff }: Rooms, communityId: string, ticket: Ticket): Promise<Phrase> {
  const told = (await handoff.tellings(communityId, ticket.id)).filter(({ kind }) => kind === 'staff');
  const people = (...states: string[]) =>
    new Set(told.filter(({ state }) => states.includes(state)).map(({ memberId }) => memberId)).size;
  const [reached, coming] = [people('sent'), people('pending', 'sending')];
  if (reached > 0) return say('asking.handed.told', { count: reached });
  if (coming > 0) return say('asking.handed.telling', { count: coming });
  const desk = await handoff.desk(communityId);
  return say(desk && desk.problem === null ? 'asking.handed.desk' : 'asking.handed.nobody');
}

function handed(ticket: Ticket, { platform }: Actor, asked: FaqAsked | null, told: Phrase): Reply {
  const here = ticket.place === null && ticket.platform === platform;
  return {
    tone: 'good',
    ...(asked && { locale: asked.locale }),
    title: say('asking.handed.title', { number: String(ticket.number) }),
    body: [
      told,
      here
        ? say('asking.handed.where')
        : say('asking.handed.where_space', { platform: say(`common.platforms.${ticket.platform}`) }),
    ],
    buttons: [
      [
        {
          label: say('asking.buttons.ticket'),
          command: 'ticket show',
          options: { ticket: String(ticket.number) },
        },
      ],
    ],
  };
}
