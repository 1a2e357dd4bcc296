import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo, people } from '#sandbox';
import { openShop, type Shop } from './shop.js';
import { findChromium, SOON, visit } from './stage.js';

const chromium = findChromium();
const title = chromium
  ? 'the chat windows'
  : 'the chat windows (skipped: no Chromium found; set CHROMIUM to its path)';

/** A picture of 2 × 1 pixels. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAEElEQVR4nGNQMDIFIgYIBQALoAHd7x4LyQAAAABJRU5ErkJggg==',
  'base64',
);

const ada = people.find((one) => one.key === 'ada');

describe.skipIf(!chromium)(title, () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(chromium ?? '');
  }, 120_000);
  afterAll(() => shop?.close());

  /** The bot sends Ada a file. */
  async function send(method: string, field: string, bytes: Buffer, name: string): Promise<void> {
    const form = new FormData();
    form.set('chat_id', String(ada?.telegramId));
    form.set(field, new Blob([new Uint8Array(bytes)]), name);
    const { url } = shop.sandbox.telegram;
    const sent = await fetch(`${url}/bot${demo.telegram.token}/${method}`, { method: 'POST', body: form });
    expect(sent.status).toBe(200);
  }

  it('show pictures, and hand over files', async () => {
    const start = shop.sandbox.telegram.actions.start;
    await start.run(start.input.parse({ as: ada?.telegramId }));
    await send('sendPhoto', 'photo', png, 'chart.png');
    await send('sendDocument', 'document', Buffer.from('<script>alert(1)</script>'), 'page.html');
    const { page, context, troubles } = await visit(shop, 'en-GB', { width: 1280, height: 900 });
    const picture = page.locator('telegram-pane .photo img');
    await expect
      .poll(() => picture.evaluate((image) => 'naturalWidth' in image && image.naturalWidth), SOON)
      .toBe(2);
    const address = await page.locator('telegram-pane a.file').getAttribute('href');
    const file = await page.request.get(new URL(address ?? '', shop.url).href);
    expect(file.headers()).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringContaining('attachment'),
      'x-content-type-options': 'nosniff',
    });
    expect((await page.request.get(`${shop.url}api/telegram/files/nothing`)).status()).toBe(404);
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);

  it('let the owner take the bot’s rights in a group and give them back', async () => {
    const { page, context, troubles } = await visit(shop, 'en-GB', { width: 1280, height: 900 });
    await page.locator('[data-person=olivia]').click();
    const telegram = page.locator('telegram-pane');
    await telegram.getByRole('button', { name: /^Lyceum Members/ }).click();
    const info = telegram.locator('button[title=Info]');
    await info.click();
    await telegram.getByRole('button', { name: 'Take its rights' }).click();
    const status = () =>
      shop.sandbox.telegram
        .view(people[0]?.telegramId ?? 0)
        .chats.find((chat) => chat.id === demo.telegram.chatId)
        ?.members.find((member) => member.isBot)?.status;
    await expect.poll(status, SOON).toBe('member');
    await info.click();
    await telegram.getByRole('button', { name: 'Make it an admin' }).click();
    await expect.poll(status, SOON).toBe('administrator');
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);

  it('let Discord have an outage', async () => {
    const { page, context, troubles } = await visit(shop, 'zh-CN', { width: 1280, height: 900 });
    const discord = page.locator('discord-pane');
    await discord.getByRole('button', { name: '此人的设置' }).click();
    const outage = discord.getByRole('switch', { name: 'Discord 故障' });
    await outage.click();
    await discord.getByText('Discord 出现故障').waitFor();
    await outage.click();
    await discord.getByText('Discord 出现故障').waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
    await context.close();
  }, 60_000);
});
