/** 做不到的时候说什么。每一条都告诉你接下来怎么办。 */
export const errors = {
  unexpected: '我这边出了点问题。请再试一次；如果又出现，请把这个编号告诉管理员：`{{reference}}`。',
  not_allowed: '你在这里没有这个权限。如果觉得应该有，请找社群的所有者。',
  unknown_command: '我不认识 `/{{command}}`。用 `/help` 看看我能做什么。',
  too_fast: '一下子太多了，请{{when}}再试。',
  provider_unavailable: '现在联系不上 Stripe。什么都没有改，也没有收走任何东西。请过一分钟再试。',

  storage_away: '现在读写不了文件存储。什么都没有改，也没有丢。请过一分钟再试。',
  database_away: '我现在读写不了记录。已经付的款、已经给的权限都不会丢。请过一分钟再试。',

  option_missing: '还缺 **{{option}}**。请重新输入命令并填上它。',
  option_bad_integer: '**{{option}}** 要填整数，例如 7。',
  option_integer_range: '**{{option}}** 要填 {{min}} 到 {{max}} 之间的整数。',
  option_bad_flag: '**{{option}}** 要填“是”或“否”。',
  option_bad_date:
    '我看不懂 **{{option}}** 里的日期。可以写 2026-12-31、2026-12-31 20:00，或者 30d（三十天后）。',
  option_bad_choice: '**{{option}}** 没有这个选项，请从列表里选。',
  option_unknown_member: '这里没有叫“{{typed}}”的人。请从列表里选，或者直接提及对方。',
  option_too_long: '**{{option}}** 太长了，最多 {{max}} 个字。',
  file_too_big: '文件太大了，最多 {{max}} MB。',

  button_expired: '这个按钮已经过期。重新输入命令，就会有新的。',
  button_not_yours: '这个按钮是给别人的。自己输入一次命令，就有你的了。',

  no_community:
    '我在这里还没有连到任何社群。如果社群是你的，请在服务器或群组里输入 `/setup`，并带上控制台给出的代码；如果你是成员，请到社群里再说一次。',
  choose_community: '我照看着好几个社群，请到你想说的那个社群里再说一次。',
  setup_code_bad: '这个代码不对、已经用过，或者超过了 24 小时。新的代码由控制台给出：`lyceum setup-code`。',
  setup_not_yours:
    '只有管理这个社群的人才能连接。如果是你，请在服务器或群组里输入 `/setup`，并带上控制台给出的代码。',
  setup_in_space: '请在想要连接的服务器或群组里说，不要在私聊里说。',

  plan_unknown: '没有这个方案，请从列表里选。',
  plan_name_taken: '已经有一个叫 **{{name}}** 的方案了，请换个名字。',
  plan_name_bad: '方案要有名字，请写上。',
  plan_archived: '**{{plan}}** 已经下架了。用 `/plan restore` 可以重新上架。',
  plan_not_archived: '**{{plan}}** 没有下架，正在出售。',
  price_recurring: '这个价格会自动续订，取消之前一直有效。请不要填天数，或者另选一个一次付清的价格。',
  price_unknown: 'Stripe 里没有这个价格，或者它已停用。请从列表里选，或先在 Stripe 里新建。',
  price_taken: '这个价格已经属于 **{{plan}}**。一个价格只能属于一个方案。',
  price_not_in_plan: '**{{plan}}** 没有这个价格，请从列表里选。',
  code_unknown:
    '优惠码 {{code}} 在这里用不了：可能写错了、过期了，或者不适用于这个价格。不用它也能继续，付款页上还可以再填。',
  code_by_card: '只有刷卡付款才能用优惠码。两样请只留一样。',
  gift_recurring: '只有一次付清的才能送人，自动续订的不行。用 `/gift` 看看能送什么。',
  gift_unknown: '没有这个兑换码。请和收到的逐字核对一下。',
  gift_unpaid:
    '这份礼物还没付款，或者款项已经退回。送礼的人可以用 `/orders` 查看。刚付的款，过一会儿才会到。',
  gift_taken: '这个兑换码已经用过了，每个只能用一次。如果不是你用的，请问问送礼的人。',
  not_by_invoice: '这个不能用账单付款。去掉这一项，就能进入刷卡页面。',
  email_needed:
    '账单由 Stripe 发到邮箱，但它还没有你的地址。请重新输入命令并填上 `email`。我只转交给 Stripe，自己不保存。',
  email_bad: '这不是 Stripe 能送达的邮箱地址。请再点一次“按账单付款”，重新输入。',
  currency_mixed:
    '你的 **{{plan}}** 是用 {{currency}} 付的，而 Stripe 不允许同一个人同时用两种货币订阅。请选 {{currency}} 的价格，或者一次付清的价格。',
  subscription_unknown: '这份订阅已经结束，或者不是你的。用 `/membership` 看看现在有哪些。',
  portal_refuses:
    'Stripe 的页面在这里还不能做这件事：需要团队先在 `Customer Portal` 的设置里打开。请联系管理员。',
  due_unused: '只有允许用账单付款时，付款期限才有用。请同时打开 `by_invoice`。',
  kick_after_unused: '只有选择“先收回，几天后再移出”时，移出天数才有用。请同时在 `removal` 里选上它。',
  nothing_to_change: '请说明要改什么：名称、试用、账单付款、宽限天数，或到期后的处理方式。',
  place_unknown: '找不到这个身份组或群组。请从列表里选；如果列表里没有，请先把我加进那个服务器或群组。',
  place_not_open: '**{{plan}}** 没有打开这个位置，请从列表里选。',

  member_unknown: '我还不认识这位成员。请对方先和我说句话，例如 `/help`。',
  grant_unknown: '这份赠送已经结束或收回了。用 `/member` 可以看到对方现在有什么。',
  date_past: '这个日期已经过了。请选一个将来的日期，或者不填。',
  reason_missing: '请写上原因，以后别人会想知道。',

  link_code_bad: '这个代码不对、已经用过，或者超过了 10 分钟。请在另一个账号上输入 `/link`，拿一个新的。',
  link_same_platform: '这个代码就是在这个平台上生成的。请到另一个平台，用那边的账号来说。',
  link_same_account: '这两个账号已经连在一起了，不用再做什么。',

  time_zone_unknown: '没有“{{zone}}”这个时区。请输入离你近的城市，再从列表里选。',
  quiet_hours_bad: '我看不懂这个时段。请写成 22:00-08:00 这样，或者写“关”。',

  hold_unknown: '这件事已经决定过，或者不需要决定了。用 `/sync` 看看还有什么在等你。',
  hold_grew:
    '现在 {{of}} 人里有 {{removals}} 人要离开，比问你的时候多了。还没有移出任何人。如果还是要移出，请用 `/sync` 再决定一次。',
  hold_decision_missing: '请说明是继续移出，还是一个都不动。`/sync` 里两个按钮都有。',
};
