import type { Same } from '../same.js';
import type {
  digests as enDigests,
  digestsCommands as enCommands,
  digestsErrors as enErrors,
} from '../en/digests.js';

export const digests: Same<typeof enDigests> = {
  title: '本周速递',
  new: '**新内容**',
  opened: '{{course}}：“{{lesson}}”已开放',
  opened_more_one: '{{course}}：“{{lesson}}”已开放，另有 {{count}} 课',
  opened_more_other: '{{course}}：“{{lesson}}”已开放，另有 {{count}} 课',
  published: '新课程上线：{{course}}',
  waiting: '**待你查看**',
  answer: '你在 {{course}} 中的提问有了回答：“{{question}}”',
  ticket: '团队回复了你的问题（#{{number}}）：“{{question}}”',
  recommended: '**推荐给你**',
  pick: '**{{number}}. {{course}}**\n{{reason}}',
  pick_lesson: '**{{number}}. {{course}}：{{lesson}}**\n{{reason}}',
  pick_locked: '{{pick}}\n购买 {{plan}} 即可学习。',
  reasons: {
    because: '因为你学完了 {{courses}}。',
    because_taken: '因为你学过 {{courses}}。',
    next_lesson: '这是你的下一节课。',
    new_from: '{{creator}} 的新课程，你学过这位作者的课。',
    plan_popular: '{{plan}} 会员中的热门课程。',
    like: '与你学过的 {{course}} 内容相近。',
    taken_next: '学过 {{course}} 的成员接着学了它。',
    popular: '社区里的热门课程。',
    fresh: '社区新上线的课程。',
    untried: '你还没有学过。',
  },
  hint: '点击按钮立即生效：不感兴趣或已经掌握的，不会再推荐。',
  buttons: {
    open: '{{number}}. 去看看',
    up: '👍 {{number}}',
    down: '👎 {{number}}',
    known: '已掌握 {{number}}',
    answers: '查看回答',
    stop: '不再接收速递',
  },
  reports: {
    title: '社区报告',
    about: '我会私信你社区的情况。每周的报告在你所在时区的周一 9:00 后送达。',
    on: '已开启',
    off: '已关闭',
    weekly: '周报：上周表现如何',
    forecast: '每周预测：接下来会怎样',
    alerts: '异常提醒：某个小时或某天明显异常时',
    saved: '已保存',
    unlisted: '还没有开启管理通知',
    unlisted_hint: '你的管理权限来自平台本身。请先使用 `/alarms`，这样我才知道可以通知你多久。',
    button_weekly_on: '开启周报',
    button_weekly_off: '关闭周报',
    button_forecast_on: '开启预测',
    button_forecast_off: '关闭预测',
    button_alerts_on: '开启提醒',
    button_alerts_off: '关闭提醒',
    button_alarms: '开启管理通知',
  },
  sent: {
    title: '{{week}} 周的速递',
    none: '还没有安排过速递。速递在周四到周日发出，发给用过我并愿意接收的成员。',
    head: {
      week: '周',
      due: '成员',
      sent: '私信',
      inbox: '收件箱',
      empty: '无内容',
      coming: '待发',
      received: '👍 / 👎 / 已掌握',
      taken: '开始学习',
    },
    member: {
      name: '成员',
      when: '时间',
      fate: '结果',
      received: '👍 / 👎 / 已掌握 / 开始学习',
    },
    counts: '{{up}} / {{down}} / {{known}}',
    counts_taken: '{{up}} / {{down}} / {{known}} / {{taken}}',
    fates: {
      sent: '已送达',
      inbox: '在收件箱',
      refused: '被拒收',
      empty: '无内容',
      dropped: '未发送',
      coming: '待发',
    },
    page: '第 {{page}} 页，共 {{pages}} 页',
    button_who: '谁收到了',
    button_weeks: '所有周',
  },
};

export const digestsErrors: Same<typeof enErrors> = {
  week_unknown: '“{{week}}”这一周没有速递。周的写法是 `2026-W47`。',
};

export const digestsCommands: Same<typeof enCommands> = {
  reports: {
    name: '报告',
    summary: '为自己开启社区的周报、预测和异常提醒',
    options: {
      weekly: { name: '周报', summary: '每周一接收周报？' },
      forecast: { name: '预测', summary: '每周一接收预测？' },
      alerts: { name: '提醒', summary: '明显异常时提醒我？' },
    },
  },
  digests: {
    name: '速递',
    summary: '谁收到了每周速递，反响如何',
    options: {
      week: { name: '周', summary: '哪一周？例如 2026-W47' },
      page: { name: '页', summary: '第几页？' },
    },
  },
};
