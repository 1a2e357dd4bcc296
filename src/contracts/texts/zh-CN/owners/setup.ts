/** 开通、谁来管理，以及整个社群的设置。 */
export const setup = {
  title: '开通“{{community}}”',
  title_ready: '“{{community}}”可以开张了',
  progress: '{{all}} 步里完成了 {{done}} 步。我刚刚看过一遍，什么都没有改。',
  line: '**{{step}}**：{{state}}',
  next: '下一步：{{step}}',
  finding: '{{what}}{{mend}}',
  to_mend_one: '有 {{count}} 处要看一下',
  to_mend_other: '有 {{count}} 处要看一下',
  ask_owner: '只有所有者可以修改。',
  space_line: '{{space}}，{{ready}}',
  names: {
    community: '语言和时区',
    chats: '服务器和群组',
    stripe: 'Stripe 收款',
    plan: '方案',
    places: '方案打开什么',
    staff: '谁来收提醒',
    purchase: '试买一次',
  },
  community: {
    good: '{{language}}，{{zone}}',
    wait: '{{language}}，{{zone}}（暂时是猜的）',
    how: '成员没有自己选语言时，我用这种语言；宽限期、赠送和免打扰时段都按这个时区算。成员可以用 `/settings` 改成自己的。',
    button: '去选择',
  },
  chats: {
    none: '还没有',
    how: '请按 `docs/going-live.md` 的说明把我加进服务器或群组，并设为管理员，然后在那里输入 `/setup`。',
    more: '还有别的服务器或群组？把我加进去，再在那里输入 `/setup`。如果我在那个平台还不认识你，请先用 `/link` 关联账号。',
  },
  stripe: { good: '一切正常（{{mode}}）' },
  plan: {
    none: '还没有',
    how: '先在 Stripe 后台的“产品目录”里建一个价格，再到这里新建方案：起个名字，选上那个价格。',
    no_price: '**{{plan}}** 还没有价格，只能手动赠送。',
    button_price: '给“{{plan}}”加价格',
  },
  places: {
    good: '每个方案都打开了内容',
    empty: '还没有打开任何内容：{{plans}}',
    first_plan: '先要有方案',
  },
  staff: {
    nobody: '还没有人',
    how: '大批移出被暂停、某处拒绝我，或付款有争议的时候，我会告诉他们。',
    button_alarms: '提醒我',
  },
  purchase: {
    good: '已经有人买过了',
    none: '还没有人买过',
    how: '用一个不是管理员的账号买一次。测试模式下，卡号 4242 4242 4242 4242 就能付款，日期填将来的，三位数随便填。正式模式下，买完再退款。',
  },
  button_again: '再看一遍',
};

export const community = {
  title: '{{community}}',
  about: '这些设置对所有人有效。成员可以用 `/settings` 选自己的语言和时区。',
  language: '语言',
  timezone: '时区',
  selling: '在 Telegram 上出售',
  selling_on: '开：`/subscribe` 会给出付款链接',
  selling_off: '关：`/subscribe` 只说明去哪里买',
  shop: '你的售卖页面',
  shop_none: '没有：我会请大家去 Discord',
  button_language: '改用{{language}}',
  button_keep: '就用这个时区',
  button_timezone: '换个时区',
  button_sell_off: '不在 Telegram 上出售',
  button_sell_on: '在 Telegram 上出售',
  button_shop: '填写售卖页面',
  button_name: '换个名称',
};

export const staff = {
  title: '谁在管理“{{community}}”',
  nobody: '这里还没有人有身份。',
  platform:
    '在平台上管理服务器或群组的人，在这里也有相应的权限，平台上的权限没了就没了。在这里给的身份两个平台都有效；其中的管理员和所有者，会收到需要有人决定的提醒。',
  also_told_one: '还有 {{count}} 人自己要求收到提醒：',
  also_told_other: '还有 {{count}} 人自己要求收到提醒：',
  line: '{{member}}：{{rank}}',
  line_unreached: '{{member}}：{{rank}}。私信送不到，我说的话会留在 `/inbox`',
  button_add: '添加',
  button_remove: '移除 {{member}}',
  button_list: '所有管理者',
  owner_ask: '要让 {{member}} 成为所有者吗？',
  owner_warning: '所有者在这里什么都能做，也能给人身份、收回身份，包括你的。',
  added: '{{member}} 现在是{{rank}}',
  may: {
    moderator: '可以查看成员、手动赠送和收回方案，也可以决定被暂停的移出。',
    creator: '等有了课程，就可以打理课程。',
    owner: '在这里什么都能做。',
  },
  told: '需要有人决定的时候，我会告诉对方。',
  not_reached: '我还没法给对方发消息。请对方打开与我的私聊，在那里输入 `/settings` 并允许私信。',
  none: '{{member}} 在这里没有身份',
  remove_ask: '要收回 {{member}} 的身份吗？（{{rank}}）',
  remove_warning: '对方仍是成员，付费得到的一切不变。',
  remove_self: '这是你自己。收回之后，你只剩下平台给你的权限。',
  removed: '{{member}} 在这里不再有身份',
};

export const alarms = {
  offer:
    '你在这里是管理者，但需要有人决定的时候，我还不会给你发消息。比如移出被暂停、某处拒绝我、付款有争议。要我告诉你吗？',
  button_on: '好，提醒我',
  button_no: '不用了',
  button_off: '不再提醒我',
  title_on: '我会告诉你',
  title_off: '我不会为这些事给你发消息',
  about: '包括移出被暂停、某处拒绝我，以及付款有争议。等你不再是管理者，提醒会自动停止。',
  arrives: '我会直接给你发消息。',
  inbox_only: '现在私信送不到你这里，所以会留在 `/inbox`。用 `/settings` 可以改。',
  listed: '你会收到提醒，因为所有者给了你身份',
  listed_hint: '只有所有者可以修改：`/staff list`。',
};

export const elsewhere = {
  title: '这里不出售会员',
  shop: '可以在我们自己的页面上成为会员。',
  open: '打开页面',
  discord: '可以到 Discord 的 **{{guild}}** 成为会员：在那里输入 `/subscribe`。',
  ask: '请问问管理这个社群的人，在哪里可以成为会员。',
  after: '之后对我说 `/link`，你的会员在这里也就能用了。',
};

export const claim = {
  title: '欢迎回来，这些还是你的',
  subscription: '你的订阅照旧继续，不用再付一次。',
  silent: '你的订阅照旧继续。刚才没联系上 Stripe，它打开的内容稍后会自动补上。',
  granted: '你有 **{{plan}}**，{{until}}。',
  opened_one: '已为你打开 {{count}} 处。',
  opened_other: '已为你打开 {{count}} 处。',
  waiting: '请点“加入”，进到群组里。',
};
