/**
 * Hand-off: questions that wait for a person, and how that person is told.
 * Not here: what the bot answers by itself (faq), questions to a course's maker (learning).
 * Tables: Ticket, TicketLine, TicketTelling, TicketDesk, TicketLeftover.
 * Holds: a ticket nobody was told of is told again elsewhere and shown; an answer reaches the member where they
 * asked; what people write is sealed, and forgotten a while after the ticket is closed.
 */
export type * from './model.js';
export type * from './ports.js';
export { createHandoff, type HandoffDeps } from './service.js';
