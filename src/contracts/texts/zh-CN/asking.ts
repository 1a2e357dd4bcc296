import type { Same } from '../same.js';
import type {
  asking as enAsking,
  askingCommands as enCommands,
  askingErrors as enErrors,
} from '../en/asking.js';

export const asking: Same<typeof enAsking> = {
  thanks: {
    up: '谢谢！很高兴能帮到你。',
    down: '谢谢反馈。团队会看到，我以后也会更谨慎。需要的话，可以转人工。',
  },
  choose: { title: '你想问的是哪一个？', body: '**{{first}}**，还是 **{{second}}**？' },
  unsure: { title: '我不太确定你想问什么', body: '是下面这些吗？如果都不是，可以转给团队的人来回答。' },
  unknown: { title: '这个我不知道', body: '我没有这个问题的答案，也不想瞎猜。可以转给团队的人来回答。' },
  limited: '这条回答只对相应方案的会员开放，所以我只给你一个人看。',
  hint: '想了解 {{community}} 的什么，直接用一两句话问我。`/help` 会列出我还能做什么。',
  hint_reply:
    '想了解 {{community}} 的什么，直接用一两句话问我。`/help` 会列出我还能做什么。如果是回答我之前的问题，请回复那条消息。',
  passed_on: '已转给团队，工单 **{{number}}**。',
  handed: {
    title: '你的问题已转给团队，工单 {{number}}',
    told_one: '已通知 {{count}} 位管理员。',
    told_other: '已通知 {{count}} 位管理员。',
    telling_one: '正在通知 {{count}} 位管理员。',
    telling_other: '正在通知 {{count}} 位管理员。',
    desk: '正在送往团队处理问题的地方。',
    nobody: '暂时还没有联系上团队的人。你的问题已经保存，我会继续联系。',
    where: '回答会发到这里，也就是我们的私聊。',
    where_space: '回答会发到我们在 {{platform}} 的私聊里。',
  },
  buttons: {
    up: '👍',
    down: '👎',
    person: '转人工',
    neither: '都不是，转人工',
    none: '都不是，转人工',
    read: '给我看回答',
    ticket: '查看工单',
  },
};

export const askingCommands: Same<typeof enCommands> = {
  ask: {
    name: '咨询',
    summary: '问一个关于这个社群的问题',
    options: { question: { name: '问题', summary: '你想知道什么？' } },
  },
  answer: {
    name: '回答',
    summary: '回答下方按钮的功能',
    options: {
      about: { name: '关于', summary: '你的哪个问题；由按钮填写' },
      entry: { name: '条目', summary: '哪条回答；由按钮填写' },
      helped: { name: '有帮助', summary: '这条回答有帮助吗？' },
      question: { name: '问题', summary: '想请人回答什么？' },
      place: { name: '位置', summary: '在哪里问的；由按钮填写' },
      page: { name: '页码', summary: '第几页？由按钮填写' },
    },
    parts: {
      show: { name: '显示', summary: '显示这条回答' },
      read: { name: '查看', summary: '只给你一个人看这条回答' },
      rate: { name: '评价', summary: '这条回答有没有帮助' },
      person: { name: '人工', summary: '请团队的人来回答' },
    },
  },
};

export const askingErrors: Same<typeof enErrors> = {
  question_needed: '请用 `question` 写下你想问的问题。',
};
