import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ allowances: unhurried });
});
afterAll(() => product.close());

const zoneNow = async () => (await product.app.rooms.members.community(product.community.id)).timeZone;

describe('setting up, as a person sees it', () => {
  it('on Telegram: the checklist, its buttons, a question and its answer', async () => {
    const olivia = onTelegram(product, 'olivia');
    await olivia.act('start', {});
    await product.until('a welcome', () => olivia.mail().length > 0);
    const setup = await olivia.say('/setup');
    expect(setup.text).toContain('⏳ Language and time zone: English, UTC (a guess so far)');
    expect(setup.text).toContain('✅ Stripe: works, in test mode');
    const card = await olivia.press(setup, 'Choose');
    const asked = await olivia.press(card, 'Another time zone');
    expect(asked.text).toMatch(/A city near you/);
    await olivia.press(asked, /Asia\/\u2060?Shanghai/);
    await product.until('the card as it is now', () =>
      olivia.mail().some(({ text }) => /Time zone: Asia\/\u2060?Shanghai/.test(text)),
    );
    expect(await zoneNow()).toBe('Asia/Shanghai');
    expect((await olivia.say('/开通')).text).toMatch(
      /✅ Language and time zone: English, Asia\/\u2060?Shanghai/,
    );
  });

  it('on Discord: the same words, and a list to choose from', async () => {
    const olivia = onDiscord(product, 'olivia');
    const setup = await olivia.say('setup', { step: 'community' });
    expect(setup.text).toContain('✅ **Language and time zone**: English, Asia/Shanghai');
    const card = await olivia.press(setup, 'Choose');
    const asked = await olivia.press(card, 'Another time zone');
    expect(asked.text).toContain('A city near you');
    await olivia.say('community timezone', { timezone: 'Europe/Berlin' });
    expect(await zoneNow()).toBe('Europe/Berlin');
  });

  it('gives the log to an owner as a file, on both platforms', async () => {
    const discord = onDiscord(product, 'olivia');
    const page = await discord.say('audit');
    await discord.press(page, 'As a file');
    const telegram = onTelegram(product, 'olivia');
    const said = await telegram.say('/audit');
    expect((await telegram.press(said, 'As a file')).text).toMatch(/lines, as a file for a spreadsheet/);
  });
});

describe('what Telegram lists while somebody types', () => {
  const listed = () =>
    product.sandbox.telegram
      .view(person('ada').telegramId)
      .chats.find((one) => one.id === person('ada').telegramId)
      ?.botCommands.map(({ command }) => command) ?? [];

  it('leaves out what sells as soon as the owner wants it so, and has it again afterwards', async () => {
    await onTelegram(product, 'ada').act('start', {});
    await product.until('the list with selling', () => listed().includes('subscribe'));
    const olivia = onDiscord(product, 'olivia');
    await olivia.say('community selling', { telegram: false });
    await product.until(
      'the list without selling',
      () => listed().length > 0 && !listed().includes('subscribe'),
    );
    expect(listed()).toContain('membership');
    await olivia.say('community selling', { telegram: true });
    await product.until('the list with selling again', () => listed().includes('subscribe'));
  });
});
