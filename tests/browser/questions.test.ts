import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, on, openStage, says, startOver, visit, type WholeStage } from './stage.js';

const chromium = findChromium();
const title = chromium
  ? 'the story of a question'
  : 'the story of a question (skipped: no Chromium found; set CHROMIUM to its path)';

describe.skipIf(!chromium)(title, () => {
  let stage: WholeStage;
  beforeAll(async () => {
    stage = await openStage(chromium ?? '');
  }, 120_000);
  afterAll(() => stage?.close());

  it('in English: Ada asks on Telegram, Olivia answers on Discord, and the bot knows it from then on', async ({
    onTestFailed,
  }) => {
    const visitor = await visit(stage, 'en-GB');
    onTestFailed(() => visitor.shot('question-en-failed'));
    const { page, context } = visitor;
    const { discord, telegram, story, ticked } = on(page);
    await story.getByRole('button', { name: 'Question', exact: true }).click();

    await stage.trained();
    await story.getByRole('button', { name: 'As Ada: ask' }).click();
    await says(telegram, 'How do I cancel my membership?');
    await telegram.getByRole('button', { name: '👍' }).click();
    await says(telegram, 'I am glad that it helped');
    await ticked(1);
    await visitor.shot('question-en-1-answer');

    await story.getByRole('button', { name: 'Ask something harder' }).click();
    await telegram.getByRole('button', { name: 'I was charged twice' }).waitFor();
    await ticked(2);
    await visitor.shot('question-en-2-unsure');

    await story.getByRole('button', { name: 'Chat', exact: true }).click();
    await says(discord, 'what a lovely evening');
    await story.getByRole('button', { name: 'Ask a question' }).click();
    await says(discord, 'Every Thursday at 12:00 UTC');
    await ticked(3);
    // What was no question was left alone.
    await expect.poll(() => discord.locator('.md-embed, .embed').count()).toBe(1);
    await visitor.shot('question-en-3-overheard');

    await story.getByRole('button', { name: '4. A person, please' }).click();
    await story.getByRole('button', { name: 'Look at Telegram' }).click();
    await telegram
      .getByRole('button', { name: /talk to a person$/i })
      .last()
      .click();
    await says(telegram, 'Your question is with the team: ticket 1');
    await ticked(4);
    await visitor.shot('question-en-4-handed');

    await story.getByRole('button', { name: 'Be Olivia' }).click();
    await discord.getByRole('button', { name: 'I take it' }).click();
    await says(discord, /Olivia Stone has it/);
    await visitor.quiet();
    await visitor.shot('question-en-5-desk');
    await discord.locator('.thread-chip').last().click();
    await discord
      .getByRole('combobox')
      .fill('One of the two was only reserved. It is back on your card by Friday.');
    await page.keyboard.press('Enter');
    await ticked(5);
    await visitor.shot('question-en-6-thread');

    await story.getByRole('button', { name: '6. It learns' }).click();
    await story.getByRole('button', { name: '/tickets to-faq' }).click();
    await discord.getByRole('button', { name: 'Same as: I was charged twice' }).click();
    // A whole model is trained to try it out.
    await discord
      .getByText('From now on this is a way of asking: I was charged twice')
      .waitFor({ timeout: 90_000 });
    await ticked(6);
    await visitor.shot('question-en-7-learned');

    // Ada has read the answer where she asked; Ben need not ask anybody any more.
    await stage.trained();
    await story.getByRole('button', { name: '5. The desk' }).click();
    await story.getByRole('button', { name: 'Be Ada' }).click();
    await says(telegram, 'Olivia Stone answers:');
    await says(telegram, /It is back on your card by Friday/);
    await visitor.shot('question-en-8-reached');
    await story.getByRole('button', { name: '6. It learns' }).click();
    await story.getByRole('button', { name: 'As Ben: ask the same' }).click();
    await says(telegram, /Often the second line in your bank is a reservation/);
    await visitor.quiet();
    await visitor.shot('question-en-9-answered');
    expect(visitor.troubles).toEqual([]);
    await context.close();
  }, 180_000);

  it('in Chinese: 陈薇 asks on Telegram, 莫言秋 answers on Discord', async ({ onTestFailed }) => {
    await startOver(stage);
    const visitor = await visit(stage, 'zh-CN');
    onTestFailed(() => visitor.shot('question-zh-failed'));
    const { page, context } = visitor;
    const { discord, telegram, story, ticked } = on(page);
    await story.getByRole('button', { name: '提问', exact: true }).click();
    await stage.trained();
    await story.getByRole('button', { name: '以陈薇的身份提问' }).click();
    await says(telegram, '怎么取消会员？');
    await telegram.getByRole('button', { name: '👍' }).click();
    await says(telegram, '很高兴能帮到你');
    await story.getByRole('button', { name: '问个难一点的' }).click();
    await telegram.getByRole('button', { name: '被重复扣款了' }).waitFor();
    await ticked(2);
    await visitor.shot('question-zh-1-unsure');

    await story.getByRole('button', { name: '随便聊聊' }).click();
    await says(discord, '昨晚的聚会真开心');
    await story.getByRole('button', { name: '问一个问题' }).click();
    await says(discord, '每周四晚上 8 点');
    await ticked(3);
    await visitor.shot('question-zh-2-overheard');

    await telegram
      .getByRole('button', { name: /转人工$/ })
      .last()
      .click();
    await says(telegram, '你的问题已转给团队，工单 1');
    await ticked(4);
    await story.getByRole('button', { name: '换成莫言秋' }).click();
    await discord.getByRole('button', { name: 'Answer', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('textbox').fill('其中一笔是预授权，周五之前会自动退回。');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /提交|发送/ })
      .click();
    await says(discord, '对工单 1 的回复正在发送');
    await visitor.quiet();
    await visitor.shot('question-zh-3-desk');
    await story.getByRole('button', { name: '换成陈薇' }).click();
    await says(telegram, '周五之前会自动退回');
    await ticked(5);
    await visitor.shot('question-zh-4-reached');

    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ['Discord', 'Telegram']) {
      await page.getByRole('tab').filter({ hasText: name }).click();
      const wide = await page.locator('html').evaluate((element) => element.scrollWidth);
      expect(wide, name).toBeLessThanOrEqual(390);
      await visitor.shot(`question-zh-phone-${name}`);
    }
    expect(visitor.troubles).toEqual([]);
    await context.close();
  }, 180_000);
});
