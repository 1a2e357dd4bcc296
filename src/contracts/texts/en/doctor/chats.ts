/** What can be wrong on Discord and on Telegram. */
export const chats = {
  discord: {
    works: { what: 'Discord lets us in as {{bot}}.' },
    token_refused: {
      what: 'Discord does not accept the bot’s token.',
      mend: 'In the developer portal, under Bot, choose “Reset Token”, and put the new one into `DISCORD_TOKEN`.',
    },
    unreachable: {
      what: 'Discord does not answer ({{reason}}).',
      mend: 'Look at discordstatus.com, and see that this machine may open addresses on the internet. Then ask again.',
    },
    gateway_unreachable: {
      what: 'Discord answers, but its live connection cannot be opened ({{reason}}).',
      mend: 'Let this machine open websockets to gateway.discord.gg on port 443. Without it nobody can talk to the bot.',
    },
    intent_members_off: {
      what: 'The switch “Server Members Intent” is off, so Discord does not let the bot in.',
      mend: 'In the developer portal, under Bot, switch on “Server Members Intent” and save. Then restart Lyceum.',
    },
    intent_content_off: {
      what: 'Questions in {{place}} are to be answered unasked, but Discord shows the bot no words there.',
      mend: 'In the developer portal, under Bot, switch on “Message Content Intent” and save. Then restart Lyceum. Direct messages and mentions work without it.',
    },
    intent_content_desk: {
      what: 'What moderators write to members in {{place}} reaches nobody: Discord shows the bot no words there.',
      mend: 'In the developer portal, under Bot, switch on “Message Content Intent” and save. Then restart Lyceum. Until then, answer with `/tickets answer`.',
    },
    guild_lost: {
      what: 'The bot is no longer in the server {{guild}}.',
      mend: 'Invite it again with the link in docs/going-live.md. Until then nobody there gets or loses anything.',
    },
    missing_manage_roles: {
      what: 'In {{guild}} the bot may not hand out roles.',
      mend: 'In the server settings, under Roles, choose the bot’s role and allow “Manage Roles”.',
    },
    missing_kick_members: {
      what: 'In {{guild}} the bot may not remove people, although a plan asks for it.',
      mend: 'In the server settings, under Roles, choose the bot’s role and allow “Kick Members”. Or let the plan take only the role, with `/plan edit`.',
    },
    role_above_bot: {
      what: 'In {{guild}} the role “{{role}}” stands above the bot’s own, so it cannot hand it out.',
      mend: 'In the server settings, under Roles, drag the bot’s role above “{{role}}”.',
    },
    role_managed: {
      what: 'In {{guild}} the role “{{role}}” belongs to another app or to boosters: nobody can hand it out.',
      mend: 'Make a role of your own, and let the plan open that one: `/plan open`, then `/plan close` for this one.',
    },
    role_gone: {
      what: 'In {{guild}} the role “{{role}}” was deleted, although a plan opens it.',
      mend: 'Make a role again and let the plan open it: `/plan open`. Then take the old one away with `/plan close`.',
    },
    administrator: {
      what: 'In {{guild}} the bot is an administrator, which is more than it needs.',
      mend: 'Take “Administrator” away and allow “Manage Roles” and “Kick Members”. A stolen token then does less harm.',
    },
  },

  telegram: {
    works: { what: 'Telegram lets us in as {{bot}}.' },
    token_refused: {
      what: 'Telegram does not accept the bot’s token.',
      mend: 'Ask @BotFather for it with /token, or for a new one with /revoke, and put it into `TELEGRAM_TOKEN`.',
    },
    unreachable: {
      what: 'Telegram does not answer ({{reason}}).',
      mend: 'See that this machine may open api.telegram.org. Where that is blocked, `TELEGRAM_API_URL` can name a server of your own.',
    },
    webhook_set: {
      what: 'A webhook is set for this bot ({{address}}), so Lyceum gets no messages.',
      mend: 'Start Lyceum: it takes the webhook away. If it comes back, another program uses the same token: get a new one from @BotFather with /revoke.',
    },
    webhook_missing: {
      what: '`TELEGRAM_WEBHOOK` is on, but Telegram does not call {{address}}.',
      mend: 'Start Lyceum: it tells Telegram the address. If that does not last, another program uses the same token.',
    },
    webhook_updates: {
      what: 'Telegram does not tell us everything: {{updates}} are left out.',
      mend: 'Restart Lyceum: it asks Telegram for them.',
    },
    webhook_failing: {
      what: 'Telegram could not hand us its last message: {{reason}}',
      mend: 'See that `PUBLIC_URL` can be opened from the internet, and that its certificate is valid.',
    },
    privacy_mode: {
      what: 'Privacy mode hides from the bot what is written in the group {{group}}: it is not counted, and questions are not answered unasked.',
      mend: 'Make the bot an administrator of the group. Or switch the mode off (@BotFather, /setprivacy), remove the bot from the group and add it again.',
    },
    group_lost: {
      what: 'The bot is no longer in the group {{group}}.',
      mend: 'Add it again and make it an administrator. Until then nobody there gets in or out.',
    },
    not_admin: {
      what: 'In the group {{group}} the bot is not an administrator.',
      mend: 'In the group’s settings, under Administrators, add it and allow “Ban users” and “Invite users via link”.',
    },
    missing_restrict: {
      what: 'In the group {{group}} the bot may not remove people.',
      mend: 'In the group’s settings, under Administrators, choose the bot and allow “Ban users”.',
    },
    missing_invite: {
      what: 'In the group {{group}} the bot may not let people in.',
      mend: 'In the group’s settings, under Administrators, choose the bot and allow “Invite users via link”.',
    },
    basic_group: {
      what: 'The group {{group}} is still a basic group.',
      mend: 'Make it a supergroup: in the group’s settings, make the chat history visible to new members. Basic groups are small, and removed people can be added again by any member.',
    },
    group_moved: {
      what: 'The group {{group}} became a supergroup, and Lyceum does not know yet.',
      mend: 'Start Lyceum: it follows by itself. If this stays, say `/setup` with a new code in the group.',
    },
  },
};
