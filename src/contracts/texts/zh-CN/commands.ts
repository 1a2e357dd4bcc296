/** 命令、子命令和选项的名称与说明：输入时看到的文字。 */
export const commands = {
  plans: { name: '方案', summary: '看看有哪些会员方案，各能打开什么' },
  subscribe: {
    name: '订阅',
    summary: '成为会员：选方案，付款',
    options: {
      plan: { name: '方案', summary: '想要哪个方案？' },
      price: { name: '价格', summary: '想怎么付？' },
      code: { name: '优惠码', summary: '有优惠码就填在这里' },
      pay: { name: '付款方式', summary: '刷卡自动续订，还是每期自己付账单？' },
      email: { name: '邮箱', summary: 'Stripe 把账单发到哪个邮箱？' },
      also: { name: '另买', summary: '在已有的之外再买一份；按钮会自动填写' },
    },
    choices: {
      pay: { card: '刷卡，自动续订', invoice: '每期自己付账单（支付宝、微信支付）' },
    },
  },
  membership: {
    name: '会员',
    summary: '我的会员：现在的状态、下次付款，以及如何更改',
    options: {
      manage: { name: '管理', summary: '打开页面：换卡、看账单、取消订阅' },
      switch: { name: '换方案', summary: '把这份订阅换成别的方案或价格' },
      to: { name: '换成', summary: '换成哪个价格' },
      cancel: { name: '取消', summary: '取消这份订阅' },
    },
  },
  orders: {
    name: '订单',
    summary: '付过的款、收据，以及礼物的兑换码',
    options: {
      page: { name: '页码', summary: '第几页？' },
      gift: { name: '礼物', summary: '查看这份礼物的兑换码；按钮会自动填写' },
    },
  },
  gift: {
    name: '送礼',
    summary: '买一份会员送给别人',
    options: {
      plan: { name: '方案', summary: '想送哪个方案？' },
      price: { name: '价格', summary: '送多久？' },
    },
  },
  redeem: {
    name: '兑换',
    summary: '收到了礼物？在这里输入兑换码',
    options: { code: { name: '兑换码', summary: '礼物的兑换码' } },
  },
  why: {
    name: '为什么',
    summary: '一步一步看：为什么能进，或为什么进不去',
    options: { member: { name: '成员', summary: '看谁的？（仅限管理员）' } },
  },
  verify: {
    name: '核对',
    summary: '付了款却少了点什么？马上检查并修好',
    options: { member: { name: '成员', summary: '看谁的？（仅限管理员）' } },
  },
  link: {
    name: '关联',
    summary: '把你的账号连在一起，一份会员两边都能用',
    options: { code: { name: '代码', summary: '另一个账号上拿到的代码' } },
  },
  settings: {
    name: '设置',
    summary: '语言、时区、私信，以及我可以统计和推荐什么',
    options: {
      language: { name: '语言', summary: '我用哪种语言和你说话' },
      timezone: { name: '时区', summary: '离你近的城市，用来显示时间和计算免打扰时段' },
      dms: { name: '私信', summary: '我可以直接给你发消息吗？' },
      quiet: { name: '免打扰', summary: '什么时候不打扰你，例如 22:00-08:00；不需要就填“关”' },
      counted: { name: '统计', summary: '可以把你的活动计入统计吗？' },
      recommended: { name: '推荐', summary: '可以给你推荐课程吗？' },
      digest: { name: '摘要', summary: '要我每周告诉你一次有什么新内容吗？' },
    },
  },
  inbox: { name: '收件箱', summary: '我最近告诉过你什么' },
  privacy: { name: '隐私', summary: '关于你保存了什么、保存多久、谁能看到' },
  mydata: { name: '我的数据', summary: '把关于你的全部数据放进一个文件' },
  forgetme: {
    name: '忘记我',
    summary: '删除这里关于你的一切',
    options: { sure: { name: '确定', summary: '确定全部删除，不用再问' } },
  },
  paysupport: { name: '付款帮助', summary: '付款方面的帮助：收据、退款、可以找谁' },
  help: { name: '帮助', summary: '我能为你做什么' },
  plan: {
    name: '方案管理',
    summary: '新建和修改大家能买的方案',
    parts: {
      create: { name: '新建', summary: '用 Stripe 里的价格新建一个方案' },
      edit: { name: '修改', summary: '修改名称、试用、账单付款、宽限天数，或到期后的处理方式' },
      'price-add': { name: '添加价格', summary: '给方案再加一个价格' },
      'price-remove': { name: '移除价格', summary: '从方案里去掉一个价格' },
      open: { name: '打开', summary: '让方案打开一个身份组或群组' },
      close: { name: '关闭', summary: '方案不再打开这个身份组或群组' },
      archive: { name: '下架', summary: '不再出售；已经拥有的人不受影响' },
      restore: { name: '上架', summary: '重新出售已下架的方案' },
      list: { name: '列表', summary: '所有方案、价格，以及各能打开什么' },
    },
    options: {
      plan: { name: '方案', summary: '哪个方案？' },
      name: { name: '名称', summary: '方案叫什么' },
      price: { name: '价格', summary: 'Stripe 里的哪个价格？' },
      grace: { name: '宽限天数', summary: '付款失败后还能用几天' },
      removal: { name: '到期处理', summary: '会员结束后怎么办' },
      kick_after: { name: '移出天数', summary: '几天后移出服务器（仅当你选了稍后移出）' },
      days: { name: '天数', summary: '一次付清的价格能用几天；不填则长期有效' },
      trial_days: { name: '试用天数', summary: '首次付款前免费几天，每人一次；0 表示没有' },
      by_invoice: { name: '账单付款', summary: '会员可以每期自己付账单吗？（支付宝、微信支付）' },
      days_until_due: { name: '付款期限', summary: '账单发出后，要在几天内付清' },
      place: { name: '位置', summary: '哪个身份组或群组？' },
      during: { name: '时段', summary: '从第一天起，只在试用期间，还是付款之后？' },
      sure: { name: '确定', summary: '确定，不用再问' },
    },
    choices: {
      removal: {
        role: '只收回方案打开的内容',
        kick: '收回，并移出服务器',
        role_then_kick: '先收回，几天后再移出服务器',
      },
      during: {
        always: '从第一天起',
        trial: '只在试用期间',
        paid: '付款之后才有',
      },
    },
  },
  grant: {
    name: '赠送',
    summary: '手动把方案送给某个人',
    options: {
      member: { name: '成员', summary: '送给谁？' },
      plan: { name: '方案', summary: '哪个方案？' },
      reason: { name: '原因', summary: '为什么？对方和其他管理员都能看到' },
      until: { name: '截止', summary: '最后一天，例如 2026-12-31 或 30d；不填则一直有效，直到收回' },
    },
  },
  revoke: {
    name: '收回',
    summary: '收回手动赠送的方案',
    options: {
      member: { name: '成员', summary: '从谁那里收回？' },
      reason: { name: '原因', summary: '为什么？其他管理员能看到' },
      grant: { name: '赠送', summary: '有好几份时，收回哪一份' },
    },
  },
  member: {
    name: '查成员',
    summary: '查看某个人：账号、方案、付款、席位',
    options: { member: { name: '成员', summary: '查谁？' } },
  },
  sync: {
    name: '同步',
    summary: '谁会得到、谁会失去什么？先看清楚，再改正',
    options: {
      apply: { name: '执行', summary: '现在就改正' },
      list: { name: '名单', summary: '你看过的那份名单；按钮会自动填写' },
      after: { name: '接着', summary: '从哪里继续；按钮会自动填写' },
      hold: { name: '待定', summary: '一次已暂停、等你决定的移出' },
      decision: { name: '决定', summary: '对这次暂停的移出怎么处理' },
    },
    choices: {
      decision: { approve: '继续移出', keep: '一个都不动' },
    },
  },
};
