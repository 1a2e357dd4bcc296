/** An announced lesson as messages: one for its beginning, or one for each page of the whole. */
import { flat, plain, postDocument, say } from '#contracts';
import type { PostContent } from '#domain/drops';
import { documentPages, type DocumentPage } from './document.js';
import { below, short, type Inked } from './ink.js';
import { inlineInk } from './inline.js';
import { letterOf, type Letter } from './letters.js';
import { longestCaption, longestText } from './split.js';

/** Letters of a title, of which an announcement says two. */
const LONGEST_TITLE = 160;
/** Of the hundred entities of a message, those of the head and one to spare. */
const OWN_MARKS = 3;

/** The messages of a lesson. The same content always gives the same. */
export function lessonLetters(content: PostContent): Letter[] {
  const head = headOf(content);
  const foot = footOf(content, '99/99');
  const taken = head.text.length + foot.text.length + 4;
  const all = documentPages(postDocument(content), {
    length: longestText - taken,
    caption: longestCaption - taken,
    marks: 100 - OWN_MARKS,
  });
  const pages: DocumentPage[] = content.whole ? all : all.slice(0, 1);
  if (pages.length === 0) pages.push({ inked: { text: '', entities: [] } });
  return pages.map((page, part) => {
    const isLast = part === pages.length - 1;
    const place = pages.length > 1 ? `${part + 1}/${pages.length}` : '';
    const inked = below([
      part === 0 ? head : NOTHING,
      page.inked,
      isLast ? footOf(content, place) : { text: place, entities: [] },
    ]);
    return letterOf({ ...page, inked }, content.locale);
  });
}

const NOTHING: Inked = { text: '', entities: [] };

function headOf({ courseTitle, lessonTitle, locale }: PostContent): Inked {
  const course = inlineInk([{ text: `📘 ${short(courseTitle, LONGEST_TITLE)}` }]);
  const title = short(lessonTitle, LONGEST_TITLE) || plain(locale, 'posts.read');
  return below([course, inlineInk([{ text: title, bold: true }])], '\n');
}

function footOf({ minutes, locale, timeZone }: PostContent, place: string): Inked {
  const time = flat(say('posts.minutes', { count: minutes }), { locale, timeZone });
  return { text: [`⏱ ${time}`, place].filter((part) => part !== '').join(' · '), entities: [] };
}
