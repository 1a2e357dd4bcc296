import type { forecast as enForecast, forecastCommands as enCommands } from '../en/forecast.js';
import type { Same } from '../same.js';

/** 接下来会怎样、有多大把握、什么时候发布最好，以及哪里不寻常。 */
export const forecast: Same<typeof enForecast> = {
  title: {
    messages: { hour: '消息：未来 7 天', day: '消息：未来 28 天' },
    active: { hour: '活跃成员：未来 7 天', day: '活跃成员：未来 28 天' },
    joins: { hour: '新成员：未来 7 天', day: '新成员：未来 28 天' },
  },
  unit: {
    messages_one: '{{shown}} 条消息',
    messages_other: '{{shown}} 条消息',
    active_one: '{{shown}} 位活跃成员',
    active_other: '{{shown}} 位活跃成员',
    joins_one: '{{shown}} 位新成员',
    joins_other: '{{shown}} 位新成员',
  },
  none: '还没有预测：第一份会在今晚（按社区时间）生成。',
  learning: {
    lead_one: '目前只有 {{count}} 天的历史，满 {{needed}} 天后开始预测这一项。',
    lead_other: '目前只有 {{count}} 天的历史，满 {{needed}} 天后开始预测这一项。',
    why: '在那之前只能靠猜，所以先不说。',
  },
  expected: {
    total: {
      hour: '未来 7 天预计约有**{{what}}**，大概率在 {{low}} 到 {{high}} 之间。',
      day: '未来 28 天预计约有**{{what}}**，大概率在 {{low}} 到 {{high}} 之间。',
    },
    bare: {
      hour: '未来 7 天预计约有**{{what}}**。',
      day: '未来 28 天预计约有**{{what}}**；历史满 60 天后才能说有多大把握。',
    },
    busiest: '最热闹的时段很可能是 {{at}}，约有**{{what}}**，大概率在 {{low}} 到 {{high}} 之间。',
    average: '平均每天预计约有**{{what}}**，大概率在 {{low}} 到 {{high}} 之间。',
    average_bare: '平均每天预计约有**{{what}}**；历史满 60 天后才能说有多大把握。',
  },
  against: {
    more_one: '比过去 {{count}} 天**多 {{percent}}**。',
    more_other: '比过去 {{count}} 天**多 {{percent}}**。',
    less_one: '比过去 {{count}} 天**少 {{percent}}**。',
    less_other: '比过去 {{count}} 天**少 {{percent}}**。',
    same_one: '和过去 {{count}} 天差不多。',
    same_other: '和过去 {{count}} 天差不多。',
    unknown: '近期统计到的太少，无从比较。',
  },
  proof: {
    hour: {
      skill_one:
        '用社区自己的过去检验（{{count}} 周）：我的预测比“上周同一小时”**准 {{percent}}**，{{inside}} 的小时落在宽区间内。',
      skill_other:
        '用社区自己的过去检验（{{count}} 周）：我的预测比“上周同一小时”**准 {{percent}}**，{{inside}} 的小时落在宽区间内。',
      fallback: '用社区自己的过去检验，我的模型**并不比**“上周同一小时”更准，所以这里直接显示后者。',
      none: '暂时还不能用社区自己的过去检验：需要三周的历史。',
    },
    day: {
      skill_one:
        '用社区自己的过去检验（{{count}} 周）：我的预测比“上周同一天”**准 {{percent}}**，{{inside}} 的日子落在宽区间内。',
      skill_other:
        '用社区自己的过去检验（{{count}} 周）：我的预测比“上周同一天”**准 {{percent}}**，{{inside}} 的日子落在宽区间内。',
      skill_bare_one: '用社区自己的过去检验（{{count}} 周）：我的预测比“上周同一天”**准 {{percent}}**。',
      skill_bare_other: '用社区自己的过去检验（{{count}} 周）：我的预测比“上周同一天”**准 {{percent}}**。',
      fallback: '用社区自己的过去检验，我的模型**并不比**“上周同一天”更准，所以这里直接显示后者。',
      none: '暂时还不能用社区自己的过去检验：历史太短。',
    },
  },
  made: '生成于 {{at}}，依据 {{days}} 天的历史。',
  chart: {
    seen: '已统计',
    expected: '预计',
    wide: '95% 区间',
    narrow: '80% 区间',
    now: '现在',
    missing: '断开处：机器人当时没有在听。',
    alt: '一条线是已统计的数据，另一条是预计的数据，阴影表示有多大把握。',
  },
  buttons: {
    hour: '7 天（按小时）',
    day: '28 天（按天）',
    messages: '消息',
    active: '活跃成员',
    joins: '新成员',
    best: '最佳发布时间',
    forecast: '预测',
    pulse: '本周近况',
    stats: '数据',
  },
  weekly: {
    title: '本周预测',
    body: '未来 7 天会怎样、有多大把握，以及这类预测在这里有多准。',
    footer: '你订阅了每周一的预测，可以用 `/reports` 更改。',
  },
  best: {
    title: '什么时候发布或直播',
    none: '还没有预测：第一份会在今晚（按社区时间）生成。',
    learning_one: '目前只有 {{count}} 天的历史，满 {{needed}} 天后才能说出成员什么时候在。',
    learning_other: '目前只有 {{count}} 天的历史，满 {{needed}} 天后才能说出成员什么时候在。',
    quiet: '近期几乎没有人活跃，哪个时段都差不多。',
    lead: '一周里预计活跃成员最多的时段（彼此至少相隔两小时）：',
    line: '**{{at}}**：{{expected}} 位活跃成员（{{low}} 到 {{high}}）',
    line_both: '**{{at}}**（社区时间 {{there}}）：{{expected}} 位活跃成员（{{low}} 到 {{high}}）',
    times: '约为平均每小时的 {{times}} 倍。',
    sure: {
      sure: '对这些时段我很有把握：过去大多数周里它们都明显更热闹。',
      likely: '它们很可能是最好的时段：确实更热闹，但不是每周都明显。',
      unclear: '我没有把握：它们与偶然相差无几，换个时段可能也一样。',
    },
    zones: '时间按你的时区 {{yours}} 显示；社区的时区是 {{theirs}}。',
    zone: '时间按时区 {{yours}} 显示。',
    chart: { title: '一周各小时的活跃成员', subtitle: '下周预计，{{zone}}' },
    alt: '七天乘二十四小时，颜色越深活跃成员越多，最佳时段已框出。',
  },
  odd: {
    title: { high: '社区异常热闹', low: '社区异常安静' },
    hours: {
      high: '{{from}} 到 {{to}} 统计到**{{what}}**，而按预计约为 {{expected}}。',
      low: '{{from}} 到 {{to}} 只统计到**{{what}}**，而按预计约为 {{expected}}。',
    },
    day: {
      high: '{{from}} 当天统计到**{{what}}**，而按预计约为 {{expected}}。',
      low: '{{from}} 当天只统计到**{{what}}**，而按预计约为 {{expected}}。',
    },
    cause: {
      drop: '很可能是因为不久前发布了“{{subject}}”。',
      outage: '很可能是服务中断：这段时间里或前后，我有一阵没有在听。',
      raid: '可能是有人刷群：加入的人远多于平时，而且发言很多。请看看都是些什么人。',
      live: '很可能是在直播：当时有不少人在语音频道里。',
      holiday: '很可能和日子有关：{{day}}。',
      none: '从我统计的数据里看不出原因。',
    },
    days: {
      new_year: '元旦前后',
      christmas: '圣诞节',
      labour_day: '劳动节',
      national_day: '国庆节',
      spring_festival: '春节',
      dragon_boat: '端午节',
      mid_autumn: '中秋节',
    },
    hint: '这类提醒每周最多一次，可以用 `/reports` 更改。',
  },
};

export const forecastCommands: Same<typeof enCommands> = {
  forecast: {
    name: '预测',
    summary: '接下来会怎样：消息、活跃成员、新成员，以及有多大把握',
    options: {
      measure: { name: '指标', summary: '预测什么？' },
      step: { name: '粒度', summary: '按小时还是按天？' },
    },
    choices: {
      measure: { messages: '消息', active: '活跃成员', joins: '新成员' },
      step: { hour: '7 天（按小时）', day: '28 天（按天）' },
    },
  },
  besttime: {
    name: '最佳时间',
    summary: '什么时候发布或直播最好',
  },
};
