/** Discord 和 Telegram 上可能出的问题。 */
export const chats = {
  discord: {
    works: { what: 'Discord 让我们以 {{bot}} 登录。' },
    token_refused: {
      what: 'Discord 不认可机器人的令牌。',
      mend: '请在开发者后台的 `Bot` 页点 `Reset Token`，把新令牌填进 `DISCORD_TOKEN`。',
    },
    unreachable: {
      what: 'Discord 没有回应（{{reason}}）。',
      mend: '请看看 `discordstatus.com`，并确认这台机器能访问互联网，然后再检查一次。',
    },
    gateway_unreachable: {
      what: 'Discord 有回应，但实时连接建立不了（{{reason}}）。',
      mend: '请允许这台机器访问 `gateway.discord.gg` 的 443 端口（`websocket`）。连不上的话，谁都没法和机器人说话。',
    },
    intent_members_off: {
      what: '`Server Members Intent` 没有打开，所以 Discord 不让机器人连接。',
      mend: '请在开发者后台的 `Bot` 页打开 `Server Members Intent` 并保存，再重启 Lyceum。',
    },
    intent_content_off: {
      what: '{{place}} 设为主动回答，但 Discord 不让机器人看到那里的消息内容。',
      mend: '请在开发者后台的 `Bot` 页打开 `Message Content Intent` 并保存，再重启 Lyceum。私信和提及机器人不受影响。',
    },
    intent_content_desk: {
      what: '管理员在 {{place}} 写给成员的话送不出去：Discord 不让机器人看到那里的消息内容。',
      mend: '请在开发者后台的 `Bot` 页打开 `Message Content Intent` 并保存，再重启 Lyceum。在那之前，请用 `/tickets answer` 回复。',
    },
    guild_lost: {
      what: '机器人已经不在服务器“{{guild}}”里。',
      mend: '请用 `docs/going-live.md` 里的链接重新邀请它。在那之前，那里谁都不会得到或失去什么。',
    },
    missing_manage_roles: {
      what: '在“{{guild}}”里，机器人没有权限发身份组。',
      mend: '请在服务器设置的“身份组”里选机器人的身份组，打开“管理身份组”。',
    },
    missing_kick_members: {
      what: '在“{{guild}}”里，机器人没有权限移出成员，但有方案需要它。',
      mend: '请在服务器设置的“身份组”里选机器人的身份组，打开“踢出成员”。也可以用 `/plan edit` 让方案只收回身份组。',
    },
    role_above_bot: {
      what: '在“{{guild}}”里，身份组“{{role}}”的位置比机器人高，所以发不出去。',
      mend: '请在服务器设置的“身份组”里，把机器人的身份组拖到“{{role}}”上面。',
    },
    role_managed: {
      what: '在“{{guild}}”里，身份组“{{role}}”属于别的应用或助力者，谁都发不了。',
      mend: '请自己建一个身份组，用 `/plan open` 让方案开通它，再用 `/plan close` 去掉这一个。',
    },
    role_gone: {
      what: '在“{{guild}}”里，身份组“{{role}}”已被删除，但还有方案要开通它。',
      mend: '请重新建一个身份组，用 `/plan open` 让方案开通它，再用 `/plan close` 去掉旧的。',
    },
    administrator: {
      what: '在“{{guild}}”里，机器人是管理员，权限超过了需要。',
      mend: '请关掉“管理员”，打开“管理身份组”和“踢出成员”。这样令牌万一被偷，损失也小些。',
    },
  },

  telegram: {
    works: { what: 'Telegram 让我们以 {{bot}} 登录。' },
    token_refused: {
      what: 'Telegram 不认可机器人的令牌。',
      mend: '请在 `@BotFather` 那里用 `/token` 查看令牌，或用 `/revoke` 换一个，再填进 `TELEGRAM_TOKEN`。',
    },
    unreachable: {
      what: 'Telegram 没有回应（{{reason}}）。',
      mend: '请确认这台机器能访问 `api.telegram.org`。如果那里被屏蔽，可以用 `TELEGRAM_API_URL` 指定自己的服务器。',
    },
    webhook_set: {
      what: '这个机器人设了回调地址（{{address}}），所以 Lyceum 收不到消息。',
      mend: '启动 Lyceum，它会取消这个地址。如果又出现，说明别的程序在用同一个令牌，请在 `@BotFather` 那里用 `/revoke` 换一个。',
    },
    webhook_missing: {
      what: '`TELEGRAM_WEBHOOK` 打开了，但 Telegram 没有在访问 {{address}}。',
      mend: '启动 Lyceum，它会把地址告诉 Telegram。如果过后又变了，说明别的程序在用同一个令牌。',
    },
    webhook_updates: {
      what: 'Telegram 没有把一切都告诉我们，缺少：{{updates}}。',
      mend: '请重启 Lyceum，它会向 Telegram 要。',
    },
    webhook_failing: {
      what: 'Telegram 最近一条消息没能送到：{{reason}}',
      mend: '请确认从互联网能打开 `PUBLIC_URL`，而且证书有效。',
    },
    privacy_mode: {
      what: '隐私模式让机器人看不到群组 {{group}} 里的消息：那里的活动统计不到，没有叫它的问题也不会回答。',
      mend: '请把机器人设为该群的管理员；或者在 `@BotFather` 那里用 `/setprivacy` 关闭隐私模式，再把机器人移出群组、重新加入。',
    },
    group_lost: {
      what: '机器人已经不在群组“{{group}}”里。',
      mend: '请重新把它加进去，并设为管理员。在那之前，那里谁都进不来，也不会被移出。',
    },
    not_admin: {
      what: '在群组“{{group}}”里，机器人不是管理员。',
      mend: '请在群组设置的“管理员”里添加它，打开“封禁用户”和“生成邀请链接”。',
    },
    missing_restrict: {
      what: '在群组“{{group}}”里，机器人没有权限移出成员。',
      mend: '请在群组设置的“管理员”里选机器人，打开“封禁用户”。',
    },
    missing_invite: {
      what: '在群组“{{group}}”里，机器人没有权限让人进来。',
      mend: '请在群组设置的“管理员”里选机器人，打开“生成邀请链接”。',
    },
    basic_group: {
      what: '群组“{{group}}”还是普通群组。',
      mend: '请把它升级为超级群组：在群组设置里让新成员能看到历史消息。普通群组人数少，被移出的人还能被任何成员再拉进来。',
    },
    group_moved: {
      what: '群组“{{group}}”已升级为超级群组，Lyceum 还不知道。',
      mend: '启动 Lyceum，它会自己跟上。如果一直这样，请拿一个新的设置码在群组里说 `/setup`。',
    },
  },
};
