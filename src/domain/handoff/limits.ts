import { days, hours, minutes } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';

/** Characters of a question, and of a line that a member adds. */
export const MAX_QUESTION = 1_000;

/** Characters of an answer: it has to fit into one message of either platform. */
export const MAX_ANSWER = 2_000;

/** Tickets of one member that are not closed. */
export const MAX_OPEN = 3;

/** When everybody in charge is told that nobody has taken a ticket, the first time. */
export const FIRST_WAIT_MS = minutes(15);

/** The second time; also how often it is tried again while nobody could be told at all. */
export const SECOND_WAIT_MS = hours(1);

/** From then on. */
export const LATER_WAIT_MS = days(1);

/** When everybody is told that whoever took a ticket has not answered. */
export const CLAIMED_WAIT_MS = hours(4);

/** When a ticket nobody was told of no longer waits for the end of anybody's quiet hours. */
export const URGENT_AFTER_MS = hours(12);

/** After an answer, what the member says in private goes to the moderator for so long. */
export const TALK_MS = days(1);

/** An answer after which the member says nothing closes the ticket by itself. */
export const SILENT_MS = days(7);

/** For so long a member's word opens a closed ticket again. */
export const REOPENS_MS = days(7);

/** A closed ticket is forgotten then. */
export const KEPT_MS = days(90);

/** What somebody wrote, without blanks around it. Throws UserFacingError `words_missing`, `words_too_long`. */
export function checked(text: string, max: number): string {
  const said = text.trim();
  if (said === '') throw new UserFacingError('words_missing');
  if ([...said].length > max) throw new UserFacingError('words_too_long', { max });
  return said;
}
