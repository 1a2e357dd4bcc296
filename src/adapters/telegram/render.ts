import type { Answer, Reader, Reply } from '#contracts';
import { createInk, flatText, type Ink, type Inked } from './ink.js';
import { keyboardOf, type Keyboard } from './keyboard.js';
import { leafOf } from './leaf.js';
import type { Letter } from './letters.js';
import { longestCaption, longestText, split } from './split.js';
import { colon, drawTable } from './table.js';
import { wordsIn } from './words.js';

/** An answer as messages in order; the keyboard belongs to the last one. */
export interface Drawn {
  letters: Letter[];
  keyboard: Keyboard;
  /** Nobody forwards or saves it. */
  protected?: boolean;
  /** It is a page: the one before it goes away. */
  turned?: boolean;
}

const toneMarks = { plain: '', good: '✅ ', warning: '⚠️ ', bad: '❌ ' } as const;
const listMarks = { good: '✅ ', bad: '❌ ', wait: '⏳ ', dot: '• ' } as const;
const nothing: Inked = { text: '', entities: [] };
/** Longer answers than this many messages are cut off, visibly. */
const mostMessages = 4;

/** Draws an answer for Telegram: entities only, within its limits, whatever the values contain. */
export function render(answer: Answer): Drawn {
  const { reply } = answer;
  const reader: Reader = { locale: answer.locale, timeZone: answer.timeZone };
  const shortened = wordsIn(answer.locale).shortened;
  const media: Letter[] = [];
  if (reply.picture) {
    const { name, data, alt } = reply.picture;
    media.push({ kind: 'photo', name, data, caption: createInk(reader).phrase(alt).done() });
  }
  if (reply.file) {
    const { name, data, protected: isProtected } = reply.file;
    media.push({ kind: 'document', name, data, caption: nothing, ...(isProtected && { protected: true }) });
  }
  if (reply.document) {
    const leaf = leafOf(answer, reply.document, draw);
    return {
      ...leaf,
      letters: [...media.map((letter) => withShortCaption(letter, shortened)), ...leaf.letters],
    };
  }

  const only = media[0];
  const inked = draw(reply, reader);
  // One picture or file with a short text is one message.
  if (only && only.kind !== 'text' && media.length === 1 && inked.text.length <= longestCaption) {
    const caption = inked.text === '' ? only.caption : inked;
    return finish([{ ...only, caption: fitCaption(caption, shortened) }], reply, reader);
  }
  const texts: Letter[] = split(inked, longestText, mostMessages, shortened).map((part) => ({
    kind: 'text',
    inked: part,
  }));
  const all = [...media.map((letter) => withShortCaption(letter, shortened)), ...texts];
  return finish(
    all.length > 0 ? all : [{ kind: 'text', inked: { text: '✅', entities: [] } }],
    reply,
    reader,
  );
}

function finish(letters: Letter[], reply: Answer['reply'], reader: Reader): Drawn {
  return { letters, keyboard: keyboardOf(reply.buttons, reader) };
}

function withShortCaption(letter: Letter, shortened: string): Letter {
  return letter.kind === 'text' ? letter : { ...letter, caption: fitCaption(letter.caption, shortened) };
}

function fitCaption(caption: Inked, shortened: string): Inked {
  return split(caption, longestCaption, 1, shortened)[0] ?? nothing;
}

function draw(reply: Omit<Reply, 'buttons' | 'document'>, reader: Reader): Inked {
  const ink = createInk(reader);
  let sections = 0;
  const section = (): Ink => {
    if (sections > 0) ink.plain('\n\n');
    else ink.plain(toneMarks[reply.tone ?? 'plain']);
    sections += 1;
    return ink;
  };
  if (reply.title) section().phrase(reply.title, 'bold');
  for (const paragraph of reply.body ?? []) section().phrase(paragraph);
  if (reply.fields?.length) {
    section();
    const tall = reply.fields.map(({ value }) => flatText(value, reader).includes('\n'));
    reply.fields.forEach(({ name, value }, index) => {
      // Several lines stand under their name, with room around them.
      if (index > 0) ink.plain(tall[index] || tall[index - 1] ? '\n\n' : '\n');
      ink
        .phrase(name, 'bold')
        .plain(tall[index] ? '\n' : colon(reader))
        .phrase(value);
    });
  }
  if (reply.list?.length) {
    section();
    reply.list.forEach(({ mark, text }, index) => {
      if (index > 0) ink.plain('\n');
      ink.plain(listMarks[mark ?? 'dot']).phrase(text);
    });
  }
  if (reply.table?.rows.length) drawTable(section(), reply.table, reader);
  return ink.done();
}
