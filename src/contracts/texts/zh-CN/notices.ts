/** 没有问，也要告诉成员的事。 */
export const notices = {
  welcome: {
    title: '欢迎加入“{{plan}}”',
    body: '谢谢！现在为你打开了：{{places}}。',
    body_trial: '试用开始了。现在为你打开了：{{places}}。',
    body_short: '谢谢！用 `/membership` 看看你现在有什么。',
    hint: '少了点什么？点“为什么？”，我告诉你卡在哪一步。',
  },
  payment_failed: {
    title: '“{{plan}}”的付款没有成功',
    body: '别担心，什么都还没有变：你可以照常用到 {{graceUntil}}。',
    hint: '多数时候，换一张卡就好了。',
  },
  grace_ending: {
    title_one: '“{{plan}}”还剩 {{count}} 天可以付款',
    title_other: '“{{plan}}”还剩 {{count}} 天可以付款',
    title_today: '“{{plan}}”今天是最后的付款日',
    body: '付款一直没有成功，你的会员将在 {{graceUntil}} 结束。在那之前付清，一切照旧。',
  },
  access_ended: {
    title: '你的“{{plan}}”已经结束',
    reasons: {
      unpaid: '付款一直没有成功，宽限期也过了。',
      cancelled: '订阅已经结束。',
      refunded: '款项已经全额退还给你。',
      disputed: '你的银行把这笔款项撤回了。如果是误会，请联系管理员。',
      paused: '订阅暂停中，恢复后马上为你重新打开。',
      incomplete: '首次付款一直没有完成。',
      over: '你买的时长已经用完。',
      grant_over: '它是团队送给你的，现在到期了。',
      other: '已经没有对应的付款或赠送了。',
    },
    hint: '随时欢迎你回来。',
  },
  back_again: {
    title: '欢迎回到“{{plan}}”',
    body: '一切重新为你打开。',
  },
  join_link: {
    title: '{{place}} 已为你打开',
    body: '点“加入”，我马上让你进去。这个链接只对你有效，转给别人也没用。',
  },
  grant_given: {
    title: '“{{plan}}”送给你了',
    body: '这是团队送给你的，到 {{until}} 为止。原因：{{reason}}',
    body_short: '这是团队送给你的，长期有效。原因：{{reason}}',
  },
  trial_ending: {
    title: '“{{plan}}”的试用快结束了',
    body: '{{at}} 会转为正式订阅，届时扣款 {{amount}}。',
    body_short: '{{at}} 会转为正式订阅。',
    hint: '不想继续？在那之前取消，不会扣一分钱。',
  },
  pass_ending: {
    title: '你的“{{plan}}”快到期了',
    body: '你是一次性购买，可以用到 {{at}}，不会自动扣款。',
    hint: '到期前再买，新的天数会加在剩下的天数后面。',
  },
  invoice_open: {
    title: '“{{plan}}”有一张账单等你付款',
    amount: '应付 {{amount}}。',
    body: '请在 {{at}} 之前付清，在那之前一切照旧。',
    body_short: '到期之前一切照旧。',
  },
  gift_ready: {
    title: '你要送的“{{plan}}”准备好了',
    body: '已经付好款。在这里查看兑换码，交给要送的人就行；只能用一次。',
    show: '查看兑换码',
  },
  dispute: {
    look: '看看是谁',
    inquiry: {
      title: '银行在询问一笔 {{amount}} 的付款',
      body: '钱还没有动，也没有人失去权限。请到 Stripe 后台答复，别等银行自己下结论。',
    },
    open: {
      title: '一笔 {{amount}} 的付款出现争议',
      body: '银行暂时扣回了这笔钱，所以对应的权限先停用。请到 Stripe 后台答复；如果赢了，权限会自动恢复。',
    },
    won: {
      title: '{{amount}} 的争议你赢了',
      body: '钱回来了，权限也恢复了。',
    },
    lost: {
      title: '{{amount}} 的争议输了',
      body: '钱没有了，对应的权限保持关闭。',
    },
  },
  hold_asked: {
    title: '要移出的人太多，我先停下了',
    body: '{{place}} 的 {{of}} 人里有 {{removals}} 人要被移出。这不太寻常，所以一个都还没动。请看一看再决定。',
  },
  place_blocked: {
    title: '我照看不了 {{place}}',
    body: '原因：{{problem}}',
    hint: '处理好以后，我会自己继续。',
  },
};
