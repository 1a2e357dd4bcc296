/** A community that knows a few things, in both languages. */
import { unhurried } from '#app/dispatch/pace';
import type { Log } from '#kernel/log';
import { demo, startProduct, type Product } from '../_support/product.js';

const known = [
  {
    en: ['How do I cancel my membership?', 'Say `/membership` and press **Cancel**.'],
    zh: ['怎么取消会员？', '输入 `/membership`，再点**取消**。'],
    phrasings: [
      'cancel my subscription',
      'I want to end my membership',
      'stop my membership please',
      'how can I unsubscribe',
      '我想取消订阅',
      '怎样退订会员',
      '会员怎么停掉',
    ],
  },
  {
    en: ['When do live lessons start?', 'Every **Wednesday** at 8 pm.'],
    zh: ['直播课几点开始？', '每周三晚上**八点**。'],
    phrasings: [
      'what time is the live session',
      'when is the next live lesson',
      'at which hour does the live stream begin',
      '直播什么时候开始',
      '直播课的时间',
      '几点有直播',
    ],
  },
  {
    en: ['How do I get a refund?', 'Within 14 days, write to us.'],
    zh: ['怎么退款？', '14 天内联系我们即可。'],
    phrasings: [
      'I want my money back',
      'can I be refunded',
      'refund for a wrong charge',
      '我要退钱',
      '可以退款吗',
      '付错了怎么退款',
    ],
  },
  {
    en: ['Where do I download the brushes?', 'In the lesson “Brushes”.'],
    zh: ['笔刷在哪里下载？', '在“笔刷”那一课里。'],
    phrasings: [
      'download link for the brush pack',
      'where are the brush files',
      'I cannot find the brushes',
      '笔刷文件在哪',
      '怎么下载笔刷',
      '找不到笔刷下载链接',
    ],
  },
  // Two that a question can leave open, and three.
  {
    en: ['Where do I find the morning recording?', 'On the page **Mornings**.'],
    zh: ['早课录像在哪里看？', '在**早课**页面。'],
    phrasings: ['where is the recording of the morning', '早课的录像在哪'],
  },
  {
    en: ['Where do I find the evening recording?', 'On the page **Evenings**.'],
    zh: ['晚课录像在哪里看？', '在**晚课**页面。'],
    phrasings: ['where is the recording of the evening', '晚课的录像在哪'],
  },
  ...['Discord', 'Telegram', 'Stripe'].map((where) => ({
    en: [`How do I change my name on ${where}?`, `In the settings of ${where}.`],
    zh: [`怎么在 ${where} 改名字？`, `在 ${where} 的设置里。`],
    phrasings: [`change my name on ${where}`, `在 ${where} 改名字`],
  })),
] as const;

export interface School {
  product: Product;
  communityId: string;
  /** Ids of the entries, in the order in which they are known: cancel, live, refund, brushes. */
  entries: string[];
}

/** Started, taught, and listening in #general and in the lobby. */
export async function openSchool(log?: Log): Promise<School> {
  const product = await startProduct({ allowances: unhurried, ...(log && { log }) });
  const { id: communityId } = product.community;
  const { members, faq } = product.app.rooms;
  const [byId = ''] = await members.staff(communityId);
  const entries: string[] = [];
  for (const { en, zh, phrasings } of known) {
    const made = await faq.add(communityId, {
      texts: [
        { locale: 'en', title: en[0], answer: en[1] },
        { locale: 'zh-CN', title: zh[0], answer: zh[1] },
      ],
      phrasings: phrasings.map((text) => ({ text })),
      byId,
    });
    entries.push(made.id);
  }
  const { generalChannelId } = demo.discord;
  const lobbyId = String(demo.telegram.lobbyId);
  for (const { id: spaceId, platform, externalId } of await members.spaces(communityId)) {
    if (platform === 'discord')
      await faq.addPlace(communityId, { spaceId, externalId: generalChannelId, title: '#general', byId });
    if (externalId === lobbyId)
      await faq.addPlace(communityId, { spaceId, externalId: lobbyId, title: 'Lobby', byId });
  }
  await product.settle();
  await faq.train(communityId);
  return { product, communityId, entries };
}
