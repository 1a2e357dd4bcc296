import { html, nothing, type TemplateResult } from 'lit';
import { withEmoji } from '../look/emoji.js';
import { icon } from '../look/icons.js';
import type { DiscordMessage, GuildView } from '../state/views.js';
import { colour, paragraphs, type Pen } from './ink.js';
import { openable } from './markdown.js';
import { isSelect, kind, type Part, type SelectChoice } from './shapes.js';
import './select.js';

/** What somebody can do with the parts of a message. */
export interface Hands extends Pen {
  message: DiscordMessage;
  guild: GuildView | undefined;
  /** `messageId customId` of what is under way. */
  busy: string | null;
  press(message: DiscordMessage, customId: string): void;
  choose(message: DiscordMessage, customId: string, values: string[]): void;
}

const LOOKS = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

const opened = (url: string | undefined): string | undefined =>
  url !== undefined && openable(url) ? url : undefined;

/** Every component of a message, classic rows and the second version alike. */
export function drawParts(parts: readonly Part[], hands: Hands): TemplateResult[] {
  return parts.map((part) => drawPart(part, hands));
}

function drawPart(part: Part, hands: Hands): TemplateResult {
  if (isSelect(part.type)) return drawSelect(part, hands);
  switch (part.type) {
    case kind.row:
      return html`<div class="row">${drawParts(part.components ?? [], hands)}</div>`;
    case kind.button:
      return drawButton(part, hands);
    case kind.text:
      return html`<div class="v2-text md">${paragraphs(part.content ?? '', hands)}</div>`;
    case kind.section:
      return html`<div class="v2-section">
        <div>${drawParts(part.components ?? [], hands)}</div>
        ${part.accessory ? drawPart(part.accessory, hands) : nothing}
      </div>`;
    case kind.thumbnail:
      return pictureOf(part.media?.url, part.description, 'v2-thumb');
    case kind.gallery:
      return html`<div class="v2-gallery">
        ${(part.items ?? []).map((item) => pictureOf(item.media.url, item.description, 'v2-picture'))}
      </div>`;
    case kind.file:
      return html`<a class="file" href=${opened(part.file?.url) ?? nothing} target="_blank" rel="noreferrer">
        ${icon('file')} ${part.name ?? hands.store.words.discord.attachment}
      </a>`;
    case kind.separator:
      return html`<div
        class="v2-gap ${part.spacing === 2 ? 'wide' : ''} ${part.divider ? 'line' : ''}"
      ></div>`;
    case kind.container: {
      const edge = colour(part.accent_color ?? 0);
      return html`<div class="v2-box" style=${edge ? `--edge:${edge}` : ''}>
        ${drawParts(part.components ?? [], hands)}
      </div>`;
    }
    default:
      return html``;
  }
}

function pictureOf(url: string | undefined, alt: string | null | undefined, look: string): TemplateResult {
  const source = opened(url);
  return source ? html`<img class=${look} src=${source} alt=${alt ?? ''} />` : html``;
}

function drawButton(part: Part, hands: Hands): TemplateResult {
  const { message } = hands;
  const look = LOOKS[part.style ?? 2] ?? 'secondary';
  const label = html`${part.emoji ? html`<span>${withEmoji(part.emoji.name)}</span>` : nothing}
    <span>${withEmoji(part.label ?? '')}</span>`;
  if (part.style === 5) {
    return html`<a
      class="button link"
      href=${opened(part.url) ?? nothing}
      target="_blank"
      rel="noreferrer noopener"
      >${label}${icon('out')}</a
    >`;
  }
  const customId = part.custom_id ?? '';
  const busy = hands.busy === `${message.id} ${customId}`;
  return html`<button
    class="button ${look} ${busy ? 'busy' : ''}"
    ?disabled=${part.disabled || hands.busy !== null}
    aria-busy=${busy}
    @click=${() => hands.press(message, customId)}
  >
    ${label}${busy ? html`<span class="dots"><i></i><i></i><i></i></span>` : nothing}
  </button>`;
}

/** What a select of people, roles or channels offers here. */
export function choicesOf(part: Part, guild: GuildView | undefined): SelectChoice[] {
  const people = (): SelectChoice[] =>
    (guild?.members ?? []).map((one) => ({ label: one.name, value: one.id, description: one.username }));
  const roles = (): SelectChoice[] =>
    (guild?.roles ?? [])
      .filter((role) => role.id !== guild?.id)
      .map((role) => ({ label: `@${role.name}`, value: role.id }));
  switch (part.type) {
    case kind.userSelect:
      return people();
    case kind.roleSelect:
      return roles();
    case kind.mentionableSelect:
      return [...people(), ...roles()];
    case kind.channelSelect:
      return (guild?.channels ?? []).map((one) => ({ label: `#${one.name}`, value: one.id }));
    default:
      return part.options ?? [];
  }
}

/** Values that are chosen to begin with. */
export function chosenOf(part: Part): string[] {
  if (part.default_values) return part.default_values.map((one) => one.id);
  return (part.options ?? []).filter((one) => one.default).map((one) => one.value);
}

function drawSelect(part: Part, hands: Hands): TemplateResult {
  const { message, store } = hands;
  const customId = part.custom_id ?? '';
  return html`<discord-select
    .store=${store}
    .choices=${choicesOf(part, hands.guild)}
    .chosen=${chosenOf(part)}
    .least=${part.min_values ?? 1}
    .most=${part.max_values ?? 1}
    .hint=${part.placeholder ?? ''}
    .off=${part.disabled === true || hands.busy !== null}
    @chosen=${(event: CustomEvent<string[]>) => hands.choose(message, customId, event.detail)}
  ></discord-select>`;
}
