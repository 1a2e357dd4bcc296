import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, on, openStage, says, startOver, visit, type WholeStage } from './stage.js';

const chromium = findChromium();
const title = chromium
  ? 'the stories of numbers and of advice'
  : 'the stories of numbers and of advice (skipped: no Chromium found; set CHROMIUM to its path)';

/** Ninety days are told and counted beside everything else. */
const PAST = { timeout: 150_000, intervals: [1_000] };

/** Presses until so many steps are done: the demo makes its forecasts last of its past. */
async function pressUntil(page: Page, name: string, steps: number): Promise<void> {
  const story = page.locator('story-guide');
  await expect
    .poll(async () => {
      await story.getByRole('button', { name, exact: true }).click();
      await page.waitForTimeout(1_000);
      return story.locator('[data-done=true]').count();
    }, PAST)
    .toBeGreaterThanOrEqual(steps);
}

describe.skipIf(!chromium)(title, () => {
  let stage: WholeStage;
  beforeAll(async () => {
    stage = await openStage(chromium ?? '', { past: true });
  }, 120_000);
  afterAll(() => stage?.close());

  it('in English: Olivia reads charts, Ben gets his digest on both platforms', async ({ onTestFailed }) => {
    const visitor = await visit(stage, 'en-GB');
    onTestFailed(() => visitor.shot('later-en-failed'));
    const { page, context } = visitor;
    const { discord, telegram, story, ticked } = on(page);
    await story.getByRole('button', { name: 'Numbers', exact: true }).click();
    await expect
      .poll(async () => {
        await story.getByRole('button', { name: /^1\. How was the week/ }).click();
        await story.getByRole('button', { name: 'As Olivia: /pulse' }).click();
        await page.waitForTimeout(1_000);
        return discord.locator('img[src*="/attachments/"]').count();
      }, PAST)
      .toBeGreaterThan(0);
    await ticked(1);
    await visitor.quiet();
    await visitor.shot('later-en-1-pulse');
    await story.getByRole('button', { name: /^2\. What comes next/ }).click();
    await pressUntil(page, '/forecast', 2);
    await visitor.shot('later-en-2-forecast');
    await pressUntil(page, '/besttime', 3);
    await visitor.shot('later-en-3-besttime');

    await story.getByRole('button', { name: 'Advice', exact: true }).click();
    await story.getByRole('button', { name: 'As Ben: /recommend' }).click();
    await says(discord, 'What you could take next');
    await visitor.shot('later-en-4-recommend');
    await story.getByRole('button', { name: '/learn on Telegram' }).click();
    await says(telegram, /Feedback that people use/);
    await story.getByRole('button', { name: '+8 days' }).click();
    await says(discord, 'Your week');
    await says(telegram, 'Your week');
    await ticked(3);
    await visitor.quiet();
    await visitor.shot('later-en-5-digest');
    // He finished these two, and nothing else.
    const reason = discord.getByText(/Because you finished|Others took it after|It is much like/).last();
    expect(await reason.textContent()).toMatch(/Read a paper in an hour|Questions worth asking/);
    await story.getByRole('button', { name: 'As Olivia: /digests' }).click();
    await says(discord, 'Digests of week');
    await visitor.shot('later-en-6-who');
    expect(visitor.troubles).toEqual([]);
    await context.close();
  }, 300_000);

  it('in Chinese: 莫言秋 and 林晓', async ({ onTestFailed }) => {
    await startOver(stage);
    const visitor = await visit(stage, 'zh-CN');
    onTestFailed(() => visitor.shot('later-zh-failed'));
    const { page, context } = visitor;
    const { discord, telegram, story, ticked } = on(page);
    await story.getByRole('button', { name: '数据', exact: true }).click();
    await expect
      .poll(async () => {
        await story.getByRole('button', { name: /^1\. 这周怎么样？/ }).click();
        await story.getByRole('button', { name: '以莫言秋的身份 /pulse' }).click();
        await page.waitForTimeout(1_000);
        return discord.locator('img[src*="/attachments/"]').count();
      }, PAST)
      .toBeGreaterThan(0);
    await ticked(1);
    await visitor.shot('later-zh-1-pulse');
    await story.getByRole('button', { name: '3. 什么时候发？' }).click();
    await pressUntil(page, '/besttime', 3);
    await visitor.shot('later-zh-2-besttime');
    await story.getByRole('button', { name: '推荐', exact: true }).click();
    await story.getByRole('button', { name: '以林晓的身份 /recommend' }).click();
    await says(discord, '接下来可以学');
    await visitor.shot('later-zh-3-recommend');
    await story.getByRole('button', { name: '在 Telegram 上 /learn' }).click();
    await says(telegram, /把会开短/);
    await story.getByRole('button', { name: '快进 8 天' }).click();
    await says(telegram, '本周速递');
    await says(discord, '本周速递');
    await visitor.quiet();
    await visitor.shot('later-zh-4-digest');
    expect(visitor.troubles).toEqual([]);
    await context.close();
  }, 300_000);
});
