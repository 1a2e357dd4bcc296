/** Lessons as they reach people: announced in a channel, and read page by page. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, withPictures, type Answer } from '#contracts';
import type { PostContent } from '#domain/drops';
import { drawLesson, lessonPages } from '../../src/adapters/discord/lesson.js';
import { draw } from '../../src/adapters/discord/render.js';
import { lessonLetters } from '../../src/adapters/telegram/lesson.js';
import { render } from '../../src/adapters/telegram/render.js';
import { answer, hostile, value } from '../adapters/discord-answers.js';
import { lesson, postButtons } from '../adapters/lessons.js';
import { corpus } from './corpus.js';
import { markdown } from './markdown.js';
import { expectDiscordTakes, expectTelegramTakes } from './messages.js';
import { runs } from '../_support/thorough.js';

/** Every picture is somewhere. */
const everywhere: Record<string, string> = new Proxy(
  {},
  {
    get: (_, name) => `https://files.example/${encodeURIComponent(String(name)).slice(0, 200)}`,
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: '' }),
  },
);

const buttons = await postButtons();

function expectPosted(content: PostContent): void {
  const pages = lessonPages(content);
  pages.forEach((_, part) => {
    expectDiscordTakes(
      drawLesson(pages, part, 'k'.repeat(25), part === pages.length - 1 ? buttons : [], content),
    );
  });
  const letters = lessonLetters(content);
  for (const letter of letters) expectTelegramTakes([letter], []);
  if (!content.whole) expect([pages.length, letters.length]).toEqual([1, 1]);
}

/** Every page that can be turned to, by what the buttons of the one before say. */
function expectRead(given: (page: number) => Answer): number {
  let discord = 0;
  for (let page: number | undefined = 0; page !== undefined;) {
    const drawn = draw(given(page));
    expectDiscordTakes(drawn);
    discord += 1;
    page = nextOf(drawn.components.flatMap((row) => row.components));
  }
  for (let page: number | undefined = 0; page !== undefined;) {
    const drawn = render(given(page));
    expectTelegramTakes(drawn.letters, drawn.keyboard);
    expect(drawn.protected).toBe(true);
    page = nextOf(drawn.keyboard.flat());
  }
  return discord;
}

function nextOf(pressable: readonly object[]): number | undefined {
  for (const each of pressable) {
    const label = 'label' in each ? each.label : 'text' in each ? each.text : '';
    const id = 'custom_id' in each ? each.custom_id : 'callback_data' in each ? each.callback_data : '';
    if (label === '›' && !('disabled' in each && each.disabled === true))
      return Number(String(id).split(':')[2]);
  }
  return undefined;
}

const read =
  (source: string, above: Partial<Answer['reply']> = {}) =>
  (page: number): Answer =>
    answer({
      ...above,
      document: {
        of: withPictures(documentOf(source), (name) => ({ url: everywhere[name] ?? '' })),
        page,
        turn: 'T'.repeat(22),
        protected: true,
      },
    });

describe.each(corpus)('$name', ({ markdown: body }) => {
  it('is announced, in part and whole, with its pictures and without', () => {
    expectPosted(lesson({ body }));
    expectPosted(lesson({ body, pictures: everywhere, whole: true }));
  });

  it('is read page by page, and turned past its end it shows the last', () => {
    const given = read(body, { title: { key: 'posts.read' }, buttons });
    const pages = expectRead(given);
    const last = draw(given(9_999));
    expect(last).toEqual(draw(given(pages - 1)));
    expect(draw(given(9_999)).embeds).not.toEqual([]);
  });
});

describe('whatever is written', () => {
  it('is announced within the limits, whatever the lesson is called', () => {
    fc.assert(
      fc.property(markdown, hostile, hostile, fc.boolean(), (body, lessonTitle, courseTitle, whole) => {
        expectPosted(lesson({ body, lessonTitle, courseTitle, whole, pictures: everywhere }));
      }),
      { numRuns: runs(100) },
    );
  });

  it('is read within the limits, whatever stands around it', () => {
    const phrase = hostile.map(value);
    const above = fc.record(
      {
        title: phrase,
        body: fc.array(phrase, { maxLength: 4 }),
        list: fc.array(
          phrase.map((text) => ({ text })),
          { maxLength: 6 },
        ),
        fields: fc.array(fc.record({ name: phrase, value: phrase }), { maxLength: 6 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(markdown, above, (source, around) => void expectRead(read(source, around))),
      { numRuns: runs(80) },
    );
  });
});
