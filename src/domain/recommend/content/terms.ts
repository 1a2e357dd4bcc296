/** Words that stand in every text and say nothing about it. */
const EMPTY = new Set(
  (
    'a an and are as at be but by can do for from has have how i if in into is it its no not of on or our so than ' +
    'that the their them then there these they this to was we what when where which who will with you your'
  ).split(' '),
);

/**
 * What a text about a course is made of: English words by their stem's beginning, Chinese in pairs of characters
 * (which for finding what is alike does better than cutting words).
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)) {
    if (/^\p{Script=Han}/u.test(run)) {
      const characters = [...run];
      if (characters.length === 1) terms.push(run);
      for (let at = 0; at + 1 < characters.length; at += 1) {
        terms.push(`${characters[at]}${characters[at + 1]}`);
      }
    } else {
      // A run of letters may end where Chinese begins.
      for (const part of run.split(/(?<=\P{Script=Han})(?=\p{Script=Han})/u)) {
        if (!EMPTY.has(part) && part.length > 1) terms.push(stem(part));
      }
    }
  }
  return terms;
}

/** Enough for course, courses, coursing to meet; a dictionary would not do better here. */
function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  return word.replace(/(?:ies|y)$/, 'i').replace(/(?:ings?|ed|es|s|e)$/, '');
}
