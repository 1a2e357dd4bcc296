/** Stripe 那边可能出的问题。 */
export const stripe = {
  works: { what: 'Stripe 让我们登录，当前是{{mode}}。' },
  key_refused: {
    what: 'Stripe 不认可 `STRIPE_SECRET_KEY` 里的密钥。',
    mend: '请在 Stripe 后台的“开发人员”的密钥页里新建一个密钥，填到那里。',
  },
  unreachable: {
    what: 'Stripe 没有回应（{{reason}}）。',
    mend: '请看看 `status.stripe.com`，并确认这台机器能访问 `api.stripe.com`。这段时间谁都不会失去什么。',
  },
  permission_missing: {
    what: '这个密钥没有 {{permission}} 的权限（{{level}}）。',
    mend: '请在 Stripe 后台的“开发人员”的密钥页里编辑这个受限密钥，把 {{permission}} 设为 {{level}}。',
  },
  cannot_see: {
    what: '这个密钥不能查看 {{permission}}，所以这一项没法检查。',
    mend: '不影响 Lyceum 工作。想让它检查，请在受限密钥里把 {{permission}} 设为 `Read`。',
  },
  other_mode: {
    what: '密钥属于{{mode}}，但“{{plan}}”的价格 {{price}} 是在{{other}}里建的。',
    mend: '密钥、回调签名密钥和价格必须属于同一个模式。请换成{{other}}的密钥，或者用{{mode}}的价格建方案。',
  },
  price_missing: {
    what: 'Stripe 不认识“{{plan}}”的价格 {{price}}。',
    mend: '它属于别的 Stripe 账户，或者已被删除。请用 `/plan price-add` 另加一个，再用 `/plan price-remove` 去掉它。',
  },
  price_inactive: {
    what: '“{{plan}}”的价格 {{price}} 在 Stripe 已归档：新的人买不了，已经买的人不受影响。',
    mend: '请在 Stripe 后台取消价格和产品的归档，或者用 `/plan price-add` 另加一个。',
  },
  webhook_missing: {
    what: '在{{mode}}下，Stripe 没有指向 {{address}} 的回调地址，什么都不会告诉我们。',
    mend: '请在 Stripe 后台的“开发人员”里添加这个回调地址，把它的签名密钥填进 `STRIPE_WEBHOOK_SECRET`。',
  },
  webhook_disabled: {
    what: '指向 {{address}} 的回调被停用了。',
    mend: '请在 Stripe 后台的“开发人员”里找到它并启用。连续几天没有回应时，Stripe 会停用它。',
  },
  webhook_events: {
    what: '回调没有发送这些事件：{{events}}。',
    mend: '请在 Stripe 后台的“开发人员”里找到这个回调，加上这些事件。在那之前，Lyceum 只能靠每小时的巡查得知。',
  },
  webhook_version: {
    what: '回调用的 Stripe 接口版本是 {{theirs}}，Lyceum 用的是 {{ours}}。',
    mend: '一般不要紧，因为 Lyceum 会把听到的都再问一遍。下次新建回调时，请选版本 {{ours}}。',
  },
  webhook_not_accepted: {
    what: 'Stripe 最近的消息没有送到这里：从 {{since}} 起有 {{count}} 条。',
    mend: '多半是签名密钥属于别的回调，或属于另一个模式。请把这个回调的签名密钥填进 `STRIPE_WEBHOOK_SECRET`，再重启 Lyceum。',
  },
  webhook_gaps: {
    what: 'Stripe 有些消息没有送到这里：从 {{since}} 起有 {{count}} 条。后来的都收到了。',
    mend: '每小时的巡查已经补上了。如果再发生，请确认 Lyceum 和它的地址一直在线。',
  },
  portal_missing: {
    what: '在{{mode}}下，客户门户还从没设置过，成员没法换卡，也没法取消。',
    mend: '请在 Stripe 后台的设置里找到客户门户，按一次“保存”。',
  },
  portal_no_card: {
    what: '成员在客户门户里没法换卡。',
    mend: '请在 Stripe 后台的客户门户设置里，允许客户更新付款方式。',
  },
  portal_no_cancel: {
    what: '成员在客户门户里没法取消。',
    mend: '请在 Stripe 后台的客户门户设置里，允许客户在周期结束时取消。',
  },
  portal_no_switch: {
    what: '成员在客户门户里没法换方案或价格。',
    mend: '请在 Stripe 后台的客户门户设置里，允许客户更换方案，并加上你出售的产品。',
  },
  after_retries_unknown: {
    what: 'Stripe 不会告诉程序最后一次扣款失败后会怎样，到现在也还没有人一直失败到底。',
    mend: '请在 Stripe 后台的订阅与邮件设置里，看看所有重试都失败后会怎样，选“取消订阅”。',
  },
  after_retries_cancel: {
    what: '从历史看，最后一次扣款失败后，Stripe 会取消订阅。',
  },
  after_retries_unpaid: {
    what: '从历史看，最后一次扣款失败后，Stripe 会把订阅标为未付款：人已经没有权限，账单还在继续。',
    mend: '请在 Stripe 后台的订阅与邮件设置里，把所有重试都失败后的处理改为“取消订阅”。',
  },
  after_retries_past_due: {
    what: '从历史看，最后一次扣款失败后，Stripe 会让订阅一直逾期：人已经没有权限，账单还在继续。',
    mend: '请在 Stripe 后台的订阅与邮件设置里，把所有重试都失败后的处理改为“取消订阅”。',
  },
};
