import type {
  recommend as enRecommend,
  recommendCommands as enCommands,
  recommendErrors as enErrors,
} from '../en/recommend.js';
import type { Same } from '../same.js';

/** 接下来学什么，为什么。 */
export const recommend: Same<typeof enRecommend> = {
  title: '接下来可以学',
  item: '**{{number}}. {{course}}**\n{{reason}}\n{{size}}',
  item_lesson: '**{{number}}. {{course}}：{{lesson}}**\n{{reason}}',
  item_locked: '{{item}}\n购买 {{plan}} 即可学习。',
  hint: '点一下按钮说说看法，立即生效。',
  reasons: {
    because: '因为你学完了 {{courses}}。',
    because_taken: '因为你学过 {{courses}}。',
    next_lesson: '你已经开始学了，这是下一节。',
    new_from: '{{creator}} 的新课程，你关注或学过这位作者的课。',
    plan_popular: '{{plan}} 会员中的热门课程。',
    like: '内容与你学过的 {{course}} 相近。',
    taken_next: '很多人学过 {{course}} 后接着学它，你也学过。',
    popular: '社区里的热门课程。',
    fresh: '最近一个月内新上线。',
    untried: '你还没有开始学这门课。',
  },
  buttons: {
    open: '{{number}}. 看看',
    go_on: '{{number}}. 继续学',
    up: '👍 {{number}}',
    down: '👎 {{number}}',
    known: '已掌握 {{number}}',
    more: '查看推荐',
    switch_on: '为我推荐课程',
    path: '学习路径',
  },
  thanks: {
    up: '已记下：“{{course}}”会排在推荐的最前面。',
    down: '已记下：三个月内不再推荐“{{course}}”。',
    known: '已记下：你已经掌握“{{course}}”，不会再推荐。',
  },
  off: '你已关闭推荐，我们不保留任何关于你喜好的记录。',
  nothing_published: '这里还没有课程。课程发布后就可以为你推荐。',
  nothing_left: '没有可以推荐的了：现有课程你已学完、表示过不感兴趣，或者暂未对你开放。',
  path: {
    title: '通往 {{course}} 的学习路径',
    done: '你已经学完 {{course}} 了。',
    straight: '没有前置要求，现在就可以开始。',
    body: '共 {{of}} 步，已完成 {{done}} 步。',
    steps: {
      prerequisite: '{{number}}. {{course}}（前置课程）',
      taken_before: '{{number}}. {{course}}（其他人通常先学）',
      goal: '{{number}}. {{course}}（目标）',
    },
    locked: '{{step}}：购买 {{plan}} 即可学习',
    closed: '{{step}}：目前不出售',
    next: '下一步：{{course}}',
  },
  report: {
    title: '推荐效果',
    none: '还没有可以学习的数据：没有成员开始过课程。在此之前，大家看到的是新课程。',
    served: '当前使用：{{model}}。',
    why: {
      won: '在预测成员最近学的课程时，它优于热门排序，且差距不是偶然。',
      lost: '在本社区的数据上，没有模型明显优于热门排序，因此使用按套餐的热门排序。',
      few: '只有 {{count}} 位成员的最近一门课可用于检验，不足以区分模型，因此使用按套餐的热门排序。',
      left: '有成员离开或合并了账号，模型正在重新训练。在此之前使用按套餐的热门排序。',
    },
    data: '训练数据',
    data_value: '{{members}} 位成员，{{courses}} 门课程，{{interactions}} 次开课；{{at}}',
    gain: '最佳模型与热门排序之差',
    gain_value: 'NDCG@10 {{mean}}（95% 区间：{{low}} 至 {{high}}）',
    head: { model: '模型', ndcg: 'NDCG@10', hit: '前 10 命中', coverage: '覆盖课程' },
    models: {
      ease: '共同学习（EASE）',
      next: '学习顺序（岭回归）',
      markov: '学习顺序（马尔可夫）',
      als: '因子分解（ALS）',
      popularity: '热门排序',
      content: '课程文本',
      random: '随机',
      before: '{{model}}（此前使用）',
    },
    cold: '新成员：前 10 命中，模型与热门排序',
    cold_line: '学过 {{count}} 门后：{{model}} 与 {{popularity}}',
    new_courses: '只知道文本的新课程',
    new_courses_value: '是单凭文本的 {{times}} 倍',
    online: '最近 {{days}} 天的展示',
    served_group:
      '按当前推荐：{{members}} 人；展示 {{shown}} 次，开始学习 {{taken}} 次；👍 {{up}} 👎 {{down}}，已掌握 {{known}}',
    held_out:
      '只看热门：{{members}} 人；展示 {{shown}} 次，开始学习 {{taken}} 次；👍 {{up}} 👎 {{down}}，已掌握 {{known}}',
    lift: '开始学习的成员比例：高 {{mean}} 个百分点（95% 区间：{{low}} 至 {{high}}）',
    lift_few: '有一组人数太少，无法比较。',
    lift_none: '少于 50 位成员时不设对照组，因此无从比较。',
  },
};

export const recommendCommands: Same<typeof enCommands> = {
  recommend: {
    name: '推荐',
    summary: '接下来学什么，为什么',
    options: {
      item: { name: '推荐项', summary: '哪一条推荐，由按钮填写' },
      verdict: { name: '看法', summary: '你怎么看，由按钮填写' },
      again: { name: '刷新', summary: '重新列出，由按钮填写' },
    },
    choices: { verdict: { up: '喜欢', down: '不感兴趣', known: '已经掌握' } },
  },
  path: {
    name: '学习路径',
    summary: '要学某门课，先学哪些，按什么顺序',
    options: { goal: { name: '目标', summary: '你想学会哪门课？' } },
  },
  recommendations: {
    name: '推荐情况',
    summary: '推荐的效果如何',
    parts: {
      report: { name: '报告', summary: '用的是哪个模型、为什么，结果怎样' },
    },
    options: { days: { name: '天数', summary: '看多少天？' } },
  },
};

export const recommendErrors: Same<typeof enErrors> = {
  recommendation_gone: '这条推荐已经不在了。发送 `/recommend` 可以看新的推荐。',
};
