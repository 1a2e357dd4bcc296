/** 给社群管理者的命令：输入时看到的名称与说明。 */
export const ownerCommands = {
  setup: {
    name: '开通',
    summary: '一步一步看：有了什么、还缺什么、怎么补上',
    options: {
      code: { name: '代码', summary: '控制台给出的连接代码' },
      step: { name: '步骤', summary: '哪一步？' },
    },
  },
  community: {
    name: '社群',
    summary: '对所有人有效的设置：名称、语言、时区、是否在 Telegram 上出售',
    parts: {
      show: { name: '查看', summary: '现在的设置' },
      name: { name: '名称', summary: '社群叫什么' },
      language: { name: '语言', summary: '成员没有选语言时用哪种' },
      timezone: { name: '时区', summary: '每一天按哪个时区结束' },
      selling: { name: '出售', summary: '是否在 Telegram 上出售会员' },
      shop: { name: '售卖页面', summary: '你出售会员的网页' },
    },
    options: {
      name: { name: '名称', summary: '叫什么？' },
      language: { name: '语言', summary: '哪种语言？' },
      timezone: { name: '时区', summary: '离你近的城市' },
      telegram: { name: '电报', summary: '要在 Telegram 上出售吗？' },
      address: { name: '网址', summary: '完整的网址；不要了就填“关”' },
    },
  },
  staff: {
    name: '团队',
    summary: '谁在管理：查看、添加、移除',
    parts: {
      list: { name: '列表', summary: '谁在管理，谁收提醒' },
      add: { name: '添加', summary: '让某人成为管理员、创作者或所有者' },
      remove: { name: '移除', summary: '收回身份' },
    },
    options: {
      member: { name: '成员', summary: '谁？' },
      rank: { name: '身份', summary: '什么身份？' },
      sure: { name: '确定', summary: '确定，不用再问' },
    },
    choices: {
      rank: {
        moderator: '管理员：照看成员，决定被暂停的移出',
        creator: '创作者：打理课程',
        owner: '所有者：什么都能做',
      },
    },
  },
  alarms: {
    name: '提醒',
    summary: '需要有人决定的时候，要不要告诉我',
    options: { on: { name: '开启', summary: '要提醒你吗？' } },
  },
  drift: {
    name: '巡查',
    summary: '上次巡查席位的结果和凭据，以及还没改好的',
    options: {
      view: { name: '查看', summary: '想看什么？' },
      page: { name: '页', summary: '第几页？' },
      run: { name: '开始', summary: '现在就看一遍席位' },
      retry: { name: '重试', summary: '把还没改好的再试一次' },
    },
    choices: { view: { pass: '上次巡查', open: '现在还不对的' } },
  },
  outbox: {
    name: '发件箱',
    summary: '没送到或拿不准的消息，以及重新发送',
    options: {
      state: { name: '状态', summary: '哪些消息？' },
      page: { name: '页', summary: '第几页？' },
      message: { name: '消息', summary: '哪一条；按钮会自动填写' },
      action: { name: '处理', summary: '怎么处理' },
      sure: { name: '确定', summary: '确定，不用再问' },
    },
    choices: {
      state: { refused: '没送到的', uncertain: '拿不准的' },
      action: { send: '重新发送', leave: '就这样' },
    },
  },
  audit: {
    name: '操作记录',
    summary: '谁做了什么：按成员、操作和时间查看，也能导出文件',
    options: {
      member: { name: '成员', summary: '谁做的，或对谁做的？' },
      action: { name: '操作', summary: '哪一类操作？' },
      from: { name: '从', summary: '从什么时候，例如 2026-11-01；填 30d 就是最近三十天' },
      to: { name: '到', summary: '到什么时候，例如 2026-11-30' },
      before: { name: '接着', summary: '从哪里继续；按钮会自动填写' },
      file: { name: '文件', summary: '导出为表格文件（仅限所有者）' },
    },
  },
  claim: {
    name: '认领',
    summary: '以前付过款，收到了代码？在这里说出来',
    options: { code: { name: '代码', summary: '你收到的代码' } },
  },
};

/** 做不到的时候说什么。 */
export const ownerErrors = {
  last_owner: '这是最后一位所有者。请先用 `/staff add` 让别人也成为所有者，不然这个社群就没有人能管了。',
  community_name_bad: '社群要有名称，请写上。',
  shop_url_bad: '请填以 `https` 开头的网址，例如 `https://example.com/join`；不要了就填“关”。',
  message_unknown: '这条消息已经处理过了。用 `/outbox` 看看还剩什么。',
  audit_range: '开始时间要早于结束时间。',
  claim_code_bad: '这个代码不对、已经用过，或者过期了。请再看看收到的那条消息；如果还是不行，请联系管理员。',
  claim_taken: '这个代码对应的会员已经归在另一位成员名下。请联系管理员。',
  import_columns: '第一行要写列名，其中至少有一列能看出是谁：{{columns}}。',
};
