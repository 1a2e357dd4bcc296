import type {
  cohorts as enCohorts,
  numbers as enNumbers,
  revenue as enRevenue,
  revenueCommands as enCommands,
  revenueErrors as enErrors,
} from '../en/revenue.js';
import type { Same } from '../same.js';

/** 社区的收入、谁留了下来，以及导出数据。 */
export const revenue: Same<typeof enRevenue> = {
  none: '这里还没有卖出过任何东西，暂时没有可统计的收入。',
  none_how: '有人购买方案后，这里会显示每月收入、谁留下、谁离开。用 `/plan create` 可以创建方案。',
  title: '收入：{{from}} 至 {{to}}',
  definitions:
    '月经常性收入指订阅者每月支付的金额：年付按十二分之一计算，试用和一次性购买不计入。不同货币从不相加。',
  currency: '{{currency}}',
  lines: {
    mrr: '月经常性收入 **{{mrr}}**（{{change}}）',
    change: '{{sign}}{{money}}',
    mrr_parts: '新增 {{begun}}，流失 {{lost}}，换价、折扣与暂停 {{other}}',
    subscribers_one: '**{{count}}** 位订阅者：新增 {{started}}，结束 {{ended}}',
    subscribers_other: '**{{count}}** 位订阅者：新增 {{started}}，结束 {{ended}}',
    churn: '流失率 **{{share}}**：{{of}} 个订阅中有 {{ended}} 个结束，其中 {{unpaid}} 个因扣款失败',
    trials_one: '目前 **{{count}}** 人试用中',
    trials_other: '目前 **{{count}}** 人试用中',
    conversion: '试用到期 {{over}} 个，其中 {{paid}} 个付费（**{{share}}**）',
    paid: '收款 **{{paid}}**，退回 {{refunded}}',
    recovered: '追回 **{{money}}**：首次扣款失败的 {{failed}} 笔中，后来付清 {{made}} 笔（{{share}}）',
    no_failures: '没有扣款失败',
  },
  table: {
    money: '{{money}}',
    plan: '方案',
    mrr: '月经常性收入',
    subscribers: '订阅者',
    trials: '试用',
    gone: '已不存在的方案',
  },
  picture: {
    mrr: '月经常性收入',
    mrr_in: '月经常性收入（{{currency}}）',
    subscribers: '订阅者',
    churn: '流失率',
    conversion: '试用转付费',
    paid: '收款',
    recovered: '追回',
    paid_in: '每日收款（{{currency}}）',
    paid_weekly: '每周收款（{{currency}}）',
  },
  alt: '期末月经常性收入 {{mrr}}，订阅者 {{subscribers}} 人；收款 {{paid}}。',
  buttons: {
    days_one: '{{count}} 天',
    days_other: '{{count}} 天',
    cohorts: '留存',
    revenue: '收入',
    file: '导出文件',
  },
};

export const cohorts: Same<typeof enCohorts> = {
  title: '留存',
  subtitle: '同一周加入的人，之后每周还有多少人活跃',
  none: '还没有满一周的统计数据，请一周后再来看。',
  first_week: '最近四周可判断的 {{people}} 位新人中，有 {{back}} 位在第二周回来过：**{{share}}**。',
  first_week_none: '新人的首周留存还看不出来：首周之后需要再过完整的一周。',
  hint: '尚未结束或没有监听的周留空。',
  columns: { week: '周', people: '人数', later: '+{{count}} 周' },
  picture: {
    title: '留存',
    weeks: '加入后各周的活跃比例',
    months: '开始订阅后各月仍在付费的比例',
    week: '起始周',
    month: '月份',
    people: '人数',
  },
  paying: '订阅者留存',
  paying_line_one: '**{{month}}**：新增 {{count}} 人，{{rest}}',
  paying_line_other: '**{{month}}**：新增 {{count}} 人，{{rest}}',
  paying_rest: '{{month}} 月底仍有 {{share}} 在付费',
  paying_new: '还看不出来',
  paying_none: '还没有人订阅。',
  alt: '深浅不同的表格：每行是同一周加入的新人，每列是之后的一周；数字见文字。',
};

export const numbers: Same<typeof enNumbers> = {
  done: '{{what}}：{{from}} 至 {{to}}',
  done_now: '{{what}}',
  rows_one: '共 {{count}} 行。各列的含义见文档“导出数据”一节。',
  rows_other: '共 {{count}} 行。各列的含义见文档“导出数据”一节。',
  nobody: '文件里没有任何人的名字或编号，只有计数。',
  empty: '这段时间没有可导出的数据。',
};

export const revenueCommands: Same<typeof enCommands> = {
  revenue: {
    name: '收入',
    summary: '每月收入、谁留下、谁离开，以及追回的款项',
    options: {
      range: { name: '范围', summary: '最近多少天？' },
      from: { name: '从', summary: '从哪一天开始？' },
      to: { name: '到', summary: '到哪一天？不填则到今天' },
      theme: { name: '主题', summary: '图片用浅色还是深色？' },
    },
    choices: {
      range: { '7': '7 天', '30': '30 天', '90': '90 天', '365': '一年' },
    },
  },
  cohorts: {
    name: '留存',
    summary: '同期加入的人，有多少留了下来',
    options: {
      weeks: { name: '周数', summary: '往前看多少周？' },
      theme: { name: '主题', summary: '图片用浅色还是深色？' },
    },
  },
  export: {
    name: '导出',
    summary: '把数据导出为表格文件，不含任何人名',
    options: {
      what: { name: '内容', summary: '导出哪些数据？' },
      range: { name: '范围', summary: '最近多少天？' },
      from: { name: '从', summary: '从哪一天开始？' },
      to: { name: '到', summary: '到哪一天？不填则到今天' },
    },
    choices: {
      what: {
        activity: '每日活跃',
        places: '各频道与群',
        courses: '课程、推送与命令的使用',
        cohorts: '每周留存',
        revenue: '每日收入（仅所有者）',
        plans: '各方案现状（仅所有者）',
        subscribers: '订阅者每月留存（仅所有者）',
      },
    },
  },
};

export const revenueErrors: Same<typeof enErrors> = {
  range_backwards: '开始日期晚于结束日期，请对调。',
  range_future: '这些日子还没到，只能统计已经发生的。',
  range_long: '超过了 {{days}} 天，请缩短范围。',
};
