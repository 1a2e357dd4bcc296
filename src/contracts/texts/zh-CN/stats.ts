import type { stats as enStats, statsCommands as enCommands, statsErrors as enErrors } from '../en/stats.js';
import type { Same } from '../same.js';

/** 任意时间段的数据：整个社区、某个位置或某门课程。 */
export const stats: Same<typeof enStats> = {
  title: {
    whole: '社区数据',
    place: '{{place}} 的数据',
    course: '《{{course}}》的数据',
  },
  span_one: '{{span}}，共 {{count}} 个整天。',
  span_other: '{{span}}，共 {{count}} 个整天。',
  missing_one: '其中 {{count}} 天我不在线，没有数据：图上留空，变化按有数据的天数比较。',
  missing_other: '其中 {{count}} 天我不在线，没有数据：图上留空，变化按有数据的天数比较。',
  export: '用 `/export` 可以把数据导出成文件。',
  number: '{{number}}',
  percent: '{{number}}%',
  change: { more: '+{{percent}}%', less: '−{{percent}}%', same: '±0%' },
  table: { what: '项目', now: '这段时间', before: '之前', change: '变化' },
  rows: {
    messages: '消息',
    people: '参与人数',
    active: '日均活跃人数',
    month: '近 30 天活跃人数',
    newcomers: '第一次出现',
    joined: '加入',
    left: '离开',
    questions: '提问',
    replies: '回复',
    answered: '一天内有人回答',
    reactions: '表情回应',
    voice: '语音分钟数',
    commands: '命令',
    lessons: '学完的课',
    begun: '开始学习的人',
    lesson_seen: '打开课程内容',
    lesson_seen_people: '… 人数',
    lesson_done: '学完的课',
    lesson_done_people: '… 人数',
    drop_seen: '点开课程帖子',
    drop_seen_people: '… 人数',
  },
  picture: {
    messages: '每天的消息',
    now: '这段时间',
    before: '之前',
    come_days: '每天加入和离开的人',
    come_weeks: '每周加入和离开的人',
    joined: '加入',
    left: '离开',
    places: '各处的消息',
    places_before: '各处的消息（竖线为之前）',
    week: '一周里每小时的消息',
    lessons: '课程的使用情况',
    lesson_seen: '打开内容',
    lesson_done: '学完的课',
    drop_seen: '点开帖子',
  },
  alt: '{{title}}，{{span}}：表中的数据，按天绘制。',
  buttons: {
    days_one: '{{count}} 天',
    days_other: '{{count}} 天',
    compare: '与之前比较',
    file: '导出文件',
    pulse: '这一周',
  },
};

export const statsCommands: Same<typeof enCommands> = {
  stats: {
    name: '数据',
    summary: '任意时间段的数据：整个社区、某个位置或某门课程',
    options: {
      range: { name: '范围', summary: '往前看多少天？' },
      from: { name: '从', summary: '从哪一天开始？' },
      to: { name: '到', summary: '到哪一天为止？不填则到昨天' },
      place: { name: '位置', summary: '只看某个频道或群' },
      course: { name: '课程', summary: '只看某门课程' },
      compare: { name: '对比', summary: '和之前同样长的时间比较？' },
      theme: {
        name: '配色',
        summary: '图片用浅色还是深色？',
      },
    },
  },
};

export const statsErrors: Same<typeof enErrors> = {
  stats_one_of_both: '位置和课程只能选一个。',
  stats_place_unknown: '最近 90 天里，没有人在名为“{{typed}}”的地方发过言。请在输入时从列表里选择。',
};
