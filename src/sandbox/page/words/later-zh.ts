import type { laterEn } from './later-en.js';

export const laterZh: typeof laterEn = {
  numbersStory: {
    title: '九十天的故事',
    short: '数据',
    progress: (done, all) => `${done} / ${all}`,
    done: '已完成',
    finished: '九十天的演示历史，统计和预测的方式与真实社区完全一样。在频道里说几句话，也会计入其中。',
    steps: [
      {
        title: '这周怎么样？',
        hint: '莫言秋使用 /pulse：一张图加五句话，和平时作比较。演示社区的历史是虚构的。',
        actions: ['以莫言秋的身份 /pulse', '/stats'],
      },
      {
        title: '接下来会怎样？',
        hint: '/forecast 画出未来七天和把握有多大，并说明过去预测得准不准。',
        actions: ['/forecast'],
      },
      {
        title: '什么时候发？',
        hint: '/besttime 给出一周里人最多的几个时段。',
        actions: ['/besttime'],
      },
    ],
  },
  adviceStory: {
    title: '一条推荐的故事',
    short: '推荐',
    progress: (done, all) => `${done} / ${all}`,
    done: '已完成',
    finished: '每人一条消息，在自己方便的时间送达，理由都与本人相符。点了不感兴趣，就不会再出现。',
    steps: [
      {
        title: '接下来学什么',
        hint: '林晓学完了两门课。/recommend 再推荐几门，每一门都有与她相符的理由。',
        actions: ['以林晓的身份 /recommend'],
      },
      {
        title: '开始一门课',
        hint: '在 Telegram 上还没有人认识林晓。她在那里开始学一门课。',
        actions: ['在 Telegram 上 /learn'],
      },
      {
        title: '一周过去',
        hint: '每周速递以私信送到两个平台：有什么新内容，推荐什么，为什么。',
        actions: ['快进 8 天', '看私信'],
      },
      {
        title: '谁收到了',
        hint: '莫言秋能看到每条速递的结果，以及推荐有没有用。',
        actions: ['以莫言秋的身份 /digests', '/recommendations report'],
      },
    ],
  },
};
