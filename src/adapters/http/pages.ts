import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

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

const style = `
:root { color-scheme: light dark; --ink: #1d2330; --soft: #5b6475; --paper: #f6f5f1; --line: #d9d6cc; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --soft: #a7adba; --paper: #16181d; --line: #33363d; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem; background: var(--paper); color: var(--ink);
  font: 1.05rem/1.6 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 34rem; }
.mark { font-size: 2.5rem; line-height: 1; }
h1 { font-size: 1.5rem; margin: 1rem 0 .25rem; }
p { margin: 0; color: var(--soft); }
section + section { margin-top: 1.5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
`;

/** The page allows itself this style and nothing else: no script, no picture, no frame, no other host. */
const policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: [`'sha256-${createHash('sha256').update(style).digest('base64')}'`],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The front page, and where Checkout and the Customer Portal lead back to. */
export async function servePages(app: FastifyInstance): Promise<void> {
  for (const page of pages) {
    const [english, chinese] = [draw(page, [0, 1]), draw(page, [1, 0])];
    const config = { rateLimit: { max: 600, timeWindow: 60_000 } };
    app.get(page.path, { config, helmet: { contentSecurityPolicy: policy } }, (request, reply) => {
      const html = /^\s*zh\b/i.test(request.headers['accept-language'] ?? '') ? chinese : english;
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
  return `<!doctype html>
<html lang="${languages[order[0]]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title[order[0]]}</title>
<style>${style}</style>
</head>
<body><main><div class="mark" aria-hidden="true">${mark}</div>${parts.join('')}</main></body>
</html>
`;
}
