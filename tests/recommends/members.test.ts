import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { recommendCourses } from '#jobs';
import { onDiscord, onTelegram, type Seen } from '../_support/chat.js';
import { person, startProduct, type Product } from '../_support/product.js';
import { shelve } from '../learning/shelf.js';

/** What members see of recommendations, on both platforms and in both languages. */
describe('recommendations in both chats', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ allowances: unhurried });
    await onDiscord(product, 'olivia').say('help');
  });
  afterAll(() => product.close());

  /** As it is seen: without what keeps a number from becoming a list. */
  const plain = (seen: Seen): Seen => ({ ...seen, text: seen.text.replaceAll('\\', '') });
  const labels = (seen: Seen) => seen.buttons.map(({ label }) => label);
  const rowsOf = async (platform: 'discord' | 'telegram', key: string) => {
    const { discordId, telegramId } = person(key);
    const id = platform === 'discord' ? discordId : String(telegramId);
    const member = await product.app.rooms.members.byAccount(product.community.id, platform, id);
    const where = { communityId: product.community.id, memberId: member?.id ?? '' };
    return product.data.database.prisma.suggestion.findMany({ where, orderBy: { id: 'asc' } });
  };

  it('say honestly that there is nothing yet', async () => {
    const ada = onDiscord(product, 'ada');
    expect((await ada.say('recommend')).text).toContain('There is no course here yet.');
    const olivia = onDiscord(product, 'olivia');
    expect((await olivia.say('recommendations report')).text).toContain('Nothing is learned yet');
    expect((await ada.say('recommendations report')).text).not.toContain('How recommendations do');
  });

  it('name courses with reasons; what is refused or known goes at once, and what is locked says what opens it', async () => {
    const lessons = { one: '# One\n\nTake the brush.', two: '# Two\n\nTake the ink.' };
    const more = 'language: en';
    await shelve(product, { slug: 'paper', title: 'Paper', more, plans: ['Membership'], lessons });
    await shelve(product, { slug: 'pencil', title: 'Pencil', more, plans: ['Membership'], lessons });
    await shelve(product, { slug: 'ink', title: 'Ink', more: `${more}\nprerequisites: [paper]`, lessons });
    await shelve(product, {
      slug: 'poems',
      title: '写诗',
      more: 'language: zh-CN\nprerequisites: [ink]',
      lessons,
    });

    const ada = onDiscord(product, 'ada');
    const list = plain(await ada.say('recommend'));
    expect(list.text).toContain('What you could take next');
    expect(list.text).toContain('It came out within the last month.');
    // Two are open; of those that are not, one at most.
    expect(list.text.match(/Opens with Membership\./g)).toHaveLength(1);
    expect(list.text).toMatch(/\*\*3\. (Paper|Pencil)\*\*/);
    expect(labels(list)).toContain('3. Look at it');
    expect(await rowsOf('discord', 'ada')).toHaveLength(3);
    // Asked twice on one day, it is the same list, and the same rows.
    expect(plain(await ada.say('recommend')).text).toBe(list.text);
    expect(await rowsOf('discord', 'ada')).toHaveLength(3);

    const [first = '', second = ''] = [...list.text.matchAll(/\*\*[12]\. (.+?)\*\*/g)].map(
      ([, title]) => title,
    );
    const liked = plain(await ada.press(list, '👍 2'));
    expect(liked.text).toContain(`“${second}” stays at the top`);
    expect(liked.text).toContain(`**1. ${second}**`);
    const less = plain(await ada.press(liked, '👎 2'));
    expect(less.text).toContain(`“${first}” is not recommended to you for three months.`);
    expect(less.text).not.toMatch(new RegExp(`\\*\\*\\d\\. ${first}`));
    const known = plain(await ada.press(less, 'Know it 1'));
    expect(known.text).toContain(`you know “${second}” already`);
    expect(known.text).not.toMatch(new RegExp(`\\*\\*\\d\\. (${first}|${second})`));
    const none = await ada.press(await ada.press(known, 'Know it 1'), 'Know it 1');
    expect(none.text).toContain('There is nothing left to recommend');
    await product.pass({ days: 91 });
    expect(plain(await ada.say('recommend')).text).toContain(`**1. ${first}**`);
  });

  it('speak Chinese, go on with what was begun, and are gone when they are not wanted', async () => {
    const wei = onTelegram(product, 'wei');
    await wei.act('start', {});
    await product.settle();
    const list = await wei.say('/recommend');
    expect(list.text).toContain('接下来可以学');
    expect(list.text).toContain('购买 Membership 即可学习。');
    expect(labels(list)).toContain('已掌握 1');
    await wei.say('/learn ink');
    const begun = await wei.say('/recommend');
    expect(begun.text).toContain('1. Ink：One');
    expect(begun.text).toContain('你已经开始学了，这是下一节。');
    expect(labels(begun)).toContain('1. 继续学');

    const path = await wei.say('/path 写诗');
    expect(path.text).toMatch(
      /通往 写诗 的学习路径[^]*1\. Paper（前置课程）[^]*购买 Membership[^]*2\. Ink（前置课程）[^]*3\. 写诗（目标）/,
    );
    expect((await wei.say('/path nonsense')).text).not.toContain('学习路径');

    expect(await rowsOf('telegram', 'wei')).not.toEqual([]);
    await wei.press(await wei.say('/settings'), /推荐/);
    expect(await rowsOf('telegram', 'wei')).toEqual([]);
    const off = await wei.say('/recommend');
    expect(off.text).toContain('你已关闭推荐');
    expect(await rowsOf('telegram', 'wei')).toEqual([]);
    await wei.press(off, '为我推荐课程');
    expect((await wei.say('/recommend')).text).toContain('接下来可以学');
  });

  it('tell whoever is in charge what is served and why', async () => {
    const { next } = product.app.queues;
    for (let time = 0; time < 2; time += 1) {
      await next(recommendCourses, { communityId: product.community.id });
      await product.settle();
    }
    const report = await onDiscord(product, 'olivia').say('recommendations report');
    expect(report.text).toContain('Served now: Popularity.');
    expect(report.text).toContain('which is too few to tell models apart');
    expect(report.text).toContain('Below 50 members nobody is held out');
    const moyan = onTelegram(product, 'moyan');
    await moyan.act('start', {});
    await product.settle();
    const chinese = await moyan.say('/recommendations report');
    expect(chinese.text).toContain('推荐效果');
    expect(chinese.text).toContain('当前使用：热门排序。');
  });
});
