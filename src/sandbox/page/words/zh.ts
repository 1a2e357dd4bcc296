import type { Words } from './index.js';
import { laterZh } from './later-zh.js';
import { platformsZh } from './platforms-zh.js';

export const zh: Words = {
  ...platformsZh,
  ...laterZh,
  bar: {
    tagline: '整个产品都能在这里试用：不用注册，不花钱，不联网。',
    sandbox: '沙盒',
    people: '你是谁？',
    speaks: { en: '英文', 'zh-CN': '中文' },
    rank: { owner: '所有者', moderator: '管理员', creator: '创作者', member: '成员' },
    language: '页面语言',
    reset: '重置',
    offline: '沙盒没有响应，它还在运行吗？',
    reconnecting: '连接断开，正在重试…',
    loading: '正在打开沙盒…',
    notStarted: '沙盒没有响应。',
    retry: '重试',
  },
  clock: {
    title: '沙盒时钟',
    hour: '+1 小时',
    day: '+1 天',
    week: '+1 周',
    month: '+1 月',
    pick: '跳到某一天',
    past: '时间只能往前走。',
    moving: '时间流逝中…',
  },
  reset: {
    title: '从头开始？',
    text: '沙盒里的所有消息、付款和会员都会回到第一天，只有时钟不变。',
    yes: '从头开始',
    no: '保留现状',
    done: '重新开始：还没有人说话，也没有人付款。',
  },
  panes: { discord: 'Discord', telegram: 'Telegram', stripe: 'Stripe', wire: '日志', chats: '聊天' },
  story: {
    title: '五分钟故事',
    short: '会员',
    progress: (done, all) => `${done} / ${all}`,
    done: '已完成',
    finished: '主流程走完了。换个人再试，或者重置后用 Stripe 里的故障开关捣捣乱。',
    steps: [
      {
        title: '发送 /subscribe',
        hint: '在 Discord 或 Telegram 里向机器人开通会员。它用这个人的语言回答。',
        actions: ['用 Discord', '用 Telegram'],
      },
      {
        title: '付款',
        hint: '选方案和价格，机器人会给出链接。在那个页面付款，或在 Stripe 栏里用测试卡付。',
        actions: ['查看结账'],
      },
      {
        title: '角色和席位到手',
        hint: '角色自动出现；在 Telegram 点“加入”，机器人会放行。想两边都有，就用 /link。',
        actions: ['看 Discord', '看 Telegram'],
      },
      {
        title: '续费失败',
        hint: '让保存的卡失效，然后跳到下一次续费。',
        actions: ['卡失效，跳到续费日'],
      },
      {
        title: '宽限、提醒、移出',
        hint: '不会马上失去权限：先有宽限期和提醒，之后才收回角色和席位。',
        actions: ['+1 天'],
      },
      {
        title: '付款回归',
        hint: '用新卡付清账单。角色会自动回来，Telegram 会发来新的邀请。',
        actions: ['查看账单'],
      },
    ],
  },
  courseStory: {
    title: '一门课的故事',
    short: '课程',
    progress: (done, all) => `${done} / ${all}`,
    done: '已完成',
    finished: '从几行 Markdown 到一张证书，两边聊天里都走完了。改一改课程再发布一次，发出去的内容会跟着变。',
    steps: [
      {
        title: '上传',
        hint: '莫言秋把三个 Markdown 文件发给机器人，它们成为一份别人看不到的草稿。',
        actions: ['以莫言秋的身份 /course upload'],
      },
      {
        title: '预览',
        hint: '按成员将看到的样子检查草稿。',
        actions: ['预览 /course preview'],
      },
      {
        title: '发布',
        hint: '先定好什么时候公布（这里是立即），再发布。',
        actions: ['排期 /course schedule', '发布 /course publish'],
      },
      {
        title: '送达',
        hint: '每节课在 Discord 的 #courses 和 Telegram 的 Lobby 里各出现一次，不多不少。',
        actions: ['看 Discord', '看 Telegram'],
      },
      {
        title: '学习',
        hint: '换成陈薇，在任一平台点课程下面的“阅读”，两节课都点“学完了”。',
        actions: ['换成陈薇'],
      },
      {
        title: '证书',
        hint: '全部学完后，/certificate 会画出一张证书，并附上可验证的链接。',
        actions: ['索取 /certificate'],
      },
    ],
  },
  questionStory: {
    title: '一个问题的故事',
    short: '提问',
    progress: (done, all) => `${done} / ${all}`,
    done: '已完成',
    finished: '一个问题找到了答案，另一个找到了人，机器人从此也学会了。中文英文，随便问问看。',
    steps: [
      {
        title: '提问',
        hint: '陈薇在 Telegram 私聊里用自己的话问机器人。它用常见问题里的内容回答，觉得有用就点 👍。',
        actions: ['以陈薇的身份提问'],
      },
      {
        title: '拿不准',
        hint: '拿不准的时候它不瞎猜，只列出最接近的几个标题，并给出转人工的按钮。',
        actions: ['问个难一点的'],
      },
      {
        title: '答对，或沉默',
        hint: '它在 Discord 的 #questions 里听着：闲聊不插嘴，真正的问题不用叫它也会回答。',
        actions: ['随便聊聊', '问一个问题'],
      },
      {
        title: '转人工',
        hint: '在 Telegram 点“都不是，转人工”。团队马上收到通知，陈薇也能看到已经通知了谁。',
        actions: ['看 Telegram'],
      },
      {
        title: '工单',
        hint: '莫言秋在 #staff 看到工单。接下它，在它的帖子里回复，陈薇会在 Telegram 上收到。',
        actions: ['换成莫言秋', '换成陈薇'],
      },
      {
        title: '学会了',
        hint: '点“等同于：…”：先试过不影响别的问题，再成为一种新的问法。下一个人问，就有答案了。',
        actions: ['收进常见问题 /tickets to-faq', '以林晓的身份问同样的问题'],
      },
    ],
  },
  moments: {
    role: {
      came: (name, what) => `${name} 获得了角色 ${what}`,
      went: (name, what) => `${name} 失去了角色 ${what}`,
    },
    seat: {
      came: (name, what) => `${name} 进入了 ${what}`,
      went: (name, what) => `${name} 已不在 ${what}`,
    },
    subscription: (name, status) => `${name} 的订阅：${status}`,
  },
  common: {
    close: '关闭',
    cancel: '取消',
    send: '发送',
    copied: '已复制',
    unread: (n) => `${n} 条未读消息`,
    members: (n) => `${n} 位成员`,
  },
  wire: {
    title: '线上往来',
    empty: '还没有任何往来。',
    none: '没有符合的记录。',
    filter: '按路径、方法或内容筛选',
    all: '全部',
    in: '产品调用平台',
    out: '平台调用产品',
    open: '展开日志',
    close: '收起日志',
    request: '请求',
    response: '响应',
    nothing: '空',
    count: (n) => `${n} 次往来`,
    quiet: '隐藏等待中的调用',
  },
};
