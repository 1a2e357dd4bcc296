import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openStage, SOON, startOver, visit, type Stage } from './stage.js';

const chromium = findChromium();
const title = chromium
  ? 'the five-minute story'
  : 'the five-minute story (skipped: no Chromium found; set CHROMIUM to its path)';

/** The parts of the page that the story plays on. */
const on = (page: Page) => ({
  discord: page.locator('discord-pane'),
  telegram: page.locator('telegram-pane'),
  stripe: page.locator('stripe-pane'),
  story: page.locator('story-guide'),
  ticked: (steps: number) =>
    page
      .locator(`story-guide [data-done=true]`)
      .nth(steps - 1)
      .waitFor(),
});

const says = (place: Locator, text: string | RegExp) => place.getByText(text).last().waitFor();

/** Moves the clock by a button and waits until everything due on the way has been done. */
async function pass(page: Page, button: Locator): Promise<void> {
  const now = page.locator('sandbox-clock .now');
  const before = await now.innerText();
  await button.click();
  await expect.poll(() => now.innerText(), SOON).not.toBe(before);
  await page.locator('sandbox-clock .clock:not(.busy)').waitFor();
}

describe.skipIf(!chromium)(title, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(chromium ?? '');
  }, 120_000);
  afterAll(() => stage?.close());

  it('in English: Ada pays on the hosted page, joins her accounts, loses both places, and is back', async ({
    onTestFailed,
  }) => {
    await startOver(stage);
    const ada = await visit(stage, 'en-GB');
    onTestFailed(() => ada.shot('en-failed'));
    const { page, context } = ada;
    const { discord, telegram, stripe, story, ticked } = on(page);
    await says(discord, 'Welcome to #general!');
    await discord.getByRole('combobox', { name: 'Message #general' }).fill('/');
    await says(discord, 'Become a member: choose a plan and pay');
    await page.keyboard.press('Escape');

    await story.getByRole('button', { name: 'On Discord' }).click();
    await discord.locator('discord-composer .command', { hasText: '/subscribe' }).waitFor();
    await page.keyboard.press('Enter');
    await discord.getByRole('button', { name: 'Membership' }).click();
    await discord.getByRole('button', { name: '$19.00 a month' }).click();
    await discord.getByRole('link', { name: 'Pay $19.00 a month' }).waitFor();
    await ticked(1);
    await says(stripe, 'Open checkouts');

    const [checkout] = await Promise.all([
      context.waitForEvent('page'),
      discord.getByRole('link', { name: 'Pay $19.00 a month' }).click(),
    ]);
    await checkout.getByLabel('Email').fill('ada@example.com');
    await checkout.getByRole('button', { name: /Subscribe/ }).click();
    await checkout.getByRole('heading', { name: 'Thank you' }).waitFor();
    await checkout.close();

    await ticked(3);
    const members = discord.getByRole('complementary', { name: 'Members' });
    await members.getByRole('heading', { name: 'Member — 1' }).waitFor();
    await discord.getByRole('button', { name: 'members', exact: true }).waitFor();
    await stripe.locator('[data-status=active]').waitFor();

    await discord.getByRole('button', { name: /^Direct messages, \d+ unread/ }).click();
    await says(discord, 'Welcome to Membership');
    await discord.getByRole('combobox', { name: 'Message @Lyceum' }).fill('/link ');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const code = discord.getByText(/^Your code: /);
    await code.waitFor();
    const [word] = /[A-Z0-9]{4}(-[A-Z0-9]{4})+/.exec(await code.innerText()) ?? [''];
    await telegram.getByRole('button', { name: 'START' }).click();
    await telegram.getByRole('combobox', { name: 'Message' }).fill(`/link ${word}`);
    await page.keyboard.press('Enter');
    await telegram.getByRole('button', { name: 'Join', exact: true }).click();
    const dialog = telegram.getByRole('dialog', { name: 'Lyceum Members' });
    await dialog.getByRole('button', { name: 'REQUEST TO JOIN' }).click();
    await says(dialog, 'You are in Lyceum Members');
    await dialog.getByRole('button', { name: 'OPEN GROUP' }).click();
    await says(telegram, 'Ada Brook joined the group');

    await discord.getByRole('button', { name: 'Lyceum Demo' }).click();
    await discord.getByRole('combobox', { name: 'Message #general' }).fill('/why');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await says(discord, 'From payment to seat');
    await telegram.getByRole('button', { name: 'Lyceum', exact: true }).click();
    await says(telegram, /Lyceum Members.*is open to you/s);
    await ada.quiet();
    await ada.shot('sandbox');

    // She spoke on Discord last, so that is where the bot writes to her.
    await story.getByRole('button', { name: 'Card fails, go to the renewal' }).click();
    await discord.getByRole('button', { name: /^Direct messages, 1 unread/ }).click();
    await says(discord, 'Your payment for Membership did not go through');
    await stripe.locator('[data-status=past_due]').waitFor();
    await ticked(4);
    await members.getByRole('heading', { name: 'Member — 1' }).waitFor();
    await ada.shot('en-2-grace');

    const nextDay = page.locator('sandbox-clock').getByRole('button', { name: '+1 day' });
    await pass(page, nextDay);
    await pass(page, nextDay);
    await says(discord, '1 day left to pay for Membership');
    await pass(page, nextDay);
    await pass(page, nextDay);
    await says(discord, 'Your access to Membership has ended');
    await members.getByRole('heading', { name: 'Member — 1' }).waitFor({ state: 'detached' });
    await telegram.getByRole('button', { name: /^Lyceum Members/ }).waitFor({ state: 'detached' });
    await ticked(5);
    await ada.shot('en-3-removed');

    await story.getByRole('button', { name: 'Show the invoice' }).click();
    await stripe.getByRole('button', { name: 'Pay now with a new card' }).click();
    await ticked(6);
    await members.getByRole('heading', { name: 'Member — 1' }).waitFor();
    await stripe.locator('[data-status=active]').waitFor();
    await says(telegram, /Lyceum Members/);
    await ada.shot('en-4-back');
    expect(ada.troubles).toEqual([]);
    await context.close();
  }, 120_000);

  it('in Chinese: 陈薇 pays in the pane with a card that fails later, on Telegram, and is back', async ({
    onTestFailed,
  }) => {
    await startOver(stage);
    const wei = await visit(stage, 'zh-CN');
    onTestFailed(() => wei.shot('zh-failed'));
    const { page, context } = wei;
    const { discord, telegram, stripe, story, ticked } = on(page);
    await page
      .getByRole('radio', { name: '陈薇，', checked: true })
      .or(page.locator('[data-person=wei].on'))
      .waitFor();
    await discord.getByRole('combobox', { name: '发消息到 #general' }).fill('/');
    await says(discord, '成为会员：选方案，付款');
    await page.keyboard.press('Escape');

    await story.getByRole('button', { name: '用 Telegram' }).click();
    await says(telegram, /我是 Lyceum/);
    const field = telegram.getByRole('combobox', { name: '输入消息' });
    await expect.poll(() => field.inputValue()).toBe('/subscribe');
    await field.press('Enter');
    await telegram.getByRole('button', { name: 'Membership', exact: true }).click();
    await telegram.getByRole('button', { name: '每月 ¥' }).click();
    await ticked(1);
    await story.getByRole('button', { name: '查看结账' }).click();
    await stripe.getByRole('button', { name: '续费会失败' }).click();
    await says(telegram, '欢迎加入');

    await telegram.getByRole('button', { name: '加入', exact: true }).click();
    const dialog = telegram.getByRole('dialog', { name: 'Lyceum Members' });
    await dialog.getByRole('button', { name: '申请加入' }).click();
    await dialog.getByRole('button', { name: '打开群组' }).click();
    await says(telegram, '陈薇 加入了群组');
    await ticked(3);
    await wei.shot('zh-1-seat');

    const clock = page.locator('sandbox-clock');
    await pass(page, clock.getByRole('button', { name: '+1 月' }));
    await pass(page, clock.getByRole('button', { name: '+1 小时' }));
    await pass(page, clock.getByRole('button', { name: '+1 小时' }));
    await ticked(4);
    await telegram
      .getByRole('button', { name: 'Lyceum，1 条未读消息' })
      .or(telegram.locator('.chat').first())
      .click();
    await says(telegram, '现在付款');
    await stripe.locator('[data-status=past_due]').waitFor();
    await wei.shot('zh-2-grace');

    for (let day = 1; day <= 4; day += 1) await pass(page, clock.getByRole('button', { name: '+1 天' }));
    await says(telegram, /已经结束/);
    await ticked(5);
    await telegram.getByRole('button', { name: /^Lyceum Members/ }).waitFor({ state: 'detached' });

    const account = stripe.locator('[data-customer=陈薇]');
    const invitations = telegram.getByRole('button', { name: '加入', exact: true });
    const before = await invitations.count();
    await account.getByRole('button', { name: '用新卡付款' }).click();
    // The invitation of the first time is still above; it opens nothing any more.
    await expect.poll(() => invitations.count(), SOON).toBeGreaterThan(before);
    await invitations.last().click();
    await dialog.getByRole('button', { name: '申请加入' }).click();
    await dialog.getByRole('button', { name: '打开群组' }).click();
    await ticked(6);
    await wei.shot('zh-3-back');
    expect(wei.troubles).toEqual([]);
    await context.close();
  }, 120_000);

  it('fits a phone in both languages, and starts over when asked twice', async ({ onTestFailed }) => {
    const phone = await visit(stage, 'zh-CN', { width: 390, height: 844 });
    onTestFailed(() => phone.shot('phone-failed'));
    const { page, context } = phone;
    const tabs = page.getByRole('tab');
    for (const name of ['Discord', 'Telegram', 'Stripe', '日志']) {
      await tabs.filter({ hasText: name }).click();
      const wide = await page.locator('html').evaluate((element) => element.scrollWidth);
      expect(wide, name).toBeLessThanOrEqual(390);
      await phone.shot(`phone-${name}`);
    }
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Keep everything' }).click();
    await page.locator('story-guide [data-done=true]').first().waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByText('A fresh start').waitFor();
    await page.locator('story-guide [data-done=true]').first().waitFor({ state: 'detached' });
    expect(phone.troubles).toEqual([]);
    await context.close();
  }, 60_000);
});
