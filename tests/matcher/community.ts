import type { LabelledText } from '#domain/faq';

/** What a small community knows, in both languages: the first of each is its title. */
const KNOWN: Record<string, string[]> = {
  cancel: [
    'How do I cancel my membership?',
    'stop my subscription please',
    'I want to end my plan',
    'cancel before the next payment',
    '怎么取消会员',
    '我想退订',
    '取消自动续费',
  ],
  invoice: [
    'Where do I find my invoice?',
    'I need a receipt for my payment',
    'download the bill as PDF',
    'invoice with the company name',
    '在哪里下载发票',
    '可以开发票吗',
    '我要付款凭证',
  ],
  refund: [
    'Can I get my money back?',
    'how do refunds work',
    'I would like a refund',
    'return the money to my card',
    '可以退款吗',
    '钱什么时候退回来',
    '怎么申请退款',
  ],
  lesson: [
    'When does the next lesson start?',
    'what time is the live session',
    'schedule of the course this week',
    'date of the next class',
    '下节课什么时候开始',
    '这周的课程表',
    '直播几点开始',
  ],
  link: [
    'How do I link Telegram and Discord?',
    'connect my two accounts',
    'join my telegram account with discord',
    'same membership on both platforms',
    '怎么绑定电报账号',
    '两个平台的账号怎么合并',
    '关联我的账号',
  ],
  certificate: [
    'How do I get the certificate?',
    'proof that I finished the course',
    'name on my certificate is wrong',
    'print my diploma',
    '怎么领取结业证书',
    '证书上的名字错了',
    '学完有证书吗',
  ],
};

/** Said by members, about nothing of that. */
export const CHATTER = [
  'good morning everyone',
  'haha that is so funny',
  'anyone watching the match tonight',
  'thanks, that helped a lot',
  'my cat sleeps on the keyboard again',
  '早上好大家',
  '哈哈哈太好笑了',
  '今天天气真不错',
  '周末去哪儿玩了',
  '谢谢你呀',
];

export const phrasings: LabelledText[] = Object.entries(KNOWN).flatMap(([intent, texts]) =>
  texts.map((text) => ({ text, intent })),
);

export const titles: LabelledText[] = Object.entries(KNOWN).flatMap(([intent, [title = '']]) => [
  { text: title, intent },
]);

/** Asked by members, in words of their own. */
export const ASKED: LabelledText[] = [
  { text: 'how can I cancel the subscription', intent: 'cancel' },
  { text: 'i would like to cancel my membership now', intent: 'cancel' },
  { text: 'where can I download an invoice', intent: 'invoice' },
  { text: 'please give me a receipt', intent: 'invoice' },
  { text: 'can I have a refund of my last payment', intent: 'refund' },
  { text: 'when is the next live session', intent: 'lesson' },
  { text: 'when does the class start', intent: 'lesson' },
  { text: 'link my discord account to telegram', intent: 'link' },
  { text: 'where is my certificate for the course', intent: 'certificate' },
  { text: '请问怎么取消自动续费啊', intent: 'cancel' },
  { text: '发票在哪里下载', intent: 'invoice' },
  { text: '我想申请退款', intent: 'refund' },
  { text: '下一节课几点开始', intent: 'lesson' },
  { text: '电报账号怎么绑定', intent: 'link' },
  { text: '结业证书怎么领', intent: 'certificate' },
];
