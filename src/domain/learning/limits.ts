/** Characters of a question. */
export const MAX_QUESTION = 1_000;

/** Characters of an answer: it has to fit into one message of either platform, with the question before it. */
export const MAX_ANSWER = 2_000;

/** Characters that somebody says about a lesson. */
export const MAX_COMMENT = 500;

/** Characters of the name on a certificate. */
export const MAX_NAME = 60;

/** Questions of one member about one course that nobody answered yet. */
export const MAX_OPEN = 5;

/** Whether a text has at most so many characters, as people count them. */
export function fits(text: string, max: number): boolean {
  return [...text].length <= max;
}
