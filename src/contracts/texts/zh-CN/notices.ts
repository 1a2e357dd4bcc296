/** 没有问，也要告诉成员的事。 */
export const notices = {
  welcome: {
    title: '欢迎加入“{{plan}}”',
    body: '谢谢，款项已经收到。现在为你打开了：{{places}}。',
    body_short: '谢谢，款项已经收到。用 `/membership` 看看你现在有什么。',
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
      grant_over: '它是团队送给你的，现在到期了。',
      other: '已经没有对应的付款或赠送了。',
    },
    hint: '随时欢迎你回来。',
  },
  back_again: {
    title: '欢迎回到“{{plan}}”',
    body: '款项已经收到，一切重新为你打开。',
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
