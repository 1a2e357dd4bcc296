/** A long text read page by page in a chat, and a lesson in a group that leads there. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { documentOf, type Answer } from '#contracts';
import {
  afterwards,
  answered,
  id,
  literal,
  lobbyId,
  openBench,
  scriptedDispatcher,
  startBot,
} from './telegram-bench.js';

const turn = 'P'.repeat(22);
const ada = id('ada');
const paragraph = (name: string) => `# ${name}\n\n${'word '.repeat(600)}`;
const long = ['One', 'Two', 'Three'].map(paragraph).join('\n\n');

function leaf(markdown: string, page: number): Answer {
  const reply = {
    title: literal('Lesson'),
    buttons: [],
    document: { of: documentOf(markdown), page, turn, protected: true },
  };
  return answered('', { reply });
}

async function scene(markdown: string) {
  const bench = await openBench();
  const { dispatch, heard } = scriptedDispatcher((one) =>
    leaf(markdown, one.kind === 'answer' ? Number(one.given['page']) : 0),
  );
  await startBot(bench, { dispatch });
  await bench.server.actions.start.run({ as: ada });
  await bench.says('ada', '/membership');
  const shown = () =>
    bench
      .reads('ada')
      .filter((each) => !each.isMine)
      .slice(1);
  return { bench, heard, shown };
}

it('its pages take one place, and nobody carries them away', async () => {
  const { bench, heard, shown } = await scene(long);
  const [first] = shown();
  expect(first).toMatchObject({
    has_protected_content: true,
    text: expect.stringMatching(/^Lesson\n\nOne\n/),
  });
  expect(first?.reply_markup?.inline_keyboard).toEqual([
    [
      { text: '1/3', callback_data: `t:${turn}:0` },
      { text: '›', callback_data: `t:${turn}:1` },
    ],
  ]);
  // The number shows the same page again, which is fine.
  const before = heard.length;
  await bench.presses('ada', '1/3');
  await expect.poll(() => heard.length).toBe(before + 1);
  expect(shown()).toEqual([first]);
  await bench.presses('ada', '›');
  await expect.poll(() => shown()[0]?.text).toMatch(/Two/);
  expect(heard.at(-1)).toMatchObject({ kind: 'answer', token: turn, given: { page: 1 } });
  expect(shown()).toMatchObject([
    { message_id: first?.message_id, text: expect.stringMatching(/^Lesson\n\nTwo\n/) },
  ]);
  expect(shown()[0]?.reply_markup?.inline_keyboard[0]?.map(({ text }) => text)).toEqual(['‹', '2/3', '›']);
});

it('a file that is to stay here stays here, and what is said beside it may go', async () => {
  const bench = await openBench();
  const data = Buffer.from('notes');
  const { dispatch } = scriptedDispatcher(() =>
    answered('', {
      reply: {
        body: [literal('long '.repeat(400))],
        buttons: [],
        file: { name: 'notes.pdf', type: 'application/pdf', data, protected: true },
      },
    }),
  );
  await startBot(bench, { dispatch });
  await bench.server.actions.start.run({ as: ada });
  await bench.says('ada', '/membership');
  const sent = bench
    .reads('ada')
    .filter((each) => !each.isMine)
    .slice(-2);
  expect(
    sent.map(({ document, has_protected_content }) => [document?.file_name, has_protected_content]),
  ).toEqual([
    ['notes.pdf', true],
    [undefined, undefined],
  ]);
});

it('a page with a picture takes the place of a text, and the next text that of the picture', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR4nGP8z8Dwn4GBgQEADAYCAdz8Ur0AAAAASUVORK5CYII=',
    'base64',
  );
  const server = createServer(
    (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(async () => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dot.png`;
  const { bench, shown } = await scene(
    `${paragraph('One')}\n\n![Dot](${url} "A dot")\n\n${paragraph('Two')}`,
  );
  const [first] = shown();
  await bench.presses('ada', '›');
  await expect.poll(() => shown()[0]?.photo).toBeDefined();
  expect(shown()).toMatchObject([
    {
      message_id: first?.message_id,
      caption: expect.stringMatching(/^Lesson\n\nA dot/),
      photo: [{ width: 2 }],
    },
  ]);
  await bench.presses('ada', '›');
  await expect.poll(() => shown()[0]?.text).toMatch(/^Lesson\n\nTwo\n/);
  expect(shown()).toMatchObject([{ has_protected_content: true }]);
});

it('what is no page is said beside it', async () => {
  const bench = await openBench();
  const { dispatch } = scriptedDispatcher((one) =>
    one.kind === 'answer' ? answered('Closed') : leaf(long, 0),
  );
  await startBot(bench, { dispatch });
  await bench.server.actions.start.run({ as: ada });
  await bench.says('ada', '/membership');
  await bench.presses('ada', '›');
  const texts = () => bench.reads('ada').map(({ text }) => text);
  await expect.poll(() => texts().at(-1)).toBe('Closed');
  expect(texts().at(-2)).toMatch(/^Lesson\n\nOne/);
});

it('a link below a lesson in a group presses its button in private', async () => {
  const { bench, heard, shown } = await scene(long);
  const token = 'R'.repeat(22);
  await bench.server.actions.start.run({ as: ada, payload: `b-${token}` });
  const press = heard.at(-1);
  expect(press).toMatchObject({ kind: 'press', token });
  expect(press?.speaker.space).toBeUndefined();
  expect(shown().at(-1)?.text).toMatch(/^Lesson/);
  expect(bench.reads('ada', lobbyId).filter((each) => each.from?.is_bot)).toEqual([]);
});
