/** Pictures that Telegram fetches by their address, and how a caption stands. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { afterwards, id, openBench, refusal } from './telegram-bench.js';

const ada = id('ada');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR4nGP8z8Dwn4GBgQEADAYCAdz8Ur0AAAAASUVORK5CYII=',
  'base64',
);

/** Files as the product serves them, on this machine. */
async function files(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/moved') return void response.writeHead(302, { location: '/dot.png' }).end();
    const known = request.url === '/dot.png' || request.url === '/page';
    const type = request.url === '/dot.png' ? 'image/png' : 'text/html';
    response.writeHead(known ? 200 : 404, { 'content-type': type }).end(known ? png : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(async () => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('a photo is fetched, kept, and put in the place of a text', async () => {
  const bench = await openBench();
  await bench.server.actions.start.run({ as: ada });
  const url = await files();
  const photo = await bench.api.sendPhoto(ada, `${url}/dot.png`, {
    caption: 'Look',
    show_caption_above_media: true,
    protect_content: true,
  });
  expect(photo).toMatchObject({
    caption: 'Look',
    show_caption_above_media: true,
    has_protected_content: true,
    photo: [{ width: 2, height: 3 }],
  });
  const text = await bench.api.sendMessage(ada, 'words');
  const media = { type: 'photo', media: `${url}/dot.png`, caption: 'Now a picture' } as const;
  const edited = await bench.api.editMessageMedia(ada, text.message_id, media);
  expect(edited).toMatchObject({ caption: 'Now a picture', photo: [{ width: 2 }] });
  expect(await refusal(bench.api.editMessageText(ada, text.message_id, 'words'))).toMatch(
    /no text in the message/,
  );
  expect(await refusal(bench.api.editMessageMedia(ada, text.message_id, media))).toBe('done');
});

it('what is not there, is no picture or leads elsewhere is refused', async () => {
  const bench = await openBench();
  await bench.server.actions.start.run({ as: ada });
  const url = await files();
  const send = (address: string) => refusal(bench.api.sendPhoto(ada, address));
  expect(await send(`${url}/gone.png`)).toBe('400 Bad Request: failed to get HTTP URL content');
  expect(await send(`${url}/moved`)).toBe('400 Bad Request: failed to get HTTP URL content');
  expect(await send(`${url}/page`)).toBe('400 Bad Request: wrong type of the web page content');
  expect(await send('https://files.example/a.png')).toBe('400 Bad Request: failed to get HTTP URL content');
});
