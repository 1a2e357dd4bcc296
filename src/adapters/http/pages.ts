import type { FastifyInstance } from 'fastify';
import { plainPolicy, readerLocale, sheet } from './paper.js';

interface Page {
  path: string;
  mark: string;
  /** English and Chinese, both shown; which comes first is the browser's guess at the reader. */
  title: [string, string];
  text: [string, string];
}

const pages: readonly Page[] = [
  {
    path: '/',
    mark: '◦',
    title: ['Lyceum is running', 'Lyceum 正在运行'],
    text: [
      'Memberships are bought and managed in the chat: say /plans to the bot on Discord or Telegram.',
      '购买和管理会员都在聊天里进行：在 Discord 或 Telegram 上向机器人发送 /plans。',
    ],
  },
  {
    path: '/paid',
    mark: '✓',
    title: ['Thank you', '谢谢'],
    text: [
      'Your payment is on its way to us. Go back to the chat: access arrives there within a minute. If it does not, say /why to the bot.',
      '我们正在确认您的付款。请回到聊天，权限会在一分钟内开通。如果没有，请向机器人发送 /why。',
    ],
  },
  {
    path: '/back',
    mark: '←',
    title: ['Back to the chat', '回到聊天'],
    text: [
      'You can close this page and go back to the chat. Say /membership to the bot to see where you stand.',
      '您可以关闭本页，回到聊天。向机器人发送 /membership 可查看会员状态。',
    ],
  },
];

/** The front page, and where Checkout and the Customer Portal lead back to. */
export async function servePages(app: FastifyInstance): Promise<void> {
  for (const page of pages) {
    const [english, chinese] = [draw(page, [0, 1]), draw(page, [1, 0])];
    const config = { rateLimit: { max: 600, timeWindow: 60_000 } };
    app.get(page.path, { config, helmet: { contentSecurityPolicy: plainPolicy } }, (request, reply) => {
      const html = readerLocale(request) === 'zh-CN' ? chinese : english;
      return reply
        .type('text/html; charset=utf-8')
        .headers({ 'x-robots-tag': 'noindex', vary: 'accept-language' })
        .send(html);
    });
  }
}

const languages = ['en', 'zh-CN'] as const;

function draw({ mark, title, text }: Page, order: readonly [0 | 1, 0 | 1]): string {
  const parts = order.map((one) => {
    return `<section lang="${languages[one]}"><h1>${title[one]}</h1><p>${text[one]}</p></section>`;
  });
  const body = `<main><div class="mark" aria-hidden="true">${mark}</div>${parts.join('')}</main>`;
  return sheet({ locale: languages[order[0]], title: title[order[0]], body });
}
