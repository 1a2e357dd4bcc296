import { html, nothing, type TemplateResult } from 'lit';
import { withEmoji } from '../look/emoji.js';
import { stamp } from '../look/time.js';
import type { Store } from '../state/store.js';
import { blocks, inlines, type Block, type Inline } from './markdown.js';

type Drawing = TemplateResult | string | typeof nothing | (string | TemplateResult)[];

/** What text refers to, by id, as the person may know it. */
export interface Names {
  user(id: string): string | undefined;
  role(id: string): { name: string; color: number } | undefined;
  channel(id: string): string | undefined;
}

export function namesFor(store: Store): Names {
  const { guilds, user, bot } = store.view.discord;
  return {
    user: (id) =>
      id === user.id
        ? user.name
        : id === bot.id
          ? bot.name
          : (guilds.flatMap((guild) => guild.members).find((one) => one.id === id)?.name ??
            store.about.people.find((one) => one.discordId === id)?.name),
    role: (id) => guilds.flatMap((guild) => guild.roles).find((one) => one.id === id),
    channel: (id) => guilds.flatMap((guild) => guild.channels).find((one) => one.id === id)?.name,
  };
}

/** 0x2ecc71 → #2ecc71; no colour for 0. */
export const colour = (value: number): string | undefined =>
  value > 0 ? `#${value.toString(16).padStart(6, '0')}` : undefined;

export interface Pen {
  store: Store;
  names: Names;
}

/** A block of Discord's markdown. */
export function paragraphs(source: string, pen: Pen): TemplateResult[] {
  return blocks(source).map((block) => drawBlock(block, pen));
}

/** One line of it, for titles and field names. */
export function line(source: string, pen: Pen): Drawing[] {
  return inlines(source).map((node) => drawInline(node, pen));
}

function drawBlock(block: Block, pen: Pen): TemplateResult {
  const inside =
    'of' in block && block.is !== 'quote' ? block.of.map((node) => drawInline(node, pen)) : nothing;
  switch (block.is) {
    case 'paragraph':
      return html`<div class="md-line">${inside}</div>`;
    case 'heading':
      return html`<div class="md-h md-h${block.level}" role="heading" aria-level=${block.level + 2}>
        ${inside}
      </div>`;
    case 'small':
      return html`<div class="md-small">${inside}</div>`;
    case 'item':
      return html`<div class="md-item md-item${Math.min(block.depth, 3)}">
        <span class="md-mark">${block.mark}</span><span>${inside}</span>
      </div>`;
    case 'quote':
      return html`<div class="md-quote">${block.of.map((each) => drawBlock(each, pen))}</div>`;
    case 'code':
      return html`<pre class="md-pre"><code>${block.text}</code></pre>`;
    case 'gap':
      return html`<div class="md-gap"></div>`;
  }
}

function drawInline(node: Inline, pen: Pen): Drawing {
  const { store, names } = pen;
  const inside = () => ('of' in node ? node.of.map((each) => drawInline(each, pen)) : []);
  switch (node.is) {
    case 'text':
      return withEmoji(node.text);
    case 'strong':
      return html`<strong>${inside()}</strong>`;
    case 'em':
      return html`<em>${inside()}</em>`;
    case 'u':
      return html`<u>${inside()}</u>`;
    case 's':
      return html`<s>${inside()}</s>`;
    case 'spoiler':
      return html`<button
        class="md-spoiler"
        aria-label=${store.words.discord.spoiler}
        @click=${(event: Event) => (event.currentTarget as HTMLElement).classList.add('open')}
      >
        <span>${inside()}</span>
      </button>`;
    case 'code':
      return html`<code class="md-code">${node.text}</code>`;
    case 'link':
      return html`<a class="md-link" href=${node.url} target="_blank" rel="noreferrer noopener"
        >${inside()}</a
      >`;
    case 'time': {
      const at = node.seconds * 1000;
      return html`<time
        class="md-time"
        datetime=${new Date(at).toISOString()}
        title=${stamp(at, 'F', store.now(), store.language)}
        >${stamp(at, node.style, store.now(), store.language)}</time
      >`;
    }
    case 'user':
      return html`<span class="md-mention">@${names.user(node.id) ?? node.id}</span>`;
    case 'role':
      return roleMention(node.id, names);
    case 'channel':
      return html`<span class="md-mention">#${names.channel(node.id) ?? node.id}</span>`;
    case 'everyone':
      return html`<span class="md-mention">${node.text}</span>`;
    case 'command':
      return html`<button
        class="md-mention"
        @click=${() => store.wish({ do: 'compose', on: 'discord', text: `/${node.name}` })}
      >
        /${node.name}
      </button>`;
    case 'emoji':
      return `:${node.name}:`;
  }
}

function roleMention(id: string, names: Names): TemplateResult {
  const role = names.role(id);
  const paint = role && colour(role.color);
  const style = paint ? `color:${paint};background:color-mix(in srgb, ${paint} 18%, transparent)` : '';
  return html`<span class="md-mention" style=${style}>@${role?.name ?? id}</span>`;
}
