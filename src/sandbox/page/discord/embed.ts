import { html, nothing, type TemplateResult } from 'lit';
import { withEmoji } from '../look/emoji.js';
import { dateOf, timeOf } from '../look/time.js';
import type { DiscordMessage } from '../state/views.js';
import { colour, line, paragraphs, type Pen } from './ink.js';
import { openable } from './markdown.js';
import type { Embed } from './shapes.js';

const picture = (image: Embed['image'], part: string): TemplateResult | typeof nothing =>
  image && openable(image.url)
    ? html`<img class=${part} src=${image.url} alt=${image.description ?? ''} />`
    : nothing;

/** The box with the coloured edge. */
export function drawEmbed(embed: Embed, pen: Pen): TemplateResult {
  const edge = colour(embed.color ?? 0);
  return html`<article class="embed" style=${edge ? `--edge:${edge}` : ''}>
    <div class="embed-body">
      ${embed.author ? html`<div class="embed-author">${withEmoji(embed.author.name)}</div>` : nothing}
      ${embed.title ? html`<div class="embed-title">${titleOf(embed, pen)}</div>` : nothing}
      ${
        embed.description
          ? html`<div class="embed-text md">${paragraphs(embed.description, pen)}</div>`
          : nothing
      }
      ${
        embed.fields?.length
          ? html`<dl class="embed-fields">
              ${embed.fields.map(
                (field) =>
                  html`<div class=${field.inline ? 'field inline' : 'field'}>
                    <dt>${line(field.name, pen)}</dt>
                    <dd class="md">${paragraphs(field.value, pen)}</dd>
                  </div>`,
              )}
            </dl>`
          : nothing
      }
      ${picture(embed.image, 'embed-image')} ${footerOf(embed, pen)}
    </div>
    ${picture(embed.thumbnail, 'embed-thumb')}
  </article>`;
}

/** The first words of a message, without any look. */
export function drawEmbedStart({ content, embeds }: Pick<DiscordMessage, 'content' | 'embeds'>): string {
  const [first] = embeds as Embed[];
  const text = content === '' ? (first?.description ?? '') : content;
  return text.replace(/[*_~`#>|\\]|\]\([^)]*\)|\[/g, '').slice(0, 160);
}

function titleOf(embed: Embed, pen: Pen) {
  const title = line(embed.title ?? '', pen);
  if (!embed.url || !openable(embed.url)) return title;
  return html`<a class="md-link" href=${embed.url} target="_blank" rel="noreferrer noopener">${title}</a>`;
}

function footerOf(embed: Embed, { store }: Pen) {
  const { language } = store;
  const at = embed.timestamp
    ? `${dateOf(embed.timestamp, language)} ${timeOf(embed.timestamp, language)}`
    : '';
  const parts = [embed.footer?.text ?? '', at].filter((part) => part !== '');
  return parts.length > 0 ? html`<div class="embed-footer">${withEmoji(parts.join(' · '))}</div>` : nothing;
}
