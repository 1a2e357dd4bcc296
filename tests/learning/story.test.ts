import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, onTelegram, payLink, type Seen } from '../_support/chat.js';
import { startProduct, type Product } from '../_support/product.js';
import { shelve } from './shelf.js';

const long = Array.from({ length: 60 }, (_, at) => `Step ${at + 1}. ${'Take the brush again. '.repeat(8)}`);

describe('learning in both chats', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
    await shelve(product, {
      slug: 'brushes',
      title: 'Brushes and water',
      plans: ['Membership'],
      more: 'level: beginner\ntags: [painting, 水彩]\nlanguage: en',
      lessons: {
        paper: '# Paper first\n\nPaper **drinks** water.',
        brush: `# The brush\n\n${long.join('\n\n')}`,
        wash: '# The first wash\n\nFrom light to dark.',
      },
    });
    await shelve(product, {
      slug: 'shufa',
      title: '零基础学书法',
      more: 'language: zh-CN\ntags: [书法]',
      lessons: { one: '# 执笔\n\n先学**执笔**。', two: '# 横画\n\n再学横画。' },
    });
  });
  afterAll(() => product.close());

  it('shows', async () => {
    const ada = onDiscord(product, 'ada');
    const list = await ada.say('courses');
    console.log(list);
    const card = await ada.press(list, 'Brushes and water');
    console.log(card);
    console.log(await ada.say('learn', { course: 'brushes' }));
    const free = await ada.say('learn');
    console.log(free);
    const after = await ada.press(free, /^Done/);
    console.log(after);
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    console.log(await wei.say('/courses'));
    console.log(await wei.say('/learn shufa'));
    const buy = await ada.press(card, /^Get/);
    console.log(buy);
    void payLink;
    void ({} as Seen);
    expect(1).toBe(1);
  });
});
