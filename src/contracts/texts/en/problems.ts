/** Why a platform refuses us, and what to do about it. Each one fits after a colon. */
export const problems = {
  role_above_bot: 'this role is above mine. Drag my role above it in the server settings, under Roles.',
  missing_permission_manage_roles: 'I may not manage roles. Give me “Manage Roles” in the server settings.',
  missing_permission_kick: 'I may not remove people. Give me “Kick Members” in the server settings.',
  missing_permission_view_channel: 'I cannot see this channel. Give me “View Channel” there.',
  missing_permission_send: 'I may not write in this channel. Give me “Send Messages” there.',
  missing_permission_embed: 'I may not post rich messages in this channel. Give me “Embed Links” there.',
  missing_permission_history:
    'I cannot read back what I posted in this channel. Give me “Read Message History” there.',
  missing_permission_threads:
    'I may not open threads in this channel. Give me “Create Public Threads” there.',
  channel_gone: 'this channel no longer exists. Choose another one.',
  channel_wants_tag: 'posts of this forum need a tag. Switch that off in the settings of the forum.',
  bot_no_post:
    'I may not write here. Let me send messages, as an administrator or in the permissions of the group.',
  managed_role: 'this role belongs to another app, so nobody can hand it out. Choose another role.',
  not_in_space: 'the person is not there. They have to join first.',
  bot_not_admin: 'I am not an administrator of this group. Make me one in the group settings.',
  bot_no_restrict:
    'I may not remove people here. Make me an administrator with “Ban users” in the group settings.',
  bot_no_invite:
    'I may not invite people here. Make me an administrator with “Invite users via link” in the group settings.',
  is_admin_there: 'the person is an administrator there, so I cannot touch their seat.',
  banned_there: 'somebody banned this person there. Only a moderator can lift that ban.',
  space_gone: 'I was removed from this server or group. Add me again.',
  role_gone: 'this role no longer exists. Open another one with `/plan open`.',
  dm_closed: 'direct messages are switched off. The message waits in `/inbox`.',
  bot_blocked: 'the person has blocked me. The message waits in `/inbox`.',
  bot_token: 'the platform does not accept my token any more. Whoever runs me has to renew it.',
  not_started: 'the person has never written to me. They have to start a private chat with me once.',
  waiting: 'the person still has to come in by themselves, with the “Join” button.',
  held: 'a moderator has to look at it first, with `/sync`.',
  busy: 'the platform asks me to wait. I will try again by myself.',
  no_answer: 'the platform did not answer. I will try again by myself.',
  not_confirmed: 'I asked for it, but could not see that it happened. I will look again by myself.',
  account_gone: 'this account no longer exists.',
  unknown: 'the platform refused and did not say why. I will try again; please look at my rights there.',
};
