import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import type { Store } from '../state/store.js';
import type { GuildView } from '../state/views.js';
import { colour } from './ink.js';
import { colourOf } from './message.js';

type Member = GuildView['members'][number];

export interface MemberHands {
  store: Store;
  /** Whose roles are open; the person's own always are. */
  open: string | null;
  toggle(id: string): void;
  /** Whose roles just changed. */
  lit: ReadonlySet<string>;
}

/** Who has other roles than at the last look. Nobody has, at the first one. */
export function createRoleWatch(): (guild: GuildView | undefined, viewer: string) => ReadonlySet<string> {
  let known: { viewer: string; roles: Map<string, string> } | undefined;
  let lit = new Set<string>();
  return (guild, viewer) => {
    const roles = new Map((guild?.members ?? []).map((one) => [one.id, one.roles.join(' ')]));
    const before = known?.viewer === viewer ? known.roles : undefined;
    if (!before) lit = new Set();
    for (const [id, now] of roles) if (before?.has(id) && before.get(id) !== now) lit = new Set([...lit, id]);
    known = { viewer, roles };
    return lit;
  };
}

/** Members under their highest role, as Discord lists them, then all roles with how many have them. */
export function memberList(guild: GuildView, hands: MemberHands): TemplateResult {
  const { words } = hands.store;
  const ranks = guild.roles.filter((role) => role.color > 0 && !role.managed);
  const highest = (member: Member) => ranks.find((role) => member.roles.includes(role.id));
  const groups = [
    ...ranks.map((role) => ({
      id: role.id,
      name: role.name,
      members: guild.members.filter((one) => highest(one) === role),
    })),
    {
      id: 'online',
      name: words.discord.online,
      members: guild.members.filter((one) => !highest(one) && one.online),
    },
    { id: 'offline', name: words.discord.offline, members: guild.members.filter((one) => !one.online) },
  ];
  return html`<aside class="members scroll" aria-label=${words.discord.members}>
    ${groups
      .filter((group) => group.members.length > 0)
      .map(
        (group) =>
          html`<h3>${group.name} — ${group.members.length}</h3>
            <ul>
              ${repeat(
                group.members,
                // Moving to another group draws the row anew, which lights it up.
                (one) => `${group.id} ${one.id}`,
                (one) => memberRow(one, guild, hands),
              )}
            </ul>`,
      )}
    <h3>${words.discord.roles}</h3>
    <ul class="roles">
      ${guild.roles
        .filter((role) => role.id !== guild.id)
        .map(
          (role) =>
            html`<li style="--role:${colour(role.color) ?? '#99aab5'}">
              <i></i><span>${role.name}</span><small>${role.memberIds.length}</small>
            </li>`,
        )}
    </ul>
  </aside>`;
}

function memberRow(
  member: Member,
  guild: GuildView,
  { store, open, toggle, lit }: MemberHands,
): TemplateResult {
  const isMe = member.id === store.view.discord.user.id;
  const paint = colourOf(member.id, guild);
  const shown = isMe || open === member.id;
  return html`<li class="member ${member.online ? '' : 'away'} ${lit.has(member.id) ? 'lit' : ''}">
    <button aria-expanded=${shown} @click=${() => toggle(member.id)}>
      <span class="presence ${member.online ? 'online' : ''}">${avatar(member, store.about, 28)}</span>
      <span class="member-name" style=${paint ? `color:${paint}` : ''}>${member.name}</span>
      ${member.bot ? html`<span class="tag">${icon('check')}${store.words.discord.app}</span>` : nothing}
      ${guild.ownerId === member.id ? html`<span class="crown">${icon('crown')}</span>` : nothing}
    </button>
    ${shown ? chips(member, guild, store) : nothing}
  </li>`;
}

function chips(member: Member, guild: GuildView, store: Store): TemplateResult {
  const roles = guild.roles.filter((role) => role.id !== guild.id && member.roles.includes(role.id));
  if (roles.length === 0) return html`<small class="none">${store.words.discord.noRoles}</small>`;
  return html`<div class="chips">
    ${roles.map(
      (role) =>
        html`<span class="chip" style="--role:${colour(role.color) ?? '#99aab5'}"><i></i>${role.name}</span>`,
    )}
  </div>`;
}
