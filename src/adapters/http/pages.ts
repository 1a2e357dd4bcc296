import type { FastifyPluginAsync } from 'fastify';

interface Text {
  title: string;
  body: string;
}

const PAGES: Record<'/' | '/paid' | '/back', { en: Text; zh: Text }> = {
  '/': {
    en: { title: 'Lyceum', body: 'The bot is running. Talk to it in your community.' },
    zh: { title: 'Lyceum', body: '机器人正在运行，请回到社群里和它对话。' },
  },
  '/paid': {
    en: {
      title: 'Thank you',
      body: 'Your payment went through. Go back to the chat: your access is on its way.',
    },
    zh: { title: '谢谢你', body: '付款已完成。回到聊天里吧，你的权限马上就到。' },
  },
  '/back': {
    en: { title: 'All set', body: 'You can close this page and go back to the chat.' },
    zh: { title: '好了', body: '可以关掉这个页面，回到聊天里了。' },
  },
};

/** Where people land after paying: two languages, nothing to click, back to the chat. */
export const pageRoutes: FastifyPluginAsync = async function pages(app) {
  for (const path of ['/', '/paid', '/back'] as const) {
    app.get(path, (request, reply) => {
      const chinese = /^\s*zh\b/i.test(request.headers['accept-language'] ?? '');
      return reply.type('text/html; charset=utf-8').send(page(PAGES[path], chinese));
    });
  }
};

function page({ en, zh }: { en: Text; zh: Text }, chinese: boolean): string {
  const [first, second] = chinese ? [zh, en] : [en, zh];
  return `<!doctype html><html lang="${chinese ? 'zh-CN' : 'en'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${first.title}</title>
<style>
  body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f5f1;color:#1d2b28;
    font:17px/1.6 system-ui,"Noto Sans SC","PingFang SC",sans-serif}
  main{max-width:26rem;padding:2.5rem;background:#fff;border-radius:14px;box-shadow:0 6px 30px #0001}
  h1{margin:0 0 .5rem;font-size:1.6rem} p{margin:.4rem 0} .second{color:#6b7773;font-size:.9em}
  @media(prefers-color-scheme:dark){body{background:#141a19;color:#e8ecea}main{background:#1d2524}}
</style>
<main><h1>${first.title}</h1><p>${first.body}</p><p class="second">${second.body}</p></main></html>`;
}
