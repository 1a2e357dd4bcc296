import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, on, openStage, says, startOver, visit, type Stage } from './stage.js';

const chromium = findChromium();
const title = chromium
  ? 'the story of a course'
  : 'the story of a course (skipped: no Chromium found; set CHROMIUM to its path)';

describe.skipIf(!chromium)(title, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(chromium ?? '');
  }, 120_000);
  afterAll(() => stage?.close());

  it('in English: Cleo uploads, looks, publishes; it lands in both chats; Ada learns on Discord', async ({
    onTestFailed,
  }) => {
    await startOver(stage);
    const visitor = await visit(stage, 'en-GB');
    onTestFailed(() => visitor.shot('course-en-failed'));
    const { page, context } = visitor;
    const { discord, telegram, story, ticked } = on(page);
    await story.getByRole('button', { name: 'Course', exact: true }).click();

    await story.getByRole('button', { name: 'As Cleo: /course upload' }).click();
    await says(discord, 'Window light');
    await ticked(1);
    await visitor.shot('course-en-1-upload');

    await story.getByRole('button', { name: '/course preview' }).click();
    await says(discord, 'Preview of the draft');
    await discord.getByText('A window is the best lamp you own').waitFor();
    await discord.locator('.md-pre', { hasText: 'Morning' }).waitFor();
    await ticked(2);
    await visitor.shot('course-en-2-preview');

    await story.getByRole('button', { name: '/course schedule' }).click();
    await story.getByRole('button', { name: '/course publish' }).click();
    await ticked(4);

    await story.getByRole('button', { name: '4. It lands' }).click();
    await story.getByRole('button', { name: 'Look at Discord' }).click();
    await story.getByRole('button', { name: 'Look at Telegram' }).click();
    await says(discord, 'about 2 minutes');
    await says(telegram, /Make it softer/);
    await expect.poll(() => discord.getByRole('button', { name: 'Read', exact: true }).count()).toBe(2);
    await expect.poll(() => telegram.getByRole('button', { name: 'Read', exact: true }).count()).toBe(2);
    // A thread below each, also in the list of channels.
    await expect.poll(() => discord.locator('.thread-chip').count()).toBe(2);
    await visitor.quiet();
    await visitor.shot('course-en-3-landed');

    await story.getByRole('button', { name: '5. Learn' }).click();
    await story.getByRole('button', { name: 'Be Ada' }).click();
    await discord.getByText('You may read here, but not write.').waitFor();
    await discord.getByRole('button', { name: 'Read', exact: true }).first().click();
    await says(discord, 'Only you can see this');
    await ticked(5);
    await discord.locator('.md-spoiler').last().waitFor();
    await visitor.shot('course-en-4-lesson');
    await discord.getByRole('button', { name: 'Done', exact: true }).click();
    await says(discord, 'Done: Find the light');
    await visitor.shot('course-en-5-done');
    await discord.getByRole('button', { name: 'Next: Make it softer' }).click();
    await says(discord, '2. Make it softer');
    await discord.getByRole('button', { name: 'Done', exact: true }).last().click();
    await says(discord, 'You have finished Window light');
    await discord.getByRole('button', { name: 'My certificate' }).last().click();
    await discord.locator('img[src*="certificate"]').last().waitFor();
    await ticked(6);
    await visitor.quiet();
    await visitor.shot('course-en-6-certificate');
    expect(visitor.troubles).toEqual([]);
    await context.close();
  }, 120_000);

  it('in Chinese: 莫言秋 publishes, 陈薇 learns on Telegram', async ({ onTestFailed }) => {
    await startOver(stage);
    const visitor = await visit(stage, 'zh-CN');
    onTestFailed(() => visitor.shot('course-zh-failed'));
    const { page, context } = visitor;
    const { discord, telegram, story, ticked } = on(page);
    await story.getByRole('button', { name: '课程', exact: true }).click();
    await story.getByRole('button', { name: '以莫言秋的身份 /course upload' }).click();
    await says(discord, '窗边的光');
    await ticked(1);
    await story.getByRole('button', { name: '/course preview' }).click();
    await discord.getByText('窗户是你家里最好的灯').waitFor();
    await visitor.shot('course-zh-1-preview');
    await story.getByRole('button', { name: '/course schedule' }).click();
    await story.getByRole('button', { name: '/course publish' }).click();
    await ticked(4);

    await story.getByRole('button', { name: '5. 学习' }).click();
    await story.getByRole('button', { name: '换成陈薇' }).click();
    await says(telegram, /让光更柔/);
    await visitor.quiet();
    await visitor.shot('course-zh-2-landed');
    await telegram
      .getByRole('button', { name: /^(阅读|Read)$/ })
      .first()
      .click();
    await says(telegram, /第 1 节，共 2 节/);
    await ticked(5);
    await visitor.shot('course-zh-3-lesson');
    await telegram.getByRole('button', { name: '学完了', exact: true }).last().click();
    await telegram.getByRole('button', { name: '下一节：让光更柔' }).last().click();
    await telegram.getByText('在脸暗的那一侧').last().waitFor();
    await telegram.getByRole('button', { name: '学完了', exact: true }).last().click();
    await telegram.getByRole('button', { name: '我的证书' }).last().waitFor();
    await visitor.shot('course-zh-4-done');
    await telegram.getByRole('combobox').fill('/certificate');
    await page.keyboard.press('Enter');
    await telegram.getByRole('link', { name: '打开核实页面' }).waitFor();
    await ticked(6);
    await visitor.quiet();
    await visitor.shot('course-zh-5-certificate');

    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ['Discord', 'Telegram']) {
      await page.getByRole('tab').filter({ hasText: name }).click();
      const wide = await page.locator('html').evaluate((element) => element.scrollWidth);
      expect(wide, name).toBeLessThanOrEqual(390);
      await visitor.shot(`course-zh-phone-${name}`);
    }
    expect(visitor.troubles).toEqual([]);
    await context.close();
  }, 120_000);
});
