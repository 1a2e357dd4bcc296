import type { AdminRights, Permissions } from './api.js';

export const adminRightNames = [
  'is_anonymous',
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_pin_messages',
  'can_manage_topics',
] as const satisfies readonly (keyof AdminRights)[];

const permissionNames = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_react_to_messages',
  'can_edit_tag',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const satisfies readonly (keyof Permissions)[];

export type AdminRightName = (typeof adminRightNames)[number];

/** Administrator rights with everything off but what is given; every administrator can at least manage the chat. */
export function adminRights(given: Partial<AdminRights>): AdminRights {
  const all = Object.fromEntries(adminRightNames.map((name) => [name, given[name] ?? false]));
  return { ...(all as unknown as AdminRights), can_manage_chat: true };
}

/** What an administrator gets when nothing is said: all but the right to make administrators. */
export function usualAdminRights(): AdminRights {
  const all = Object.fromEntries(adminRightNames.map((name) => [name, true]));
  return { ...(all as unknown as AdminRights), is_anonymous: false, can_promote_members: false };
}

export function permissions(given: Partial<Permissions>, otherwise = false): Permissions {
  return Object.fromEntries(
    permissionNames.map((name) => [name, given[name] ?? otherwise]),
  ) as unknown as Permissions;
}

/** What members may do in a chat nobody configured: talk and invite, but not change the chat. */
export function usualPermissions(): Permissions {
  return permissions({ can_change_info: false, can_pin_messages: false, can_manage_topics: false }, true);
}

/** Keeps the known boolean rights of an untyped object, dropping everything else. */
export function readAdminRights(given: Record<string, unknown>): Partial<AdminRights> {
  return Object.fromEntries(
    adminRightNames.flatMap((name) => (typeof given[name] === 'boolean' ? [[name, given[name]]] : [])),
  );
}
