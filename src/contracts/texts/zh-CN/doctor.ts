import { chats } from './doctor/chats.js';
import { community } from './doctor/community.js';
import { here } from './doctor/here.js';
import { stripe } from './doctor/stripe.js';

/** `lyceum doctor` 和 `/setup` 查出来的事：出了什么问题，怎么处理。 */
export const doctor = {
  title: 'Lyceum 检查了它依赖的一切。',
  nothing: '不用处理。',
  summary: {
    well: '没有坏掉的地方。',
    broken_one: '有 {{count}} 处坏了。',
    broken_other: '有 {{count}} 处坏了。',
    risky_one: '有 {{count}} 处有风险。',
    risky_other: '有 {{count}} 处有风险。',
  },
  areas: {
    settings: '设置',
    machine: '这台机器',
    database: '数据库',
    redis: '任务队列（`Redis`）',
    clock: '时钟',
    public_url: '从互联网进来的路',
    discord: 'Discord',
    telegram: 'Telegram',
    stripe: 'Stripe',
    community: '社群',
  },
  modes: { test: '测试模式', live: '正式模式' },
  ...here,
  ...chats,
  stripe,
  community,
};
